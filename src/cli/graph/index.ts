/** `ovnscope graph`, from its words to its files. */
import { readFile } from 'node:fs/promises';
import { finderOf, l2, type Network } from '../../model/index.ts';
import { excerpt, messageOf, OvnscopeError, printable } from '../../text/index.ts';
import {
  aroundScene,
  capturedScene,
  diffScenes,
  findInScene,
  sceneFromJson,
  tracedScene,
  type Scene,
  type View,
} from '../../viz/index.ts';
import type { CommandArguments } from '../command.ts';
import { readNetworkOf, type Looked } from '../commands/network.ts';
import { l2SourceOf, openHosts } from '../host/open.ts';
import { reportHostProblems } from '../host/problems.ts';
import type { Io } from '../io.ts';
import type { Needs } from '../read.ts';
import { writeOutput } from '../write-file.ts';
import { draw, type DrawOptions } from './formats.ts';
import { needsOf } from './needs.ts';
import { graphOptions, type GraphOptions } from './options.ts';
import { cardsOf, idsOf, isOfOne, narrowed, sceneOf, thingCalled } from './scenes.ts';
import { traceMicroflow } from './traced.ts';

export const runGraph = async (args: CommandArguments, io: Io): Promise<0> => {
  const options = graphOptions(args, io);
  const { scenes, open, finish } =
    options.scene !== undefined
      ? partOf(await savedScene(options.scene), options)
      : options.hosts.length > 0
        ? partOf(await hostsScene(options.hosts, args, io), options)
        : await scenesOf(options, args, io);
  await writePictures(scenes, { ...options, fold: { ...options.fold, open } }, options, io);
  finish();
  return 0;
};

interface Made {
  readonly scenes: readonly [Scene, ...Scene[]];
  readonly open: ReadonlySet<string>;
  readonly finish: () => void;
}

/** A saved picture may be of any network: that is not looked for. */
const savedScene = async (path: string): Promise<Scene> => {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (error) {
    throw new OvnscopeError('file', `cannot read ${printable(path)}: ${messageOf(error)}`, { cause: error });
  }
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (error) {
    throw new OvnscopeError('data', `${printable(path)} is not JSON: ${messageOf(error)}`, {
      expected: 'a picture that ovnscope graph --format json wrote',
      cause: error,
    });
  }
  return sceneFromJson(json);
};

/** Bridges as captures tell of them. */
const hostsScene = async (paths: readonly string[], args: CommandArguments, io: Io): Promise<Scene> => {
  const hosts = (await Promise.all(paths.map((path) => openHosts(path)))).flat();
  reportHostProblems(
    io.err,
    hosts.flatMap(({ linux }) => linux.problems),
    args.verbose,
  );
  return capturedScene(
    hosts.map(({ linux, openVSwitch }) => ({ name: linux.name, openVSwitch })),
    l2.l2Network(hosts.map(l2SourceOf)),
  );
};

/** What was asked for of a picture without a network behind it. */
const partOf = (whole: Scene, { around, hops, open }: GraphOptions): Made => {
  const near =
    around.length === 0
      ? whole
      : aroundScene(
          whole,
          around.flatMap((text) => savedIds(whole, text)),
          hops,
        );
  return {
    scenes: [near],
    open: cardsOf(
      near,
      open.flatMap((text) => savedIds(near, text)),
    ),
    finish: () => undefined,
  };
};

const savedIds = (scene: Scene, text: string): readonly string[] => {
  const ids = findInScene(scene, text);
  if (ids.length > 0) return ids;
  throw new OvnscopeError('usage', `nothing in the picture is called "${excerpt(text)}"`);
};

const scenesOf = async (options: GraphOptions, args: CommandArguments, io: Io): Promise<Made> => {
  const { view, name, diff, trace } = options;
  const wantsHtml = options.targets.some(({ format }) => format === 'html');
  // A page has the other views beside the one that was asked for.
  // Not where a part was asked for: nobody expects the whole network in it.
  const isPart = name !== undefined || options.around.length > 0 || trace !== undefined || diff.length > 0;
  const beside = wantsHtml && !isPart && !isOfOne(view) ? OTHERS.filter((one) => one !== view) : [];
  const byName = name !== undefined || options.around.length > 0 || options.open.length > 0;
  const needs = needsOf([view, ...beside], byName);
  const looked = await readNetworkOf(args, io, needs);
  const { network } = looked;
  needSomething(looked, view);
  const subject = name === undefined || !isOfOne(view) ? undefined : thingCalled(network, name, io);
  const sound = withFaults(sceneOf(network, view, subject), network);
  const whole = await compared(sound, options, args, io, needs);
  const near = narrowed(whole, network, options, io);
  const scene = trace === undefined ? near : await withTrace(near, trace, args, io);
  const open = cardsOf(
    scene,
    options.open.flatMap((text) => idsOf(scene, network, text, io)),
  );
  const others = beside
    .map((one) => sceneOf(network, one, undefined))
    .filter(({ nodes }) => nodes.length > 0);
  return { scenes: [scene, ...others], open, finish: looked.finish };
};

const OTHERS: readonly View[] = ['logical', 'physical', 'combined', 'bridge'];

/** Whoever gets the picture sees no warnings of a terminal. */
const withFaults = (scene: Scene, { nb, sb, hosts }: Network): Scene => {
  const read = [
    ['the Northbound', nb],
    ['the Southbound', sb],
    ...hosts.map(({ name, rows }) => [`Open_vSwitch of ${name}`, rows.database] as const),
  ] as const;
  const notes = read.flatMap(([name, database]) => {
    const count = database?.problems.count ?? 0;
    if (count === 0) return [];
    return [
      `In ${name} ${count === 1 ? 'a fault was' : `${count} faults were`} found: something may be missing here.`,
    ];
  });
  return notes.length === 0 ? scene : { ...scene, notes: [...notes, ...scene.notes] };
};

const withTrace = async (scene: Scene, trace: string, args: CommandArguments, io: Io): Promise<Scene> => {
  const { view } = scene;
  if (view !== 'logical' && view !== 'combined')
    throw new OvnscopeError('usage', `a trace is not drawn over the ${view} view`, {
      expected: '--view logical or combined',
    });
  return tracedScene(scene, await traceMicroflow(trace, args, io));
};

/** With what differs from the other databases, where those are named. */
const compared = async (
  scene: Scene,
  { diff, view, name }: GraphOptions,
  args: CommandArguments,
  io: Io,
  needs: Needs,
): Promise<Scene> => {
  if (diff.length === 0) return scene;
  const others = {
    ...args,
    nb: undefined,
    sb: undefined,
    ovs: undefined,
    icNb: undefined,
    icSb: undefined,
    from: diff,
  };
  const before = await readNetworkOf(others, io, needs);
  const difference = diffScenes(sceneBefore(before.network, view, name, scene), scene);
  before.finish();
  return difference;
};

/** Of what was not there before there is an empty picture. */
const sceneBefore = (network: Network, view: View, name: string | undefined, now: Scene): Scene => {
  if (name === undefined || !isOfOne(view)) return sceneOf(network, view, undefined);
  const resolution = finderOf(network).resolve(name);
  return resolution.kind === 'one'
    ? sceneOf(network, view, resolution.found)
    : { ...now, nodes: [], edges: [], containers: [] };
};

const needSomething = ({ network }: Looked, view: View): void => {
  const isLogical = network.nb !== undefined || network.sb !== undefined;
  if (isLogical || network.hosts.length > 0) {
    if (isLogical || view === 'bridge' || view === 'physical' || view === 'combined') return;
    throw new OvnscopeError(
      'usage',
      `nothing to draw in the ${view} view: neither a Northbound nor a Southbound was read`,
      {
        hint: '--nb or --sb; --view bridge draws the bridges of hosts, ovnscope show tells what there is',
      },
    );
  }
  throw new OvnscopeError('usage', 'nothing to draw: neither a Northbound nor a Southbound was read', {
    hint: '--nb or --sb; ovnscope show tells what there is of bridges and interconnections',
  });
};

const OPEN_WITH: Readonly<Record<string, string>> = {
  svg: 'open it in a browser',
  html: 'open it in a browser; / searches, ? tells the keys',
  png: 'open it in a browser',
  text: 'less shows it',
  dot: 'dot -Tsvg draws it',
  mermaid: 'mermaid.live and Markdown of many sites draw it',
  drawio: 'draw.io opens it',
  json: 'ovnscope graph --scene draws it again',
};

/** A PNG that is hard to read should say why, and what to do. */
const shrunkText = (path: string, zoom: number, scale: number): string =>
  `${path === '-' ? 'the PNG' : printable(path)} is drawn at ${(zoom / scale).toPrecision(2)} of its size, for it would be too large: -o x.svg has no limit, --around NAME draws a part`;

/** Each format once, to its files and standard output. */
export const writePictures = async (
  scenes: readonly [Scene, ...Scene[]],
  options: DrawOptions,
  { targets }: Pick<GraphOptions, 'targets'>,
  io: Io,
): Promise<void> => {
  for (const { path, format } of targets) {
    io.signal.throwIfAborted();
    const onShrunk = (zoom: number): void => io.err.write(`${shrunkText(path, zoom, options.scale)}\n`);
    const content = draw(format, scenes, { ...options, onShrunk });
    if (path === '-') {
      if (typeof content === 'string') io.out.write(content);
      else io.out.bytes?.(content);
      continue;
    }
    await writeOutput(path, content);
    io.err.write(`wrote ${printable(path)}: ${OPEN_WITH[format] ?? ''}\n`);
  }
};
