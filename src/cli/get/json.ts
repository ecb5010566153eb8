/**
 * `-o json`: `{"schema": "ovnscope.get/1", "items": […]}`, written item by item.
 */
import { isMap } from '../../model/index.ts';
import type { Json } from '../../ovsdb/index.ts';
import { indented } from '../json.ts';
import type { Chunks } from './chunks.ts';
import type { Convert, Item } from './item.ts';

export const SCHEMA = 'ovnscope.get/1';

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

const INDENT = '    ';

export const writeJson = (items: Iterable<Item<Json>>, chunks: Chunks): void => {
  chunks.add(`{\n  "schema": ${JSON.stringify(SCHEMA)},\n  "items": [`);
  let count = 0;
  for (const item of items) {
    chunks.add(`${count++ === 0 ? '' : ','}\n${INDENT}${indented(item as unknown as Json, INDENT)}`);
  }
  chunks.add(count === 0 ? ']\n}\n' : '\n  ]\n}\n');
};
