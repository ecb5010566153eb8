/**
 * JSON as `ip -j`, `bridge -j` and `tc -j` print it, which is not always JSON: it may be cut off, hold text (`"options":{default
 * 1 }` of an HFSC qdisc), stop after `[` where the kernel refuses, stand beside error messages, or be several documents.
 *
 * What can be parsed whole is. Otherwise brackets and strings are followed (`scan`) to find the elements, and each is parsed
 * by itself, so that one bad element costs no other.
 */
import type { Json } from '../types.ts';
import { mend } from './mend.ts';
import { quoted, type Problems } from './problems.ts';
import { positionIn, scan, skipSpace, type Part } from './scan.ts';

/** Anything from which `readElements` can take more than an error message. */
export const holdsJson = (text: string): boolean => /^[ \t\ufeff]*[[{]/m.test(text);

const isEmptyObject = (value: Json): boolean => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  // Object.keys would make a list of the keys of each of a hundred thousand elements.
  for (const _ in value) return false;
  return true;
};

const parsed = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};

const parsedOrMended = (text: string): Json | undefined => parsed(text) ?? parsed(mend(text));

class Recovery {
  readonly #text: string;
  readonly #problems: Problems;

  constructor(text: string, problems: Problems) {
    this.#text = text;
    this.#problems = problems;
  }

  /** The parts of an array that can be read; of what cannot, `inner` levels below are looked through. */
  array(parts: readonly Part[], inner: number, name: string): Json[] {
    const values: Json[] = [];
    parts.forEach((part, index) => {
      const value = this.#value(part, inner, () => `${name} ${index + 1}`);
      if (value !== undefined) values.push(value);
    });
    return values;
  }

  isWhole({ start, end, complete }: Part): boolean {
    const isClosed = complete || '{["'.includes(this.#text[start] ?? '');
    return isClosed && parsedOrMended(this.#text.slice(start, end)) !== undefined;
  }

  /** Members of an object that can be read. */
  object(parts: readonly Part[], inner: number): Json {
    const members: [string, Json][] = [];
    for (const { start, end, complete } of parts) {
      const key = /^"((?:[^"\\]|\\.){0,256})"\s*:\s*/.exec(
        this.#text.slice(start, Math.min(end, start + 600)),
      );
      const name = key === null ? undefined : parsedOrMended(`"${key[1] ?? ''}"`);
      if (key === null || typeof name !== 'string') {
        if (complete) this.#lose(start, end, () => 'member');
        continue;
      }
      const value = this.#value({ start: start + key[0].length, end, complete }, inner, () => quoted(name));
      if (value !== undefined) members.push([name, value]);
    }
    return Object.fromEntries(members);
  }

  #value({ start, end, complete }: Part, inner: number, name: () => string): Json | undefined {
    const first = this.#text[start] ?? '';
    // A number or a word that the text ends in may have lost its end.
    if (!complete && !'{["'.includes(first)) return undefined;
    const value = parsedOrMended(this.#text.slice(start, end));
    if (value !== undefined) return value;
    if (inner > 0 && (first === '{' || first === '[')) {
      const { parts } = scan(this.#text, start, end);
      return first === '{'
        ? this.object(parts, inner - 1)
        : this.array(parts, inner - 1, `${name()}, element`);
    }
    if (complete) this.#lose(start, end, name);
    return undefined;
  }

  #lose(start: number, end: number, name: () => string): void {
    this.#problems.add(
      'not-json',
      () =>
        `${name()} is not JSON and was left out: ${quoted(this.#text.slice(start, Math.min(end, start + 200)))}`,
      () => positionIn(this.#text, start),
    );
  }
}

/**
 * All elements of all documents in the order of the text; a document that is an object is one element. Empty objects, which
 * iproute2 prints for what a filter left out, are skipped.
 *
 * @param inner How many levels of an element that is damaged or cut off are looked through for what is whole. 0: such an
 *   element is left out, since half a device says wrong things about itself.
 */
export const readElements = (text: string, problems: Problems, inner = 0): Json[] => {
  const whole = parsed(text);
  if (whole !== undefined && whole !== null && typeof whole === 'object')
    return (Array.isArray(whole) ? (whole as Json[]) : [whole]).filter((value) => !isEmptyObject(value));
  const recovery = new Recovery(text, problems);
  const elements: Json[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const bracket = text[at];
    if (bracket !== '[' && bracket !== '{') {
      const newline = text.indexOf('\n', at);
      const end = newline < 0 ? text.length : newline;
      const [start, line] = [at, text.slice(at, Math.min(end, at + 200))];
      problems.add(
        'no-json',
        () => `text where JSON was expected: ${quoted(line)}`,
        () => positionIn(text, start),
      );
      at = skipSpace(text, end);
      continue;
    }
    const { end, parts } = scan(text, at, text.length);
    if (bracket === '[') for (const value of recovery.array(parts, inner, 'element')) elements.push(value);
    else {
      const document = end === undefined ? undefined : parsedOrMended(text.slice(at, end));
      elements.push(document ?? recovery.object(parts, Math.max(inner - 1, 0)));
    }
    if (end === undefined) {
      const last = parts.at(-1);
      const isWhole = last !== undefined && recovery.isWhole(last);
      const kept = parts.length - (isWhole ? 0 : 1);
      problems.add(
        'cut-off',
        kept > 0
          ? `the output is cut off after ${kept} whole ${kept === 1 ? 'element' : 'elements'}; expected the rest of the JSON`
          : 'the output ends before its first element is whole; expected the rest of the JSON (the command failed, or the output was cut off)',
        () => positionIn(text, text.length),
      );
    }
    at = skipSpace(text, end ?? text.length);
  }
  return elements.filter((value) => !isEmptyObject(value));
};
