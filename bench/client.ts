/**
 * The programs that are measured, each as a process of its own:
 *
 *     client.js discard  SOCKET BYTES   asks for everything and throws the reply away after so many bytes
 *     client.js read     SOCKET         reads everything into a replica; prints what it found as JSON
 *     client.js file     PATH [decode]  opens a database file; with `decode`, looks at every cell
 *     client.js ping     SOCKET         asks `list_dbs` again and again until its input ends; prints the slowest answer
 *     client.js follow   SOCKET TOTAL   follows a table of counters until TOTAL changes were seen
 */
import { connect as connectNet } from 'node:net';
import {
  connect,
  nodeFiles,
  openDatabases,
  parseRemotes,
  readDatabase,
  Replica,
  systemClock,
  type ClientEvent,
} from '../src/index.ts';

const SOUTHBOUND = 'OVN_Southbound';
const say = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

const discard = (socket: string, bytes: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const connection = connectNet(socket);
    let seen = 0;
    let asked = false;
    connection.on('error', reject);
    const ask = (tables: readonly string[]): void => {
      asked = true;
      const requests = Object.fromEntries(tables.map((table) => [table, [{}]]));
      const zero = '00000000-0000-0000-0000-000000000000';
      connection.write(
        JSON.stringify({ method: 'monitor_cond_since', params: [SOUTHBOUND, 'x', requests, zero], id: 2 }),
      );
    };
    let schema = '';
    connection.on('data', (chunk: Buffer) => {
      if (!asked) {
        schema += chunk.toString();
        try {
          ask(Object.keys((JSON.parse(schema) as { result: { tables: object } }).result.tables));
        } catch {
          // The schema has not arrived whole.
        }
        return;
      }
      seen += chunk.length;
      if (seen >= bytes) connection.end(resolve);
    });
    connection.write(JSON.stringify({ method: 'get_schema', params: [SOUTHBOUND], id: 1 }));
  });

const read = async (socket: string): Promise<void> => {
  let slowestTurn = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    slowestTurn = Math.max(slowestTurn, now - last);
    last = now;
  }, 1);
  let bytes = 0;
  const database = await readDatabase({
    remotes: parseRemotes(`unix:${socket}`),
    database: SOUTHBOUND,
    spec: 'all',
    connect,
    clock: systemClock,
    onEvent: (event: ClientEvent) => {
      if (event.kind === 'read') bytes = event.bytes;
    },
  });
  const rows = [...database.all.values()].reduce((sum, table) => sum + table.size, 0);
  // A long turn is learnt of at the next one.
  await new Promise((resolve) => setTimeout(resolve, 50));
  clearInterval(timer);
  say({ rows, bytes, slowestTurn, replyBytes: database.origin.bytes });
};

const file = async (path: string, decode: boolean): Promise<void> => {
  const { databases } = await openDatabases(path, nodeFiles);
  let rows = 0;
  let cells = 0;
  for (const { database } of databases) {
    for (const table of database.all.values()) {
      rows += table.size;
      if (decode) for (const row of table) cells += row.entries().length;
    }
  }
  say({ rows, cells });
};

const ping = async (socket: string): Promise<void> => {
  let ended = false;
  process.stdin.on('end', () => (ended = true)).resume();
  const connection = connectNet(socket);
  const answers = connection[Symbol.asyncIterator]();
  let slowest = 0;
  let count = 0;
  while (!ended) {
    const began = performance.now();
    connection.write('{"method":"list_dbs","params":[],"id":0}');
    await answers.next();
    slowest = Math.max(slowest, performance.now() - began);
    count++;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  connection.destroy();
  say({ slowest, count });
};

/** Each change carries the time at which it was asked for: the lag is told without clocks being compared. */
const follow = async (socket: string, total: number): Promise<void> => {
  const lags: number[] = [];
  const replica = new Replica({
    remotes: parseRemotes(`unix:${socket}`),
    database: SOUTHBOUND,
    spec: { SB_Global: { columns: ['nb_cfg', 'external_ids'] } },
    connect,
    clock: systemClock,
  });
  await replica.ready;
  say('ready');
  await new Promise<void>((resolve) => {
    replica.onChange(({ changes }) => {
      for (const { after } of changes) {
        const ids = after?.get('external_ids') as ReadonlyMap<string, string> | undefined;
        const sent = Number(ids?.get('sent'));
        const number = Number(ids?.get('number'));
        if (sent > 0) lags.push(performance.timeOrigin + performance.now() - sent);
        if (number >= total) resolve();
      }
    });
  });
  await replica.close();
  lags.sort((a, b) => a - b);
  say({ changes: lags.length, median: lags[lags.length >> 1], slowest: lags.at(-1) });
};

const [mode, target = '', extra = ''] = process.argv.slice(2);
switch (mode) {
  case 'discard':
    await discard(target, Number(extra));
    break;
  case 'read':
    await read(target);
    break;
  case 'file':
    await file(target, extra === 'decode');
    break;
  case 'ping':
    await ping(target);
    break;
  case 'follow':
    await follow(target, Number(extra));
    break;
  default:
    throw new Error(`unknown mode ${mode}`);
}
