import type { Parsed } from '../parsed.ts';
import type { Attributes, Json } from '../types.ts';
import { readElements } from './json.ts';
import { Problems, quoted } from './problems.ts';
import { asInteger, asList, asRecord, asText, asWords } from './values.ts';

/** What stands in the place of something else; lists and objects may be deep, and are not shown. */
const shown = (value: Json): string => {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : quoted(String(value));
};

const elementAt = (number: number): string => `element ${number}`;

/**
 * One element of an output. An attribute that is not there, or `null`, is undefined; one of another type than
 * iproute2 gives it is undefined too, and counted.
 */
export class Item {
  readonly fields: Attributes;
  readonly #problems: Problems;
  readonly #number: number;

  /** `number`: which element of the output it is or is part of, from 1. */
  constructor(fields: Attributes, problems: Problems, number: number) {
    this.fields = fields;
    this.#problems = problems;
    this.#number = number;
  }

  text(key: string): string | undefined {
    return this.#read(key, asText, 'text');
  }

  integer(key: string): number | undefined {
    return this.#read(key, asInteger, 'an integer');
  }

  words(key: string): readonly string[] {
    return this.#read(key, asWords, 'a list of words') ?? [];
  }

  record(key: string): Attributes | undefined {
    return this.#read(key, asRecord, 'an object');
  }

  /** The elements of a list; nothing where there is none. */
  items(key: string): Item[] {
    return (this.#read(key, asList, 'a list') ?? []).flatMap((value) => {
      const fields = asRecord(value);
      if (fields === undefined) this.lose(`${key} holds something else than objects`);
      return fields === undefined ? [] : [new Item(fields, this.#problems, this.#number)];
    });
  }

  /** Says that something was left out; `message` is of our own words. */
  lose(message: string, lost = 1): undefined {
    this.#problems.add(message, message, elementAt(this.#number), lost);
    return undefined;
  }

  #read<T>(key: string, as: (value: Json | undefined) => T | undefined, expected: string): T | undefined {
    const value = this.fields[key];
    if (value === undefined || value === null) return undefined;
    const read = as(value);
    if (read === undefined)
      this.#problems.add(
        `${key}: ${expected}`,
        () => `"${key}" is ${shown(value)}; expected ${expected}`,
        elementAt(this.#number),
      );
    return read;
  }
}

/** The elements of `text` that are objects. */
export const readItems = (text: string, problems: Problems, inner = 0): Item[] => {
  const items: Item[] = [];
  readElements(text, problems, inner).forEach((value, index) => {
    const fields = asRecord(value);
    if (fields !== undefined) items.push(new Item(fields, problems, index + 1));
    else
      problems.add('no-object', () => `${shown(value)} where an object was expected`, elementAt(index + 1));
  });
  return items;
};

/** What `make` makes of every element; it returns undefined for those that it has given up. `items` reads plain text. */
export const parseItems = <T>(
  text: string,
  source: string,
  make: (item: Item) => T | undefined,
  items: (text: string, problems: Problems) => readonly Item[] = readItems,
): Parsed<T[]> => {
  const problems = new Problems(source);
  const value: T[] = [];
  for (const item of items(text, problems)) {
    const made = make(item);
    if (made !== undefined) value.push(made);
  }
  return { value, problems: problems.list };
};
