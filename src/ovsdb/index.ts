/** The face of the OVSDB room: other rooms import from here only. */
export type { Json, JsonObject } from './json/value.ts';
export type { Atom, Value } from './datum/value.ts';
export type * from './schema/types.ts';
export type { ExpectedDatabase } from './schema/expected.ts';
export { Database, type AnyTables, type Origin } from './rows/database.ts';
export { Row, type AnyColumns } from './rows/row.ts';
export { Table } from './rows/table.ts';
export { Problems, type Problem } from './rows/problems.ts';
