/**
 * JSON as it leaves the program: two spaces to a level, integers of any size exact, and nothing in it that could
 * move, hide or colour something on a terminal: what JSON lets stand in a string is written as an escape.
 */
import { formatJson, type Json } from '../ovsdb/index.ts';
import { escapeHostile } from '../text/index.ts';

/** A UTF-16 code unit each, as JSON has it. */
const escape = (character: string): string =>
  Array.from({ length: character.length }, (_, i) => {
    const code = character.charCodeAt(i);
    return `\\u${code.toString(16).padStart(4, '0')}`;
  }).join('');

const ORDINARY = /^[\n\u0020-\u007e]*$/;

const safe = (json: string): string =>
  ORDINARY.test(json)
    ? json
    : escapeHostile(json, (character) => (character === '\n' ? character : escape(character)));

/** Indented as `JSON.stringify` would, which cannot write a `bigint`. */
const exact = (json: Json, indent: string): string => {
  const inner = `${indent}  `;
  if (Array.isArray(json)) {
    const elements = (json as readonly Json[]).map((element) => `\n${inner}${exact(element, inner)}`);
    return elements.length === 0 ? '[]' : `[${elements.join(',')}\n${indent}]`;
  }
  if (typeof json !== 'object' || json === null) return formatJson(json);
  const members = Object.entries(json).map(
    ([name, value]) => `\n${inner}${JSON.stringify(name)}: ${exact(value, inner)}`,
  );
  return members.length === 0 ? '{}' : `{${members.join(',')}\n${indent}}`;
};

/** Lists around a value, as deep as it will stand: so its lines need no indenting afterwards. */
const wrapped = (json: Json, depth: number): Json => (depth === 0 ? json : [wrapped(json, depth - 1)]);

/** What `wrapped` puts before the value and after it. */
const before = (depth: number): number => JSON.stringify(wrapped(0, depth), null, 2).indexOf('0');
const after = (depth: number): number =>
  JSON.stringify(wrapped(0, depth), null, 2).length - before(depth) - 1;

/** A value as it stands in a text where its line is indented by `indent`: the first line itself is not. */
export const indented = (json: Json, indent = ''): string => {
  const depth = indent.length / 2;
  try {
    const text = JSON.stringify(wrapped(json, depth), null, 2);
    return safe(text.slice(before(depth), text.length - after(depth)));
  } catch {
    return safe(exact(json, indent));
  }
};

/** The whole text, ending in a newline. */
export const jsonText = (json: Json): string => `${indented(json)}\n`;
