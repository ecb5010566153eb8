/**
 * One thing as JSON and YAML have it. What there is none of is `null`, never missing; `host` is there for things of
 * hosts, `columns` where no columns were chosen.
 */
import type { FieldValue, Selection, Subject } from '../../model/index.ts';
import { columnWithoutSecrets, elementsOf } from '../../model/index.ts';
import type { Row, Value } from '../../ovsdb/index.ts';

/**
 * Values beside their names: a million things have the same names, and objects with names that the engine does not
 * foresee cost more to make than the values. Things with the same names share the list of them.
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
  const { kind, network, subjects } = selection;
  // The same column may have been asked for twice.
  const columns = [...new Map(selection.columns.map((column) => [column.name, column])).values()];
  const names = columns.map(({ name }) => name);
  const rawOf = rawColumns();
  const fieldsOf = (subject: Subject): Members<V> => ({
    names,
    values: columns.map((column) => convert(column.value(subject, network))),
  });
  for (const subject of subjects) {
    const { ref, name, alias, host, row } = subject;
    yield {
      kind: kind.name,
      name,
      alias: alias ?? null,
      uuid: ref.uuid,
      database: ref.database,
      table: ref.table,
      ...(host === undefined ? undefined : { host: host.name }),
      fields: fieldsOf(subject),
      ...(withColumns ? { columns: rawOf(ref.table, row, convert) } : undefined),
    };
  }
};

/** The columns of rows as the schema has them. Rows of one table are told by their list of names, which they share. */
const rawColumns = (): (<V>(table: string, row: Row, convert: Convert<V>) => Members<V>) => {
  const known = new Map<readonly string[], readonly ((value: Value) => Value)[]>();
  return (table, row, convert) => {
    const names = row.columnNames;
    let open = known.get(names);
    if (open === undefined) {
      open = names.map((name) => columnWithoutSecrets(table, name));
      known.set(names, open);
    }
    return { names, values: open.map((withoutSecrets, at) => convert(withoutSecrets(row.storedAt(at)))) };
  };
};

/** A value as the texts that a table or a CSV cell is made of. */
export const textsOf = (value: FieldValue): readonly string[] => elementsOf(value).map(String);
