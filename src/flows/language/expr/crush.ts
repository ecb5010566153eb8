/**
 * Expressions about one symbol alone, with no operator but `==`, as one comparison or an `or` of comparisons in OVN's
 * order, without those that others make superfluous:
 *
 *     a[0] == 1 && a[1] == 1                    a[0..1] == 3
 *     a == {1, 2} && a == {2, 3}                a == 2
 *     ip4.src == {10.0.0.1, 10.0.0.0/8}         ip4.src == 10.0.0.0/8
 */
import type { SymbolDefinition } from '../symbols/types.ts';
import { combine, FALSE, fixJunction, TRUE } from './combine.ts';
import { hashSetOrder } from './hash-order.ts';
import type { Comparison, Expression, Junction, StringComparison } from './types.ts';

export const crush = (expression: Expression, symbol: SymbolDefinition): Expression => {
  switch (expression.type) {
    case 'or':
      return crushOr(expression, symbol);
    case 'and':
      return symbol.width > 0 ? crushAnd(expression, symbol) : crushStrings(expression, symbol);
    default:
      return expression;
  }
};

const crushOr = (or: Junction, symbol: SymbolDefinition): Expression => {
  const crushed = fixJunction(
    'or',
    or.children.map((child) => crush(child, symbol)),
  );
  if (crushed.type !== 'or') return crushed;
  const terms = crushed.children;
  const kept =
    symbol.width > 0 ? necessary(terms as Comparison[], symbol) : distinct(terms as StringComparison[]);
  return fixJunction('or', kept);
};

/** Sorted, each string once. */
const distinct = (terms: readonly StringComparison[]): readonly StringComparison[] =>
  [...terms]
    .sort((a, b) => compareUtf8(a.string, b.string))
    .filter(({ string }, at, all) => at === 0 || string !== all[at - 1]!.string);

/** The order of the bytes of two texts. UTF-16 sorts surrogates before the characters from U+E000 to U+FFFF. */
const compareUtf8 = (a: string, b: string): number => {
  for (let at = 0; at < a.length && at < b.length; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
};

const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

interface Counted {
  readonly term: Comparison;
  readonly bits: number;
}

/**
 * Sorted by the number of bits in the mask, then by value and mask, without repetitions and without what is part of
 * something larger. Constants of an address set are kept: OVN follows each of them.
 */
const necessary = (terms: readonly Comparison[], symbol: SymbolDefinition): readonly Comparison[] => {
  const masks = new Map<bigint, number>();
  for (const { mask } of terms) if (!masks.has(mask)) masks.set(mask, countOnes(mask));
  const sorted = terms
    .map((term): Counted => ({ term, bits: masks.get(term.mask)! }))
    .sort(
      (a, b) => a.bits - b.bits || compare(a.term.value, b.term.value) || compare(a.term.mask, b.term.mask),
    )
    .map(({ term }) => term);
  const unique: Comparison[] = [];
  for (const term of sorted) {
    const last = unique.at(-1);
    if (last?.value !== term.value || last.mask !== term.mask) unique.push(term);
    else if (last.addressSet !== undefined) unique[unique.length - 1] = { ...last, addressSet: undefined };
  }
  if (symbol.level !== 'ordinal' || terms.some(({ addressSet }) => addressSet !== undefined)) return unique;
  return withoutSubsets(unique, masks);
};

/** One set of values for each mask, so that many terms need not be compared with each other. */
const withoutSubsets = (
  terms: readonly Comparison[],
  masks: ReadonlyMap<bigint, number>,
): readonly Comparison[] => {
  const byMask = new Map<bigint, Set<bigint>>();
  for (const mask of masks.keys()) byMask.set(mask, new Set());
  for (const { value, mask } of terms) byMask.get(mask)?.add(value);
  const wider = new Map<bigint, readonly bigint[]>();
  for (const mask of masks.keys()) {
    wider.set(
      mask,
      [...masks.keys()].filter((other) => other !== mask && (other & mask) === other),
    );
  }
  return terms.filter(
    ({ value, mask }) => !wider.get(mask)!.some((other) => byMask.get(other)!.has(value & other)),
  );
};

const compare = (a: bigint, b: bigint): number => (a === b ? 0 : a < b ? -1 : 1);

const countOnes = (mask: bigint): number => {
  let count = 0;
  for (const digit of mask.toString(2)) if (digit === '1') count++;
  return count;
};

/** Value and mask of what two comparisons leave together. */
interface Bits {
  readonly value: bigint;
  readonly mask: bigint;
}

const intersect = (a: Bits, b: Bits): Bits | undefined =>
  ((a.value ^ b.value) & a.mask & b.mask) === 0n
    ? { value: a.value | b.value, mask: a.mask | b.mask }
    : undefined;

const crushAnd = (and: Junction, symbol: SymbolDefinition): Expression => {
  let bits: Bits | undefined = { value: 0n, mask: 0n };
  const ors: Junction[] = [];
  for (const child of and.children) {
    const crushed = crush(child, symbol);
    if (crushed.type === 'comparison') {
      bits = intersect(bits, crushed);
      if (bits === undefined) return FALSE;
    } else if (crushed.type === 'or') {
      ors.push(crushed);
    } else if (crushed.type === 'boolean' && !crushed.value) {
      return crushed;
    }
  }
  const [first, second, ...others] = ors;
  if (first === undefined) {
    return bits.mask === 0n ? TRUE : { type: 'comparison', symbol, operator: '==', ...bits };
  }
  if (second === undefined) return crush(fixJunction('or', narrow(bits, first)), symbol);
  const product = fixJunction('or', multiply(symbol, bits, first, second));
  if (product.type === 'boolean') return product;
  return crush(
    others.reduce<Expression>((left, right) => combine('and', left, right), product),
    symbol,
  );
};

/** x && (a || b)  →  xa || xb */
const narrow = (bits: Bits, or: Junction): readonly Comparison[] => {
  const terms: Comparison[] = [];
  for (const term of or.children as readonly Comparison[]) {
    const both = intersect(bits, term);
    if (both !== undefined) terms.push({ ...term, ...both });
  }
  return terms;
};

/** x && (a || b) && (c || d)  →  xac || xad || xbc || xbd */
const multiply = (
  symbol: SymbolDefinition,
  bits: Bits,
  left: Junction,
  right: Junction,
): readonly Comparison[] => {
  const terms: Comparison[] = [];
  for (const a of left.children as readonly Comparison[]) {
    const outer = intersect(bits, a);
    if (outer === undefined) continue;
    for (const b of right.children as readonly Comparison[]) {
      const both = intersect(outer, b);
      if (both !== undefined) terms.push({ type: 'comparison', symbol, operator: '==', ...both });
    }
  }
  return terms;
};

const crushStrings = (and: Junction, symbol: SymbolDefinition): Expression => {
  let single: StringComparison | undefined;
  const sets: Set<string>[] = [];
  for (const child of and.children) {
    const crushed = crush(child, symbol);
    if (crushed.type === 'string') {
      single ??= crushed;
      if (single.string !== crushed.string) return FALSE;
    } else if (crushed.type === 'or') {
      sets.push(new Set((crushed.children as readonly StringComparison[]).map(({ string }) => string)));
    } else if (crushed.type === 'boolean' && !crushed.value) {
      return crushed;
    }
  }
  if (single !== undefined) {
    const { string } = single;
    return sets.every((set) => set.has(string)) ? single : FALSE;
  }
  const terms = hashSetOrder(sets).map((string): StringComparison => ({
    type: 'string',
    symbol,
    operator: '==',
    string,
  }));
  return fixJunction('or', terms);
};
