/**
 * A table of a database as it was read. The map of rows is replaced, not changed, once somebody holds a
 * snapshot of it: holding one costs nothing until the next change.
 */
import type { TableSchema } from '../schema/types.ts';
import type { Columns } from './columns.ts';
import type { AnyColumns, Row } from './row.ts';

export class Table<R = AnyColumns> {
  readonly columns: Columns;
  private map: Map<string, Row<R>>;
  private shared: boolean;

  constructor(columns: Columns, map = new Map<string, Row<R>>(), shared = false) {
    this.columns = columns;
    this.map = map;
    this.shared = shared;
  }

  get name(): string {
    return this.columns.table.name;
  }

  get schema(): TableSchema {
    return this.columns.table;
  }

  /** Rows by UUID, in the order in which they were read. */
  get rows(): ReadonlyMap<string, Row<R>> {
    return this.map;
  }

  get size(): number {
    return this.map.size;
  }

  row(uuid: string): Row<R> | undefined {
    return this.map.get(uuid);
  }

  /** Whether the database has this column and it was read. */
  has(column: keyof R & string): boolean {
    return this.columns.has(column);
  }

  [Symbol.iterator](): IterableIterator<Row<R>> {
    return this.map.values();
  }

  /** A view that later changes do not reach. */
  snapshot(): Table<R> {
    this.shared = true;
    return new Table<R>(this.columns, this.map, true);
  }

  set(row: Row<R>): void {
    this.own().set(row.uuid, row);
  }

  delete(uuid: string): void {
    this.own().delete(uuid);
  }

  clear(): void {
    this.map = new Map();
    this.shared = false;
  }

  private own(): Map<string, Row<R>> {
    if (this.shared) {
      this.map = new Map(this.map);
      this.shared = false;
    }
    return this.map;
  }
}
