/** The commands on a large deployment: from its files beside reading and parsing them, and live. */
import { stat } from 'node:fs/promises';
import { build } from 'esbuild';
import { OvsdbServer, RecordingProxy } from '../test/lab/index.ts';
import { compare, run, type Run } from './measure.ts';
import { modelSize, portToFind, writeModel, type ModelFiles, type ModelSize } from './model-rows.ts';
import type { Line } from './southbound.ts';

const PROGRAM = 'dist/cli/ovnscope.js';
const ROUNDS = 3;
/** Of the time that it takes to read and parse the files. */
const LIMIT = 3;

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;
const ovnscope = (...args: readonly string[]): Promise<Run> => run(process.execPath, [PROGRAM, ...args]);

/** `share` of the deployment that is the measure: 1 is the whole. */
export const measureModel = async (directory: string, share: number): Promise<Line[]> => {
  const client = `${directory}/model-client.mjs`;
  await build({
    entryPoints: [new URL('model-client.ts', import.meta.url).pathname],
    outfile: client,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });
  const size = modelSize(share);
  const { rows, ...files } = await writeModel(directory, size);
  return [
    ...(await fromFiles(client, files, size, rows)),
    ...(await lookups(client, files, size)),
    ...(await live(directory, files, size)),
  ];
};

const fromFiles = async (
  client: string,
  files: ModelFiles,
  size: ModelSize,
  rows: number,
): Promise<Line[]> => {
  const paths = Object.values(files) as string[];
  const options = ['--nb', files.nb, '--sb', files.sb, '--ovs', files.ovs];
  const parse = (): Promise<Run> => run(process.execPath, [client, 'parse', ...paths]);
  const lines: Line[] = [];
  const against = async (what: string, ours: () => Promise<Run>, must: boolean): Promise<void> => {
    const { ours: mine, theirs, ratio } = await compare(ROUNDS, ours, parse);
    lines.push({
      what,
      measured: `${seconds(mine.milliseconds)} : ${seconds(theirs.milliseconds)} = ${ratio.toFixed(2)}`,
      must: must ? `at most ${LIMIT}` : '(for information)',
      holds: !must || ratio <= LIMIT,
    });
  };
  const port = portToFind(size).name;
  const whole = `${rows} rows in files, ${size.switches * size.ports} ports`;
  await against(
    `${whole}: every cell decoded, beside a Node program that reads the files, parses their records and decodes the cells`,
    () => run(process.execPath, [client, 'decode', ...paths]),
    false,
  );
  await against(
    '… JSON.parse of the records alone, beside the same',
    () => run(process.execPath, [client, 'json', ...paths]),
    false,
  );
  await against('… `show`, beside the same', () => ovnscope('show', ...options), true);
  await against('… `get ports -o json`', () => ovnscope('get', 'ports', '-o', 'json', ...options), true);
  await against(`… \`describe ${port}\``, () => ovnscope('describe', port, ...options), true);
  return lines;
};

const lookups = async (client: string, files: ModelFiles, size: ModelSize): Promise<Line[]> => {
  const { name, mac, ip } = portToFind(size);
  const ran = await run(process.execPath, [
    client,
    'lookup',
    name,
    mac,
    ip,
    ...(Object.values(files) as string[]),
  ]);
  const told = JSON.parse(ran.stdout) as Readonly<
    Record<'asked' | 'median' | 'most' | 'slowest' | 'once', number>
  > & {
    readonly first: readonly number[];
    readonly over: Readonly<Record<'all' | 'paused' | 'idle', number>>;
  };
  const first = told.first.map((milliseconds) => `${milliseconds.toFixed(0)} ms`).join(', ');
  const { over } = told;
  const other = over.all - over.paused - over.idle;
  return [
    {
      what: `… one of ${told.asked} lookups by name, MAC or IP in turn, in one process: 3000 texts, each thrice`,
      measured: `median ${told.median.toFixed(3)} ms, 99 % within ${told.most.toFixed(3)} ms; the slowest text ${told.slowest.toFixed(2)} ms (the quickest of its three); the first by name, MAC, IP: ${first}`,
      must: 'every text under 1 ms after the first',
      holds: told.slowest < 1,
    },
    {
      what: '… … of them 1 ms or more, once',
      measured: `${over.all}: ${over.paused} in a pause of the garbage collector, ${over.idle} waiting for a processor, ${other} else; the longest ${told.once.toFixed(2)} ms`,
      must: '(for information)',
      holds: true,
    },
  ];
};

/** What is asked of servers, and the real program beside it. */
const live = async (directory: string, files: ModelFiles, size: ModelSize): Promise<Line[]> => {
  const port = portToFind(size).name;
  const servers: OvsdbServer[] = [];
  const proxies: RecordingProxy[] = [];
  try {
    for (const name of ['nb', 'sb', 'ovs'] as const) {
      const server = await OvsdbServer.start({ directory, name: `model-${name}`, databases: [files[name]] });
      servers.push(server);
      proxies.push(
        await RecordingProxy.start({ directory, name: `model-${name}-proxy`, target: server.remote }),
      );
    }
    const remotes = (from: readonly { readonly remote: string }[]): string[] =>
      ['--nb', '--sb', '--ovs'].flatMap((option, index) => [option, from[index]?.remote ?? '']);
    const told = await describeLive(port, remotes(proxies));
    const received = proxies.reduce(
      (sum, { recordings }) => sum + recordings.reduce((bytes, each) => bytes + each.received, 0),
      0,
    );
    const nb = servers[0]?.remote ?? '';
    const show = await compare(
      3,
      () => ovnscope('show', '--nb', nb),
      () => run('ovn-nbctl', ['--no-leader-only', `--db=${nb}`, 'show']),
    );
    const find = await compare(
      3,
      () => ovnscope('describe', port, ...remotes(servers)),
      () =>
        run('ovn-nbctl', ['--no-leader-only', `--db=${nb}`, 'find', 'Logical_Switch_Port', `name=${port}`]),
    );
    const bytes = (await Promise.all(Object.values(files).map(sizeOf))).reduce((sum, size) => sum + size, 0);
    return [
      {
        what: `\`describe ${port}\`, live`,
        measured: `${told}, ${(received / 1e6).toFixed(2)} MB read of ${(bytes / 1e6).toFixed(0)} MB`,
        must: 'reads what it tells of: at most a tenth of it',
        holds: received <= bytes / 10,
      },
      {
        what: '… beside `ovn-nbctl find Logical_Switch_Port name=…`, which tells the row alone',
        measured: ratioOf(find),
        must: '(for information)',
        holds: true,
      },
      {
        what: '`show` of the same Northbound, live, beside `ovn-nbctl show`',
        measured: ratioOf(show),
        must: '(for information)',
        holds: true,
      },
    ];
  } finally {
    for (const proxy of proxies) await proxy.stop();
    for (const server of servers) await server.stop();
  }
};

/** How many rows were asked for, as the command itself tells with `-v`. */
const describeLive = async (port: string, remotes: readonly string[]): Promise<string> => {
  const { milliseconds, stderr } = await run(process.execPath, [PROGRAM, 'describe', '-v', port, ...remotes]);
  const rows = /(\d+) rows asked for in (\d+) rounds/.exec(stderr);
  return `${seconds(milliseconds)}, ${rows === null ? 'rows not told' : rows[0]}`;
};

const ratioOf = ({ ours, theirs, ratio }: Awaited<ReturnType<typeof compare>>): string =>
  `${seconds(ours.milliseconds)} : ${seconds(theirs.milliseconds)} = ${ratio.toFixed(2)}`;

const sizeOf = async (path: string): Promise<number> => (await stat(path)).size;
