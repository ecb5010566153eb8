/**
 * `docs/coverage.md`: where every table and column of the five databases is shown. A table that a newer schema brings
 * fails here, by its name, until a kind stands for it.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import {
  expectedDatabases,
  isSecret,
  kindOfTable,
  kinds,
  type Field,
  type Kind,
} from '../../../src/model/index.ts';
import { parseDatabaseSchema, type DatabaseSchema, type Json } from '../../../src/ovsdb/index.ts';

const OWN = new URL('../../../fixtures/schemas/', import.meta.url);
/** Schemas that are newer than the ones of this repository, where they are at hand. */
const NEWER = new URL('../../../../shared/reference/schemas/', import.meta.url);

const schemasIn = (directory: URL): DatabaseSchema[] =>
  existsSync(directory)
    ? readdirSync(directory)
        .filter((name) => name.endsWith('.ovsschema'))
        .sort()
        .map((name) =>
          parseDatabaseSchema(JSON.parse(readFileSync(new URL(name, directory), 'utf8')) as Json),
        )
    : [];

const ORDER = Object.keys(expectedDatabases);
const own = schemasIn(OWN).sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name));

const kindsOf = (database: string, table: string): readonly Kind[] =>
  kinds.filter((kind) => kind.database === database && kind.table === table);

/** A field of this name is what a person gets who types the column's; it must have to do with it. */
const shadows = ({ name, columns }: Field, column: string): boolean =>
  name === column.replaceAll('_', '-').toLowerCase() && !columns.includes(column);

const gapsOf = (schema: DatabaseSchema): string[] =>
  [...schema.tables].flatMap(([table, { columns }]) => {
    const kind = kindOfTable(schema.name, table);
    if (kind === undefined) return [`${schema.name}.${table}: no kind`];
    return [...columns.keys()]
      .filter((column) => kind.fields.some((field) => shadows(field, column)))
      .map((column) => `${schema.name}.${table}.${column}: hidden by a field of that name`);
  });

/** Columns → how they are shown, by the first field of the lowest level that has them. */
const shownIn = (
  kind: Kind,
  table: readonly string[],
): Readonly<Record<Field['level'] | 'column', string[]>> => {
  const shown: Record<Field['level'] | 'column', string[]> = { table: [], wide: [], more: [], column: [] };
  for (const column of table) {
    const levels = new Set(
      kind.fields.filter(({ columns }) => columns.includes(column)).map(({ level }) => level),
    );
    const level = (['table', 'wide', 'more'] as const).find((one) => levels.has(one)) ?? 'column';
    shown[level].push(`\`${column}\`${isSecret(kind.table, column) ? ' (masked)' : ''}`);
  }
  return shown;
};

const cell = (names: readonly string[]): string => (names.length === 0 ? '–' : names.join(', '));

const section = (schema: DatabaseSchema): string[] => [
  `## ${schema.name} ${schema.version}`,
  '',
  '| table | `get` | by default | with `-o wide` | by field, in JSON and YAML | by the name of the column |',
  '| --- | --- | --- | --- | --- | --- |',
  ...[...schema.tables]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([table, { columns }]) => {
      const standing = kindsOf(schema.name, table);
      const kind = kindOfTable(schema.name, table);
      if (kind === undefined) return `| ${table} | **none** | | | | |`;
      const shown = shownIn(kind, [...columns.keys()].sort());
      const names = standing.map(({ name }) => `\`${name}\``).join(', ');
      return `| ${table} | ${names} | ${[shown.table, shown.wide, shown.more, shown.column].map(cell).join(' | ')} |`;
    }),
  '',
];

const document = (): string =>
  [
    '# Coverage: where every table and column is shown',
    '',
    'Every table of the five databases has a kind that `ovnscope get` lists, and every column of it is shown: by default,',
    'with `-o wide`, through a field that JSON, YAML and `--columns` have, or by the name that the schema gives it',
    '(`--columns tunnel_key`, `--columns external_ids:iface-id`). A column stands where it first has a part in what is',
    'shown; in JSON and YAML columns that refer to rows are followed to names.',
    '',
    'Made from the schemas in `fixtures/schemas` by `test/model/kinds/coverage.test.ts`, which fails when a schema has a',
    'table without a kind; `npx vitest run test/model/kinds/coverage.test.ts -u` writes it anew. Do not edit.',
    '',
    'Not shown: nothing. Secrets are masked, not left out: keys in `other_config`, `options` and `external_ids` that hold',
    'pre-shared keys, passwords or key material (`src/model/redact`). Names of files with keys are shown.',
    '',
    ...own.flatMap(section),
  ]
    .join('\n')
    .trimEnd();

describe('docs/coverage.md', () => {
  it('says where every table and column is shown', async () => {
    const text = await format(document(), { parser: 'markdown', printWidth: 110 });
    await expect(text).toMatchFileSnapshot('../../../docs/coverage.md');
  });

  it('is about all five databases', () => {
    expect(own.map(({ name }) => name)).toEqual(ORDER);
  });
});

describe('no gaps', () => {
  it.each(own.map((schema) => [schema.name, schema.version, schema] as const))(
    '%s %s',
    (_name, _version, schema) => {
      expect(gapsOf(schema)).toEqual([]);
    },
  );

  it.each(schemasIn(NEWER).map((schema) => [schema.name, schema.version, schema] as const))(
    'newest at hand: %s %s',
    (_name, _version, schema) => {
      expect(gapsOf(schema)).toEqual([]);
    },
  );

  it('a table without a kind is named', () => {
    const [schema] = own;
    if (schema === undefined) throw new Error('no schema');
    const table = { name: 'Quantum_Port', columns: new Map(), maxRows: Infinity, isRoot: true, indexes: [] };
    const newer = { ...schema, tables: new Map([...schema.tables, ['Quantum_Port', table]]) };
    expect(gapsOf(newer)).toEqual(['OVN_Northbound.Quantum_Port: no kind']);
  });

  it.each(kinds.map((kind) => [kind.name, kind] as const))(
    '%s: fields are made from columns that exist',
    (_, kind) => {
      const known = new Set(Object.keys(expectedDatabases[kind.database].tables[kind.table] ?? {}));
      const unknown = kind.fields.flatMap(({ columns }) => columns.filter((column) => !known.has(column)));
      expect(unknown).toEqual([]);
    },
  );
});
