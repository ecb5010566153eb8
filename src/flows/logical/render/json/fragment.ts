/** Pieces of JSON text. Names are hostile: what could move, hide or colour something on a terminal is an escape. */
import { escapeHostile } from '../../../../text/index.ts';

const PLAIN = /^[ !#-[\]-~]*$/;

const escape = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('');

export const quoted = (text: string): string =>
  PLAIN.test(text) ? `"${text}"` : escapeHostile(JSON.stringify(text), escape);

export const quotedOrNull = (text: string | undefined): string =>
  text === undefined ? 'null' : quoted(text);
