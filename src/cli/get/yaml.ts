/** `-o yaml`: what `-o json` prints. Written item by item. */
import { isMap } from '../../model/index.ts';
import type { Convert, Item, Members } from './item.ts';
import { node, written } from '../yaml.ts';
import { SCHEMA } from './json.ts';

/** A value as the library takes it. */
export const yamlOf: Convert<unknown> = (value) => {
  if (value === undefined) return null;
  if (Array.isArray(value)) return (value as readonly unknown[]).map(node);
  if (isMap(value)) return new Map([...value].map(([key, held]) => [node(String(key)), node(held)]));
  return node(value);
};

const map = ({ names, values }: Members<unknown>): Map<unknown, unknown> =>
  new Map(values.map((value, i) => [node(names[i]), value]));

export const yamlTexts = function* (items: Iterable<Item<unknown>>): Generator<string> {
  yield `schema: ${SCHEMA}\nitems:`;
  let count = 0;
  for (const { fields, columns, ...identity } of items) {
    count++;
    const item = {
      ...Object.fromEntries(Object.entries(identity).map(([name, value]) => [name, node(value)])),
      fields: map(fields),
      ...(columns === undefined ? {} : { columns: map(columns) }),
    };
    yield `${count === 1 ? '\n' : ''}${written([item])}`;
  }
  if (count === 0) yield ' []\n';
};
