/**
 * A database's schema as values (RFC 7047 §3.2). Nothing here reads or writes JSON: `parse.ts` does.
 *
 *     <database-schema>  name, version, cksum, tables
 *     <table-schema>     columns, maxRows, isRoot, indexes
 *     <column-schema>    type, ephemeral, mutable
 *     <type>             key [value] min max        — a scalar, an optional, a set or a map
 *     <base-type>        type, enum, min/max, refTable, refType
 */
import type { Atom } from '../datum/value.ts';

export type AtomicType = 'integer' | 'real' | 'boolean' | 'string' | 'uuid';

export interface BaseType {
  readonly type: AtomicType;
  /** The allowed values, in canonical order. */
  readonly enum?: readonly Atom[];
  readonly minInteger?: number | bigint;
  readonly maxInteger?: number | bigint;
  readonly minReal?: number;
  readonly maxReal?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly refTable?: string;
  /** Only with `refTable`; strong where the schema says nothing. */
  readonly refType?: 'strong' | 'weak';
}

export interface ColumnType {
  readonly key: BaseType;
  /** Present for maps only. */
  readonly value?: BaseType;
  readonly min: 0 | 1;
  /** At least 1; `Infinity` stands for "unlimited". */
  readonly max: number;
}

export interface ColumnSchema {
  readonly name: string;
  readonly type: ColumnType;
  readonly ephemeral: boolean;
  readonly mutable: boolean;
}

export interface TableSchema {
  readonly name: string;
  /** In the order in which the schema lists them; without `_uuid` and `_version`. */
  readonly columns: ReadonlyMap<string, ColumnSchema>;
  readonly maxRows: number;
  readonly isRoot: boolean;
  /** Present, and false, only where the schema forbids changes to the table. */
  readonly mutable?: false;
  readonly indexes: readonly (readonly string[])[];
}

export interface DatabaseSchema {
  readonly name: string;
  /** `x.y.z`; empty for a schema from before versions. */
  readonly version: string;
  readonly cksum?: string;
  readonly tables: ReadonlyMap<string, TableSchema>;
}

/** How a column's value looks in TypeScript. */
export type Shape = 'scalar' | 'optional' | 'set' | 'map';

/** A scalar holds exactly one; an optional none or one; a set any number; a map pairs. */
export const shapeOf = (type: ColumnType): Shape =>
  type.value !== undefined ? 'map' : type.max === 1 ? (type.min === 1 ? 'scalar' : 'optional') : 'set';
