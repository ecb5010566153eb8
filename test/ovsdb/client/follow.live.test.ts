/**
 * A replica and a real ovsdb-server: whatever is written, wanted and broken in between, after each transaction
 * the replica holds what the server says it holds.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReplicaOptions } from '../../../src/ovsdb/client/options.ts';
import { Replica } from '../../../src/ovsdb/client/replica.ts';
import { encodeDatum } from '../../../src/ovsdb/datum/index.ts';
import { formatJson, parseJson } from '../../../src/ovsdb/json/exact.ts';
import type { Json, JsonObject } from '../../../src/ovsdb/json/value.ts';
import type { Database } from '../../../src/ovsdb/rows/database.ts';
import type { Where } from '../../../src/ovsdb/rpc/readonly.ts';
import { connect } from '../../../src/ovsdb/transport/connect.ts';
import { parseRemotes } from '../../../src/ovsdb/transport/remote.ts';
import { otherThanReads, sentThrough } from '../../integration/reads.ts';
import { makeDirectory, OvsdbServer, RecordingProxy, removeDirectory } from '../../lab/index.ts';
import { EVERY_KIND, failed, hurriedClock, Writer } from './live.ts';
import { operationsOf, root, ROOT_COLUMNS, step, type Step } from './steps.ts';
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
      const results = await writer.transact(...(await operationsOf(writer, one)), tick);
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
