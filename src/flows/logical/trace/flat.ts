/**
 * A trace as a list of hops, each a list of steps: tables that follow each other stand side by side instead of inside
 * one another, and a packet that OVN makes has a hop of its own.
 */
import type { Hop, MadePacket, Step, TableStep, Trace, Transformation } from './types.ts';

export interface FlatStep {
  readonly table: TableStep;
  /** What came of the flow's actions, in order: neither actions nor tables. */
  readonly events: Step[];
}

export interface FlatHop {
  readonly hop: Hop;
  readonly via: Hop['via'] | MadePacket;
  /** The hop that it came from. */
  readonly parent: number | undefined;
  readonly steps: FlatStep[];
  /** What happened before any table: a port of a multicast group that is left out. */
  readonly events: Step[];
}

const MADE: ReadonlySet<string> = new Set<MadePacket>([
  'clone',
  'arp',
  'nd_na',
  'nd_ns',
  'icmp4',
  'icmp6',
  'tcp_reset',
  'sctp_abort',
  'mirror',
]);

export const isMade = (kind: Transformation['kind']): kind is MadePacket => MADE.has(kind);

/** Steps side by side that are being gone through, and where they belong. */
interface Frame {
  readonly steps: readonly Step[];
  next: number;
  readonly flat: FlatHop;
  readonly index: number;
  readonly events: Step[];
}

export const flatten = (trace: Trace): readonly FlatHop[] => {
  const hops: FlatHop[] = [];
  const frames: Frame[] = [];
  const enter = (hop: Hop, via: FlatHop['via'], parent: number | undefined, steps: readonly Step[]): void => {
    const flat: FlatHop = { hop, via, parent, steps: [], events: [] };
    frames.push({ steps, next: 0, flat, index: hops.length, events: flat.events });
    hops.push(flat);
  };
  enter(trace.root, trace.root.via, undefined, trace.root.steps);
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const step = frame.steps[frame.next++];
    if (step === undefined) frames.pop();
    else take(step, frame, frames, enter);
  }
  return hops;
};

const take = (
  step: Step,
  frame: Frame,
  frames: Frame[],
  enter: (hop: Hop, via: FlatHop['via'], parent: number, steps: readonly Step[]) => void,
): void => {
  const { flat, index, events } = frame;
  switch (step.type) {
    case 'table': {
      const one: FlatStep = { table: step, events: [] };
      flat.steps.push(one);
      frames.push({ steps: step.steps, next: 0, flat, index, events: one.events });
      break;
    }
    case 'hop':
      enter(step, step.via, index, step.steps);
      break;
    case 'transform': {
      events.push(step);
      const { kind } = step.transformation;
      if (isMade(kind)) enter(flat.hop, kind, index, step.steps);
      else frames.push({ steps: step.steps, next: 0, flat, index, events });
      break;
    }
    case 'action':
      break;
    default:
      events.push(step);
  }
};
