/**
 * Texts in Graphviz's two kinds of string. Both take `\N`, `\G` and `\E` for names of what they are written in, so that a
 * backslash is written twice, and in a tooltip, which is read twice, four times; entities are read there, too.
 */
import { escapeXml } from '../svg/escape.ts';
import { printable } from '../../text/index.ts';
import { short } from '../words.ts';

/** Wide enough for a UUID with a prefix; the whole name is in the tooltip. */
export const LABEL = 64;
const TOOLTIP = 2000;

const doubled = (text: string): string => text.replaceAll('\\', '\\\\');

/** Inside an HTML-like label, where Graphviz 2.43 does not read a text that ends in a closing bracket. */
export const html = (text: string, limit = LABEL): string =>
  doubled(escapeXml(short(text, limit))).replaceAll(']', '&#93;');

const quoted = (text: string): string =>
  `"${doubled(text.replace(/[\ufffe\uffff]/g, '\ufffd')).replaceAll('"', '\\"')}"`;

/** A quoted string whose lines stay lines: what pops up. */
export const tip = (text: string): string => {
  const lines = text.slice(0, TOOLTIP).split('\n').map(printable);
  const left = text.length - TOOLTIP;
  const whole = `${lines.join('\n')}${left > 0 ? `… (${left} more characters)` : ''}`;
  // Nothing at all would be filled with the label, which is markup.
  return quoted(whole === '' ? ' ' : doubled(whole.replaceAll('&', '&amp;')));
};

/** Ids as they are, as far as they differ after they were made safe; the others get a number. */
export class Ids {
  private readonly taken = new Set<string>();
  private readonly given = new Map<string, string>();

  of(id: string): string {
    const known = this.given.get(id);
    if (known !== undefined) return known;
    const head = printable(id.slice(0, 200));
    let name = head;
    for (let n = 2; this.taken.has(name); n++) name = `${head}~${n}`;
    this.taken.add(name);
    const written = quoted(name);
    this.given.set(id, written);
    return written;
  }
}
