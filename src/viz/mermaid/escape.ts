/**
 * Texts for Mermaid: entity codes (`#35;`) for everything that is not a plain letter or digit, so that no name is taken
 * for syntax or markup (https://mermaid.js.org/syntax/flowchart.html, "Entity codes to escape characters").
 */
import { short } from '../words.ts';

const PLAIN = /[^\p{L}\p{N} ]/gu;

const code = (character: string): string => `#${character.codePointAt(0)};`;

/**
 * Names of icons, formulas and ends of lines are looked for after codes were read. What parts them is an element that
 * shows nothing: the name stays as it is, also when it is copied from the picture.
 */
const APART = /(?<=:)(?=fa-)|(?<=\\)(?=n)|(?<=\$)(?=\$)/;
const NOTHING = '<wbr>';

/** As text of a quoted label: one line. */
export const labelText = (text: string, limit: number): string =>
  short(text, limit)
    .split(APART)
    .map((part) => part.replace(PLAIN, code))
    .join(NOTHING);
