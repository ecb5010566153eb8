/** Traces on a large deployment, beside the real ovn-trace: cold from a live server and from a file, and many in a row. */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { planSwitch } from '../test/lab/generate-plan.ts';
import { Daemon, OvsdbServer, run as lab } from '../test/lab/index.ts';
import { compare, run, type Run } from './measure.ts';
import { startPing } from './ping.ts';
import type { Line } from './southbound.ts';
import { makeTraceDeployment, traceSize } from './trace-deployment.ts';

const PROGRAM = 'dist/cli/ovnscope.js';

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

interface Question {
  readonly datapath: string;
  readonly microflow: string;
}

/** TCP from one port to another, on another switch. */
const question = (size: ReturnType<typeof traceSize>, from: number, to: number): Question => {
  const [a, b] = [planSwitch(size, from % size.switches), planSwitch(size, to % size.switches)];
  const [source, target] = [a.ports[from % a.ports.length], b.ports[to % b.ports.length]];
  if (source === undefined || target === undefined) throw new Error('a switch without ports');
  return {
    datapath: a.name,
    microflow: [
      `inport == "${source.name}"`,
      `eth.src == ${source.mac}`,
      `eth.dst == ${a.gateway.mac}`,
      `ip4.src == ${source.ip}`,
      `ip4.dst == ${target.ip}`,
      'ip.ttl == 64',
      `tcp.src == ${1024 + (from % 60000)}`,
      'tcp.dst == 80',
    ].join(' && '),
  };
};

const REQUESTS = 20_000;

export const measureTrace = async (client: string, directory: string, share: number): Promise<Line[]> => {
  const size = traceSize(share);
  const { sb, flows } = await makeTraceDeployment(directory, share);
  const server = await OvsdbServer.start({ directory, name: 'trace-sb', databases: [sb] });
  try {
    const one = question(size, 5, 6038);
    return [
      ...(await cold(client, server, sb, one, flows)),
      ...(await warm(directory, server.remote, sb, size, one)),
    ];
  } finally {
    await server.stop();
  }
};

/** The smallest of them: what a person waits for where ovn-trace is as quick as one wishes. */
export const measureSmallTrace = async (directory: string): Promise<Line[]> => {
  const size = traceSize(0);
  const { sb, flows } = await makeTraceDeployment(join(directory, 'small'), 0);
  const server = await OvsdbServer.start({ directory, name: 'small-sb', databases: [sb] });
  try {
    const { datapath, microflow } = question(size, 5, 106);
    const { ours, theirs } = await compare(
      9,
      () => run(process.execPath, [PROGRAM, 'trace', '--sb', server.remote, datapath, microflow]),
      () => run('ovn-trace', [`--db=${server.remote}`, '--minimal', datapath, microflow]),
    );
    const bare = await compare(
      9,
      () => run(process.execPath, ['-e', '0']),
      () => run('true', []),
    );
    const more = ours.milliseconds - theirs.milliseconds;
    return [
      {
        what: `one trace, cold, live, where there is little: ${flows} logical flows, beside \`ovn-trace\``,
        measured: `${milliseconds(ours)} : ${milliseconds(theirs)}; Node's own start ${milliseconds(bare.ours)}`,
        must: "slower by Node's own start at most",
        holds: more <= bare.ours.milliseconds,
      },
    ];
  } finally {
    await server.stop();
  }
};

const milliseconds = (one: Run): string => `${one.milliseconds.toFixed(0)} ms`;

const cold = async (
  client: string,
  server: OvsdbServer,
  file: string,
  one: Question,
  flows: number,
): Promise<Line[]> => {
  const { remote } = server;
  const ours = (...source: readonly string[]): Promise<Run> =>
    run(process.execPath, [PROGRAM, 'trace', ...source, one.datapath, one.microflow]);
  const theirs = (): Promise<Run> =>
    run('ovn-trace', [`--db=${remote}`, '--no-leader-only', '--minimal', one.datapath, one.microflow]);
  const live = await compare(1, () => ours('--sb', remote, '--no-leader-only'), theirs);
  // Once more, since a second client takes a processor.
  const ping = startPing(client, server.socket);
  await ours('--sb', remote, '--no-leader-only');
  const slowest = await ping();
  const saved = await compare(1, () => ours('--sb', file), theirs);
  const times = (ratio: number): string => `${(1 / ratio).toFixed(0)} times as fast`;
  const less = live.theirs.peak / live.ours.peak;
  return [
    {
      what: `one trace, cold, live: ${flows} logical flows, beside \`ovn-trace\``,
      measured: `${seconds(live.ours.milliseconds)} : ${seconds(live.theirs.milliseconds)}: ${times(live.ratio)}`,
      must: 'at least 50 times',
      holds: live.ratio <= 1 / 50,
    },
    {
      what: '… peak memory of the whole process',
      measured: `${megabytes(live.ours.peak)} : ${megabytes(live.theirs.peak)}: ${less.toFixed(0)} times less`,
      must: 'at least 50 times less',
      holds: less >= 50,
    },
    {
      what: '… slowest answer to a second client meanwhile',
      measured: `${slowest.toFixed(0)} ms`,
      must: 'under 1 s',
      holds: slowest < 1000,
    },
    {
      what: '… from the database file',
      measured: `${seconds(saved.ours.milliseconds)} : ${seconds(saved.theirs.milliseconds)}: ${times(saved.ratio)}`,
      must: 'at least 20 times',
      holds: saved.ratio <= 1 / 20,
    },
  ];
};

/**
 * Milliseconds for a request of ovn-trace's daemon, the median of a few. A daemon that is asked before it has read the
 * database dies, and nothing tells when it has: another one is given more time.
 */
const daemonTime = async (directory: string, remote: string, one: Question): Promise<number> => {
  for (let patience = 2000; patience < 300_000; patience *= 2) {
    const found = await askDaemon(directory, remote, one, patience);
    if (found !== undefined) return found;
  }
  throw new Error("ovn-trace's daemon does not answer");
};

const askDaemon = async (
  directory: string,
  remote: string,
  one: Question,
  patience: number,
): Promise<number | undefined> => {
  const control = `${directory}/trace-${patience}.ctl`;
  const daemon = Daemon.start({
    name: 'ovn-trace',
    program: 'ovn-trace',
    args: [
      `--db=${remote}`,
      '--no-leader-only',
      '--detach',
      '--no-chdir',
      `--unixctl=${control}`,
      '-vsyslog:off',
    ],
    env: { OVN_RUNDIR: directory, OVS_RUNDIR: directory },
  });
  const ask = (): Promise<unknown> =>
    lab('ovs-appctl', ['-t', control, 'trace', '--detailed', one.datapath, one.microflow], {
      timeout: 600_000,
    });
  try {
    await sleep(patience);
    if (
      !(await ask().then(
        () => true,
        () => false,
      ))
    )
      return undefined;
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      const began = performance.now();
      await ask();
      times.push(performance.now() - began);
    }
    return times.sort((a, b) => a - b)[2] ?? 0;
  } finally {
    await lab('ovs-appctl', ['-t', control, 'exit'], { timeout: 60_000 }).catch(() => undefined);
    await daemon.stop();
  }
};

const warm = async (
  directory: string,
  remote: string,
  file: string,
  size: ReturnType<typeof traceSize>,
  one: Question,
): Promise<Line[]> => {
  const requests = Array.from({ length: REQUESTS }, (_, i) => question(size, i * 7919, i * 104_729 + 1));
  const lines = requests.map(({ datapath, microflow }) => `${datapath}\t${microflow}\n`);
  const path = `${directory}/requests.txt`;
  await writeFile(path, [...lines, ...lines].join(''));
  const each = await batchTime(path, file);
  const theirs = await daemonTime(directory, remote, one);
  const faster = theirs / each;
  return [
    {
      what: `one of ${REQUESTS} traces in a row, \`--batch\`, the second time that each is asked, beside \`ovn-trace\`'s daemon`,
      measured: `${(each * 1000).toFixed(0)} µs : ${theirs.toFixed(0)} ms: ${faster.toFixed(0)} times as fast, ${(1000 / each).toFixed(0)} a second`,
      must: 'at least 1,000 times, and 10,000 a second',
      holds: faster >= 1000 && each <= 0.1,
    },
  ];
};

/** Milliseconds for an answer, once every datapath was visited: answers are counted as they arrive. */
const batchTime = (requests: string, file: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, 'trace', '--sb', file, '--batch', requests], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let answers = 0;
    let half = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) {
        if (++answers === REQUESTS) half = performance.now();
      }
    });
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0 && answers === 2 * REQUESTS) resolve((performance.now() - half) / REQUESTS);
      else reject(new Error(`--batch: exit status ${status}, ${answers} answers`));
    });
  });
