/**
 * Annotated expressions as functions over the words of a microflow. When called they compare 32-bit words, read no
 * strings and make no objects.
 *
 * - Many equal comparisons of one field under one mask become a look into a hash set: a port group or address set
 *   costs the same however large it is.
 * - Of a junction the cheap children come first. Children have no effects, so their order has no meaning.
 */
import type { Field } from '../symbols/types.ts';
import { resolveComparison, type FieldComparison, type PortLookup } from './evaluate.ts';
import type { Expression, Junction, RelationalOperator } from './types.ts';
import { WordSet, type WordKey } from './word-set.ts';

export type Matcher = (words: Uint32Array) => boolean;

/** From this number on comparisons become a hash set. */
const WORTH_A_SET = 4;

/** A matcher and about how many words it looks at. */
interface Compiled {
  readonly matcher: Matcher;
  readonly cost: number;
}

const always: Matcher = () => true;
const never: Matcher = () => false;
const ALWAYS: Compiled = { matcher: always, cost: 0 };
const NEVER: Compiled = { matcher: never, cost: 0 };

/**
 * The function that says whether a packet is one that an annotated expression describes: what evaluate() says.
 * `lookupPort` is asked now, not later.
 */
export const compileExpression = (expression: Expression, lookupPort: PortLookup): Matcher =>
  compile(expression, lookupPort).matcher;

const compile = (expression: Expression, lookupPort: PortLookup): Compiled => {
  switch (expression.type) {
    case 'comparison':
    case 'string': {
      const resolved = resolveComparison(expression, lookupPort);
      return resolved === undefined ? NEVER : compileComparison(resolved, expression.operator);
    }
    case 'and':
    case 'or':
      return compileJunction(expression, lookupPort);
    case 'boolean':
      return expression.value ? ALWAYS : NEVER;
    case 'condition':
      return expression.not ? NEVER : ALWAYS;
  }
};

/** The words that matter, most significant first, with their masks and values as 32-bit integers. */
interface Parts extends WordKey {
  readonly values: readonly number[];
}

const partsOf = ({ field, value, mask }: FieldComparison): Parts => {
  const words: number[] = [];
  const masks: number[] = [];
  const values: number[] = [];
  for (let at = field.words.length - 1; at >= 0; at--) {
    const bits = wordAt(mask, at);
    if (bits === 0) continue;
    words.push(field.words[at]!);
    masks.push(bits);
    values.push(wordAt(value, at));
  }
  return { words, masks, values };
};

const wordAt = (value: bigint, at: number): number =>
  Number(BigInt.asIntN(32, at === 0 ? value : value >> BigInt(32 * at)));

const compileComparison = (comparison: FieldComparison, operator: RelationalOperator): Compiled => {
  const parts = partsOf(comparison);
  const cost = parts.words.length;
  switch (operator) {
    case '==':
      return { matcher: equals(parts), cost };
    case '!=':
      return { matcher: not(equals(parts)), cost };
    case '<':
      return { matcher: less(parts, false), cost };
    case '<=':
      return { matcher: less(parts, true), cost };
    case '>':
      return { matcher: not(less(parts, true)), cost };
    case '>=':
      return { matcher: not(less(parts, false)), cost };
  }
};

const not =
  (matcher: Matcher): Matcher =>
  (words) =>
    !matcher(words);

const equals = ({ words: at, masks, values }: Parts): Matcher => {
  const [w0 = 0, w1 = 0] = at;
  const [m0 = 0, m1 = 0] = masks;
  const [v0 = 0, v1 = 0] = values;
  switch (at.length) {
    case 0:
      return always;
    case 1:
      return (words) => (words[w0]! & m0) === v0;
    case 2:
      return (words) => (words[w0]! & m0) === v0 && (words[w1]! & m1) === v1;
    default:
      return (words) => {
        for (let i = 0; i < at.length; i++) if ((words[at[i]!]! & masks[i]!) !== values[i]) return false;
        return true;
      };
  }
};

/** The first word that differs, from the most significant on, decides. */
const less = ({ words: at, masks, values }: Parts, orEqual: boolean): Matcher => {
  const unsigned = values.map((value) => value >>> 0);
  return (words) => {
    for (let i = 0; i < at.length; i++) {
      const word = (words[at[i]!]! & masks[i]!) >>> 0;
      if (word !== unsigned[i]) return word < unsigned[i]!;
    }
    return orEqual;
  };
};

const compileJunction = (junction: Junction, lookupPort: PortLookup): Compiled => {
  const { type, children } = junction;
  // What a child has to be for the whole to be decided.
  const decisive = type === 'or';
  const operator = type === 'or' ? '==' : '!=';
  const groups = new Groups();
  const parts: Compiled[] = [];
  for (const child of children) {
    if ((child.type === 'comparison' || child.type === 'string') && child.operator === operator) {
      const resolved = resolveComparison(child, lookupPort);
      if (resolved !== undefined) groups.add(resolved);
      else if (type === 'and') return NEVER;
    } else {
      const compiled = compile(child, lookupPort);
      if (compiled.matcher === (decisive ? always : never)) return decisive ? ALWAYS : NEVER;
      if (compiled.cost > 0) parts.push(compiled);
    }
  }
  for (const group of groups.all()) {
    if (group.length < WORTH_A_SET) {
      for (const comparison of group) parts.push(compileComparison(comparison, operator));
    } else {
      const compiled = compileSet(group);
      parts.push(type === 'or' ? compiled : { ...compiled, matcher: not(compiled.matcher) });
    }
  }
  parts.sort((a, b) => a.cost - b.cost);
  const matchers = parts.map(({ matcher }) => matcher);
  return {
    matcher: type === 'or' ? any(matchers) : all(matchers),
    cost: parts.reduce((sum, { cost }) => sum + cost, 0),
  };
};

const compileSet = (comparisons: readonly FieldComparison[]): Compiled => {
  const parts = comparisons.map(partsOf);
  const key = parts[0]!;
  if (key.words.length === 0) return ALWAYS;
  const set = new WordSet(
    key,
    parts.map(({ values }) => values),
  );
  return { matcher: (words) => set.has(words), cost: 2 * key.words.length + 1 };
};

/** Comparisons by field and mask. */
class Groups {
  private readonly groups = new Map<Field, Map<bigint, FieldComparison[]>>();

  add(comparison: FieldComparison): void {
    const { field, mask } = comparison;
    let byMask = this.groups.get(field);
    if (byMask === undefined) this.groups.set(field, (byMask = new Map()));
    const group = byMask.get(mask);
    if (group === undefined) byMask.set(mask, [comparison]);
    else group.push(comparison);
  }

  *all(): Iterable<readonly FieldComparison[]> {
    for (const byMask of this.groups.values()) yield* byMask.values();
  }
}

const all = (matchers: readonly Matcher[]): Matcher => {
  const [a = always, b = always, c = always] = matchers;
  switch (matchers.length) {
    case 0:
    case 1:
      return a;
    case 2:
      return (words) => a(words) && b(words);
    case 3:
      return (words) => a(words) && b(words) && c(words);
    default:
      return (words) => {
        for (let i = 0; i < matchers.length; i++) if (!matchers[i]!(words)) return false;
        return true;
      };
  }
};

const any = (matchers: readonly Matcher[]): Matcher => {
  const [a = never, b = never, c = never] = matchers;
  switch (matchers.length) {
    case 0:
    case 1:
      return a;
    case 2:
      return (words) => a(words) || b(words);
    case 3:
      return (words) => a(words) || b(words) || c(words);
    default:
      return (words) => {
        for (let i = 0; i < matchers.length; i++) if (matchers[i]!(words)) return true;
        return false;
      };
  }
};
