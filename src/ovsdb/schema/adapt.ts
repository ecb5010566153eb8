/**
 * Schemas change a column's type now and then: `Logical_Switch:load_balancer` was one reference before it was a set.
 * Whoever asks with a generated type gets a value of that type: one value as a set of one, of a set the first.
 */
import { defaultValue } from '../datum/codec.ts';
import type { Atom, Value } from '../datum/value.ts';
import { shapeCode, typeOfShape } from './expected.ts';
import type { AtomicType, ColumnType } from './types.ts';

export interface Adapter {
  readonly adapt: (value: Value) => Value;
  /** What gets lost, when something does: a sentence for a person. */
  readonly loss?: string;
}

const isNumber = (type: AtomicType): boolean => type === 'integer' || type === 'real';

const alike = (a: AtomicType | undefined, b: AtomicType | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && isNumber(a) && isNumber(b));

/** From values of `type` to those of the expected shape; `undefined` where they are the same. */
export const adapterOf = (type: ColumnType, code: string): Adapter | undefined => {
  const to = typeOfShape(code);
  const fallback = defaultValue(to);
  if (!alike(type.key.type, to.key.type) || !alike(type.value?.type, to.value?.type)) {
    const loss = `holds ${shapeCode(type)} where ${code} is expected: left out`;
    return { adapt: () => fallback, loss };
  }
  if (type.value !== undefined) return undefined;
  const [isSet, wantsSet] = [type.max > 1, to.max > 1];
  if (isSet === wantsSet) {
    return isSet || type.min >= to.min ? undefined : { adapt: (value) => value ?? fallback };
  }
  if (wantsSet) return { adapt: (value) => (value === undefined ? [] : [value as Atom]) };
  return {
    adapt: (value) => (value as readonly Atom[])[0] ?? fallback,
    loss: `holds several values where one is expected: the first counts`,
  };
};
