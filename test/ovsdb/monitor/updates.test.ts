import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffOf, encodeDatum, type Value } from '../../../src/ovsdb/datum/index.ts';
import { Body } from '../../../src/ovsdb/json/body.ts';
import { formatJson } from '../../../src/ovsdb/json/exact.ts';
import { MessageScanner } from '../../../src/ovsdb/json/scanner.ts';
import { isObject, type Json, type JsonObject } from '../../../src/ovsdb/json/value.ts';
import { applyUpdates, differences, type Change } from '../../../src/ovsdb/monitor/updates.ts';
import { Database } from '../../../src/ovsdb/rows/database.ts';
import { parseDatabaseSchema } from '../../../src/ovsdb/schema/parse.ts';
import type { ColumnType } from '../../../src/ovsdb/schema/types.ts';
import { columnType, valueOf } from '../datum/arbitraries.ts';

const ORIGIN = { name: 'memory', kind: 'memory' as const, bytes: 0, milliseconds: 0 };
const strings = { key: 'string', min: 0, max: 'unlimited' };
const SCHEMA: Json = {
  name: 'T',
  version: '1.0.0',
  tables: {
    A: {
      columns: {
        n: { type: 'integer' },
        o: { type: { key: 'string', min: 0 } },
        s: { type: strings },
        m: { type: { ...strings, value: 'string' } },
        constructor: { type: 'string' },
      },
    },
    B: { columns: { n: { type: 'integer' } } },
  },
};

const empty = (schema: Json = SCHEMA): Database => {
  const database = new Database(parseDatabaseSchema(schema), ORIGIN);
  for (const name of database.schema.tables.keys()) database.open(name);
  return database;
};

const apply = (database: Database, updates: Json): Change[] =>
  applyUpdates(database, updates, Body.of(updates));

const content = (database: Database): string =>
  formatJson(
    [...database.all].map(([name, table]) => [
      name,
      [...table]
        .map((row) => [
          row.uuid,
          ...[...table.schema.columns.values()].map(({ name: column, type }) =>
            encodeDatum(type, row.get(column)),
          ),
        ])
        .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    ]),
  );

const U = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;

describe('update2', () => {
  it('initial and insert: columns that are left out have their defaults', () => {
    const database = empty();
    const changes = apply(database, { A: { [U(1)]: { initial: { n: 1 } }, [U(2)]: { insert: { s: 'x' } } } });
    expect(changes.map(({ table, uuid, before, after }) => [table, uuid, before, after?.entries()])).toEqual([
      [
        'A',
        U(1),
        undefined,
        [
          ['constructor', ''],
          ['m', new Map()],
          ['n', 1],
          ['o', undefined],
          ['s', []],
        ],
      ],
      [
        'A',
        U(2),
        undefined,
        [
          ['constructor', ''],
          ['m', new Map()],
          ['n', 0],
          ['o', undefined],
          ['s', ['x']],
        ],
      ],
    ]);
    expect(database.problems.list).toEqual([]);
  });

  it.each<[string, JsonObject, JsonObject, string, Value]>([
    ['a scalar: the new value', { n: 1 }, { n: 2 }, 'n', 2],
    ['an optional: the new value', { o: 'a' }, { o: 'b' }, 'o', 'b'],
    ['an optional: none', { o: 'a' }, { o: ['set', []] }, 'o', undefined],
    ['an optional: the same value stays', { o: 'a' }, { o: 'a' }, 'o', 'a'],
    ['a set: added and removed', { s: ['set', ['a', 'c']] }, { s: ['set', ['b', 'c']] }, 's', ['a', 'b']],
    ['a set: emptied', { s: 'a' }, { s: 'a' }, 's', []],
    [
      'a map: added, changed, removed',
      {
        m: [
          'map',
          [
            ['a', '1'],
            ['b', '2'],
          ],
        ],
      },
      {
        m: [
          'map',
          [
            ['a', '1'],
            ['b', '3'],
            ['c', '4'],
          ],
        ],
      },
      'm',
      new Map([
        ['b', '3'],
        ['c', '4'],
      ]),
    ],
    ['nothing', { n: 5 }, {}, 'n', 5],
  ])('modify, %s', (_what, initial, modify, column, expected) => {
    const database = empty();
    apply(database, { A: { [U(1)]: { initial } } });
    const [change] = apply(database, { A: { [U(1)]: { modify } } });
    expect(database.table('A').row(U(1))?.get(column)).toEqual(expected);
    expect(change?.after).toBe(database.table('A').row(U(1)));
    const old = empty();
    apply(old, { A: { [U(1)]: { initial } } });
    expect(change?.before?.entries()).toEqual(old.table('A').row(U(1))?.entries());
  });

  it('delete', () => {
    const database = empty();
    apply(database, { A: { [U(1)]: { initial: { n: 1 } } } });
    const [change] = apply(database, { A: { [U(1)]: { delete: null } } });
    expect([change?.before?.get('n'), change?.after, database.table('A').size]).toEqual([1, undefined, 0]);
  });
});

describe('update', () => {
  it('holds whole rows; old says what was there before', () => {
    const database = empty();
    apply(database, { A: { [U(1)]: { new: { n: 1, o: 'x' } }, [U(2)]: { new: { n: 2 } } } });
    apply(database, {
      A: { [U(1)]: { new: { n: 3, o: ['set', []] }, old: { n: 1, o: 'x' } }, [U(2)]: { old: { n: 2 } } },
    });
    expect(database.table('A').size).toBe(1);
    expect(database.table('A').row(U(1))?.get('n')).toBe(3);
    expect(database.table('A').row(U(1))?.get('o')).toBeUndefined();
  });
});

describe('what does not fit', () => {
  it.each<[string, Json]>([
    ['no object', 5],
    ['an unknown table', { C: {} }],
    ['rows that are no object', { A: [U(1)] }],
    ['an update that is no object', { A: { [U(1)]: [] } }],
    ['an update of no kind', { A: { [U(1)]: {} } }],
    ['an insert of a row that is there', { A: { [U(1)]: { insert: {} } } }],
    ['an initial row that is there', { A: { [U(1)]: { initial: {} } } }],
    ['a new row that is there', { A: { [U(1)]: { new: {} } } }],
    ['a change of a row that is not there', { A: { [U(2)]: { modify: {} } } }],
    ['a replacement of a row that is not there', { A: { [U(2)]: { new: {}, old: {} } } }],
    ['a removal of a row that is not there', { A: { [U(2)]: { delete: null } } }],
    ['an old row that is not there', { A: { [U(2)]: { old: {} } } }],
    ['an insert of no object', { A: { [U(2)]: { insert: 5 } } }],
    ['a difference that is no value', { A: { [U(1)]: { modify: { s: { x: 1 } } } } }],
  ])('%s changes nothing', (_what, updates) => {
    const database = empty();
    apply(database, { A: { [U(1)]: { initial: { n: 1 } } } });
    const before = content(database);
    const good = { B: { [U(9)]: { insert: { n: 9 } } } };
    const mixed = isObject(updates) ? { ...good, ...updates } : updates;
    expect(() => apply(database, mixed)).toThrow(
      expect.objectContaining({ name: expect.stringMatching(/Error/) as string }),
    );
    expect(content(database)).toBe(before);
  });
});

/** The same updates, with everything at row depth kept as text. */
const outlined = (
  wrap: (updates: string) => string,
  open: (root: Json) => Json,
  updates: Json,
): [Json, Body] => {
  const bodies: Body[] = [];
  new MessageScanner(5, 0).push(Buffer.from(wrap(formatJson(updates))), (body) => bodies.push(body));
  const [body] = bodies as [Body];
  return [open(body.root), body];
};

const at =
  (...path: (string | number)[]) =>
  (root: Json): Json =>
    path.reduce<Json>((value, step) => (value as Record<string | number, Json>)[step] as Json, root);

describe.each<[string, (updates: string) => string, (root: Json) => Json]>([
  ['a reply to monitor_cond', (updates) => `{"id":1,"result":${updates}}`, at('result')],
  ['a reply to monitor_cond_since', (updates) => `{"result":[true,"id",${updates}]}`, at('result', 2)],
  ['update2', (updates) => `{"method":"update2","params":["m",${updates}]}`, at('params', 1)],
  ['update3', (updates) => `{"params":["m","id",${updates}]}`, at('params', 2)],
])('unparsed rows of %s', (_what, wrap, open) => {
  it.each<[string, Json]>([
    [
      'update2',
      {
        A: { [U(1)]: { modify: { n: 7 } }, [U(2)]: { delete: null }, [U(3)]: { insert: { n: 3, s: 'é}{' } } },
        B: {},
      },
    ],
    [
      'update',
      {
        A: {
          [U(1)]: { new: { n: 7, o: 'x' }, old: { n: 1 } },
          [U(2)]: { old: { n: 2 } },
          [U(3)]: { new: { n: 3 } },
        },
      },
    ],
    ['initial rows', { B: { [U(4)]: { initial: { n: 4 } }, [U(5)]: { initial: {} } } }],
  ])('mean the same as parsed ones: %s', (_kind, updates) => {
    const [parsed, unparsed] = [empty(), empty()];
    for (const database of [parsed, unparsed]) {
      apply(database, { A: { [U(1)]: { initial: { n: 1, o: 'x' } }, [U(2)]: { initial: { n: 2 } } } });
    }
    const changes = apply(parsed, updates);
    const same = applyUpdates(unparsed, ...outlined(wrap, open, updates));
    expect(content(unparsed)).toBe(content(parsed));
    expect(same.map(({ table, uuid }) => [table, uuid])).toEqual(
      changes.map(({ table, uuid }) => [table, uuid]),
    );
    expect(unparsed.problems.list).toEqual([]);
  });

  it('are reported, and read as defaults, when they are no JSON', () => {
    const database = empty();
    const text = wrap(`{"A":{"${U(1)}":{"insert":{"n":1,}}}}`);
    const bodies: Body[] = [];
    new MessageScanner(5, 0).push(Buffer.from(text), (body) => bodies.push(body));
    const [body] = bodies as [Body];
    applyUpdates(database, open(body.root), body);
    expect(database.table('A').row(U(1))?.get('n')).toBe(0);
    expect(database.problems.list).toMatchObject([{ where: `T:A:${U(1)}` }]);
  });
});

describe('differences', () => {
  const rows = fc
    .dictionary(fc.constantFrom(...[1, 2, 3, 4].map(U)), fc.anything(), { maxKeys: 4 })
    .map(Object.keys);
  const ofType = columnType.chain((type) =>
    fc.record({
      type: fc.constant(type),
      before: fc.tuple(rows, fc.array(valueOf(type), { minLength: 4, maxLength: 4 })),
      after: fc.tuple(rows, fc.array(valueOf(type), { minLength: 4, maxLength: 4 })),
    }),
  );

  const databaseOf = (type: ColumnType, [ids, values]: [string[], Value[]]): Database => {
    const column = { name: 'c', type, ephemeral: false, mutable: true };
    const table = {
      name: 'A',
      columns: new Map([['c', column]]),
      maxRows: Infinity,
      isRoot: true,
      indexes: [],
    };
    const database = new Database({ name: 'T', version: '', tables: new Map([['A', table]]) }, ORIGIN);
    database.open('A');
    const initial = ids.map((id, n) => [id, { initial: { c: encodeDatum(type, values[n]) } }]);
    apply(database, { A: Object.fromEntries(initial) as Json });
    return database;
  };

  it('lead from one reading to the other, and are as few as can be', () => {
    fc.assert(
      fc.property(ofType, ({ type, before, after }) => {
        const [old, next] = [databaseOf(type, before), databaseOf(type, after)];
        const changes = differences(old, next);
        for (const { uuid, before: was, after: is } of changes) {
          expect(old.table('A').row(uuid)).toBe(was);
          expect(next.table('A').row(uuid)).toBe(is);
          if (was && is) expect(encodeDatum(type, was.get('c'))).not.toEqual(encodeDatum(type, is.get('c')));
        }
        const touched = new Set(changes.map(({ uuid }) => uuid));
        for (const row of [...old.table('A'), ...next.table('A')]) {
          if (touched.has(row.uuid)) continue;
          const [a, b] = [old, next].map((database) => database.table('A').row(row.uuid)?.get('c'));
          expect(a).toEqual(b);
        }
      }),
    );
  });

  it('are what update2 carries: applied to the one they give the other', () => {
    fc.assert(
      fc.property(ofType, ({ type, before, after }) => {
        const [old, next] = [databaseOf(type, before), databaseOf(type, after)];
        const updates = differences(old, next).map(({ uuid, before: was, after: is }) => {
          if (is === undefined) return [uuid, { delete: null }];
          if (was === undefined) return [uuid, { insert: { c: encodeDatum(type, is.get('c')) } }];
          return [uuid, { modify: { c: encodeDatum(type, diffOf(type, was.get('c'), is.get('c'))) } }];
        });
        apply(old, { A: Object.fromEntries(updates) as Json });
        expect(content(old)).toBe(content(next));
      }),
    );
  });

  it('see a column that came, one that went, and one of another type', () => {
    const withColumns = (columns: JsonObject, row: JsonObject): Database => {
      const database = empty({ name: 'T', version: '1.0.0', tables: { A: { columns } } });
      apply(database, { A: { [U(1)]: { initial: row } } });
      return database;
    };
    const plain = withColumns({ n: { type: 'integer' } }, { n: 1 });
    const more = withColumns({ n: { type: 'integer' }, x: { type: 'string' } }, { n: 1, x: 'new' });
    const other = withColumns({ n: { type: 'string' } }, { n: '1' });
    const letters = withColumns({ n: { type: strings } }, { n: ['set', ['a', 'b']] });
    const word = withColumns({ n: { type: 'string' } }, { n: 'ab' });
    for (const [a, b] of [
      [plain, more],
      [more, plain],
      [plain, other],
      [letters, word],
      [word, letters],
    ] as const) {
      expect(differences(a, b)).toHaveLength(1);
    }
    expect(differences(more, more)).toEqual([]);
    expect(differences(plain, withColumns({ n: { type: 'integer' } }, { n: 1 }))).toEqual([]);
  });

  it('see tables that came and went', () => {
    const one = empty();
    apply(one, { A: { [U(1)]: { initial: {} } } });
    const other = empty({
      name: 'T',
      version: '1.0.0',
      tables: { C: { columns: { n: { type: 'integer' } } } },
    });
    apply(other, { C: { [U(2)]: { initial: {} } } });
    expect(
      differences(one, other).map(({ table, before, after }) => [table, before?.uuid, after?.uuid]),
    ).toEqual([
      ['A', U(1), undefined],
      ['C', undefined, U(2)],
    ]);
  });
});
