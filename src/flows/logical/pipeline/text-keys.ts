/**
 * What a match insists on, from its text alone: a table with thousands of flows is indexed without parsing them, and
 * only the few that a packet is held against are read. northd writes conjunctions:
 *
 *     inport == "p1" && ip4 && ip4.dst == 10.0.0.0/24 && tcp.dst == {80, 443}
 *
 * What is not plainly of this form gives no key, which costs time and never an answer.
 */
import type { LogicalFlowRow } from './flow.ts';
import { signatureFor, valueKey, type IndexSignature } from './signatures.ts';
import { closing, LAST, nextAnd, NO_CONJUNCTION } from './text-scan.ts';
import { parseValue } from './text-values.ts';

/** A flow fits only packets of which the bits have one of these values, or are the key of one of these ports. */
export interface TextKey {
  readonly signature: IndexSignature;
  readonly values: readonly number[];
  /** Names of ports, which have another key on every datapath. */
  readonly ports: readonly string[] | undefined;
}

/** More alternatives than this are not listed one by one. */
const MOST_VALUES = 256;

/** Longer conditions are sets of addresses and the like. */
const LONGEST = 20_000;

const NONE: readonly TextKey[] = [];

const known = new WeakMap<LogicalFlowRow, readonly TextKey[]>();

/** Remembered by row: it is the same for every datapath of a group, and for every reading of a live database. */
export const textKeys = (row: LogicalFlowRow): readonly TextKey[] => {
  let keys = known.get(row);
  if (keys === undefined) known.set(row, (keys = keysOf(row)));
  return keys;
};

const keysOf = (row: LogicalFlowRow): readonly TextKey[] =>
  isTranslated(row) ? NONE : keysOfMatch(row.get('match'));

/** Whether the fields of the match are those of the connection. */
export const isTranslated = (row: LogicalFlowRow): boolean =>
  row.mayHold('tags', TRUE) && row.get('tags').get('acl_ct_translation') === 'true';

const TRUE: ReadonlySet<string> = new Set(['true']);

export const keysOfMatch = (match: string): readonly TextKey[] => {
  if (match === '1' || match.length > LONGEST || match.includes('^')) return NONE;
  const conditions = conjuncts(match);
  if (conditions === undefined) return NONE;
  return conditions.map(keyOf).filter((key) => key !== undefined);
};

/** The conditions of a conjunction, those in parentheses too; `undefined` for any other expression. */
export const conjuncts = (text: string): readonly string[] | undefined => {
  const found: string[] = [];
  let from = 0;
  for (let at = nextAnd(text, from); at !== LAST; at = nextAnd(text, from)) {
    if (at === NO_CONJUNCTION) return undefined;
    found.push(text.slice(from, at).trim());
    from = at + 2;
  }
  found.push(text.slice(from).trim());
  return found.flatMap(opened);
};

/** `(a && b)` → a, b. What is not a conjunction inside stays one condition, and gives no key. */
const opened = (condition: string): readonly string[] => {
  if (
    !condition.startsWith('(') ||
    !condition.endsWith(')') ||
    closing(condition, 0) !== condition.length - 1
  )
    return [condition];
  return conjuncts(condition.slice(1, -1)) ?? [condition];
};

/** Predicates that are one comparison. */
const PREDICATES: Readonly<Record<string, readonly [field: string, value: string]>> = {
  ip4: ['eth.type', '0x800'],
  ip6: ['eth.type', '0x86dd'],
  arp: ['eth.type', '0x806'],
  tcp: ['ip.proto', '6'],
  udp: ['ip.proto', '17'],
  sctp: ['ip.proto', '132'],
  icmp4: ['ip.proto', '1'],
  icmp6: ['ip.proto', '58'],
};

/** What a predicate compares, if it is one of those that are one comparison. */
export const comparisonOf = (
  name: string,
): { readonly signature: IndexSignature; readonly value: number } | undefined => {
  const known = comparisons.get(name);
  if (known !== undefined || comparisons.has(name)) return known;
  const key = Object.hasOwn(PREDICATES, name) ? keyOf(name) : undefined;
  const [value] = key?.values ?? [];
  const found = key === undefined || value === undefined ? undefined : { signature: key.signature, value };
  comparisons.set(name, found);
  return found;
};

const comparisons = new Map<
  string,
  { readonly signature: IndexSignature; readonly value: number } | undefined
>();

const COMPARISON = /^([a-z_][\w.]*)(?:\[(\d{1,3})(?:\.\.(\d{1,3}))?\])? == (.+)$/s;

const keyOf = (condition: string): TextKey | undefined => {
  const predicate = PREDICATES[condition];
  if (predicate !== undefined) return numberKey(predicate[0], undefined, undefined, [predicate[1]]);
  const parts = COMPARISON.exec(condition);
  if (parts === null) return undefined;
  const [, field = '', low, high, constant = ''] = parts;
  const constants = constant.startsWith('{') ? membersOf(constant) : [constant];
  if (constants === undefined || constants.length === 0 || constants.length > MOST_VALUES) return undefined;
  return constants[0]?.startsWith('"') === true
    ? portKey(field, constants)
    : numberKey(field, low, high ?? low, constants);
};

/** `{80, 443}`; strings may hold anything, so only sets without them are taken apart by their commas. */
const membersOf = (set: string): readonly string[] | undefined => {
  if (!set.endsWith('}')) return undefined;
  const inside = set.slice(1, -1);
  if (inside.includes('"')) return stringsIn(inside);
  return inside.split(/[\s,]+/).filter((member) => member !== '');
};

const stringsIn = (text: string): readonly string[] | undefined => {
  const found = text.match(/"(?:[^"\\]|\\.)*"/gs);
  return found === null || found.join('').length < text.replace(/[\s,]+/g, '').length ? undefined : found;
};

const portKey = (field: string, constants: readonly string[]): TextKey | undefined => {
  const signature = signatureFor(field, undefined, undefined, undefined);
  if (signature?.isPort !== true) return undefined;
  const ports: string[] = [];
  for (const constant of constants) {
    if (!/^"(?:[^"\\]|\\.)*"$/s.test(constant)) return undefined;
    try {
      ports.push(constant.includes('\\') ? (JSON.parse(constant) as string) : constant.slice(1, -1));
    } catch {
      return undefined;
    }
  }
  return { signature, values: [], ports };
};

const numberKey = (
  field: string,
  low: string | undefined,
  high: string | undefined,
  constants: readonly string[],
): TextKey | undefined => {
  let signature: IndexSignature | undefined;
  const values: number[] = [];
  for (const constant of constants) {
    const value = parseValue(constant);
    if (value === undefined) return undefined;
    const one = signatureFor(field, low, high, value.prefix);
    if (one === undefined || one.isPort || (signature !== undefined && one !== signature)) return undefined;
    signature = one;
    values.push(valueKey(one, value.words));
  }
  return signature && { signature, values, ports: undefined };
};
