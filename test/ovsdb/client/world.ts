/** A replica, a server of our own, a clock that stands still, and a look over every listener's shoulder. */
import { expect } from 'vitest';
import type { ChangeSet, ReplicaOptions } from '../../../src/ovsdb/client/options.ts';
import { Replica } from '../../../src/ovsdb/client/replica.ts';
import type { ClientEvent } from '../../../src/ovsdb/client/events.ts';
import { encodeDatum } from '../../../src/ovsdb/datum/codec.ts';
import type { Json } from '../../../src/ovsdb/json/value.ts';
import type { Database } from '../../../src/ovsdb/rows/database.ts';
import type { Row } from '../../../src/ovsdb/rows/row.ts';
import type { Table } from '../../../src/ovsdb/rows/table.ts';
import type { MemoryOptions } from '../../../src/ovsdb/transport/memory.ts';
import { parseRemotes } from '../../../src/ovsdb/transport/remote.ts';
import type { OvnscopeError } from '../../../src/text/index.ts';
import { FakeClock, idle } from '../fake-clock.ts';
import { FakeServer, uuid, type Connection } from './fake-server.ts';

export type Content = Record<string, Record<string, Record<string, Json>>>;

export const rowContent = (table: Table, row: Row): Record<string, Json> =>
  Object.fromEntries(
    [...table.schema.columns.values()].map(({ name, type }) => [name, encodeDatum(type, row.get(name))]),
  );

/** Everything that was read, as a server would write it; tables without rows are left out. */
export const contentOf = (database: Database): Content => {
  const tables = [...database.all].filter(([, table]) => table.size > 0);
  return Object.fromEntries(
    tables.map(([name, table]) => [
      name,
      Object.fromEntries([...table].map((row) => [row.uuid, rowContent(table, row)])),
    ]),
  );
};

/** Keeps a copy by changes alone, which must at every moment be the replica's. */
export class Shadow {
  readonly heard: ChangeSet[] = [];
  private readonly rows = new Map<string, Row>();

  take(changes: ChangeSet): void {
    this.heard.push(changes);
    for (const { table, uuid: id, before, after } of changes.changes) {
      const key = `${table} ${id}`;
      expect(before === undefined).toBe(!this.rows.has(key));
      if (after === undefined) this.rows.delete(key);
      else this.rows.set(key, after);
    }
    const all = [...changes.database.all.values()].flatMap((table) =>
      [...table].map((row) => [table, row] as const),
    );
    expect(this.rows.size).toBe(all.length);
    for (const [table, row] of all) {
      const own = this.rows.get(`${table.name} ${row.uuid}`) as Row;
      for (const name of table.schema.columns.keys()) expect(own.get(name)).toEqual(row.get(name));
    }
  }

  get kinds(): string[] {
    return this.heard.map(({ kind }) => kind);
  }
}

export interface World {
  readonly server: FakeServer;
  readonly clock: FakeClock;
  readonly replica: Replica;
  readonly events: ClientEvent[];
  readonly shadow: Shadow;
  /** The connection that stands. */
  readonly now: Connection;
  /** `A`'s rows by number: the column `n`. */
  content(): Content;
  /** Waits out the pause before the next attempt. */
  pause(): Promise<void>;
  /** Drops the connection and waits until the next one stands. */
  lose(): Promise<void>;
}

const worlds: Replica[] = [];

/** To be called after each test. */
export const closeWorlds = async (): Promise<void> => {
  for (const replica of worlds.splice(0)) await replica.close();
};

export const world = async (
  prepare: (server: FakeServer) => void = () => undefined,
  options: Partial<ReplicaOptions> & { readonly memory?: MemoryOptions; readonly remote?: string } = {},
): Promise<World> => {
  const { memory = {}, remote = 'tcp:127.0.0.1:1', ...rest } = options;
  const server = new FakeServer(memory);
  prepare(server);
  const clock = new FakeClock();
  const events: ClientEvent[] = [];
  const replica = new Replica({
    remotes: parseRemotes(remote),
    database: 'T',
    spec: 'all',
    connect: server.connect,
    clock,
    random: () => 0.5,
    probeMs: 0,
    onEvent: (event) => events.push(event),
    ...rest,
  });
  worlds.push(replica);
  const shadow = new Shadow();
  replica.onChange((changes) => shadow.take(changes));
  await idle();
  return {
    server,
    clock,
    replica,
    events,
    shadow,
    get now() {
      return server.now;
    },
    content: () => contentOf(replica.database as Database),
    pause: () => clock.advance(8000),
    lose: async () => {
      server.now.drop();
      await clock.advance(8000);
    },
  };
};

/** `{A: {uuid(n): {KIND: {n}}}}` for each of the numbers. */
export const rowsOfA = (kind: 'initial' | 'insert', ...numbers: number[]): Json => ({
  A: Object.fromEntries(numbers.map((n) => [uuid(n), { [kind]: { n } }])),
});

export const change = (kind: 'insert' | 'modify' | 'delete', n: number, columns: Json = null): Json => ({
  A: { [uuid(n)]: { [kind]: columns } },
});

/** The numbers of `A`'s rows. */
export const numbers = (database: Database | undefined): number[] =>
  [...(database?.table('A') ?? [])].map((row) => row.get('n') as number).sort((a, b) => a - b);

export const failure = (promise: Promise<unknown>): Promise<OvnscopeError> =>
  promise.then(
    () => Promise.reject(new Error('was expected to fail')),
    (error: unknown) => error as OvnscopeError,
  );
