/** Where the children of a JSON array or object begin and end, found by its brackets and strings alone. */

export interface Part {
  readonly start: number;
  readonly end: number;
  /** False: the text ends within it, or right after it. */
  readonly complete: boolean;
}

export interface Container {
  /** Behind the closing bracket; undefined: there is none. */
  readonly end: number | undefined;
  /** What stands between the commas, without blanks around it; nothing is left out but what is empty. */
  readonly parts: readonly Part[];
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN = [0x5b, 0x7b];
const CLOSE = [0x5d, 0x7d];

const isSpace = (code: number): boolean => code <= 0x20 || code === 0xfeff;

/** The first place from `at` on that is not blank. */
export const skipSpace = (text: string, at: number): number => {
  while (at < text.length && isSpace(text.charCodeAt(at))) at += 1;
  return at;
};

/** Behind the string that begins at `at`, or `limit`. */
const behindString = (text: string, at: number, limit: number): number => {
  for (let index = at + 1; index < limit; index += 1) {
    const code = text.charCodeAt(index);
    if (code === BACKSLASH) index += 1;
    else if (code === QUOTE) return index + 1;
  }
  return limit;
};

/** Follows the container whose bracket stands at `at`, at most to `limit`. */
export const scan = (text: string, at: number, limit: number): Container => {
  const parts: Part[] = [];
  let start = at + 1;
  const cut = (to: number, complete: boolean): void => {
    let end = to;
    start = skipSpace(text, start);
    while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
    if (end > start) parts.push({ start, end, complete });
    start = to + 1;
  };
  let depth = 1;
  let index = at + 1;
  while (index < limit) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) {
      index = behindString(text, index, limit);
      continue;
    }
    if (OPEN.includes(code)) depth += 1;
    else if (CLOSE.includes(code)) {
      depth -= 1;
      if (depth === 0) {
        cut(index, true);
        return { end: index + 1, parts };
      }
    } else if (code === COMMA && depth === 1) cut(index, true);
    index += 1;
  }
  cut(limit, false);
  return { end: undefined, parts };
};

/** `line 3, column 17`, both from 1. */
export const positionIn = (text: string, at: number): string => {
  let line = 1;
  let lineStart = 0;
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) {
    line += 1;
    lineStart = next + 1;
  }
  return `line ${line}, column ${at - lineStart + 1}`;
};
