/**
 * Text on its way into XML 1.0. Controls, direction marks and lone surrogates are made visible first, so that a
 * hostile name neither breaks the file nor misleads its reader; the two noncharacters that XML forbids
 * (production [2] Char) become U+FFFD.
 */
import { printable } from '../../text/index.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text content and for quoted attribute values alike. */
export const escapeXml = (text: string): string =>
  printable(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** Tooltips may hold whole names, but not a file's worth of one. */
const LONGEST_TOOLTIP = 2000;

/** Escaped line by line: a tooltip's own line ends stay. */
export const escapeLines = (text: string): string => {
  const left = text.length - LONGEST_TOOLTIP;
  const head = left > 0 ? `${text.slice(0, LONGEST_TOOLTIP)}… (${left} more characters)` : text;
  return head.split('\n').map(escapeXml).join('\n');
};
