/**
 * `-o yaml`: what `-o json` prints, as YAML 1.2 that readers of YAML 1.1 understand the same way (`no`, `12:30:45` are
 * quoted). Written item by item.
 */
import { Document, Scalar } from 'yaml';
import { isMap } from '../../model/index.ts';
import { escapeHostile } from '../../text/index.ts';
import type { Chunks } from './chunks.ts';
import type { Convert, Item } from './item.ts';
import { SCHEMA } from './json.ts';

const OPTIONS = {
  lineWidth: 0,
  indentSeq: false,
  // Never text over several lines: a line break of a name stays an escape.
  blockQuote: false,
  doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
  // Each item stands for itself: no anchors between values that happen to be the same.
  aliasDuplicateObjects: false,
} as const;

const escape = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
};

const safe = (yaml: string): string =>
  escapeHostile(yaml, (character) => (character === '\n' ? character : escape(character)));

/** Text that needs escapes must be quoted, or they would be read as they stand. */
const node = (value: unknown): unknown => {
  if (typeof value !== 'string' || escapeHostile(value, () => '') === value) return value;
  const scalar = new Scalar(value);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
};

/** A value as the library takes it. */
export const yamlOf: Convert<unknown> = (value) => {
  if (value === undefined) return null;
  if (Array.isArray(value)) return (value as readonly unknown[]).map(node);
  if (isMap(value)) return new Map([...value].map(([key, held]) => [node(String(key)), node(held)]));
  return node(value);
};

const map = (members: Readonly<Record<string, unknown>>): Map<unknown, unknown> =>
  new Map(Object.entries(members).map(([name, value]) => [node(name), value]));

export const writeYaml = (items: Iterable<Item<unknown>>, chunks: Chunks): void => {
  chunks.add(`schema: ${SCHEMA}\nitems:`);
  let count = 0;
  for (const { fields, columns, ...identity } of items) {
    count++;
    const item = {
      ...Object.fromEntries(Object.entries(identity).map(([name, value]) => [name, node(value)])),
      fields: map(fields),
      ...(columns === undefined ? {} : { columns: map(columns) }),
    };
    const document = new Document([item], { compat: 'yaml-1.1', aliasDuplicateObjects: false });
    chunks.add(`${count === 1 ? '\n' : ''}${safe(document.toString(OPTIONS))}`);
  }
  if (count === 0) chunks.add(' []\n');
};
