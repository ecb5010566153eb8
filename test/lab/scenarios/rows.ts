/**
 * Rows for ovn-nbctl's database commands (`create`, `set`, `add`), so that a scenario can say what a cloud
 * management system writes directly. Names and addresses are hashes of a word: the same in every run.
 */
import { createHash } from 'node:crypto';

export type Value = string | number | boolean | readonly string[] | Readonly<Record<string, string | number>>;
export type Columns = Readonly<Record<string, Value>>;
export type Command = readonly string[];

const hash = (word: string): string => createHash('sha256').update(word).digest('hex');

/** A UUID for a word. */
export const uuid = (word: string): string => {
  const h = hash(word);
  return [h.slice(0, 8), h.slice(8, 12), `4${h.slice(13, 16)}`, `a${h.slice(17, 20)}`, h.slice(20, 32)].join(
    '-',
  );
};

/** An address from OpenStack's range for a word. */
export const mac = (word: string): string => {
  const h = hash(`mac ${word}`);
  return `fa:16:3e:${h.slice(0, 2)}:${h.slice(2, 4)}:${h.slice(4, 6)}`;
};

// `@name` refers to a row of the same transaction and stays bare; everything else is quoted.
const atom = (value: string | number): string =>
  typeof value === 'number' ? String(value) : /^@\w+$/.test(value) ? value : JSON.stringify(value);

const text = (value: Value): string => {
  if (typeof value === 'string') return atom(value);
  if (Array.isArray(value)) return `[${value.map((each: string) => atom(each)).join(',')}]`;
  if (typeof value === 'object') {
    const pairs = Object.entries(value).map(
      ([key, each]: [string, string | number]) => `${atom(key)}=${atom(each)}`,
    );
    return `{${pairs.join(',')}}`;
  }
  return String(value);
};

const assignments = (columns: Columns): string[] =>
  Object.entries(columns).map(([column, value]) => `${column}=${text(value)}`);

export const set = (table: string, record: string, columns: Columns): Command => [
  'set',
  table,
  record,
  ...assignments(columns),
];

/** A row that is a root of its own, or that a later command refers to as `@id`. */
export const create = (table: string, columns: Columns, id?: string): Command => [
  ...(id === undefined ? [] : [`--id=@${id}`]),
  'create',
  table,
  ...assignments(columns),
];

let children = 0;

/** A row that belongs to a column of another row: `parent` is `[table, record, column]`. */
export const child = (
  parent: readonly [table: string, record: string, column: string],
  table: string,
  columns: Columns,
): Command => {
  const id = `child${++children}`;
  return [...create(table, columns, id), '--', 'add', ...parent, `@${id}`];
};

/** Adds columns to a row that the command just made; `set` refuses to set nothing. */
const then = (table: string, name: string, columns: Columns): Command =>
  Object.keys(columns).length === 0 ? [] : ['--', ...set(table, name, columns)];

export const logicalSwitch = (name: string, columns: Columns = {}): Command => [
  ...['ls-add', name],
  ...then('Logical_Switch', name, columns),
];

export const switchPort = (logicalSwitchName: string, name: string, columns: Columns): Command => [
  ...['lsp-add', logicalSwitchName, name],
  ...then('Logical_Switch_Port', name, columns),
];

export const logicalRouter = (name: string, columns: Columns = {}): Command => [
  ...['lr-add', name],
  ...then('Logical_Router', name, columns),
];

export const routerPort = (router: string, name: string, columns: Columns): Command =>
  child(['Logical_Router', router, 'ports'], 'Logical_Router_Port', { name, ...columns });

/** The switch's end of a link to a router port. */
export const routerLink = (
  logicalSwitchName: string,
  name: string,
  peer: string,
  columns: Columns = {},
  options: Readonly<Record<string, string>> = {},
): Command =>
  switchPort(logicalSwitchName, name, {
    type: 'router',
    addresses: 'router',
    options: { 'router-port': peer, ...options },
    ...columns,
  });
