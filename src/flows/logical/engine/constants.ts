/** Constants of actions as words, made once. */
import type { ActionOf } from '../../language/index.ts';
import { wordsOfBigInt } from './subfields.ts';

export interface Constant {
  readonly value: readonly number[];
  readonly mask: readonly number[] | undefined;
}

type Written = ActionOf<'load'>['value'];

const constants = new WeakMap<Written, Constant>();

/** `undefined` for the name of a port, which has another key on every datapath. */
export const constantOf = (written: Written, width: number): Constant | undefined => {
  if ('string' in written) return undefined;
  let known = constants.get(written);
  if (known === undefined) {
    const { value, mask, masked } = written;
    known = { value: wordsOfBigInt(value, width), mask: masked ? wordsOfBigInt(mask, width) : undefined };
    constants.set(written, known);
  }
  return known;
};
