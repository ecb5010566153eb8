/**
 * The plain text of `ip route`, `ip rule` and `ip neigh` under the keys of their JSON (iproute2, `ip/iproute.c`, `ip/iprule.c`,
 * `ip/ipneigh.c`):
 *
 *     [TYPE] DESTINATION [via [FAMILY] ADDRESS] [dev NAME] [table T] [proto P] [scope S] [src ADDRESS] [metric N] …
 *         nexthop [via [FAMILY] ADDRESS] dev NAME weight N
 *     PRIORITY:  [not] from (all|PREFIX) [to PREFIX] [fwmark MARK[/MASK]] [iif NAME] [oif NAME] … lookup TABLE
 *     ADDRESS dev NAME [lladdr MAC] [router] [proxy] … STATE
 */
import type { Attributes, Json } from '../types.ts';
import { Item, readItems } from './item.ts';
import { holdsJson } from './json.ts';
import { at, linesOf, wordsOf } from './lines.ts';
import { quoted, type Problems } from './problems.ts';

type Fields = Record<string, Json>;

const TYPES = new Set(
  'unicast local broadcast anycast multicast blackhole unreachable prohibit throw nat xresolve'.split(' '),
);

const ADDRESS = /^(?:[\da-fA-F]*:[\da-fA-F:.]*|\d{1,3}(?:\.\d{1,3}){0,3})(?:\/\d{1,3})?$/;

/** Values of the words in `keys`, under the names that JSON has for them. */
const valuesOf = (words: readonly string[], keys: ReadonlyMap<string, string>): Fields => {
  const fields: Fields = {};
  for (let index = 0; index + 1 < words.length; index += 1) {
    const key = keys.get(words[index] ?? '');
    const value = words[index + 1];
    if (key === undefined || value === undefined || key in fields) continue;
    fields[key] = value;
    index += 1;
  }
  return fields;
};

const HOP = new Map([
  ['via', 'gateway'],
  ['dev', 'dev'],
]);

const ROUTE = new Map([
  ...HOP,
  ['table', 'table'],
  ['proto', 'protocol'],
  ['scope', 'scope'],
  ['src', 'prefsrc'],
  ['metric', 'metric'],
  ['pref', 'pref'],
]);

/** `via inet6 fe80::1`: the gateway is of the other family. */
const gatewayed = (words: readonly string[], keys: ReadonlyMap<string, string>): Fields => {
  const via = words.indexOf('via');
  const family = words[via + 1];
  if (via < 0 || (family !== 'inet' && family !== 'inet6')) return valuesOf(words, keys);
  const rest = [...words.slice(0, via), ...words.slice(via + 3)];
  return { ...valuesOf(rest, keys), via: { family, host: words[via + 2] ?? '' } };
};

const routeOf = (words: readonly string[]): Fields | undefined => {
  const [first = ''] = words;
  const [type, rest] = TYPES.has(first) ? [first, words.slice(1)] : [undefined, words];
  const [dst = ''] = rest;
  if (dst !== 'default' && !ADDRESS.test(dst)) return undefined;
  return { ...gatewayed(rest.slice(1), ROUTE), dst, ...(type === undefined ? {} : { type }) };
};

const RULE = new Map([
  ['iif', 'iif'],
  ['oif', 'oif'],
  ['tos', 'tos'],
  ['goto', 'goto'],
  ['ipproto', 'ipproto'],
  ['sport', 'sport'],
  ['dport', 'dport'],
  ['suppress_prefixlength', 'suppress_prefixlen'],
  ['suppress_ifgroup', 'suppress_ifgroup'],
]);

const prefixed = (key: string, value: string | undefined): Fields => {
  if (value === undefined) return {};
  const [address = '', length] = value.split('/');
  return { [key]: address, ...(length === undefined ? {} : { [`${key}len`]: Number(length) || 0 }) };
};

const ACTIONS = new Set(['blackhole', 'unreachable', 'prohibit', 'nop']);

const numbered = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value,
    ]),
  );

const ruleOf = (words: readonly string[]): Fields | undefined => {
  const [first = '', ...rest] = words;
  const priority = /^(\d{1,10}):$/.exec(first)?.[1];
  if (priority === undefined || !rest.includes('from')) return undefined;
  const after = (key: string): string | undefined =>
    rest.includes(key) ? rest[rest.indexOf(key) + 1] : undefined;
  const [mark, mask] = after('fwmark')?.split('/') ?? [];
  const action = rest.find((word) => ACTIONS.has(word));
  // After `iif NAME` or `oif NAME`: there is no such device.
  const detached = rest.indexOf('[detached]');
  const table = after('lookup') ?? after('table');
  return {
    priority: Number(priority),
    ...(rest.includes('not') ? { not: null } : {}),
    ...prefixed('src', after('from')),
    ...prefixed('dst', after('to')),
    ...(mark === undefined ? {} : { fwmark: mark }),
    ...(mask === undefined ? {} : { fwmask: mask }),
    ...numbered(valuesOf(rest, RULE)),
    ...(action === undefined ? {} : { action }),
    ...(detached < 0 ? {} : { [`${rest[detached - 2] ?? ''}_detached`]: null }),
    ...(table === undefined ? {} : table === '[l3mdev-table]' ? { l3mdev: null } : { table }),
  };
};

const NEIGHBOUR = new Map([
  ['dev', 'dev'],
  ['lladdr', 'lladdr'],
]);

const neighbourOf = ([dst = '', ...words]: readonly string[]): Fields | undefined => {
  if (!ADDRESS.test(dst) || words[0] !== 'dev') return undefined;
  // A device may be called STALE.
  return {
    dst,
    ...valuesOf(words, NEIGHBOUR),
    state: words.slice(2).filter((word) => /^[A-Z]+$/.test(word)),
  };
};

interface Form {
  readonly command: string;
  readonly expected: string;
  readonly read: (words: readonly string[]) => Fields | undefined;
}

export const ROUTE_TEXT: Form = { command: 'ip route', expected: 'DESTINATION … dev NAME …', read: routeOf };
export const RULE_TEXT: Form = { command: 'ip rule', expected: 'PRIORITY: from …', read: ruleOf };
export const NEIGHBOUR_TEXT: Form = {
  command: 'ip neigh',
  expected: 'ADDRESS dev NAME …',
  read: neighbourOf,
};

/** The lines of `text` as the elements of the JSON of the same command. */
const itemsOfText = (text: string, problems: Problems, { command, expected, read }: Form): Item[] => {
  const items: Item[] = [];
  let nexthops: Attributes[] | undefined;
  for (const line of linesOf(text)) {
    const words = wordsOf(line.text);
    if (line.indented && items.length > 0) {
      // Further lines of a route that are no next hops are about its cache.
      if (words[0] === 'nexthop') nexthops?.push(gatewayed(words, HOP));
      continue;
    }
    const fields = read(words);
    if (fields === undefined) {
      problems.add(
        'line',
        () => `${quoted(line.text)} is not of "${command}"; expected JSON or "${expected}"`,
        at(line),
      );
      continue;
    }
    nexthops = [];
    if (read === routeOf) fields['nexthops'] = nexthops;
    items.push(new Item(fields, problems, line.number));
  }
  return items;
};

/** Elements of the JSON, or of the plain text in its place. Nothing but blanks is no element in both. */
export const itemsOf =
  (form: Form) =>
  (text: string, problems: Problems): readonly Item[] =>
    holdsJson(text) ? readItems(text, problems) : itemsOfText(text, problems, form);
