/**
 * Single attributes, tolerant of the ways in which versions of iproute2 print one: numbers as strings, in hexadecimal, padded
 * with blanks; `null` for "none". Undefined: the value is not of this type.
 */
import type { Attributes, Json } from '../types.ts';

/** Text; a number is its digits. Blanks around it belong to the padding. */
export const asText = (value: Json | undefined): string | undefined => {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
};

/** `12`, `"12"`, `" 12"`, `"0x4008"`. */
export const asInteger = (value: Json | undefined): number | undefined => {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  if (typeof value !== 'string' || !/^\s*(-?\d{1,16}|0[xX][0-9a-fA-F]{1,13})\s*$/.test(value))
    return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : undefined;
};

/** `true`, `"on"`, `1`. */
export const asBoolean = (value: Json | undefined): boolean | undefined => {
  if (typeof value === 'boolean') return value;
  if (value === 'on' || value === 'true' || value === 1 || value === '1') return true;
  return value === 'off' || value === 'false' || value === 0 || value === '0' ? false : undefined;
};

export const asList = (value: Json | undefined): readonly Json[] | undefined =>
  Array.isArray(value) ? (value as readonly Json[]) : undefined;

/** A list of words; a single word is a list of one. What is no text is left out. */
export const asWords = (value: Json | undefined): readonly string[] | undefined => {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return asList(value)?.flatMap((word) => asText(word) ?? []);
};

export const asRecord = (value: Json | undefined): Attributes | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Attributes) : undefined;
