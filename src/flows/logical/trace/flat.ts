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

export const flatten = (trace: Trace): readonly FlatHop[] => {
  const hops: FlatHop[] = [];
  enter(trace.root, trace.root.via, undefined, trace.root.steps, hops);
  return hops;
};

const enter = (
  hop: Hop,
  via: FlatHop['via'],
  parent: number | undefined,
  steps: readonly Step[],
  hops: FlatHop[],
): void => {
  const index = hops.length;
  const flat: FlatHop = { hop, via, parent, steps: [], events: [] };
  hops.push(flat);
  walk(steps, flat, index, flat.events, hops);
};

const walk = (
  steps: readonly Step[],
  flat: FlatHop,
  index: number,
  events: Step[],
  hops: FlatHop[],
): void => {
  for (const step of steps) {
    switch (step.type) {
      case 'table': {
        const one: FlatStep = { table: step, events: [] };
        flat.steps.push(one);
        walk(step.steps, flat, index, one.events, hops);
        break;
      }
      case 'hop':
        enter(step, step.via, index, step.steps, hops);
        break;
      case 'transform': {
        events.push(step);
        const { kind } = step.transformation;
        if (isMade(kind)) enter(flat.hop, kind, index, step.steps, hops);
        else walk(step.steps, flat, index, events, hops);
        break;
      }
      case 'action':
        break;
      default:
        events.push(step);
    }
  }
};
