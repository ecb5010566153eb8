/** What a filter, a sort and a renderer see of a value: its elements, one after the other. */
import type { Atom } from '../../ovsdb/index.ts';
import type { FieldValue } from '../kinds/types.ts';

const NONE: readonly Atom[] = [];

export const isMap = (value: FieldValue): value is ReadonlyMap<Atom, Atom> => value instanceof Map;

/** Nothing, an empty text, an empty list and an empty map are all empty; a map's elements are `key=value`. */
export const elementsOf = (value: FieldValue): readonly Atom[] => {
  if (value === undefined || value === '') return NONE;
  if (Array.isArray(value)) return value as readonly Atom[];
  if (isMap(value)) return [...value].map(([key, held]) => `${String(key)}=${String(held)}`);
  return [value as Atom];
};

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** An exact number: whole ones as `bigint` where a double could not hold them. */
export const numberOf = (text: string): number | bigint | undefined => {
  const trimmed = text.trim();
  // 400 digits are past the largest double, and as many as anybody compares.
  if (trimmed.length > 400 || !NUMBER.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return trimmed.includes('.') || Number.isSafeInteger(value) ? value : BigInt(trimmed.replace(/^\+/, ''));
};

/** A number, or text that is written as one: maps hold numbers as text. */
export const numeric = (atom: Atom): number | bigint | undefined =>
  typeof atom === 'number' || typeof atom === 'bigint'
    ? atom
    : typeof atom === 'string'
      ? numberOf(atom)
      : undefined;

/** `number` and `bigint` compare exactly with each other. */
export const compareNumbers = (a: number | bigint, b: number | bigint): number =>
  a < b ? -1 : a > b ? 1 : 0;
