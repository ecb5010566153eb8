/**
 * What a kind declares is what it reads. A live reader asks a server for the declared columns and no others, so values
 * made from them alone must be those made from the whole database.
 */
import { describe, expect, it, vi } from 'vitest';
import {
  expectedDatabases,
  kinds,
  Network,
  type DatabaseName,
  type Joins,
  type Kind,
  type NetworkSources,
} from '../../../src/model/index.ts';
import { Database, Row } from '../../../src/ovsdb/index.ts';
import { everything } from './everything.ts';
import { fixture, textOf } from './read.ts';

const declared = (kind: Kind): Joins => {
  const own = new Set(kind.fields.flatMap(({ columns }) => columns));
  const joined = kind.joins[kind.database];
  const columns = [...own, ...(joined?.[kind.table] ?? [])];
  return { ...kind.joins, [kind.database]: { ...joined, [kind.table]: columns } };
};

/** The database with the given columns and nothing else, as a live reader would have it. */
const restricted = (database: Database, tables: Readonly<Record<string, readonly string[]>>): Database => {
  const { schema } = database;
  const copy = new Database(schema, { name: 'restricted', kind: 'memory', bytes: 0, milliseconds: 0 });
  for (const [name, columns] of Object.entries(tables)) {
    const table = copy.open(name, columns);
    if (table === undefined) continue;
    for (const row of database.table(name)) {
      const cells = Array.from(table.columns.all(), (column) =>
        columns.includes(column.name) ? row.get(column.name) : column.default,
      );
      table.set(new Row(table.columns, row.uuid, {}, cells));
    }
  }
  return copy;
};

const restrictAll = (sources: NetworkSources, joins: Joins): NetworkSources => {
  const one = (database: Database | undefined): Database | undefined =>
    database === undefined ? undefined : restricted(database, joins[database.name as DatabaseName] ?? {});
  const { nb, sb, icNb, icSb, ovs = [] } = sources;
  return {
    nb: one(nb),
    sb: one(sb),
    icNb: one(icNb),
    icSb: one(icSb),
    ovs: ovs.map(({ name, database }) => ({ name, database: one(database) ?? database })),
  };
};

const valuesOf = (kind: Kind, network: Network): string[] =>
  kind
    .subjects(network)
    .map((subject) =>
      [
        subject.ref.uuid,
        subject.name,
        subject.alias,
        ...kind.fields.map((field) => `${field.name}: ${textOf(field.value(subject, network))}`),
      ].join('\n'),
    );

/** `DATABASE.TABLE.COLUMN` of all that is looked at meanwhile and that the model knows. */
const lookedAt = (sources: NetworkSources, look: () => void): Set<string> => {
  const found = new Set<string>();
  const databaseOf = new Map<unknown, DatabaseName>();
  const { nb, sb, icNb, icSb, ovs = [] } = sources;
  for (const database of [nb, sb, icNb, icSb, ...ovs.map(({ database: one }) => one)]) {
    if (database === undefined) continue;
    for (const table of database.all.values()) databaseOf.set(table.columns, database.name as DatabaseName);
  }
  const plain = Row.prototype.get;
  const spy = vi.spyOn(Row.prototype, 'get').mockImplementation(function (this: Row, column: string) {
    const database = databaseOf.get((this as unknown as { columns: unknown }).columns);
    if (database === undefined) throw new Error(`a row of an unknown table: ${this.tableName}`);
    const known = expectedDatabases[database].tables[this.tableName]?.[column] !== undefined;
    if (known) found.add(`${database}.${this.tableName}.${column}`);
    return plain.call(this, column);
  });
  look();
  spy.mockRestore();
  return found;
};

const namesOf = (joins: Joins): string[] =>
  Object.entries(joins).flatMap(([database, tables]) =>
    Object.entries(tables).flatMap(([table, columns]) =>
      columns.map((column) => `${database}.${table}.${column}`),
    ),
  );

/** What is read to name and order things, whatever fields were asked for. */
const basis = (kind: Kind): string[] => [
  ...namesOf(kind.joins),
  ...[
    'name',
    'external_ids',
    ...kind.fields.flatMap(({ level, columns }) => (level === 'table' ? columns : [])),
  ].map((column) => `${kind.database}.${kind.table}.${column}`),
];

const scenarios: readonly (readonly [string, () => NetworkSources | Promise<NetworkSources>])[] = [
  ['neutron', () => fixture('neutron')],
  ['ovn-kubernetes', () => fixture('ovn-kubernetes')],
  ['demo', () => fixture('demo')],
  ['neutron-capture', () => fixture('neutron-capture')],
  ['a row in every table', everything],
  ['a row in every table, Southbound alone', () => ({ sb: everything().sb })],
  ['a row in every table, hosts alone', () => ({ ovs: everything().ovs })],
];

const named = kinds.map((kind) => [kind.name, kind] as const);

describe.each(scenarios)('%s', async (_, read) => {
  const sources = await read();
  const network = new Network(sources);

  it.each(named)('%s: declared columns are enough', (_name, kind) => {
    const less = new Network(restrictAll(sources, declared(kind)));
    expect(valuesOf(kind, less)).toEqual(valuesOf(kind, network));
  });

  it.each(named)('%s: no other column is looked at', (_name, kind) => {
    const fresh = new Network(sources);
    const looked = lookedAt(sources, () => valuesOf(kind, fresh));
    const allowed = new Set([...basis(kind), ...namesOf(declared(kind))]);
    expect([...looked].filter((name) => !allowed.has(name))).toEqual([]);
  });
});

describe('field by field, as `--columns` asks for them', () => {
  const sources = everything();

  it.each(named)('%s: names and order', (_name, kind) => {
    for (const rows of [sources, everything(true)]) {
      const network = new Network(rows);
      const looked = lookedAt(rows, () => kind.subjects(network));
      const allowed = new Set(basis(kind));
      expect([...looked].filter((name) => !allowed.has(name))).toEqual([]);
    }
  });

  it.each(named)('%s: each field looks at its own columns', (_name, kind) => {
    const undeclared = kind.fields.flatMap((field) => {
      const network = new Network(sources);
      const subjects = kind.subjects(network);
      const looked = lookedAt(sources, () => {
        for (const subject of subjects) field.value(subject, network);
      });
      const own = field.columns.map((column) => `${kind.database}.${kind.table}.${column}`);
      const allowed = new Set([...basis(kind), ...own]);
      return [...looked].filter((name) => !allowed.has(name)).map((name) => `${field.name}: ${name}`);
    });
    expect(undeclared).toEqual([]);
  });
});
