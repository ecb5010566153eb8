/**
 * Forwarding entries, of `bridge fdb`. Those of a bridge have `master`, those of the device itself the flag `self`. A learned
 * entry has the state `""` or none. iproute2 before 4.20 calls the device `dev`. `src_vni` is the VNI of the entry in a VXLAN
 * device of many; without `vni` it is the one that is sent, too.
 */
import type { Parsed } from '../parsed.ts';
import type { FdbEntry } from '../types.ts';
import { parseItems, type Item } from './item.ts';
import { holdsJson } from './json.ts';
import { at, linesOf, wordsOf } from './lines.ts';
import { Problems, quoted } from './problems.ts';

const entryOf = (item: Item, device: string | undefined): FdbEntry | undefined => {
  const mac = item.text('mac');
  const link = item.text('ifname') ?? item.text('dev') ?? device;
  if (mac === undefined || link === undefined)
    return item.lose('a forwarding entry without its MAC or device; expected "mac" and "ifname"');
  return {
    link,
    mac,
    bridge: item.text('master'),
    vlan: item.integer('vlan'),
    state: item.text('state') ?? '',
    flags: item.words('flags'),
    remote: item.text('dst'),
    vni: item.integer('vni') ?? item.integer('src_vni'),
  };
};

/** Words that a value follows; the others are flags, and the last may be the state. */
const WITH_VALUE = new Set(
  'dev dst vlan port vni src_vni via link-netnsid nhid used master proto pseudowire'.split(' '),
);
const STATES = new Set(['permanent', 'static', 'stale']);

/** `MAC [dev NAME] [dst ADDRESS] [vlan N] … [self] [sticky] … [master NAME] [STATE]`. */
const entryOfLine = (line: string, device: string | undefined): FdbEntry | undefined => {
  const [mac = '', ...words] = wordsOf(line);
  if (!/^[\da-fA-F]{1,2}(?::[\da-fA-F]{1,2})+$/.test(mac)) return undefined;
  const values = new Map<string, string>();
  const flags: string[] = [];
  let state = '';
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const value = words[index + 1];
    if (word === 'via' && value === 'ifindex') index += 2;
    else if (WITH_VALUE.has(word) && value !== undefined) {
      values.set(word, value);
      index += 1;
    } else if (STATES.has(word) || word.startsWith('state=')) state = word;
    else flags.push(word);
  }
  const link = values.get('dev') ?? device;
  if (link === undefined) return undefined;
  const number = (key: string): number | undefined => {
    const value = values.get(key);
    return value === undefined || !/^\d{1,10}$/.test(value) ? undefined : Number(value);
  };
  return {
    link,
    mac,
    bridge: values.get('master'),
    vlan: number('vlan'),
    state,
    flags,
    remote: values.get('dst'),
    vni: number('vni') ?? number('src_vni'),
  };
};

const parseText = (text: string, source: string, device: string | undefined): Parsed<FdbEntry[]> => {
  const problems = new Problems(source);
  const value: FdbEntry[] = [];
  for (const line of linesOf(text)) {
    const entry = entryOfLine(line.text, device);
    if (entry !== undefined) value.push(entry);
    else
      problems.add(
        'line',
        () => `${quoted(line.text)} is not of "bridge fdb"; expected JSON or "MAC dev NAME …"`,
        at(line),
      );
  }
  return { value, problems: problems.list };
};

/**
 * Reads `bridge -j fdb` (also `-d`, `-s`) or its plain text.
 *
 * @param device What the command was asked for (`bridge fdb show dev NAME`): then it prints no device.
 */
export const parseFdb = (text: string, source: string, device?: string): Parsed<FdbEntry[]> =>
  holdsJson(text)
    ? parseItems(text, source, (item) => entryOf(item, device))
    : parseText(text, source, device);
