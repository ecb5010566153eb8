/**
 * One row for every table of the newest schemas with something in every column, all references dangling: each
 * describer tells all of it, and takes strange values as they are.
 */
import { readFileSync } from 'node:fs';
import { describe as describeThat, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  Database,
  parseDatabaseSchema,
  Row,
  type BaseType,
  type Json,
  type TableSchema,
} from '../../../src/ovsdb/index.ts';
import { Network } from '../../../src/model/index.ts';
import type { Describers } from '../../../src/model/describe/describer.ts';
import { describeRow } from '../../../src/model/describe/generic.ts';
import { physicalDescribers } from '../../../src/model/describe/physical/index.ts';
import { rulesDescribers } from '../../../src/model/describe/rules/index.ts';
import type { DatabaseName } from '../../../src/model/rowref.ts';
import { hiddenIn, said } from './hidden.ts';
import { uuidOf } from '../build.ts';

const describers: Describers = { ...rulesDescribers, ...physicalDescribers };

const SCHEMAS = ['ovn-nb', 'ovn-sb', 'vswitch', 'ovn-ic-nb', 'ovn-ic-sb'];

const schemaOf = (file: string) => {
  const path = new URL(`../../../fixtures/schemas/${file}.ovsschema`, import.meta.url);
  return parseDatabaseSchema(JSON.parse(readFileSync(path, 'utf8')) as Json);
};

/** Text for a column that holds any. */
type Texts = (column: string, role: 'key' | 'value') => string;

const atomOf = (base: BaseType, text: string, seed: number): Json => {
  if (base.enum !== undefined) return base.enum[seed % base.enum.length] as Json;
  if (base.type === 'uuid') return ['uuid', uuidOf(text)];
  if (base.type === 'boolean') return true;
  if (base.type === 'string') return text;
  return Math.min(Math.max(7 + seed, Number(base.minInteger ?? 0)), Number(base.maxInteger ?? 9999));
};

const filled = (table: TableSchema, texts: Texts): Record<string, Json> =>
  Object.fromEntries(
    [...table.columns.values()].map(({ name, type }, seed): [string, Json] => {
      const key = atomOf(type.key, texts(name, type.value === undefined ? 'value' : 'key'), seed);
      if (type.value !== undefined)
        return [name, ['map', [[key, atomOf(type.value, texts(name, 'value'), seed)]]]];
      return [name, type.max === 1 && type.min === 1 ? key : ['set', [key]]];
    }),
  );

interface Case {
  readonly network: Network;
  readonly row: Row;
  readonly database: DatabaseName;
  readonly table: string;
}

const parsed = SCHEMAS.map(schemaOf);

const casesOf = (texts: Texts): readonly Case[] =>
  parsed.flatMap((schema) => {
    const database = new Database(schema, { name: 'test', kind: 'memory', bytes: 0, milliseconds: 0 });
    for (const name of schema.tables.keys()) database.open(name);
    const rows = [...schema.tables.values()].map((table) => {
      const row = new Row(
        database.table(table.name).columns,
        uuidOf(`row of ${table.name}`),
        filled(table, texts),
      );
      database.table(table.name).set(row);
      return row;
    });
    const network = new Network({
      nb: schema.name === 'OVN_Northbound' ? database : undefined,
      sb: schema.name === 'OVN_Southbound' ? database : undefined,
      icNb: schema.name === 'OVN_IC_Northbound' ? database : undefined,
      icSb: schema.name === 'OVN_IC_Southbound' ? database : undefined,
      ovs: schema.name === 'Open_vSwitch' ? [{ name: 'host', database }] : [],
    });
    return rows.map((row) => ({ network, row, database: schema.name as DatabaseName, table: row.tableName }));
  });

const described = ({ network, row, database, table }: Case) => {
  const [host] = network.hosts;
  const own = describers[`${database}.${table}`];
  return own === undefined ? describeRow(network, row, database, host) : own(network, row, host);
};

describeThat('a row with something in every column', () => {
  for (const one of casesOf((column, role) => `${role}-of-${column}`)) {
    it(`${one.database}.${one.table}`, () => {
      const description = described(one);
      expect(hiddenIn({ ...one, host: undefined }, one.network, said(description))).toEqual([]);
      for (const { facts } of description.sections) {
        const ids = facts.map(({ id }) => id);
        expect(new Set(ids).size, ids.join()).toBe(ids.length);
      }
    });
  }

  it('may hold any text', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '\u001b[31m',
        '<script>',
        '=1+1',
        ':::',
        '[',
        '@',
        '$x',
        ',,',
        '\n',
        '\u202e',
        'a'.repeat(65536),
      ),
    );
    fc.assert(
      fc.property(text, (any) => {
        for (const one of casesOf(() => any)) {
          expect(described(one).headline).toMatch(/\.$/);
          expect(describeRow(one.network, one.row, one.database, one.network.hosts[0]).sections).not.toEqual(
            [],
          );
        }
      }),
      { numRuns: 20 },
    );
  });
});
