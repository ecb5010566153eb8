/**
 * The columns this program was written against, compactly, so that rows of an older server read as if its
 * schema had them: the generated files in `src/model/generated` hold one such table of contents per database.
 *
 *     shape = atomic                one value              'string'
 *           | atomic '?'            none or one            'integer?'
 *           | atomic '*'            any number             'uuid*'
 *           | atomic '>' atomic     pairs                  'string>string'
 *           | atomic '+'            at least one           'string+'
 *           | atomic '>' atomic '+' at least one pair      'integer>uuid+'
 *     atomic = 'integer' | 'real' | 'boolean' | 'string' | 'uuid'
 */
import { defaultValue } from '../datum/codec.ts';
import type { Value } from '../datum/value.ts';
import type { AtomicType, ColumnSchema, ColumnType, DatabaseSchema, TableSchema } from './types.ts';

/** Database, its schema's version, and for each table its columns' shapes. */
export interface ExpectedDatabase {
  readonly name: string;
  readonly version: string;
  readonly tables: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The shape of a column's type; enumerations, ranges and references are left out. */
export const shapeCode = (type: ColumnType): string => {
  const many = type.min === 1 ? '+' : '';
  if (type.value !== undefined) return `${type.key.type}>${type.value.type}${many}`;
  if (type.max === 1) return `${type.key.type}${type.min === 1 ? '' : '?'}`;
  return `${type.key.type}${many || '*'}`;
};

const SHAPE = /^(integer|real|boolean|string|uuid)(?:>(integer|real|boolean|string|uuid)(\+?)|([?*+]?))$/;

/** What a column of this shape holds that nobody has written to. Throws `RangeError` for anything but a shape. */
export const defaultOfShape = (code: string): Value => defaultValue(typeOfShape(code));

/** Throws `RangeError` for anything but a shape. */
export const typeOfShape = (code: string): ColumnType => {
  const match = SHAPE.exec(code);
  if (match === null) throw new RangeError(`not a column's shape: ${code}`);
  const key = { type: match[1] as AtomicType };
  if (match[2] !== undefined) {
    return { key, value: { type: match[2] as AtomicType }, min: match[3] === '+' ? 1 : 0, max: Infinity };
  }
  const mark = match[4];
  return { key, min: mark === '' || mark === '+' ? 1 : 0, max: mark === '' || mark === '?' ? 1 : Infinity };
};

/** A schema for data that comes without one (`ovsdb-client dump`): every shape, no constraint. */
export const schemaOfExpected = ({ name, version, tables }: ExpectedDatabase): DatabaseSchema => ({
  name,
  version,
  tables: new Map(
    Object.entries(tables).map(([table, columns]): [string, TableSchema] => [
      table,
      {
        name: table,
        columns: new Map(
          Object.entries(columns).map(([column, code]): [string, ColumnSchema] => [
            column,
            { name: column, type: typeOfShape(code), ephemeral: false, mutable: true },
          ]),
        ),
        maxRows: Infinity,
        isRoot: true,
        indexes: [],
      },
    ]),
  ),
});
