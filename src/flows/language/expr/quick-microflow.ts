/**
 * The common microflow, without normalising it: equalities that must all hold, and alternatives of which they decide
 * one, as the prerequisites of a field are. Anything else, and whatever is wrong, is left to the long way.
 */
import { MICROFLOW_WORDS } from '../symbols/fields.ts';
import type { Field } from '../symbols/types.ts';
import type { PortLookup } from './evaluate.ts';
import { resolveField } from './field.ts';
import type { Comparison, Expression, StringComparison } from './types.ts';

/** Words of a packet, and which of their bits are decided. */
interface Known {
  readonly words: Uint32Array;
  readonly masks: Uint32Array;
}

interface Wanted {
  readonly field: Field;
  readonly value: bigint;
  readonly mask: bigint;
}

/** The packet that an annotated expression describes, or `undefined` if that takes more thought. */
export const quickMicroflow = (annotated: Expression, lookupPort: PortLookup): Uint32Array | undefined => {
  const known: Known = {
    words: new Uint32Array(MICROFLOW_WORDS),
    masks: new Uint32Array(MICROFLOW_WORDS),
  };
  const parts = annotated.type === 'and' ? annotated.children : [annotated];
  const others: Expression[] = [];
  for (const part of parts) {
    if ((part.type === 'comparison' || part.type === 'string') && part.operator === '==') {
      const wanted = wantedBy(part, lookupPort);
      if (wanted === undefined || !decide(known, wanted)) return undefined;
    } else others.push(part);
  }
  return others.every((part) => follows(part, known, lookupPort) === true) ? known.words : undefined;
};

const wantedBy = (part: Comparison | StringComparison, lookupPort: PortLookup): Wanted | undefined => {
  const { symbol } = part;
  const { field, offset } = resolveField({ symbol, offset: 0, width: symbol.width });
  const { length } = field.words;
  if (length === 0) return undefined;
  if (part.type === 'string') {
    const port = lookupPort(part.string);
    return port === undefined || port < 0 ? undefined : { field, value: BigInt(port), mask: 0xffffffffn };
  }
  const shift = BigInt(offset);
  const mask = part.mask << shift;
  // Of a field that cannot be masked OVN keeps all or nothing.
  const whole = (1n << BigInt(field.width)) - 1n;
  if (mask === 0n || (!field.maskable && (mask !== whole || field.width % 8 !== 0))) return undefined;
  return { field, value: part.value << shift, mask };
};

const word = (value: bigint, at: number): number => Number(BigInt.asUintN(32, value >> BigInt(32 * at)));

/** False where it contradicts what is decided. */
const decide = ({ words, masks }: Known, { field, value, mask }: Wanted): boolean => {
  for (const [at, index] of field.words.entries()) {
    const [bits, wanted] = [word(mask, at), word(value, at)];
    const [now, decided] = [words[index] as number, masks[index] as number];
    if (((now ^ wanted) & bits & decided) >>> 0 !== 0) return false;
    words[index] = now | wanted;
    masks[index] = decided | bits;
  }
  return true;
};

/** Whether it is true or false of every packet with these bits; `undefined` if that depends on others. */
const follows = (expression: Expression, known: Known, lookupPort: PortLookup): boolean | undefined => {
  switch (expression.type) {
    case 'boolean':
      return expression.value;
    case 'condition':
      return !expression.not;
    case 'comparison':
    case 'string':
      return compare(expression, known, lookupPort);
    case 'and':
    case 'or': {
      const ends = expression.type === 'or';
      let unknown = false;
      for (const child of expression.children) {
        const value = follows(child, known, lookupPort);
        if (value === ends) return ends;
        if (value === undefined) unknown = true;
      }
      return unknown ? undefined : !ends;
    }
  }
};

const compare = (
  part: Comparison | StringComparison,
  { words, masks }: Known,
  lookupPort: PortLookup,
): boolean | undefined => {
  if (part.operator !== '==') return undefined;
  const wanted = wantedBy(part, lookupPort);
  if (wanted === undefined) return undefined;
  let decided = true;
  for (const [at, index] of wanted.field.words.entries()) {
    const [bits, value] = [word(wanted.mask, at), word(wanted.value, at)];
    const known = (bits & (masks[index] as number)) >>> 0;
    if ((((words[index] as number) ^ value) & known) >>> 0 !== 0) return false;
    if (known !== bits) decided = false;
  }
  return decided ? true : undefined;
};
