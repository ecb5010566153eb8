/**
 * The files of a snapshot: `nb.db`, `sb.db`, `ic-nb.db`, `ic-sb.db`, and `ovs/HOST.db` for each host. Host names come
 * from the network; what they become is a plain name everywhere, and never a path.
 */
import type { Value } from '../../ovsdb/index.ts';
import type { Reading } from '../reading.ts';
import type { Role } from '../sources.ts';

const STEMS: Readonly<Record<Role, string>> = {
  nb: 'nb',
  sb: 'sb',
  ovs: 'ovs',
  icNb: 'ic-nb',
  icSb: 'ic-sb',
};
const ORDER = Object.keys(STEMS);
const LONGEST = 60;

/** Letters, digits, `.`, `_` and `-`; other characters as `_`. */
export const safeName = (text: string): string =>
  text
    .slice(0, LONGEST)
    .replace(/[^A-Za-z0-9._-]/g, '_')
    .replace(/^[.-]+|\.+$/g, '') || 'host';

/** What a host calls itself: its host name, else its system-id. */
const hostOf = ({ database }: Reading): string => {
  const [row] = database.table('Open_vSwitch');
  const ids = row?.get('external_ids');
  const names = ids instanceof Map ? ['hostname', 'system-id'].map((key) => ids.get(key) as Value) : [];
  return names.find((name): name is string => typeof name === 'string' && name !== '') ?? 'host';
};

export interface NamedReading {
  readonly file: string;
  readonly reading: Reading;
}

/**
 * Readings with a file name each, in order. `change` is applied to names before they become file names.
 * Names that only differ in case are one on some systems: the later ones get a number.
 */
export const nameReadings = (
  readings: readonly Reading[],
  change: (name: string) => string = (name) => name,
): readonly NamedReading[] => {
  const stemOf = (reading: Reading): string =>
    reading.role === 'ovs' ? `ovs/${safeName(change(hostOf(reading)))}` : STEMS[reading.role];
  const sorted = readings
    .map((reading) => ({ reading, stem: stemOf(reading) }))
    .sort(
      (a, b) =>
        ORDER.indexOf(a.reading.role) - ORDER.indexOf(b.reading.role) ||
        compare(a.stem, b.stem) ||
        compare(a.reading.name, b.reading.name),
    );
  const taken = new Set<string>();
  return sorted.map(({ reading, stem }) => {
    let name = stem;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${stem}-${n}`;
    taken.add(name.toLowerCase());
    return { reading, file: `${name}.db` };
  });
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
