/**
 * A selection: the things of one kind that were asked for, in order, and the columns to show of them. Values are worked
 * out when they are looked at.
 *
 *     names → filters → sort → columns
 */
import { OvnscopeError } from '../../text/index.ts';
import type { Kind, Subject } from '../kinds/types.ts';
import type { Network } from '../network.ts';
import { columnOf, expectedColumns, fieldColumn, findColumn, tableColumns, type Column } from './column.ts';
import { formatFilter, marked, testOf, type Filter } from './filter.ts';
import { byNames, type Named } from './names.ts';
import { sorted, type SortKey } from './sort.ts';

/** Names of columns, or those that the kind proposes. */
export type Choice = 'table' | 'wide' | 'more' | readonly string[];

export interface Asked {
  /** All things of the kind when there are none. */
  readonly names: readonly string[];
  readonly columns: Choice;
  readonly filters: readonly Filter[];
  readonly sort: readonly SortKey[];
}

export interface Selection {
  readonly kind: Kind;
  readonly network: Network;
  readonly columns: readonly Column[];
  /** Every thing of the kind. */
  readonly all: readonly Subject[];
  /** Those that were asked for. */
  readonly subjects: readonly Subject[];
  readonly unknown: Named<Subject>['unknown'];
}

/** Up to so many things are looked up one by one. */
const FEW = 10;

const LEVELS = { table: ['table'], wide: ['table', 'wide'], more: ['table', 'wide', 'more'] } as const;

/** Throws `OvnscopeError` of kind `usage` for a column that there is not, or a filter that cannot be compared. */
export const select = (network: Network, kind: Kind, asked: Asked): Selection => {
  const known = tableColumns(kind, network);
  const columns =
    typeof asked.columns === 'string'
      ? proposed(kind, asked.columns)
      : asked.columns.map((name) => columnOf(kind, known, name));
  const tests = asked.filters.map((filter) => ({
    column: filterColumn(kind, known, filter),
    test: testOf(filter),
  }));
  const by = asked.sort.map(({ column: name, descending }) => {
    const column = columnOf(kind, known, name);
    return {
      value: (subject: Subject) => column.value(subject, network),
      isNumber: column.type === 'number',
      descending,
    };
  });
  const all = kind.subjects(network);
  const named = asked.names.length === 0 ? { found: all, unknown: [] } : byNames(all, asked.names);
  if (named.found.length > FEW) network.expectMany();
  const kept = named.found.filter((subject) =>
    tests.every(({ column, test }) => test(column.value(subject, network))),
  );
  return { kind, network, columns, all, subjects: sorted(kept, by), unknown: named.unknown };
};

/** The fields of a kind up to this level. */
const proposed = (kind: Kind, level: 'table' | 'wide' | 'more'): readonly Column[] => {
  const levels: readonly string[] = LEVELS[level];
  return kind.fields.filter((field) => levels.includes(field.level)).map((field) => fieldColumn(kind, field));
};

const filterColumn = (kind: Kind, known: ReadonlySet<string>, filter: Filter): Column => {
  try {
    return columnOf(kind, known, filter.column);
  } catch (error) {
    if (!(error instanceof OvnscopeError)) throw error;
    throw new OvnscopeError('usage', `${error.message}${marked(formatFilter(filter), 0)}`, {
      hint: error.hint,
      cause: error,
    });
  }
};

/**
 * Columns of the kind's own table that answering takes: what a live reader asks for. `undefined` for all of them: where
 * everything is shown, or where a column is named that only the server may know.
 */
export const columnsRead = (
  kind: Kind,
  asked: Pick<Asked, 'columns' | 'filters' | 'sort'>,
): readonly string[] | undefined => {
  const known = new Set(expectedColumns(kind));
  const chosen =
    typeof asked.columns === 'string'
      ? proposed(kind, asked.columns)
      : asked.columns.map((name) => findColumn(kind, known, name));
  const others = [...asked.filters, ...asked.sort].map(({ column }) => findColumn(kind, known, column));
  const columns = [...chosen, ...others];
  if (asked.columns === 'more' || columns.includes(undefined)) return undefined;
  // Names, aliases and the order of a kind are made from what it shows by itself.
  const own = [...proposed(kind, 'table').flatMap(({ reads }) => reads), 'name', 'external_ids'];
  const reads = [...own, ...columns.flatMap((column) => column?.reads ?? [])];
  return [...new Set(reads)].filter((column) => known.has(column)).sort();
};
