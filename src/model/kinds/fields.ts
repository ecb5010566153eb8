/**
 * Fields of a kind, made from columns of its table: by themselves, a key of a map, or computed with the columns named.
 * A field is called as its column, with `-` for `_`, unless it says otherwise.
 */
import type { Network } from '../network.ts';
import type { Row } from '../../ovsdb/index.ts';
import type { Field, FieldValue, Subject } from './types.ts';

type Level = Field['level'];
type FieldType = NonNullable<Field['type']>;

interface Naming {
  readonly as?: string;
  readonly type?: FieldType;
}

/** Columns that hold a map from text. */
type MapColumn<R> = {
  [C in keyof R & string]: R[C] extends ReadonlyMap<string, unknown> ? C : never;
}[keyof R & string];

export const fieldName = (column: string): string => column.replaceAll('_', '-').toLowerCase();

const STATES = new Set(['up', 'status', 'is_connected', 'link_state', 'admin_state']);

export class FieldMaker<R, S extends Omit<Subject, 'row'> & { readonly row: Row<R> }> {
  private readonly shapes: Readonly<Record<string, string>>;

  /** `shapes`: the columns of the table as in `ExpectedDatabase`. */
  constructor(shapes: Readonly<Record<string, string>>) {
    this.shapes = shapes;
  }

  /** What people call the thing. */
  name(columns: readonly (keyof R & string)[] = ['name' as keyof R & string], as = 'name'): Field {
    return this.of(as, 'table', columns, ({ name }) => name);
  }

  /** The name, or the first eight digits of the UUID of a thing that has none: `describe` takes either. */
  label(columns: readonly (keyof R & string)[] = ['name' as keyof R & string], as = 'name'): Field {
    return this.of(as, 'table', columns, ({ name, ref }) => (name === ref.uuid ? name.slice(0, 8) : name));
  }

  column(column: keyof R & string, level: Level = 'table', naming: Naming = {}): Field {
    const counts = /^(integer|real)\??$/.test(this.shapes[column] ?? '');
    const type = naming.type ?? (counts ? 'number' : STATES.has(column) ? 'state' : undefined);
    return this.of(
      naming.as ?? fieldName(column),
      level,
      [column],
      ({ row }) => row.get(column) as FieldValue,
      type,
    );
  }

  columns(level: Level, ...columns: readonly (keyof R & string)[]): Field[] {
    return columns.map((column) => this.column(column, level));
  }

  /** One key of a map column. */
  key(column: MapColumn<R>, key: string, level: Level, naming: Naming = {}): Field {
    return this.of(
      naming.as ?? fieldName(key),
      level,
      [column],
      ({ row }) => (row.get(column) as ReadonlyMap<string, string> | undefined)?.get(key),
      naming.type,
    );
  }

  /** How many a set or a map has. */
  count(column: keyof R & string, level: Level = 'table', as = fieldName(column)): Field {
    return this.of(
      as,
      level,
      [column],
      ({ row }) => {
        const held = row.get(column) as readonly unknown[] | ReadonlyMap<unknown, unknown>;
        return held instanceof Map ? held.size : (held as readonly unknown[]).length;
      },
      'number',
    );
  }

  of(
    name: string,
    level: Level,
    columns: readonly (keyof R & string)[],
    value: (subject: S, network: Network) => FieldValue,
    type?: FieldType,
  ): Field {
    const field = { name, level, columns, value, ...(type === undefined ? {} : { type }) };
    return field as unknown as Field;
  }
}
