/**
 * Source of a manual page in the macros of man(7), as groff and mandoc read them. Text becomes what it says: a line of
 * it is never taken for a request, nor a character for an escape.
 */

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\(rs',
  '-': '\\-',
  '"': '\\(dq',
  "'": '\\(aq',
  '`': '\\(ga',
  '^': '\\(ha',
  '~': '\\(ti',
  '…': '...',
};

/** Text within a line. */
export const escapeRoff = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\\\-"'`^~…]/g, (char) => ESCAPES[char] ?? char)
    .replace(
      /[^ -~]/gu,
      (char) => `\\[u${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    );

/** A line of text: nothing in it can start a request. */
const line = (text: string): string => {
  const escaped = escapeRoff(text).trim();
  return escaped.startsWith('.') ? `\\&${escaped}` : escaped;
};

export const bold = (text: string): string => `\\fB${escapeRoff(text)}\\fR`;
export const italic = (text: string): string => `\\fI${escapeRoff(text)}\\fR`;

export const title = (name: string, section: number, source: string, manual: string): string =>
  `.TH ${[name, String(section), '', source, manual].map((word) => `"${escapeRoff(word)}"`).join(' ')}`;

export const section = (name: string): string => `.SH ${escapeRoff(name)}`;
export const subsection = (name: string): string => `.SS ${escapeRoff(name)}`;

export const paragraph = (text: string): readonly string[] => ['.PP', line(text)];

/** A term, made with `bold` and `italic`, and what there is to say about it. */
export const item = (term: string, text: string): readonly string[] => ['.TP', `\\&${term}`, line(text)];

/** Lines as they are typed. */
export const example = (lines: readonly string[]): readonly string[] => [
  '.RS 4',
  '.EX',
  ...lines.map((each) => `\\&${escapeRoff(each)}`),
  '.EE',
  '.RE',
];
