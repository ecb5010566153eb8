/**
 * What is different between two scenes of the same view, as one scene: everything of either, with what became of it.
 * Order, and so the layout, is that of the second; what is gone stands where it was.
 */
import { OvnscopeError } from '../../text/index.ts';
import type { Change, Container, Scene, SceneEdge, SceneNode } from '../scene.ts';
import { withLines } from './differences.ts';
import { uniteEdges } from './edges.ts';
import { nodeChanges, pairContainers, pairNodes } from './nodes.ts';
import { merged, type Either } from './pair.ts';
import { isChanged, marked, uniteParts, type Elsewhere, type Parts, type Towards } from './parts.ts';
import { Tally } from './tally.ts';

/**
 * The union of two scenes of one view. Things are the same by their ids, others by kind and name where that is unique
 * on both sides. Pure; linear in the size of both. Throws `OvnscopeError` for scenes of different views.
 */
export const diffScenes = (before: Scene, after: Scene): Scene => {
  if (before.view !== after.view) {
    throw new OvnscopeError('usage', `a ${before.view} view and a ${after.view} view cannot be compared`, {
      expected: 'the same view of both',
    });
  }
  const tally = new Tally();
  const frames = uniteContainers(before.containers, after.containers, tally);
  const pairs = pairNodes(before.nodes, after.nodes, frames.now);
  const ids = new Set(after.nodes.map(({ id }) => id));
  const idNow = new Map<string, string>();
  for (const node of before.nodes) {
    const partner = pairs.toAfter.get(node);
    idNow.set(node.id, partner?.id ?? (ids.has(node.id) ? `${node.id}-before` : node.id));
  }
  const elsewhere = placesOf(before, after);
  const towards = endsOf(before, after, idNow);
  const parts = new Map<SceneNode, Parts>();
  const pinIds = new Map<string, ReadonlyMap<string, string>>();
  for (const [one, other] of pairs.toAfter) {
    const united = uniteParts(one, other, elsewhere, towards);
    parts.set(other, united);
    pinIds.set(one.id, united.pinIds);
  }
  const edges = uniteEdges(before.edges, after.edges, ({ node, pin }) => ({
    node: idNow.get(node) ?? node,
    pin: pinIds.get(node)?.get(pin) ?? pin,
  }));
  const touched = new Set<string>();
  for (const { from, to } of edges.filter(isChanged)) touched.add(from.node).add(to.node);
  const nodes = merged(before.nodes, after.nodes, pairs).map((one) => {
    const whole =
      one.after === undefined || one.before === undefined ? ofOneSide(one, idNow, frames.now) : undefined;
    return whole ?? ofBoth(one, parts, touched, frames.titleOf);
  });
  count(tally, nodes, edges);
  return {
    view: after.view,
    title: `${after.title}: what changed`,
    summary: tally.text,
    nodes,
    edges,
    containers: frames.containers,
    path: after.path,
    notes: [
      ...after.notes,
      ...before.notes.filter((note) => !after.notes.includes(note)).map((note) => `before: ${note}`),
    ],
  };
};

interface Frames {
  readonly containers: readonly Container[];
  /** What a frame of `before` is called in the union. */
  readonly now: (id: string) => string;
  readonly titleOf: (id: string | undefined) => string | undefined;
}

const uniteContainers = (before: readonly Container[], after: readonly Container[], tally: Tally): Frames => {
  const pairs = pairContainers(before, after);
  const now = new Map([...pairs.toAfter].map(([one, other]) => [one.id, other.id]));
  const titles = new Map([...before, ...after].map(({ id, title }) => [id, title]));
  const containers = merged(before, after, pairs).map(({ before: was, after: is }): Container => {
    if (was === undefined) return marked(is, 'added');
    if (is === undefined) return marked(was, 'removed');
    const same = was.title === is.title && was.subtitle === is.subtitle && was.tooltip === is.tooltip;
    if (same) return is;
    const old = [was.title, was.subtitle ?? ''].filter((text) => text !== '').join(', ');
    return marked(is, 'changed', [`was: ${old}`]);
  });
  for (const { change, row } of containers) tally.part(change, row, 'frame');
  return {
    containers,
    now: (id) => now.get(id) ?? id,
    titleOf: (id) => (id === undefined ? undefined : titles.get(now.get(id) ?? id)),
  };
};

/** Of things that are in a node on the one side and in another on the other side. */
const placesOf = (before: Scene, after: Scene): Elsewhere => {
  const [old, now] = [before, after].map(({ nodes }) => {
    const places = new Map<string, string>();
    for (const node of nodes) {
      for (const { id } of node.pins) places.set(id, node.title);
      for (const { items } of node.sections) for (const { id } of items) places.set(id, node.title);
    }
    return places;
  }) as [Map<string, string>, Map<string, string>];
  return (id, side) => (side === 'before' ? old : now).get(id);
};

const endsOf = (before: Scene, after: Scene, idNow: ReadonlyMap<string, string>): Towards => {
  const [old, now] = [before, after].map(({ edges }) => {
    const ends = new Map<string, string>();
    for (const { from, to } of edges) {
      ends.set(`${from.node}\n${from.pin}`, to.node);
      ends.set(`${to.node}\n${to.pin}`, from.node);
    }
    return ends;
  }) as [Map<string, string>, Map<string, string>];
  return (node, pin, side) => {
    const end = (side === 'before' ? old : now).get(`${node}\n${pin}`);
    return end === undefined || side === 'after' ? end : (idNow.get(end) ?? end);
  };
};

const ofOneSide = (
  { before, after }: Either<SceneNode>,
  idNow: ReadonlyMap<string, string>,
  frameNow: (id: string) => string,
): SceneNode => {
  if (after !== undefined) return wholly(after, 'added');
  const node = before as SceneNode;
  const { container } = node;
  return wholly(
    {
      ...node,
      id: idNow.get(node.id) ?? node.id,
      container: container === undefined ? undefined : frameNow(container),
      steps: undefined,
      banner: undefined,
    },
    'removed',
  );
};

/** With everything in it. */
const wholly = (node: SceneNode, change: Change): SceneNode => ({
  ...node,
  change,
  pins: node.pins.map((pin) => ({ ...pin, change })),
  sections: node.sections.map((section) => ({
    ...section,
    items: section.items.map((item) => ({ ...item, change })),
  })),
  table: node.table && { ...node.table, rows: node.table.rows.map((row) => ({ ...row, change })) },
});

const ofBoth = (
  { before, after }: Either<SceneNode>,
  parts: ReadonlyMap<SceneNode, Parts>,
  touched: ReadonlySet<string>,
  frameOf: Frames['titleOf'],
): SceneNode => {
  const node = after as SceneNode;
  const { pins, sections, table, touched: inside } = parts.get(node) as Parts;
  const lines = nodeChanges(before as SceneNode, node, inside || touched.has(node.id), frameOf);
  const united = { ...node, pins, sections, table };
  if (lines.length === 0) return united;
  return { ...united, change: 'changed', tooltip: withLines(lines, node.tooltip) };
};

/** A port that is both a pin and listed counts once. */
const count = (tally: Tally, nodes: readonly SceneNode[], edges: readonly SceneEdge[]): void => {
  for (const node of nodes) {
    tally.node(node.change, node.row, node.kind);
    const counted = new Set<string>();
    const ports = [...node.pins, ...node.sections.flatMap(({ items }) => items)].filter(isChanged);
    for (const { id, change, row } of ports) {
      const key = `${change ?? ''} ${id}`;
      if (counted.has(key)) continue;
      counted.add(key);
      tally.part(change, row, 'port');
    }
    for (const { change, row } of node.table?.rows ?? []) tally.part(change, row, 'row');
  }
  for (const { change, kind } of edges) tally.edge(change, kind);
};
