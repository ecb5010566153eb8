/**
 * One thing as JSON and YAML have it. What there is none of is `null`, never missing; `host` is there for things of
 * hosts, `columns` where no columns were chosen.
 */
import type { FieldValue, Selection, Subject } from '../../model/index.ts';
import { elementsOf, valueWithoutSecrets } from '../../model/index.ts';

/**
 * Values beside their names: a million things have the same names, and objects with names that the engine does not
 * foresee cost more to make than the values.
 */
export interface Members<V> {
  readonly names: readonly string[];
  readonly values: readonly V[];
}

/** `V` is how the format has a value. */
export interface Item<V> {
  readonly kind: string;
  readonly name: string;
  readonly alias: string | null;
  readonly uuid: string;
  readonly database: string;
  readonly table: string;
  readonly host?: string;
  /** Under the names of fields, or the columns that were chosen. */
  readonly fields: Members<V>;
  /** Under the names of the schema. */
  readonly columns?: Members<V>;
}

export type Convert<V> = (value: FieldValue) => V;

export const itemsOf = function* <V>(
  selection: Selection,
  withColumns: boolean,
  convert: Convert<V>,
): Generator<Item<V>> {
  // The same column may have been asked for twice.
  const columns = [...new Map(selection.columns.map((column) => [column.name, column])).values()];
  const names = columns.map(({ name }) => name);
  const distinct = { ...selection, columns };
  for (const subject of selection.subjects) yield itemOf(distinct, names, subject, withColumns, convert);
};

const itemOf = <V>(
  { kind, network, columns }: Selection,
  names: readonly string[],
  subject: Subject,
  withColumns: boolean,
  convert: Convert<V>,
): Item<V> => {
  const { ref, name, alias, host, row } = subject;
  const fields = { names, values: columns.map((column) => convert(column.value(subject, network))) };
  const item = {
    kind: kind.name,
    name,
    alias: alias ?? null,
    uuid: ref.uuid,
    database: ref.database,
    table: ref.table,
    ...(host === undefined ? {} : { host: host.name }),
    fields,
  };
  if (!withColumns) return item;
  const entries = row.entries();
  const raw = {
    names: entries.map(([column]) => column),
    values: entries.map(([column, value]) => convert(valueWithoutSecrets(ref.table, column, value))),
  };
  return { ...item, columns: raw };
};

/** A value as the texts that a table or a CSV cell is made of. */
export const textsOf = (value: FieldValue): readonly string[] => elementsOf(value).map(String);
