/**
 * `-o json`: `{"schema": "ovnscope.get/1", "items": […]}`, written item by item. Numbers are exact, whatever their size;
 * characters that could move, hide or colour something on a terminal are written as escapes.
 */
import { isMap } from '../../model/index.ts';
import { formatJson, type Json } from '../../ovsdb/index.ts';
import { escapeHostile } from '../../text/index.ts';
import type { Chunks } from './chunks.ts';
import type { Convert, Item } from './item.ts';

export const SCHEMA = 'ovnscope.get/1';

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

/** A value as JSON has it: maps as objects, nothing as `null`. */
export const jsonOf: Convert<Json> = (value) => {
  if (value === undefined) return null;
  if (!isMap(value)) return value as Json;
  const json: Record<string, Json> = {};
  // A key may be called "__proto__".
  for (const [key, held] of value) {
    if (key === '__proto__') return Object.fromEntries([...value].map(([name, one]) => [String(name), one]));
    json[String(key)] = held;
  }
  return json;
};

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

const INDENT = '    ';

/** What surrounds an item that is written where it will stand, so that its lines need no indenting afterwards. */
const [BEFORE, AFTER] = [JSON.stringify({ items: [0] }, null, 2).indexOf('0'), '\n  ]\n}'.length];

const textOf = (json: Json): string => {
  try {
    return JSON.stringify({ items: [json] }, null, 2).slice(BEFORE, -AFTER);
  } catch {
    return exact(json, INDENT);
  }
};

export const writeJson = (items: Iterable<Item<Json>>, chunks: Chunks): void => {
  chunks.add(`{\n  "schema": ${JSON.stringify(SCHEMA)},\n  "items": [`);
  let count = 0;
  for (const item of items) {
    chunks.add(`${count++ === 0 ? '' : ','}\n${INDENT}${safe(textOf(item as unknown as Json))}`);
  }
  chunks.add(count === 0 ? ']\n}\n' : '\n  ]\n}\n');
};
