import { excerpt, printable } from '../../text/index.ts';

/** Further lines for a message: the text, and under it a caret at the place that is meant. */
export const marked = (text: string, at: number): string => {
  if (at > 80) return marked(`…${text.slice(at - 40)}`, 41);
  return `\n    ${excerpt(text, 160)}\n    ${' '.repeat(printable(text.slice(0, at)).length)}^`;
};
