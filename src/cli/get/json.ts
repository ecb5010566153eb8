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
  if (list.length === 0) return '[]';
  let text = '[';
  for (let i = 0; i < list.length; i++) {
    text += `${i === 0 ? '' : ','}\n${AT_VALUE}  ${jsonOf(list[i] as FieldValue)}`;
  }
  return `${text}\n${AT_VALUE}]`;
};

/** A value as the text that stands after its name: maps as objects, nothing as `null`. */
export const jsonOf: Convert<string> = (value) => {
  if (value === undefined) return 'null';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'boolean' || Number.isSafeInteger(value)) return String(value);
  if (isMap(value)) return mapText(value);
  return Array.isArray(value) ? listText(value as readonly unknown[]) : indented(value as Json);
};

/**
 * A member: its name with what stands before it, and the value that it had last, with its text. Most values of a thing are
 * those of the thing before: nothing, empty, up.
 */
interface Place {
  readonly start: string;
  value: string;
  text: string;
}

/** By the list of names, which all things of a kind share. */
const known = new WeakMap<readonly string[], readonly Place[]>();

const placesOf = (names: readonly string[]): readonly Place[] => {
  let places = known.get(names);
  if (places === undefined) {
    places = names.map((name, i) => {
      const start = `${i === 0 ? '' : ','}\n${AT_VALUE}${quoted(name)}: `;
      return { start, value: '', text: start };
    });
    known.set(names, places);
  }
  return places;
};

const membersText = ({ names, values }: Members<string>): string => {
  if (values.length === 0) return '{}';
  const places = placesOf(names);
  let text = '{';
  for (let i = 0; i < values.length; i++) {
    const place = places[i] as Place;
    const value = values[i] as string;
    if (place.value !== value) {
      place.value = value;
      place.text = place.start + value;
    }
    text += place.text;
  }
  return `${text}\n${AT_MEMBER}}`;
};

const member = (name: keyof Item<string>, value: string): string =>
  `\n${AT_MEMBER}"${name}": ${quoted(value)},`;

const itemText = (item: Item<string>): string => {
  const { alias, host, columns } = item;
  return `{${member('kind', item.kind)}${member('name', item.name)}${
    alias === null ? `\n${AT_MEMBER}"alias": null,` : member('alias', alias)
  }${member('uuid', item.uuid)}${member('database', item.database)}${member('table', item.table)}${
    host === undefined ? '' : member('host', host)
  }\n${AT_MEMBER}"fields": ${membersText(item.fields)}${
    columns === undefined ? '' : `,\n${AT_MEMBER}"columns": ${membersText(columns)}`
  }\n${AT_ITEM}}`;
};

export const jsonTexts = function* (items: Iterable<Item<string>>): Generator<string> {
  yield `{\n  "schema": ${JSON.stringify(SCHEMA)},\n  "items": [`;
  let count = 0;
  for (const item of items) yield `${count++ === 0 ? '' : ','}\n${AT_ITEM}${itemText(item)}`;
  yield count === 0 ? ']\n}\n' : '\n  ]\n}\n';
};
