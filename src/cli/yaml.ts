/**
 * YAML 1.2 that readers of YAML 1.1 understand the same way (`no`, `12:30:45` are quoted), with nothing in it that
 * could move, hide or colour something on a terminal.
 */
import { Document, Scalar } from 'yaml';
import type { Json } from '../ovsdb/index.ts';
import { escapeHostile } from '../text/index.ts';

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

/** A scalar as the library takes it: text that needs escapes must be quoted, or they would be read as they stand. */
export const node = (value: unknown): unknown => {
  if (typeof value !== 'string' || escapeHostile(value, () => '') === value) return value;
  const scalar = new Scalar(value);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
};

const nodes = (json: Json): unknown => {
  if (Array.isArray(json)) return (json as readonly Json[]).map(nodes);
  if (typeof json !== 'object' || json === null) return node(json);
  return new Map(Object.entries(json).map(([key, held]) => [node(key), nodes(held)]));
};

/** What the library makes of a value whose scalars went through `node`. */
export const written = (value: unknown): string => {
  const document = new Document(value, { compat: 'yaml-1.1', aliasDuplicateObjects: false });
  return safe(document.toString(OPTIONS));
};

/** The whole text, ending in a newline. */
export const yamlText = (json: Json): string => written(nodes(json));
