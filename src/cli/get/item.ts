/**
 * One thing as JSON and YAML have it. What there is none of is `null`, never missing; `host` is there for things of
 * hosts, `columns` where no columns were chosen.
 */
import type { FieldValue, Selection, Subject } from '../../model/index.ts';
import { elementsOf, valueWithoutSecrets } from '../../model/index.ts';

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
  readonly fields: Readonly<Record<string, V>>;
  /** Under the names of the schema. */
  readonly columns?: Readonly<Record<string, V>>;
}

export type Convert<V> = (value: FieldValue) => V;

export const itemsOf = function* <V>(
  selection: Selection,
  withColumns: boolean,
  convert: Convert<V>,
): Generator<Item<V>> {
  for (const subject of selection.subjects) yield itemOf(selection, subject, withColumns, convert);
};

/** Filled member by member, so that all items are of one shape to the engine. */
const itemOf = <V>(
  { kind, network, columns }: Selection,
  subject: Subject,
  withColumns: boolean,
  convert: Convert<V>,
): Item<V> => {
  const { ref, name, alias, host, row } = subject;
  const fields: Record<string, V> = {};
  for (const column of columns) fields[column.name] = convert(column.value(subject, network));
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
  const raw: Record<string, V> = {};
  for (const [column, value] of row.entries())
    raw[column] = convert(valueWithoutSecrets(ref.table, column, value));
  return { ...item, columns: raw };
};

/** A value as the texts that a table or a CSV cell is made of. */
export const textsOf = (value: FieldValue): readonly string[] => elementsOf(value).map(String);
