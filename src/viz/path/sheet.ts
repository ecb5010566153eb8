/**
 * A scene on which a trace is drawn: where datapaths and ports are in it, and what is added to it. What was visited
 * and is not there gets a card and an edge of its own.
 */
import type { LogicalDatapath, LogicalPort } from '../../flows/index.ts';
import { foundFirst } from '../around/promote.ts';
import type { Fact, Pin, Scene, SceneEdge, SceneNode, Tone } from '../scene.ts';
import { withLines } from '../diff/differences.ts';
import { placeName, portName, portNames } from './names.ts';

/** More ports of one node than this are not moved to the front. */
const PORTS_FIRST = 12;
/** More steps of one node than this are not told in its tooltip. */
const STEPS_TOLD = 20;

const WORSE: readonly Tone[] = ['bad', 'warn', 'good', 'unknown', 'idle'];

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

/** A text without its first words: `localnet port NAME` ends in a name, which may hold spaces itself. */
const endsOf = (text: string): readonly string[] => {
  const first = text.indexOf(' ');
  const second = first < 0 ? -1 : text.indexOf(' ', first + 1);
  return [first, second].filter((at) => at >= 0).map((at) => text.slice(at + 1));
};

/** What a pin or item may be called. */
const namesOf = (name: string, tooltip: string): readonly string[] => [
  name,
  ...endsOf(name),
  ...endsOf(firstLine(tooltip)),
];

/** What is said where a packet ends; in brief where several end. */
export interface Banner extends Fact {
  readonly brief: string;
}

/** What is drawn on one node. */
interface Mark {
  readonly steps: number[];
  readonly told: string[];
  readonly banners: Banner[];
  readonly pins: Pin[];
  readonly ports: Set<string>;
}

export class Sheet {
  private readonly scene: Scene;
  private readonly nodes = new Map<string, SceneNode>();
  private readonly byRow = new Map<string, string>();
  private readonly groups = new Map<string, string>();
  /** By node, and by both nodes. */
  private readonly edges = new Map<string, SceneEdge[]>();
  private readonly pins = new Map<string, Map<string, Pin>>();
  private readonly marks = new Map<string, Mark>();
  private readonly taken = new Set<string>();
  private readonly newNodes: SceneNode[] = [];
  private readonly newEdges: SceneEdge[] = [];

  constructor(scene: Scene) {
    this.scene = scene;
    for (const node of scene.nodes) {
      this.nodes.set(node.id, node);
      const { row, kind } = node;
      if (row !== undefined && (kind === 'router' || kind === 'switch') && !this.byRow.has(row.uuid))
        this.byRow.set(row.uuid, node.id);
      for (const id of node.folded ?? []) this.groups.set(id, node.id);
    }
    for (const edge of scene.edges) this.join(edge);
  }

  private join(edge: SceneEdge): void {
    const [a, b] = [edge.from.node, edge.to.node];
    for (const key of new Set([a, b, `${a}\n${b}`, `${b}\n${a}`])) {
      const known = this.edges.get(key);
      if (known === undefined) this.edges.set(key, [edge]);
      else known.push(edge);
    }
  }

  node(id: string): SceneNode | undefined {
    return this.nodes.get(id);
  }

  /** The node of a datapath: its own, the group that it is folded into, or a new one. */
  nodeOf(datapath: LogicalDatapath): string {
    const { uuid, nbUuid, isRouter } = datapath;
    const ids = [`${isRouter ? 'Logical_Router' : 'Logical_Switch'}-${nbUuid}`, `Datapath_Binding-${uuid}`];
    for (const id of ids) if (this.nodes.has(id)) return id;
    const known = this.byRow.get(nbUuid) ?? this.byRow.get(uuid);
    if (known !== undefined) return known;
    for (const id of ids) {
      const group = this.groups.get(id);
      if (group !== undefined) return group;
    }
    return this.addNode(datapath);
  }

  private addNode(datapath: LogicalDatapath): string {
    const { uuid, name, isRouter } = datapath;
    const title = placeName(datapath);
    const node: SceneNode = {
      id: `Datapath_Binding-${uuid}`,
      kind: isRouter ? 'router' : 'switch',
      row: { database: 'OVN_Southbound', table: 'Datapath_Binding', uuid },
      title,
      subtitle: title === name ? undefined : name,
      facts: [{ text: 'drawn for this trace', tone: 'idle' }],
      badges: [],
      pins: [],
      sections: [],
      tooltip: `logical ${isRouter ? 'router' : 'switch'} ${name}, not in the picture otherwise`,
    };
    this.nodes.set(node.id, node);
    this.newNodes.push(node);
    return node.id;
  }

  private mark(id: string): Mark {
    let mark = this.marks.get(id);
    if (mark === undefined)
      this.marks.set(id, (mark = { steps: [], told: [], banners: [], pins: [], ports: new Set() }));
    return mark;
  }

  step(node: string, number: number, title: string, lines: readonly string[]): void {
    const { steps, told } = this.mark(node);
    steps.push(number);
    if (steps.length <= STEPS_TOLD) told.push(`${number}. ${title}`, ...lines.map((line) => `    ${line}`));
  }

  banner(node: string, fact: Banner): void {
    this.mark(node).banners.push(fact);
  }

  /** A port by which the packet came or went is listed. */
  port(node: string, port: LogicalPort): void {
    const { ports } = this.mark(node);
    if (ports.size < PORTS_FIRST) for (const name of portNames(port)) ports.add(name);
  }

  /** The edge that a packet takes between two nodes, from one port to the other; drawn if it is not there. */
  take(
    from: string,
    out: LogicalPort | undefined,
    to: string,
    into: LogicalPort | undefined,
  ): string | undefined {
    if (from === to) return undefined;
    const between = this.edges.get(`${from}\n${to}`) ?? [];
    const isBy = (edge: SceneEdge): boolean => this.endIs(edge, from, out) || this.endIs(edge, to, into);
    const edge = between.find(isBy) ?? between[0] ?? this.addEdge(from, out, to, into);
    this.taken.add(edge.id);
    return edge.id;
  }

  private endIs(edge: SceneEdge, node: string, port: LogicalPort | undefined): boolean {
    if (port === undefined) return false;
    const pin = edge.from.node === node ? edge.from.pin : edge.to.pin;
    return this.pinOf(node, port)?.id === pin;
  }

  private pinOf(node: string, port: LogicalPort): Pin | undefined {
    let pins = this.pins.get(node);
    if (pins === undefined) {
      this.pins.set(node, (pins = new Map()));
      for (const pin of this.nodes.get(node)?.pins ?? []) this.know(pins, pin);
    }
    const [first = '', second = ''] = portNames(port);
    return pins.get(port.row.uuid) ?? pins.get(second) ?? pins.get(first);
  }

  private know(pins: Map<string, Pin>, pin: Pin): void {
    const { row, name, tooltip } = pin;
    for (const key of [...(row === undefined ? [] : [row.uuid]), ...namesOf(name, tooltip)])
      if (!pins.has(key)) pins.set(key, pin);
  }

  private addEdge(
    from: string,
    out: LogicalPort | undefined,
    to: string,
    into: LogicalPort | undefined,
  ): SceneEdge {
    const [a, b] = [this.pinFor(from, out), this.pinFor(to, into)];
    const edge: SceneEdge = {
      id: `trace-${a.id}-${b.id}`,
      from: { node: from, pin: a.id },
      to: { node: to, pin: b.id },
      kind: 'link',
      group: -1,
      tooltip: `${a.name} – ${b.name}`,
    };
    this.newEdges.push(edge);
    this.join(edge);
    return edge;
  }

  private pinFor(node: string, port: LogicalPort | undefined): Pin {
    const known = port === undefined ? undefined : this.pinOf(node, port);
    if (known !== undefined) return known;
    const { pins } = this.mark(node);
    const name = port === undefined ? 'no port' : portName(port);
    const pin: Pin = {
      id: port === undefined ? `trace-${node}-${pins.length}` : `Port_Binding-${port.row.uuid}`,
      row: port && { database: 'OVN_Southbound', table: 'Port_Binding', uuid: port.row.uuid },
      name,
      details: [],
      labelled: false,
      tone: 'idle',
      tooltip: port === undefined ? name : `port ${port.name}`,
    };
    pins.push(pin);
    const index = this.pins.get(node);
    if (index !== undefined) this.know(index, pin);
    return pin;
  }

  /** What is drawn beyond a port that joins no datapaths: the physical network of a localnet port. */
  beyond(node: string, port: LogicalPort): { readonly node: string; readonly edge: string } | undefined {
    if (port.peer !== undefined) return undefined;
    const pin = this.pinOf(node, port)?.id;
    if (pin === undefined) return undefined;
    for (const { id, from, to } of this.edges.get(node) ?? []) {
      const other =
        from.node === node && from.pin === pin ? to : to.node === node && to.pin === pin ? from : undefined;
      if (other !== undefined && other.node !== node) return { node: other.node, edge: id };
    }
    return undefined;
  }

  takeEdge(id: string): void {
    this.taken.add(id);
  }

  /** Everything that was drawn. */
  finish(): Pick<Scene, 'nodes' | 'edges'> {
    return {
      nodes: [...this.scene.nodes, ...this.newNodes].map((node) => this.drawn(node)),
      edges: [...this.scene.edges, ...this.newEdges].map((edge) =>
        this.taken.has(edge.id) ? { ...edge, taken: true } : edge,
      ),
    };
  }

  private drawn(node: SceneNode): SceneNode {
    const mark = this.marks.get(node.id);
    if (mark === undefined) return node;
    const { steps, told, banners, pins, ports } = mark;
    const found = ports.size === 0 ? node : foundFirst(node, isOneOf(ports), PORTS_FIRST);
    return {
      ...found,
      pins: pins.length === 0 ? node.pins : [...node.pins, ...pins],
      tooltip: withLines(told, node.tooltip),
      steps: steps.length === 0 ? node.steps : steps,
      banner: bannerOf(banners) ?? node.banner,
    };
  }
}

/** Whether an item is one of the ports, of which there may be many. */
const isOneOf =
  (names: ReadonlySet<string>) =>
  ({ name = '', tooltip }: { readonly name?: string; readonly tooltip: string }): boolean =>
    namesOf(name, tooltip).some((text) => names.has(text));

/** Several ends at one node: the packet's, and its reply's. */
const bannerOf = (banners: readonly Banner[]): Fact | undefined => {
  const [first, ...others] = banners;
  if (first === undefined) return undefined;
  if (others.length === 0) return { text: first.text, tone: first.tone };
  return {
    text: banners.map(({ brief }) => brief).join(' · '),
    tone: WORSE.find((tone) => banners.some((one) => one.tone === tone)) ?? first.tone,
  };
};
