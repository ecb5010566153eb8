/** What a description leaves out of its row: columns, keys and values that are found nowhere in it. */
import type { Atom, Value } from '../../../src/ovsdb/index.ts';
import type { Network } from '../../../src/model/index.ts';
import type { Described, Description, Link } from '../../../src/model/describe/types.ts';
import type { Located } from './fixtures.ts';

const isLink = (value: unknown): value is Link =>
  typeof value === 'object' && value !== null && 'kind' in value;

const words = function* (value: Described): Generator<string> {
  if (value === undefined) return;
  if (isLink(value)) yield* [value.name, value.alias ?? '', value.ref?.uuid ?? ''];
  else if (value instanceof Map) for (const [key, held] of value) yield* [String(key), String(held)];
  else if (Array.isArray(value)) for (const one of value) yield* words(one as Described);
  else yield String(value as Atom);
};

/** All that a description says, as one text. */
export const said = ({ name, alias, headline, sections }: Description): string => {
  const found: string[] = [name, alias ?? '', headline];
  for (const { facts, listing, notes } of sections) {
    for (const { id, value, note } of facts) found.push(id, ...words(value), note ?? '');
    for (const row of listing?.rows ?? []) for (const cell of row) found.push(...words(cell));
    found.push(...notes);
  }
  return found.join('\n');
};

const atomsOf = (value: Value): readonly Atom[] => {
  if (value === undefined) return [];
  if (value instanceof Map) return [...value].flat();
  return (Array.isArray(value) ? value : [value]) as readonly Atom[];
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A reference may be told by the thing that the row stands for: the switch of a datapath, the port of a binding. */
const namesOf = (located: Located, network: Network, uuid: string): readonly string[] => {
  if (located.database !== 'OVN_Southbound') return [];
  const datapath = network.sb?.table('Datapath_Binding').row(uuid);
  const binding = network.sb?.table('Port_Binding').row(uuid);
  const ids = datapath?.get('external_ids');
  return [ids?.get('name'), binding?.get('logical_port')].filter((name) => name !== undefined);
};

/** A key may be told by the id of a fact, a time as a date. */
const spellings = (written: string): readonly string[] => {
  const date = /^\d{12,13}$/.test(written) ? [new Date(Number(written)).toISOString()] : [];
  return [written, written.replaceAll(/[^A-Za-z0-9]+/g, '-').toLowerCase(), ...date];
};

/** `false`, `0` and nothing are what everybody expects: they need not be said. */
const isExpected = (atom: Atom): boolean => atom === false || atom === 0 || atom === '';

/** `TABLE.COLUMN: VALUE` for each. */
export const hiddenIn = (located: Located, network: Network, text: string): readonly string[] => {
  const isSaid = (part: string): boolean => text.includes(part);
  return located.row.entries().flatMap(([column, value]) =>
    atomsOf(value)
      .filter((atom) => {
        if (isExpected(atom) || atom === true) return false;
        const written = String(atom);
        if (spellings(written).some(isSaid)) return false;
        if (UUID.test(written)) return !namesOf(located, network, written).some(isSaid);
        return !written.split(/[\s,]+/).every(isSaid);
      })
      .map((atom) => `${located.row.tableName}.${column}: ${String(atom)}`),
  );
};
