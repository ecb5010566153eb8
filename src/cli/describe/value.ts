/** A described value as items of text: one for each element, so that a list can wrap and a table can stack. */
import { excerpt } from '../../text/index.ts';
import type { Described, Link } from '../../model/index.ts';

/** Longer values are cut in tables; a fact has a line of its own and may be longer. */
const LONGEST = 2000;

const isLink = (value: unknown): value is Link =>
  typeof value === 'object' && value !== null && 'kind' in value;

/** By the alias where a person gave one: that is what he remembers, and `describe` finds it. */
const linkText = ({ name, alias, ref }: Link, limit: number): string => {
  // What has no name is called by its UUID: its first digits are enough to find it.
  if (alias === undefined && name === ref?.uuid) return name.slice(0, 8);
  return excerpt((alias ?? name) || '""', limit);
};

const atomText = (value: unknown, limit: number): string => {
  if (isLink(value)) return linkText(value, limit);
  if (value === true) return 'yes';
  if (value === false) return 'no';
  return excerpt(String(value), limit);
};

/** None for a value that says nothing. */
export const itemsOf = (value: Described, limit = LONGEST): string[] => {
  if (value === undefined || value === '') return [];
  if (value instanceof Map) {
    const pairs = value as ReadonlyMap<unknown, unknown>;
    return [...pairs].map(([key, held]) => `${atomText(key, limit)}=${atomText(held, limit)}`);
  }
  if (Array.isArray(value)) return (value as readonly unknown[]).map((one) => atomText(one, limit));
  return [atomText(value, limit)];
};
