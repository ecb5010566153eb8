/** Lines of the plain-text forms. */

export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** It begins with a blank: it belongs to the line before. */
  readonly indented: boolean;
}

/** Lines that hold something; `\r\n` ends a line as well. */
export const linesOf = (text: string): Line[] =>
  text
    .split('\n')
    .map((line, index) => ({ number: index + 1, text: line.endsWith('\r') ? line.slice(0, -1) : line }))
    .filter(({ text: line }) => line.trim() !== '')
    .map((line) => ({ ...line, indented: line.text.startsWith(' ') || line.text.startsWith('\t') }));

/** Blanks alone separate words: the kernel allows none in the name of a device, but every other control character. */
export const wordsOf = (text: string): string[] => text.split(/[ \t]+/).filter((word) => word !== '');

export const at = ({ number }: Line): string => `line ${number}`;
