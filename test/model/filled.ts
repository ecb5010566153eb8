/** A row in every table of every database, with every column filled: references in circles, or to nothing. */
import type { NetworkSources } from '../../src/model/index.ts';
import {
  Database,
  Row,
  type BaseType,
  type ColumnType,
  type DatabaseSchema,
  type Json,
} from '../../src/ovsdb/index.ts';
import { uuidOf } from './build.ts';
import { everything } from './kinds/everything.ts';

const GONE = uuidOf('gone');

/** A value for a column that refers to nothing, or, with `to`, to the table's first row. */
const atomOf = (type: BaseType, text: string, to: (table: string) => string): Json => {
  switch (type.type) {
    case 'uuid':
      return ['uuid', to(type.refTable ?? '')];
    case 'string':
      return (type.enum?.[0] as Json | undefined) ?? text;
    case 'boolean':
      return true;
    default:
      return Number(type.minInteger ?? 0);
  }
};

const cellOf = ({ key, value, max }: ColumnType, text: string, to: (table: string) => string): Json => {
  const atom = atomOf(key, text, to);
  if (value !== undefined) return ['map', [[atom, atomOf(value, text, to)]]];
  return max === 1 ? atom : ['set', [atom]];
};

/** A row in every table, every column of it filled; references lead to the one row of their table, or to nothing. */
const filled = (schema: DatabaseSchema, text: string, circle: boolean): Database => {
  const idOf = (of: string): string => uuidOf(`${schema.name}.${of}`);
  const database = new Database(schema, { name: schema.name, kind: 'memory', bytes: 0, milliseconds: 0 });
  for (const [name, { columns }] of schema.tables) {
    const opened = database.open(name);
    const json = Object.fromEntries(
      [...columns].map(([column, { type }]) => [column, cellOf(type, text, circle ? idOf : () => GONE)]),
    );
    if (opened !== undefined) opened.set(new Row(opened.columns, idOf(name), json));
  }
  return database;
};

export const filledSources = (text: string, circle = true): NetworkSources => {
  const { nb, sb, ovs, icNb, icSb } = everything();
  const fill = (one: Database | undefined): Database | undefined =>
    one === undefined ? undefined : filled(one.schema, text, circle);
  return {
    nb: fill(nb),
    sb: fill(sb),
    icNb: fill(icNb),
    icSb: fill(icSb),
    ovs: (ovs ?? [])
      .slice(0, 1)
      .map(({ name, database }) => ({ name, database: fill(database) as Database })),
  };
};
