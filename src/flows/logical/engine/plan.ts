/**
 * Actions as they are carried out by the thousand: each with its step, which is the same for every packet, and constants
 * for registers as the words that they change.
 */
import type { Action } from '../../language/index.ts';
import type { ActionStep } from '../trace/types.ts';
import { constantOf } from './constants.ts';
import type { Packet } from './packet.ts';
import { subfieldOf, writeMasked } from './subfields.ts';

export interface PlannedAction {
  readonly action: Action;
  readonly step: ActionStep;
  /** What it writes, if that is all that it does. */
  readonly writes: WordWrites | undefined;
}

interface WordWrites {
  readonly words: readonly number[];
  readonly values: readonly number[];
  /** Of the bits that stay. */
  readonly kept: readonly number[];
}

const plans = new WeakMap<readonly Action[], readonly PlannedAction[]>();

export const planOf = (actions: readonly Action[]): readonly PlannedAction[] => {
  let plan = plans.get(actions);
  if (plan === undefined) plans.set(actions, (plan = actions.map(planned)));
  return plan;
};

const planned = (action: Action): PlannedAction => ({
  action,
  step: { type: 'action', action },
  writes: action.type === 'load' ? writesOf(action) : undefined,
});

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

export const applyWrites = (packet: Packet, { words, values, kept }: WordWrites): void => {
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as number;
    packet[word] = ((packet[word] as number) & (kept[i] as number)) | (values[i] as number);
  }
};
