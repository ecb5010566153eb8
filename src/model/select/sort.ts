/**
 * Order by columns: `column,-column`, the minus for descending. Numbers by value, addresses by version and value,
 * text as a person counts; lists element by element. What has no value comes last either way. Equal ones stay in
 * the order in which they were.
 */
import type { Atom } from '../../ovsdb/index.ts';
import { OvnscopeError } from '../../text/index.ts';
import type { FieldValue } from '../kinds/types.ts';
import { naturalCompare } from '../natural.ts';
import { compareNumbers, elementsOf, numeric } from './elements.ts';
import { ipNumbers, type IpNumbers } from './within.ts';

export interface SortKey {
  readonly column: string;
  readonly descending: boolean;
}

/** Throws `OvnscopeError` of kind `usage` for an empty name. */
export const parseSort = (text: string): readonly SortKey[] =>
  text.split(',').map((part) => {
    const trimmed = part.trim();
    const descending = trimmed.startsWith('-');
    const column = descending ? trimmed.slice(1) : trimmed;
    if (column === '') {
      throw new OvnscopeError('usage', 'a sort needs names of columns', { expected: 'column or -column, …' });
    }
    return { column, descending };
  });

/** One way of comparing for each kind of element; kinds among themselves in this order. */
type Comparable =
  | { readonly rank: 0; readonly number: number | bigint }
  | { readonly rank: 1; readonly ip: IpNumbers; readonly text: string }
  | { readonly rank: 2; readonly text: string };

const comparable = (atom: Atom, isNumber: boolean): Comparable => {
  const number = typeof atom === 'string' && !isNumber ? undefined : numeric(atom);
  if (number !== undefined) return { rank: 0, number };
  const text = String(atom);
  const ip = ipNumbers(text);
  return ip === undefined ? { rank: 2, text } : { rank: 1, ip, text };
};

const compareOne = (a: Comparable, b: Comparable): number => {
  if (a.rank === 0 && b.rank === 0) return compareNumbers(a.number, b.number);
  if (a.rank === 1 && b.rank === 1) {
    return (
      a.ip.version - b.ip.version ||
      compareNumbers(a.ip.at, b.ip.at) ||
      a.ip.prefix - b.ip.prefix ||
      naturalCompare(a.text, b.text)
    );
  }
  if (a.rank === 2 && b.rank === 2) return naturalCompare(a.text, b.text);
  return a.rank - b.rank;
};

const compareElements = (a: readonly Comparable[], b: readonly Comparable[]): number => {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const order = compareOne(a[i] as Comparable, b[i] as Comparable);
    if (order !== 0) return order;
  }
  return a.length - b.length;
};

export interface SortBy<T> {
  readonly value: (item: T) => FieldValue;
  /** Text that is written as a number counts as one. */
  readonly isNumber: boolean;
  readonly descending: boolean;
}

/** A sorted copy. */
export const sorted = <T>(items: readonly T[], by: readonly SortBy<T>[]): readonly T[] => {
  if (by.length === 0) return items;
  const keyed = items.map((item) => ({
    item,
    keys: by.map(({ value, isNumber }) => elementsOf(value(item)).map((atom) => comparable(atom, isNumber))),
  }));
  keyed.sort((a, b) => {
    for (const [i, { descending }] of by.entries()) {
      const [x, y] = [a.keys[i] ?? [], b.keys[i] ?? []];
      if (x.length === 0 || y.length === 0) {
        if (x.length !== y.length) return x.length === 0 ? 1 : -1;
        continue;
      }
      const order = compareElements(x, y);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
  return keyed.map(({ item }) => item);
};
