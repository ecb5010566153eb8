/** Reading a large Southbound: from its server, from its file, and not reading what is not needed. */
import { connect } from 'node:net';
import { RecordingProxy, type OvsdbServer } from '../test/lab/index.ts';
import { startPing } from './ping.ts';
import { compare, median, run, type Run } from './measure.ts';

export interface Line {
  readonly what: string;
  readonly measured: string;
  readonly must: string;
  readonly holds: boolean;
}

const PROGRAM = 'dist/cli/ovnscope.js';
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

export const measureStart = async (): Promise<Line[]> => {
  const { ours, theirs, ratio } = await compare(
    15,
    () => run(process.execPath, [PROGRAM, '--version']),
    () => run(process.execPath, ['-e', '0']),
  );
  return [
    {
      what: '`ovnscope --version` beside `node -e 0`',
      measured: `${ours.milliseconds.toFixed(0)} ms : ${theirs.milliseconds.toFixed(0)} ms = ${ratio.toFixed(2)}`,
      must: 'at most 1.6',
      holds: ratio <= 1.6,
    },
  ];
};

interface ReadResult {
  readonly rows: number;
  readonly bytes: number;
  readonly replyBytes: number;
  /** Milliseconds for which the event loop did not turn: an echo request waits as long at most. */
  readonly slowestTurn: number;
}

export const measureRead = async (
  client: string,
  server: OvsdbServer,
  directory: string,
): Promise<Line[]> => {
  const first = await run(process.execPath, [client, 'read', server.socket]);
  const { replyBytes } = JSON.parse(first.stdout) as ReadResult;
  const results: ReadResult[] = [];
  const { ours, theirs, ratio } = await compare(
    5,
    async () => {
      const ran = await run(process.execPath, [client, 'read', server.socket]);
      results.push(JSON.parse(ran.stdout) as ReadResult);
      return ran;
    },
    () => run(process.execPath, [client, 'discard', server.socket, String(replyBytes)]),
  );
  const slowest = Math.max(...results.map(({ slowestTurn }) => slowestTurn));
  const echo = await slowestEcho(client, server, directory);
  const share = ours.peak / replyBytes;
  return [
    {
      what: `full read of ${results[0]?.rows} rows, ${megabytes(replyBytes)}, beside a Node program that throws them away`,
      measured: `${seconds(ours.milliseconds)} : ${seconds(theirs.milliseconds)} = ${ratio.toFixed(2)}`,
      must: 'at most 1.25',
      holds: ratio <= 1.25,
    },
    {
      what: '… peak memory of the whole process',
      measured: `${megabytes(ours.peak)} = ${share.toFixed(2)} × the reply`,
      must: 'at most 4 ×',
      holds: share <= 4,
    },
    {
      what: '… slowest answer to an echo request, and longest turn of the event loop',
      measured: `${echo.toFixed(0)} ms, ${slowest.toFixed(0)} ms`,
      must: 'under 1 s',
      holds: Math.max(echo, slowest) < 1000,
    },
  ];
};

/** A proxy asks `echo` whenever it may: before the large reply begins, and as soon as its last byte was handed over. */
const slowestEcho = async (client: string, server: OvsdbServer, directory: string): Promise<number> => {
  const { createServer } = await import('node:net');
  const socket = `${directory}/echo.sock`;
  const waits: number[] = [];
  const proxy = createServer((side) => {
    const upstream = connect(server.socket);
    let asked: number | undefined;
    let quiet: NodeJS.Timeout | undefined;
    const ask = (): void => {
      if (asked !== undefined || side.destroyed) return;
      asked = performance.now();
      side.write('{"method":"echo","params":[],"id":"bench"}');
    };
    upstream.on('data', (chunk: Buffer) => {
      side.write(chunk);
      clearTimeout(quiet);
      // The stream pauses at message boundaries only: 20 ms without a byte mean one.
      quiet = setTimeout(ask, 20);
    });
    side.on('data', (chunk: Buffer) => {
      if (asked !== undefined && chunk.includes('"bench"')) {
        waits.push(performance.now() - asked);
        asked = undefined;
      } else upstream.write(chunk);
    });
    for (const one of [side, upstream]) {
      one.on('error', () => undefined);
      one.on('close', () => (side.destroy(), upstream.destroy(), clearTimeout(quiet)));
    }
  }).listen(socket);
  await run(process.execPath, [client, 'read', socket]);
  await new Promise((resolve) => proxy.close(resolve));
  return Math.max(0, ...waits);
};

export const measureFile = async (client: string, file: string, server: OvsdbServer): Promise<Line[]> => {
  const dump = (): Promise<Run> =>
    run('ovsdb-client', ['-f', 'json', 'dump', server.remote, 'OVN_Southbound']);
  const lazily = await compare(3, () => run(process.execPath, [client, 'file', file]), dump);
  const decoded = await run(process.execPath, [client, 'file', file, 'decode']);
  const factor = 1 / lazily.ratio;
  const decodedFactor = lazily.theirs.milliseconds / decoded.milliseconds;
  return [
    {
      what: 'the same database from its file, beside `ovsdb-client dump` of it from a live server',
      measured: `${seconds(lazily.ours.milliseconds)} : ${seconds(lazily.theirs.milliseconds)} = ${factor.toFixed(1)} times as fast`,
      must: 'at least 4 times',
      holds: factor >= 4,
    },
    {
      what: '… and with every cell of every row decoded',
      measured: `${seconds(decoded.milliseconds)} = ${decodedFactor.toFixed(1)} times as fast`,
      must: '(for information)',
      holds: true,
    },
  ];
};

export const measureShow = async (client: string, server: OvsdbServer): Promise<Line[]> => {
  const proxy = await RecordingProxy.start({
    directory: server.directory,
    name: 'show-proxy',
    target: server.remote,
  });
  const ping = startPing(client, server.socket);
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    times.push((await run(process.execPath, [PROGRAM, 'show', '--sb', proxy.remote])).milliseconds);
  }
  const slowest = await ping();
  await proxy.stop();
  const received = Math.max(...proxy.recordings.map((recording) => recording.received));
  const asked = proxy.texts().some((text) => text.includes('Logical_Flow'));
  return [
    {
      what: '`show` on it, live',
      measured: `${seconds(median(times))}, ${megabytes(received)} read, Logical_Flow ${asked ? 'asked for' : 'not asked for'}`,
      must: 'must not read Logical_Flow',
      holds: !asked,
    },
    {
      what: '… slowest answer to a second client meanwhile',
      measured: `${slowest.toFixed(0)} ms`,
      must: 'under 1 s',
      holds: slowest < 1000,
    },
  ];
};
