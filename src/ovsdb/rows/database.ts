/**
 * A database as it was read: from a server, kept current by a replica, or from a file. Whoever asks does not
 * see the difference.
 */
import type { DatabaseSchema } from '../schema/types.ts';
import type { ExpectedDatabase } from '../schema/expected.ts';
import { Columns } from './columns.ts';
import { Problems } from './problems.ts';
import type { AnyColumns } from './row.ts';
import { Table } from './table.ts';

/** Table name → its columns: what the generated interfaces describe. */
export type AnyTables = Readonly<Record<string, AnyColumns>>;

/** Where a database was read from, for `-v` and for messages. */
export interface Origin {
  /** Remote or file name, as a person wrote it. */
  readonly name: string;
  readonly kind: 'server' | 'standalone file' | 'clustered file' | 'dump' | 'memory';
  /** Bytes read. */
  bytes: number;
  /** Milliseconds that reading took. */
  milliseconds: number;
  /** When the last transaction was made that says so, in milliseconds since 1970: of files only. */
  changed?: number;
}

export class Database<D = AnyTables> {
  readonly schema: DatabaseSchema;
  readonly problems: Problems;
  readonly origin: Origin;
  private readonly tables: Map<string, Table>;

  constructor(
    schema: DatabaseSchema,
    origin: Origin,
    problems = new Problems(),
    tables = new Map<string, Table>(),
  ) {
    this.schema = schema;
    this.origin = origin;
    this.problems = problems;
    this.tables = tables;
  }

  get name(): string {
    return this.schema.name;
  }

  /** The tables that were read. */
  get all(): ReadonlyMap<string, Table> {
    return this.tables;
  }

  /** A table that was not read, or that the schema lacks, is empty; `has` tells. */
  table<T extends keyof D & string>(name: T): Table<D[T]> {
    const table = this.tables.get(name) ?? this.empty(name);
    return table as unknown as Table<D[T]>;
  }

  has(name: keyof D & string): boolean {
    return this.tables.has(name);
  }

  /** Makes room for a table's rows; `columns` when only those are read. */
  open(name: string, columns?: readonly string[]): Table | undefined {
    const schema = this.schema.tables.get(name);
    if (schema === undefined) return undefined;
    const table = new Table(new Columns(this.name, schema, this.problems, columns));
    this.tables.set(name, table);
    return table;
  }

  /** The same rows under generated types; columns that the schema lacks then read as defaults. */
  as<E>(expected: ExpectedDatabase): Database<E> {
    for (const [name, columns] of Object.entries(expected.tables)) {
      (this.tables.get(name) ?? this.empty(name)).columns.expect(columns);
    }
    this.expected.push(expected as ExpectedDatabase);
    return this as unknown as Database<E>;
  }

  /** Expects what `other` was told to expect: for a newer reading of the same database. */
  expectLike(other: Database): void {
    for (const expected of other.expected) this.as(expected);
  }

  /** A view that later changes do not reach. */
  snapshot(): Database<D> {
    const tables = new Map([...this.tables].map(([name, table]) => [name, table.snapshot()]));
    const copy = new Database<D>(this.schema, { ...this.origin }, this.problems, tables);
    for (const [name, table] of this.absent) copy.absent.set(name, table);
    return copy;
  }

  private readonly absent = new Map<string, Table>();
  private readonly expected: ExpectedDatabase[] = [];

  private empty(name: string): Table {
    let table = this.absent.get(name);
    if (table === undefined) {
      const schema = { name, columns: new Map(), maxRows: Infinity, isRoot: false, indexes: [] };
      table = new Table(new Columns(this.name, schema, this.problems, []));
      this.absent.set(name, table);
    }
    return table;
  }
}
