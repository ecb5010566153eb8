/**
 * Traces drawn over a scene: each visit to a datapath is a step at its node, in order; the edges that the packet takes
 * are marked, and where it ends is said there. Nothing that was visited is left out.
 */
import {
  flatten,
  headlineOf,
  packetFields,
  type Ending,
  type Reasons,
  type TraceAnswer,
} from '../../flows/index.ts';
import { aroundScene } from '../around/index.ts';
import { nodeText } from '../kinds.ts';
import type { Fact, PathStep, Scene } from '../scene.ts';
import { withMore } from '../some.ts';
import { portName } from './names.ts';
import { Sheet } from './sheet.ts';
import { storyOf, type Story } from './story.ts';
import {
  briefly,
  decidedBy,
  endingText,
  endingsShown,
  hasArrived,
  together,
  toneOf,
  verdictOf,
} from './verdict.ts';
import { visitsOf, type Visit } from './visits.ts';

/** A trace, and who says why flows are there. */
export interface DrawnTrace {
  readonly answer: TraceAnswer;
  readonly reasons: Reasons;
  /** It answers the one before: its steps say so. */
  readonly reply?: boolean | undefined;
}

export interface TracedOptions {
  /** Of a scene with more nodes only those are drawn that the packet comes by, and what is around them. */
  readonly most?: number | undefined;
  /** How far around. */
  readonly hops?: number | undefined;
}

const MOST = 40;

/** More steps of one picture are counted. */
const STEPS = 1000;

/** More lines of one step are counted. */
const LINES = 60;

/** The scene with the traces in it, their steps numbered through. Pure. */
export const pathScene = (scene: Scene, traces: DrawnTrace | readonly DrawnTrace[]): Scene => {
  const all = 'answer' in traces ? [traces] : traces;
  const [first] = all;
  if (first === undefined) return scene;
  const sheet = new Sheet(scene);
  const steps: PathStep[] = [];
  for (const one of all) new Drawing(sheet, one, steps).draw();
  const verdicts = all.map(({ answer, reasons, reply }) => {
    const { text, tone } = verdictOf(answer, reasons);
    return { text: prefix(reply) + text, tone };
  });
  const verdict: Fact = {
    text: verdicts.map(({ text }) => text).join(' · '),
    tone: verdicts.find(({ tone }) => tone !== 'good')?.tone ?? 'good',
  };
  const { packet, inport } = first.answer.trace;
  const from = inport.port === undefined ? '' : ` from ${portName(inport.port)}`;
  const shown = steps.slice(0, STEPS);
  shown.forEach(({ node, title, lines }, i) => sheet.step(node, i + 1, title, lines));
  const more = steps.length - shown.length;
  return {
    ...scene,
    ...sheet.finish(),
    title: `${headlineOf(packet)}${from}`,
    summary: [verdict.text, `${steps.length} step${steps.length === 1 ? '' : 's'}`, scene.summary]
      .filter((text) => text !== '')
      .join(' · '),
    path: { verdict, steps: shown },
    notes: more === 0 ? scene.notes : [...scene.notes, `${more} more steps of the trace have no number`],
  };
};

/** The same; of a large scene only the nodes of the way, and what is joined to them. */
export const tracedScene = (
  scene: Scene,
  traces: DrawnTrace | readonly DrawnTrace[],
  { most = MOST, hops = 1 }: TracedOptions = {},
): Scene => {
  const whole = pathScene(scene, traces);
  if (scene.nodes.length <= most || whole.path === undefined) return whole;
  const there = new Set(scene.nodes.map(({ id }) => id));
  const visited = [...new Set(whole.path.steps.map(({ node }) => node))].filter((id) => there.has(id));
  const near = aroundScene(scene, visited, hops);
  const part = near.nodes.length > most && hops > 0 ? aroundScene(scene, visited, 0) : near;
  return pathScene(part, traces);
};

const prefix = (reply: boolean | undefined): string => (reply === true ? 'reply: ' : '');

/** One trace on its way onto the sheet. */
class Drawing {
  private readonly sheet: Sheet;
  private readonly trace: DrawnTrace;
  private readonly steps: PathStep[];
  private readonly reasons: Reasons;

  constructor(sheet: Sheet, trace: DrawnTrace, steps: PathStep[]) {
    this.sheet = sheet;
    this.trace = trace;
    this.steps = steps;
    this.reasons = trace.reasons;
  }

  draw(): void {
    const { answer } = this.trace;
    const { all, indexOf } = visitsOf(flatten(answer.trace));
    const nodes = all.map(({ datapath }) => this.sheet.nodeOf(datapath));
    const leaving: (Uint32Array | undefined)[] = [];
    for (const { parent, via, hops } of all)
      if (parent !== undefined && via === 'peer') leaving[parent] ??= hops[0]?.hop.packet;
    const ends = new Map<number, Ending[]>();
    // Of packets beside the one that was asked for it is told where they arrive.
    for (const ending of [...answer.endings, ...answer.aside.filter(hasArrived)]) {
      const at = indexOf.get(ending.hops.at(-1) ?? answer.trace.root) ?? 0;
      const known = ends.get(at);
      if (known === undefined) ends.set(at, [ending]);
      else known.push(ending);
    }
    const start = this.start(nodes[0]);
    const places = new Map<string, Ending[]>();
    const shown = new Set(endingsShown(answer));
    all.forEach((visit, i) => {
      const node = nodes[i] ?? '';
      const edge = visit.parent === undefined ? start : this.edgeTo(visit, nodes[visit.parent] ?? '', node);
      const endings = ends.get(i) ?? [];
      const meant = visit.hops.at(-1)?.hop.outport?.port;
      if (meant !== undefined) this.sheet.port(node, meant);
      this.visit(storyOf(visit, this.reasons, leaving[i]), node, edge, endings);
      for (const ending of endings) this.end(ending, node, shown.has(ending), places);
    });
    // An answer without endings has a verdict of its own.
    if (places.size === 0 && nodes[0] !== undefined) places.set(nodes[0], [answer.verdict]);
    for (const [node, endings] of places) {
      const { text, tone } = together(endings, this.reasons);
      const before = prefix(this.trace.reply);
      this.sheet.banner(node, { text: before + text, brief: before + briefly(endings, this.reasons), tone });
    }
  }

  private push(step: PathStep): void {
    const { lines, title } = step;
    this.steps.push({
      ...step,
      title: prefix(this.trace.reply) + title,
      lines: withMore(lines, LINES, (left) => `… and ${left} more`),
    });
  }

  /** Where the packet comes from, if that is drawn as a node. */
  private start(node: string | undefined): string | undefined {
    const { inport, packet } = this.trace.answer.trace;
    if (inport.port === undefined || node === undefined) return undefined;
    this.sheet.port(node, inport.port);
    const beyond = this.sheet.beyond(node, inport.port);
    const from = beyond === undefined ? undefined : this.sheet.node(beyond.node);
    if (beyond === undefined || from === undefined) return undefined;
    this.sheet.takeEdge(beyond.edge);
    this.push({
      node: beyond.node,
      edge: undefined,
      title: `${nodeText(from)}: sends the packet by ${portName(inport.port)}`,
      lines: [headlineOf(packet)],
      tone: 'idle',
      row: from.row,
      flow: undefined,
      packet: fieldsOf(packet),
    });
    return beyond.edge;
  }

  private edgeTo({ hops, via }: Visit, before: string, node: string): string | undefined {
    if (via !== 'peer')
      return before === node ? undefined : this.sheet.take(before, undefined, node, undefined);
    const into = hops[0]?.hop.inport?.port;
    return this.sheet.take(before, into?.peerPort, node, into);
  }

  private visit(story: Story, node: string, edge: string | undefined, endings: readonly Ending[]): void {
    const all = endings.filter(({ outcome }) => outcome.kind !== 'dropped' || outcome.reason !== 'same-port');
    const told = all.filter(({ aside }) => aside === undefined);
    const decided = told.length === 1 && told[0] !== undefined ? decidedBy(told[0], this.reasons) : undefined;
    const flow = decided?.flow ?? story.flow;
    const bad = told.length > 0 && told.every((ending) => toneOf(ending) === 'bad');
    this.push({
      node,
      edge,
      title: story.title,
      lines: [...story.lines, ...all.map((ending) => endingText(ending, this.reasons))],
      tone: bad ? 'bad' : told[0] !== undefined ? toneOf(told[0]) : story.doubtful ? 'warn' : 'idle',
      row: decided?.row ?? story.row,
      flow:
        flow === undefined ? undefined : { database: 'OVN_Southbound', table: 'Logical_Flow', uuid: flow },
      packet: fieldsOf(story.packet),
    });
  }

  /** Its port, what is drawn beyond that, and the banner. */
  private end(ending: Ending, node: string, shown: boolean, places: Map<string, Ending[]>): void {
    const { outcome } = ending;
    let place = node;
    if (outcome.kind === 'delivered' || outcome.kind === 'left') {
      this.sheet.port(node, outcome.port);
      const beyond = this.sheet.beyond(node, outcome.port);
      const to = beyond === undefined ? undefined : this.sheet.node(beyond.node);
      if (beyond !== undefined && to !== undefined) {
        this.sheet.takeEdge(beyond.edge);
        this.push({
          node: beyond.node,
          edge: beyond.edge,
          title: `${nodeText(to)}: gets the packet by ${portName(outcome.port)}`,
          lines: [headlineOf(outcome.packet)],
          tone: ending.aside === undefined ? 'good' : 'idle',
          row: to.row,
          flow: undefined,
          packet: fieldsOf(outcome.packet),
        });
        place = beyond.node;
      }
    }
    if (!shown) return;
    const known = places.get(place);
    if (known === undefined) places.set(place, [ending]);
    else known.push(ending);
  }
}

const fieldsOf = (packet: Uint32Array): readonly string[] =>
  packet.length === 0 ? [] : packetFields(packet).map(({ field, value }) => `${field} = ${value}`);
