/**
 * `-o json`: `{"schema": "ovnscope.get/1", "items": […]}`, written item by item.
 *
 *     { "schema": …, "items": [            0 spaces
 *         {                                4
 *           "name": …,                     6
 *           "fields": {                    6
 *             "addresses": [ … ]           8
 *
 * An answer may have a million values. Most are short or nothing: so each is made text at once, in its place, instead of
 * being gathered into objects for `JSON.stringify`.
 */
import { isMap, type FieldValue } from '../../model/index.ts';
import type { Json } from '../../ovsdb/index.ts';
import { indented } from '../json.ts';
import type { Chunks } from './chunks.ts';
import type { Convert, Item, Members } from './item.ts';

export const SCHEMA = 'ovnscope.get/1';

const AT_ITEM = '    ';
const AT_MEMBER = `${AT_ITEM}  `;
const AT_VALUE = `${AT_MEMBER}  `;

/** Text that JSON and terminals take as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;

const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : indented(text));

/** An object orders keys that are integers before others. */
const INTEGER = /^\d/;

const mapJson = (map: ReadonlyMap<unknown, unknown>): Json =>
  Object.fromEntries([...map].map(([key, held]) => [String(key), held as Json]));

const mapText = (map: ReadonlyMap<unknown, unknown>): string => {
  let text = '';
  for (const [key, held] of map) {
    if (typeof key !== 'string' || INTEGER.test(key)) return indented(mapJson(map), AT_VALUE);
    text += `${text === '' ? '' : ','}\n${AT_VALUE}  ${quoted(key)}: ${jsonOf(held as FieldValue)}`;
  }
  return text === '' ? '{}' : `{${text}\n${AT_VALUE}}`;
};

const listText = (list: readonly unknown[]): string => {
  let text = '';
  for (const one of list) {
    text += `${text === '' ? '' : ','}\n${AT_VALUE}  ${jsonOf(one as FieldValue)}`;
  }
  return text === '' ? '[]' : `[${text}\n${AT_VALUE}]`;
};

/** A value as the text that stands after its name: maps as objects, nothing as `null`. */
export const jsonOf: Convert<string> = (value) => {
  if (value === undefined) return 'null';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'boolean' || Number.isSafeInteger(value)) return String(value);
  if (isMap(value)) return mapText(value);
  return Array.isArray(value) ? listText(value as readonly unknown[]) : indented(value as Json);
};

/** Names of columns with what stands around them: the same few for every item. */
const starts = new Map<string, string>();

const startOf = (name: string): string => {
  let start = starts.get(name);
  if (start === undefined) starts.set(name, (start = `\n${AT_VALUE}${quoted(name)}: `));
  return start;
};

const membersText = ({ names, values }: Members<string>): string => {
  const texts = values.map((value, i) => startOf(names[i] ?? '') + value);
  return texts.length === 0 ? '{}' : `{${texts.join(',')}\n${AT_MEMBER}}`;
};

const itemText = ({ fields, columns, ...identity }: Item<string>): string => {
  let text = '';
  for (const [name, value] of Object.entries(identity)) {
    text += `\n${AT_MEMBER}${quoted(name)}: ${jsonOf(value ?? undefined)},`;
  }
  text += `\n${AT_MEMBER}"fields": ${membersText(fields)}`;
  if (columns !== undefined) text += `,\n${AT_MEMBER}"columns": ${membersText(columns)}`;
  return `{${text}\n${AT_ITEM}}`;
};

export const writeJson = (items: Iterable<Item<string>>, chunks: Chunks): void => {
  chunks.add(`{\n  "schema": ${JSON.stringify(SCHEMA)},\n  "items": [`);
  let count = 0;
  for (const item of items) chunks.add(`${count++ === 0 ? '' : ','}\n${AT_ITEM}${itemText(item)}`);
  chunks.add(count === 0 ? ']\n}\n' : '\n  ]\n}\n');
};
