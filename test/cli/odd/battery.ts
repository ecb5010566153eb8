/** Every command over the same databases, and the laws that hold for whatever it printed. */
import { join } from 'node:path';
import { expect } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { NetworkSources } from '../../../src/model/index.ts';
import { kinds, Network } from '../../../src/model/index.ts';
import type { Database } from '../../../src/ovsdb/index.ts';
import { FORMATS, printed } from '../get/support.ts';
import { ovnscope, type Ran } from '../run.ts';

/** What no database may bring to a terminal: controls but our own line feed, direction marks, zero widths. */
export const HARMFUL =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}/u;

/** Words of an exception that nobody foresaw. */
const CRASH =
  /should not happen|TypeError|RangeError|undefined \(reading|is not a function|\[object Object\]/;

export const databasesIn = ({ nb, sb, icNb, icSb, ovs = [] }: NetworkSources): Database[] =>
  [nb, sb, icNb, icSb, ...ovs.map(({ database }) => database)].filter((one) => one !== undefined);

/** The first rows of each table: more of them would tell nothing new. */
const FEW = 3;

const uuidsIn = (sources: NetworkSources): string[] => {
  const tables = databasesIn(sources).flatMap(({ all }) => [...all.values()]);
  return [...new Set(tables.flatMap(({ rows }) => [...rows.keys()].slice(0, FEW)))];
};

/** Status, and no harm on either stream; `statuses` are those that are well. */
export const lawful = (what: string, { status, out, err }: Ran, statuses: readonly number[] = [0]): void => {
  expect([what, status, statuses.includes(status) ? '' : err]).toEqual([
    what,
    statuses.find((one) => one === status) ?? statuses[0],
    '',
  ]);
  // The lines of a CSV end with CRLF.
  expect([what, HARMFUL.exec(out.replaceAll('\r\n', '\n'))?.[0]]).toEqual([what, undefined]);
  expect([what, HARMFUL.exec(err)?.[0]]).toEqual([what, undefined]);
  expect([what, CRASH.exec(err)?.[0]]).toEqual([what, undefined]);
  if (status !== 0) expect([what, err]).toEqual([what, expect.stringMatching(/^ovnscope: .+\n/)]);
};

/** Select Graphic Rendition: the colours that we chose. */
const withoutColours = (text: string): string => text.replaceAll(/\u001b\[[0-9;]*m/g, '');

/** Hosts without a name are called by the file that they are read from. */
const withoutFiles = (json: string): string => json.replaceAll(/"[^"\n]*\/[^"\n]*\.db"/g, '"FILE"');

export interface Batch {
  readonly show: Ran;
  readonly showJson: Ran;
  readonly get: Readonly<Record<(typeof FORMATS)[number], string>>;
  readonly describe: Ran;
}

/**
 * Runs everything with `options` (`--from DIRECTORY`, or remotes). `sources` is what is read there: its rows are
 * described one by one.
 */
export const everyCommand = async (
  options: readonly string[],
  sources: NetworkSources,
  { uuids = uuidsIn(sources) }: { readonly uuids?: readonly string[] } = {},
): Promise<Batch> => {
  const drawable = sources.nb !== undefined || sources.sb !== undefined;
  const ran = async (args: readonly string[], statuses?: readonly number[]): Promise<Ran> => {
    const answer = await ovnscope([...args, ...options]);
    lawful(args.join(' ').slice(0, 200), answer, statuses);
    return answer;
  };

  const show = await ran(['show', '--all']);
  await ran(['show']);
  const colours = await ovnscope(['show', '--all', '--color', 'always', ...options]);
  expect(withoutColours(colours.out)).toBe(show.out);
  const showJson = await ran(['show', '-o', 'json']);
  JSON.parse(showJson.out);
  const network = new Network(sources);
  const shown = [...network.switches, ...network.routers, ...network.chassis].slice(0, 6);
  for (const { ref } of shown.slice(0, 3)) await ran(['show', ref.uuid], [0, 1]);
  for (const { name } of shown.slice(0, 3)) if (name !== '') await ran(['show', '--', name], [0, 1]);

  const svg = await ran(['graph'], drawable ? [0] : [1]);
  if (drawable) expect(svg.out).not.toMatch(/<script/);

  const get: Partial<Record<(typeof FORMATS)[number], string>> = {};
  const held = kinds.filter(({ database }) => databasesIn(sources).some(({ name }) => name === database));
  for (const format of FORMATS) {
    if (format === 'csv') get.csv = await printed(network, 'csv', { kinds });
    else get[format] = (await ran(['get', held.map(({ name }) => name).join(','), '-o', format])).out;
    lawful(`get -o ${format}`, { status: 0, out: get[format] as string, err: '' });
  }
  const json = JSON.parse(get.json as string) as { items: unknown[] };
  expect((parseYaml(get.yaml as string) as { items: unknown[] }).items.length).toBe(json.items.length);
  for (const line of (get.csv as string).split('\n')) expect(line).not.toMatch(/^[=+@]|,[=+@]/);

  const describe = uuids.length === 0 ? show : await ran(['describe', ...uuids, '--all']);
  if (uuids.length > 0) {
    const asJson = await ran(['describe', ...uuids, '-o', 'json']);
    const asYaml = await ran(['describe', ...uuids, '-o', 'yaml']);
    const described = JSON.parse(asJson.out) as { items: unknown[] };
    expect(described.items.length).toBe(uuids.length);
    expect(parseYaml(asYaml.out)).toEqual(described);
  }
  await ran(['__complete', 'zsh', '--', 'ovnscope', 'describe', ...options, '']);
  await ran(['__complete', 'bash', `ovnscope get switches ${options.join(' ')} `, ':= ']);
  return { show, showJson, get: get as Batch['get'], describe };
};

/** Saved, and saved without addresses: the snapshot says what its source says. */
export const snapshots = async (
  options: readonly string[],
  sources: NetworkSources,
  before: Batch,
  directory: string,
): Promise<void> => {
  const whole = join(directory, 'whole.tar.gz');
  const redacted = join(directory, 'redacted');
  for (const args of [[whole], [redacted, '--redact']]) {
    const { status, out, err } = await ovnscope(['snapshot', ...args, ...options]);
    lawful('snapshot', { status, out, err });
    expect(out).toBe('');
  }
  const saved = await ovnscope(['show', '-o', 'json', '--from', whole]);
  expect(withoutFiles(saved.out)).toBe(withoutFiles(before.showJson.out));
  const held = kinds.filter(({ database }) => databasesIn(sources).some(({ name }) => name === database));
  const list = held.map(({ name }) => name).join(',');
  const listed = await ovnscope(['get', list, '-o', 'json', '--from', whole]);
  expect(withoutFiles(listed.out)).toBe(withoutFiles(before.get.json));
  for (const args of [
    ['show'],
    ['get', list, '-o', 'json'],
    ['describe', 'nothing', ...uuidsIn(sources).slice(0, 50)],
  ])
    lawful(`${args[0]} of what was redacted`, await ovnscope([...args, '--from', redacted]), [0, 1]);
};
