/**
 * What the commands on the model are measured beside, each as a process of its own:
 *
 *     model-client.js json FILE…     reads database files and calls JSON.parse on every record: nothing else
 *     model-client.js parse FILE…    … and makes sets, maps and UUIDs of the cells: the baseline, none of our code
 *     model-client.js decode FILE…   opens them as ovnscope does, and decodes every cell of every row
 *     model-client.js lookup NAME MAC IP FILE…   finds by each, the first time, and then a thousand others, thrice
 */
import { readFileSync } from 'node:fs';
import { PerformanceObserver } from 'node:perf_hooks';
import { setTimeout as later } from 'node:timers/promises';
import { model, nodeFiles, openDatabases, type Database } from '../src/index.ts';

const say = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

/** ovsdb(5): a line `OVSDB JSON LENGTH SHA1`, then so many bytes; the first record is the schema. */
function* recordsOf(path: string): Generator<unknown> {
  const bytes = readFileSync(path);
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at);
    const length = Number(bytes.toString('latin1', at, end).split(' ')[2]);
    yield JSON.parse(bytes.toString('utf8', end + 1, end + 1 + length));
    at = end + 1 + length;
  }
}

const json = (paths: readonly string[]): void => {
  let records = 0;
  for (const path of paths) for (const record of recordsOf(path)) records += record === null ? 0 : 1;
  say({ records });
};

/** RFC 7047, section 5.1. */
const valueOf = (cell: unknown): unknown => {
  if (!Array.isArray(cell)) return cell;
  const [tag, content] = cell as [string, unknown];
  if (tag === 'uuid') return content;
  if (tag === 'set') return (content as unknown[]).map(valueOf);
  return new Map((content as [unknown, unknown][]).map(([key, value]) => [valueOf(key), valueOf(value)]));
};

const parse = (paths: readonly string[]): void => {
  const rows = new Map<string, Map<string, unknown>>();
  for (const path of paths) {
    const [, ...records] = recordsOf(path) as Iterable<
      Record<string, Record<string, Record<string, unknown>>>
    >;
    for (const record of records) {
      for (const [table, changed] of Object.entries(record)) {
        if (table.startsWith('_')) continue;
        for (const [uuid, cells] of Object.entries(changed)) {
          const row = new Map<string, unknown>();
          for (const [column, cell] of Object.entries(cells)) row.set(column, valueOf(cell));
          rows.set(uuid, row);
        }
      }
    }
  }
  say({ rows: rows.size });
};

const databasesIn = async (paths: readonly string[]): Promise<Database[]> => {
  const found = await Promise.all(paths.map((path) => openDatabases(path, nodeFiles)));
  return found.flatMap(({ databases }) => databases.map(({ database }) => database));
};

const decode = async (paths: readonly string[]): Promise<void> => {
  let cells = 0;
  for (const database of await databasesIn(paths)) {
    for (const table of database.all.values()) for (const row of table) cells += row.entries().length;
  }
  say({ cells });
};

const LOOKUPS = 1000;
const ROUNDS = 3;

/** From when to when, in milliseconds of `performance.now()`. */
interface Span {
  readonly began: number;
  readonly ended: number;
  /** Milliseconds of processor time meanwhile. */
  readonly used: number;
}

const lengthOf = ({ began, ended }: Pick<Span, 'began' | 'ended'>): number => ended - began;

const lookup = async (texts: readonly string[], paths: readonly string[]): Promise<void> => {
  const databases = await databasesIn(paths);
  const named = (name: string): Database | undefined => databases.find((one) => one.name === name);
  const ovs = databases
    .filter(({ name }) => name === 'Open_vSwitch')
    .map((database) => ({ name: 'conf.db', database }));
  const network = new model.Network({ nb: named('OVN_Northbound'), sb: named('OVN_Southbound'), ovs });
  const timed = (text: string): Span => {
    const before = process.cpuUsage();
    const began = performance.now();
    const { kind } = model.resolve(network, text);
    const ended = performance.now();
    if (kind !== 'one') throw new Error(`${text}: ${kind}`);
    const { user, system } = process.cpuUsage(before);
    return { began, ended, used: (user + system) / 1000 };
  };
  const first = texts.map(timed).map(lengthOf);
  const ports = network.switchPorts.filter(({ type }) => type === '');
  const others = Array.from({ length: LOOKUPS }, (_, i) => ports[(i * 7919) % ports.length]).flatMap(
    (port) => {
      const [address] = port?.addresses ?? [];
      const found = [port?.name, address?.mac, address?.ips[0]];
      return found.filter((text): text is string => text !== undefined);
    },
  );
  if (others.length !== 3 * LOOKUPS) throw new Error(`${others.length} texts to look up`);
  const pauses: Pick<Span, 'began' | 'ended'>[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      pauses.push({ began: startTime, ended: startTime + duration });
  });
  observer.observe({ entryTypes: ['gc'] });
  // Nothing remembers an answer: what one text takes each time is the lookup, what it took once is V8 or the machine.
  const rounds = Array.from({ length: ROUNDS }, () => others.map(timed));
  // Pauses are told of in a later turn.
  await later(100);
  observer.disconnect();
  const isPaused = (span: Span): boolean =>
    pauses.some(({ began, ended }) => began < span.ended && ended > span.began);
  const spans = rounds.flat();
  const times = spans.map(lengthOf).sort((a, b) => a - b);
  const at = (part: number): number => times[Math.floor(part * (times.length - 1))] ?? 0;
  const over = spans.filter((span) => lengthOf(span) >= 1);
  const paused = over.filter(isPaused);
  const idle = over.filter((span) => !isPaused(span) && span.used < lengthOf(span) / 2);
  say({
    first,
    asked: spans.length,
    median: at(0.5),
    most: at(0.99),
    slowest: Math.max(...others.map((_, i) => Math.min(...rounds.map((one) => lengthOf(one[i] as Span))))),
    once: at(1),
    over: { all: over.length, paused: paused.length, idle: idle.length },
  });
};

const [what, ...rest] = process.argv.slice(2);
if (what === 'json') json(rest);
else if (what === 'parse') parse(rest);
else if (what === 'decode') await decode(rest);
else if (what === 'lookup') await lookup(rest.slice(0, 3), rest.slice(3));
else throw new Error(`unknown: ${what}`);
