/**
 * Actions as they are carried out by the thousand: each with its step, which is the same for every packet, and constants
 * for registers as the words that they change.
 */
import type { Action } from '../../language/index.ts';
import type { LogicalFlow } from '../pipeline/flow.ts';
import type { ActionStep } from '../trace/types.ts';
import { constantOf } from './constants.ts';
import type { Packet } from './packet.ts';
import type { LogicalDatapath } from '../southbound/datapath.ts';
import { subfieldOf, writeBits, writeMasked, type Subfield } from './subfields.ts';

export interface PlannedAction {
  readonly action: Action;
  readonly step: ActionStep;
  /** What it writes, if that is all that it does. */
  readonly writes: WordWrites | undefined;
  /** A port that it puts into a register, with the key that it has on the last datapath. */
  readonly port: PlannedPort | undefined;
}

interface PlannedPort {
  readonly name: string;
  readonly target: Subfield;
  datapath: LogicalDatapath | undefined;
  key: number;
}

interface WordWrites {
  readonly words: readonly number[];
  readonly values: readonly number[];
  /** Of the bits that stay. */
  readonly kept: readonly number[];
}

export type Plan = readonly PlannedAction[];

const plans = new WeakMap<readonly Action[], Plan>();

export const planOf = (actions: readonly Action[]): Plan => {
  let plan = plans.get(actions);
  if (plan === undefined) plans.set(actions, (plan = actions.map(planned)));
  return plan;
};

/** Kept with the flow: a search would cost more than most of its actions do. */
export const planOfFlow = (flow: LogicalFlow): Plan => {
  if (flow.plan !== undefined) return flow.plan as Plan;
  const { actions } = flow;
  const plan = planOf(actions);
  // Of a flow that could not be read yet there are no actions.
  if (actions.length > 0) flow.plan = plan;
  return plan;
};

const planned = (action: Action): PlannedAction => ({
  action,
  step: { type: 'action', action },
  writes: action.type === 'load' ? writesOf(action) : undefined,
  port: action.type === 'load' ? portOf(action) : undefined,
});

const portOf = (action: Extract<Action, { readonly type: 'load' }>): PlannedPort | undefined => {
  const target = subfieldOf(action.field);
  const { field } = target;
  if (!('string' in action.value) || !field.register || field.prerequisite !== 'none') return undefined;
  return { name: action.value.string, target, datapath: undefined, key: 0 };
};

const writesOf = (action: Extract<Action, { readonly type: 'load' }>): WordWrites | undefined => {
  const target = subfieldOf(action.field);
  const { field } = target;
  // What is written elsewhere is told, and written only where the packet has the field.
  if (!field.register || field.prerequisite !== 'none') return undefined;
  const constant = constantOf(action.value, target.width);
  if (constant === undefined) return undefined;
  const size = Math.max(...field.words) + 1;
  const [values, ones] = [new Uint32Array(size), new Uint32Array(size).fill(0xffffffff)];
  writeMasked(values, target, constant.value, constant.mask);
  const kept = ones.slice();
  writeMasked(kept, target, [0, 0, 0, 0], constant.mask);
  const words = field.words.filter((word) => kept[word] !== 0xffffffff);
  return {
    words,
    values: words.map((word) => values[word] as number),
    kept: words.map((word) => kept[word] as number),
  };
};

/** A port that is not on the datapath is none. */
export const applyPort = (packet: Packet, port: PlannedPort, datapath: LogicalDatapath): void => {
  if (port.datapath !== datapath) {
    const key = datapath.keyOf(port.name);
    port.key = key ?? 0;
    port.datapath = key === undefined ? undefined : datapath;
  }
  writeBits(packet, port.target, [port.key]);
};

export const applyWrites = (packet: Packet, { words, values, kept }: WordWrites): void => {
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as number;
    packet[word] = ((packet[word] as number) & (kept[i] as number)) | (values[i] as number);
  }
};
