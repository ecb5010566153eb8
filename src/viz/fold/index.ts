/**
 * Folds a scene until it can be looked at: `plan.ts` says how. Nothing is lost: a folded card counts and names what it
 * stands for (`folded`), and can be opened.
 */
import { dotPin } from '../pins.ts';
import type { Pin, Scene, SceneEdge, SceneNode } from '../scene.ts';
import { groupNode, hubNode, hubPin, nodesOf } from './cards.ts';
import { collapse, turn, turnsFor } from './plan.ts';
import { Working, type Piece } from './working.ts';

export interface FoldOptions {
  /** Cards that may stand in the open. */
  readonly budget?: number;
  /** Ids of groups and cards that are unfolded all the same; a card's list is then written out. */
  readonly open?: ReadonlySet<string>;
  /** Ids of cards whose lists are only counted. */
  readonly closed?: ReadonlySet<string>;
}

/** More cards than this on one sheet are no longer looked at, only searched. */
export const BUDGET = 150;

/** A list that was opened is written out up to here; search finds the rest. */
const OPEN_LISTED = 400;

const lists = (node: SceneNode, open: ReadonlySet<string>, closed: ReadonlySet<string>): SceneNode => {
  if (!open.has(node.id) && !closed.has(node.id)) return node;
  const all = open.has(node.id);
  const listed = (items: readonly unknown[]): number => (all ? Math.min(items.length, OPEN_LISTED) : 0);
  return {
    ...node,
    sections: node.sections.map((section) => ({ ...section, listed: listed(section.items) })),
    table: node.table === undefined ? undefined : { ...node.table, listed: listed(node.table.rows) },
  };
};

/** Two levels of maps, made as they are needed. */
const within = <K, V>(maps: Map<string, Map<K, V>>, key: string): Map<K, V> => {
  let found = maps.get(key);
  if (found === undefined) maps.set(key, (found = new Map<K, V>()));
  return found;
};

/** Edges between the pieces, and the pins that they need. */
class Seams {
  readonly edges: SceneEdge[] = [];
  /** Pins of a node that lead to something folded, by the group that they lead to. */
  private readonly replaced = new Map<string, Map<string, Set<string>>>();
  /** Pins of a hub to what it has taken in. */
  private readonly inner = new Map<string, Map<string, true>>();
  private readonly joined = new Map<string, { a: Piece; b: Piece; edges: SceneEdge[] }>();
  private readonly standIn = new Map<string, Piece>();

  constructor(working: Working, scene: Scene) {
    for (const piece of working.pieces.values())
      for (const { id } of nodesOf(piece)) this.standIn.set(id, piece);
    for (const edge of scene.edges) this.add(edge);
    for (const { a, b, edges } of this.joined.values()) this.edges.push(joint(a, b, edges));
  }

  private add(edge: SceneEdge): void {
    const { from, to } = edge;
    const [a, b] = [this.standIn.get(from.node), this.standIn.get(to.node)];
    if (a === undefined || b === undefined) return;
    if (a === b) {
      if (from.node === to.node) {
        if (a.members === undefined && a.id === from.node) this.edges.push(edge);
      } else if (a.members === undefined) {
        within(this.inner, from.node).set(from.pin, true);
        within(this.inner, to.node).set(to.pin, true);
      }
      return;
    }
    if (a.members === undefined && b.members === undefined) {
      this.edges.push(edge);
      return;
    }
    const key = `${a.id}\n${b.id}`;
    const turned = `${b.id}\n${a.id}`;
    const known = this.joined.get(key) ?? this.joined.get(turned);
    if (known === undefined) this.joined.set(key, { a, b, edges: [edge] });
    else known.edges.push(edge);
    this.lead(from, a, b);
    this.lead(to, b, a);
  }

  private lead({ node, pin }: SceneEdge['from'], piece: Piece, other: Piece): void {
    if (piece.members !== undefined || other.members === undefined) return;
    const groups = within(this.replaced, node);
    const pins = groups.get(other.id);
    if (pins === undefined) groups.set(other.id, new Set([pin]));
    else pins.add(pin);
  }

  /** Those of a node that stands for itself. */
  pinsOf(node: SceneNode, working: Working): readonly Pin[] {
    const groups = this.replaced.get(node.id);
    const inner = this.inner.get(node.id);
    if (groups === undefined && inner === undefined) return node.pins;
    const byId = new Map(node.pins.map((pin) => [pin.id, pin]));
    const gone = new Set([...(groups?.values() ?? [])].flatMap((pins) => [...pins]));
    const kept = node.pins.filter(({ id }) => !gone.has(id) && inner?.has(id) !== true);
    for (const [id, pins] of groups ?? []) {
      const group = working.pieces.get(id);
      const own = [...pins].map((pin) => byId.get(pin)).filter((pin) => pin !== undefined);
      if (group !== undefined) kept.push(hubPin(group, own));
    }
    return kept;
  }

  /** Those of a group: one for each card that it is joined to. */
  pinsOfGroup(group: Piece): Pin[] {
    const pins: Pin[] = [];
    for (const { a, b, edges } of this.joined.values()) {
      if (a !== group && b !== group) continue;
      const other = a === group ? b : a;
      pins.push(dotPin(`pin-${other.id}`, edges.length === 1 ? 'a port' : `${edges.length} ports`));
    }
    return pins;
  }
}

/** The edge between a piece and a group: one in the place of all that there are. */
const joint = (a: Piece, b: Piece, edges: readonly SceneEdge[]): SceneEdge => {
  const [first] = edges as readonly [SceneEdge, ...SceneEdge[]];
  // Each end has one pin for the other; a card that stands for itself has it under the group's name.
  return {
    id: `${a.id} ${b.id}`,
    from: { node: a.id, pin: `pin-${b.id}` },
    to: { node: b.id, pin: `pin-${a.id}` },
    kind: first.kind,
    group: first.group,
    tooltip: edges.length === 1 ? first.tooltip : `${edges.length} of these`,
    tone: edges.some(({ tone }) => tone === 'bad') ? 'bad' : undefined,
    change: edges.find(({ change }) => change !== undefined)?.change,
    taken: edges.some(({ taken }) => taken === true) ? true : undefined,
  };
};

/** Pure: the same scene and options give the same scene. A scene within the budget comes back as it is. */
export const foldScene = (scene: Scene, options: FoldOptions = {}): Scene => {
  const { budget = BUDGET, open = new Set<string>(), closed = new Set<string>() } = options;
  const turns = scene.nodes.length <= budget ? 0 : turnsFor(new Working(scene), budget);
  const asked = (node: SceneNode): SceneNode => lists(node, open, closed);
  if (turns === 0 && !scene.nodes.some(({ id }) => closed.has(id)))
    return open.size === 0 ? scene : { ...scene, nodes: scene.nodes.map(asked) };
  const working = new Working(scene);
  for (let number = 0; number < turns; number++) turn(working, number, open);
  for (const id of closed) collapse(working, id);
  const seams = new Seams(working, scene);
  const nodes = [...working.pieces.values()].map((piece) =>
    asked(
      piece.members === undefined
        ? hubNode(piece, { ...piece.node, pins: seams.pinsOf(piece.node, working) })
        : groupNode(piece, piece.members, seams.pinsOfGroup(piece)),
    ),
  );
  const folded = scene.nodes.length - nodes.length;
  const note = `${folded} cards are folded into others, which count and name them`;
  return { ...scene, nodes, edges: seams.edges, notes: folded <= 0 ? scene.notes : [...scene.notes, note] };
};
