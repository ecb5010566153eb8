/**
 * A replica and a real ovsdb-server: whatever is written, wanted and broken in between, after each transaction
 * the replica holds what the server says it holds.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Replica, type ReplicaOptions } from '../../../src/ovsdb/client/replica.ts';
import { encodeDatum } from '../../../src/ovsdb/datum/index.ts';
import { formatJson, parseJson } from '../../../src/ovsdb/json/exact.ts';
import type { Json, JsonObject } from '../../../src/ovsdb/json/value.ts';
import type { Database } from '../../../src/ovsdb/rows/database.ts';
import type { Clause, Where } from '../../../src/ovsdb/rpc/readonly.ts';
import { parseDatabaseSchema } from '../../../src/ovsdb/schema/parse.ts';
import { connect } from '../../../src/ovsdb/transport/connect.ts';
import { parseRemotes } from '../../../src/ovsdb/transport/remote.ts';
import { otherThanReads, sentThrough } from '../../integration/reads.ts';
import { makeDirectory, OvsdbServer, RecordingProxy, removeDirectory } from '../../lab/index.ts';
import { valueOf } from '../datum/arbitraries.ts';
import { EVERY_KIND, failed, hurriedClock, PLAIN, Writer } from './live.ts';
import { rowContent, Shadow } from './world.ts';

let directory: string;
let server: OvsdbServer;
let proxy: RecordingProxy;
let writer: Writer;

beforeAll(async () => {
  directory = makeDirectory();
  writeFileSync(join(directory, 'every.ovsschema'), formatJson(EVERY_KIND));
  server = await OvsdbServer.start({ directory, name: 'every', schema: join(directory, 'every.ovsschema') });
  mkdirSync(join(directory, 'p'));
  proxy = await RecordingProxy.start({
    directory: join(directory, 'p'),
    name: 'p',
    target: server.remote,
    chunk: 777,
  });
  writer = new Writer(server.socket, 'Every');
});

afterAll(async () => {
  writer?.close();
  await proxy?.stop();
  await server?.stop();
  if (directory !== undefined) removeDirectory(directory);
});

const schema = parseDatabaseSchema(EVERY_KIND);
const root = schema.tables.get('Root');
const ROOT_COLUMNS = [...(root?.columns.keys() ?? [])];

/**
 * A few columns with random values, as JSON. The server refuses whole messages that hold a NUL, or a real number
 * that strtod(3) calls out of range; it prints 15 digits, with which the largest real is one.
 */
const columnsOfRoot = fc
  .record(
    Object.fromEntries(
      Object.keys(PLAIN).map((name) => {
        const type = root?.columns.get(name)?.type;
        if (type === undefined) throw new Error(name);
        return [name, valueOf(type).map((value) => encodeDatum(type, value))];
      }),
    ),
    { requiredKeys: [] },
  )
  .map((row) => row as JsonObject)
  .filter((row) => !/\\u0000|e[+-]30[0-9]|e-3[12]/.test(formatJson(row)));

const nth = fc.nat({ max: 30 });
const small = fc.integer({ min: -5, max: 5 });
const colour = fc.constantFrom<Json>('red', 'green', ['set', []]);

type Step =
  | { readonly kind: 'insert'; readonly row: JsonObject; readonly colour: Json }
  | { readonly kind: 'update'; readonly which: number; readonly row: JsonObject }
  | { readonly kind: 'mutate'; readonly which: number; readonly mutations: Json }
  | { readonly kind: 'delete'; readonly which: number }
  | { readonly kind: 'leaf'; readonly which: number; readonly n: number }
  | { readonly kind: 'point'; readonly from: number; readonly to: number }
  | { readonly kind: 'drop' }
  | { readonly kind: 'want'; readonly root: Where; readonly leaf: Where };

const clause: fc.Arbitrary<Clause> = fc.oneof(
  fc.tuple(fc.constant('i'), fc.constantFrom('==', '!=', '<', '<=', '>', '>='), small),
  fc.tuple(fc.constant('b'), fc.constant('=='), fc.boolean()),
  fc.tuple(fc.constant('e'), fc.constantFrom('==', 'includes'), fc.constant('red')),
  fc.tuple(fc.constant('ss'), fc.constantFrom('includes', 'excludes'), fc.constant('a')),
) as fc.Arbitrary<Clause>;
const where: fc.Arbitrary<Where> = fc.oneof(
  fc.constantFrom<Where>([true], [false], []),
  fc.array(clause, { minLength: 1, maxLength: 3 }),
);

const mutation = fc.oneof(
  fc.tuple(fc.constant('i'), fc.constantFrom('+=', '-='), small),
  fc.tuple(
    fc.constantFrom('ss', 'few'),
    fc.constantFrom('insert', 'delete'),
    fc.constantFrom<Json>('a', ['set', ['a', 'b']]),
  ),
  fc.tuple(fc.constant('si'), fc.constantFrom('insert', 'delete'), fc.constantFrom<Json>(1, 2n ** 53n + 1n)),
  fc.tuple(
    fc.constant('mss'),
    fc.constantFrom('insert', 'delete'),
    fc.constantFrom<Json>([
      'map',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ]),
  ),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('insert' as const), row: columnsOfRoot, colour }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('update' as const), which: nth, row: columnsOfRoot }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('mutate' as const),
      which: nth,
      mutations: fc.array(mutation, { minLength: 1, maxLength: 3 }) as fc.Arbitrary<Json>,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), which: nth }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('leaf' as const), which: nth, n: small }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('point' as const), from: nth, to: nth }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('want' as const),
      root: where,
      leaf: fc.constantFrom<Where>([true], [['n', '>', 0]], []),
    }),
  },
);

const uuidRef = (id: string): Json => ['uuid', id];

const operationsOf = async (one: Step): Promise<Json[]> => {
  const ids = [...(await writer.rows('Root', [])).keys()];
  const pick = (n: number): string | undefined => ids[n % Math.max(ids.length, 1)];
  const on = (id: string | undefined): Json =>
    id === undefined ? [['i', '==', 12345]] : [['_uuid', '==', uuidRef(id)]];
  switch (one.kind) {
    case 'insert':
      return [{ op: 'insert', table: 'Root', row: { one: 0, ...one.row, e: one.colour } }];
    case 'update':
      return [{ op: 'update', table: 'Root', where: on(pick(one.which)), row: one.row }];
    case 'mutate':
      return [{ op: 'mutate', table: 'Root', where: on(pick(one.which)), mutations: one.mutations }];
    case 'delete':
      return [{ op: 'delete', table: 'Root', where: on(pick(one.which)) }];
    case 'leaf':
      return [
        { op: 'insert', table: 'Leaf', row: { n: one.n }, 'uuid-name': 'leaf' },
        {
          op: 'mutate',
          table: 'Root',
          where: on(pick(one.which)),
          mutations: [['strong', 'insert', ['named-uuid', 'leaf']]],
        },
      ];
    case 'point': {
      const to = pick(one.to);
      if (to === undefined) return [];
      const row = { first: uuidRef(to), named: ['map', [['x', uuidRef(to)]]] };
      const add = {
        op: 'mutate',
        table: 'Root',
        where: on(pick(one.from)),
        mutations: [['weak', 'insert', uuidRef(to)]],
      };
      return [{ op: 'update', table: 'Root', where: on(pick(one.from)), row }, add];
    }
    case 'drop':
    case 'want':
      return [];
  }
};

const texts = (rows: Iterable<readonly [string, JsonObject]>): Record<string, string> =>
  Object.fromEntries([...rows].map(([id, row]): [string, string] => [id, formatJson(row, true)]).sort());

/** What the server says: a monitor's clauses are joined by "or", a select's by "and". */
const onServer = async (
  table: string,
  columns: readonly string[],
  clauses: Where,
): Promise<Record<string, string>> => {
  const all = new Map<string, JsonObject>();
  for (const one of clauses) {
    const condition = one === true ? [] : ([one] as unknown as Json);
    if (one === false) continue;
    for (const [id, row] of await writer.rows(table, columns, condition)) all.set(id, row);
  }
  return texts(all);
};

const inReplica = (database: Database | undefined, table: string): Record<string, string> => {
  const read = database?.table(table);
  return texts([...(read ?? [])].map((row) => [row.uuid, rowContent(read as never, row)] as const));
};

const start = (remote: string, more: Partial<ReplicaOptions> = {}): [Replica, Shadow] => {
  const shadow = new Shadow();
  const replica = new Replica({
    remotes: parseRemotes(remote),
    database: 'Every',
    spec: 'all',
    connect,
    clock: hurriedClock,
    probeMs: 0,
    ...more,
  });
  replica.onChange((changes) => shadow.take(changes));
  return [replica, shadow];
};

/** Resolves when the replica has the transaction that wrote this number. */
const reach = async (replica: Replica, n: number): Promise<void> => {
  const there = (): boolean => [...(replica.database?.table('Step') ?? [])].some((row) => row.get('n') === n);
  while (!there()) {
    await new Promise<void>((resolve) => {
      const off = replica.onChange(() => {
        off();
        resolve();
      });
    });
  }
};

let number = 0;

const follow = async (steps: readonly Step[]): Promise<void> => {
  await writer.transact(...['Root', 'Leaf', 'Step'].map((table) => ({ op: 'delete', table, where: [] })), {
    op: 'insert',
    table: 'Step',
    row: { n: ++number },
  });
  const [replica] = start(proxy.remote);
  let wanted: { root: Where; leaf: Where } = { root: [true], leaf: [true] };
  try {
    await replica.ready;
    for (const one of steps) {
      if (one.kind === 'drop') proxy.drop();
      const asked =
        one.kind === 'want' ? replica.setConditions({ Root: one.root, Leaf: one.leaf }) : undefined;
      if (one.kind === 'want') wanted = one;
      const tick = { op: 'update', table: 'Step', where: [], row: { n: ++number } };
      const results = await writer.transact(...(await operationsOf(one)), tick);
      if (failed(results)) await writer.transact(tick);
      await asked;
      await reach(replica, number);
      expect(inReplica(replica.database, 'Root')).toEqual(await onServer('Root', ROOT_COLUMNS, wanted.root));
      expect(inReplica(replica.database, 'Leaf')).toEqual(
        await onServer('Leaf', ['n', 'owner'], wanted.leaf),
      );
    }
    expect(replica.database?.problems.list).toEqual([]);
  } finally {
    await replica.close();
  }
};

describe('after every transaction the replica is what the server says', () => {
  const steps = fc.array(step, { minLength: 1, maxLength: 25, size: 'max' });

  it('with monitor_cond_since, changing conditions and lost connections', async () => {
    await fc.assert(fc.asyncProperty(steps, follow), { numRuns: 60, endOnFailure: true });
  });

  it('with a server that gives whole tables only', async () => {
    await server.appctl('ovsdb-server/disable-monitor-cond');
    const before = proxy.recordings.length;
    const plain = fc.array(
      step.filter(({ kind }) => kind !== 'want'),
      { minLength: 1, maxLength: 20, size: 'max' },
    );
    try {
      await fc.assert(fc.asyncProperty(plain, follow), { numRuns: 30, endOnFailure: true });
    } finally {
      await server.restart();
    }
    expect(proxy.texts().slice(before).join('')).toContain('"method":"monitor","params":["Every"');
  });

  it('and what ovsdb-client dumps, integers past 2^53 exact', async () => {
    const big = [2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n), 9007199254740991, 0];
    await writer.transact(
      { op: 'delete', table: 'Root', where: [] },
      ...big.map((i) => ({
        op: 'insert',
        table: 'Root',
        row: { i, one: i, msi: ['map', [['k', i]]], si: ['set', [i, 1]] },
      })),
    );
    const [replica] = start(server.remote);
    const database = await replica.ready;
    const dump = parseJson(await server.client('dump', '-f', 'json', 'Every', 'Root')) as unknown as {
      headings: string[];
      data: Json[][];
    };
    const column = (name: string): number => dump.headings.indexOf(name);
    for (const cells of dump.data) {
      const id = (cells[column('_uuid')] as Json[])[1] as string;
      const row = database.table('Root').row(id);
      for (const name of ROOT_COLUMNS) {
        const type = root?.columns.get(name)?.type;
        if (type === undefined || row === undefined) throw new Error(name);
        expect(formatJson(encodeDatum(type, row.get(name)))).toBe(formatJson(cells[column(name)] as Json));
      }
    }
    expect(dump.data).toHaveLength(big.length);
    const read = [...database.table('Root')].map((row) => row.get('i') as number | bigint);
    expect(new Set(read)).toEqual(new Set(big));
    await replica.close();
  });

  it('after the server itself was restarted', async () => {
    const [replica, shadow] = start(server.remote);
    await replica.ready;
    await server.restart();
    await writer.transact(
      { op: 'delete', table: 'Step', where: [] },
      { op: 'insert', table: 'Step', row: { n: ++number } },
    );
    await reach(replica, number);
    expect(inReplica(replica.database, 'Root')).toEqual(await onServer('Root', ROOT_COLUMNS, [true]));
    expect(shadow.heard.length).toBeGreaterThan(1);
    await replica.close();
  });

  it('when it is converted while it is followed', async () => {
    const [replica] = start(proxy.remote);
    await replica.ready;
    const { tables } = EVERY_KIND as unknown as {
      tables: Record<string, { columns: JsonObject; isRoot?: boolean }>;
    };
    const { few: _few, ...columns } = (tables['Root'] as { columns: JsonObject }).columns;
    const converted = {
      ...(EVERY_KIND as unknown as JsonObject),
      version: '2.0.0',
      tables: {
        ...(tables as unknown as JsonObject),
        Root: { columns: { ...columns, added: { type: 'string' } }, isRoot: true },
      },
    };
    const file = join(directory, 'converted.ovsschema');
    writeFileSync(file, formatJson(converted));
    const connections = proxy.recordings.length;
    await server.convert(file);
    await writer.transact(
      { op: 'insert', table: 'Root', row: { one: 1, added: 'x' } },
      { op: 'update', table: 'Step', where: [], row: { n: ++number } },
    );
    await reach(replica, number);
    expect(replica.database?.schema.version).toBe('2.0.0');
    const names = [...ROOT_COLUMNS.filter((name) => name !== 'few'), 'added'];
    expect(inReplica(replica.database, 'Root')).toEqual(await onServer('Root', names, [true]));
    expect(proxy.recordings.length).toBe(connections);
    await replica.close();
    await server.convert(join(directory, 'every.ovsschema'));
  });

  it('when the database is taken away and comes back', async () => {
    const [replica] = start(proxy.remote);
    await replica.ready;
    await server.removeDatabase('Every');
    await server.addDatabase(join(directory, 'every.db'));
    await writer.transact({ op: 'update', table: 'Step', where: [], row: { n: ++number } });
    await reach(replica, number);
    expect(inReplica(replica.database, 'Root')).toEqual(await onServer('Root', ROOT_COLUMNS, [true]));
    await replica.close();
  });

  it('conditions that the server refuses are refused, and those before stay', async () => {
    const [replica] = start(proxy.remote, {
      spec: { Root: { where: [['i', '==', 1]] }, Step: {}, Newer: {} },
    });
    await replica.ready;
    await expect(replica.setConditions({ Root: [['nonesuch', '==', 1]] })).rejects.toMatchObject({
      kind: 'server',
    });
    expect(await replica.setConditions({ Newer: [['x', '==', 1]] })).toBe(true);
    await writer.transact({ op: 'update', table: 'Step', where: [], row: { n: ++number } });
    await reach(replica, number);
    expect(inReplica(replica.database, 'Root')).toEqual(
      await onServer('Root', ROOT_COLUMNS, [['i', '==', 1]]),
    );
    await replica.close();
  });
});

it('in all of this nothing was sent that can change anything', () => {
  const sent = sentThrough([proxy]);
  expect(otherThanReads(sent)).toEqual([]);
  const methods = new Set(sent.map(({ method }) => method));
  for (const method of ['monitor', 'monitor_cond', 'monitor_cond_since', 'monitor_cond_change']) {
    expect(methods).toContain(method);
  }
});
