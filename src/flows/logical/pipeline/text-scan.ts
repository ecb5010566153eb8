/** Where the conditions of a match end, from its text alone. Strings may hold anything; comments are left to the lexer. */

export const SPACE = 0x20;
export const QUOTE = 0x22;
export const AMPERSAND = 0x26;
export const OPEN = 0x28;
const CLOSE = 0x29;
const ASTERISK = 0x2a;
const SLASH = 0x2f;
const BACKSLASH = 0x5c;
const PIPE = 0x7c;

/** The quote that ends the string that begins here; the length of the text where none does. */
export const endOfString = (text: string, start: number): number => {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
};

/** Where the parenthesis that opens here is closed; -1 where it is not. */
export const closing = (text: string, open: number): number => {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === OPEN) depth++;
    else if (code === CLOSE && --depth === 0) return at;
  }
  return -1;
};

/** There is no other `&&`. */
export const LAST = -1;
/** It is no conjunction, or not plainly one. */
export const NO_CONJUNCTION = -2;

/** The next `&&` that stands in no parentheses; LAST, or NO_CONJUNCTION. */
export const nextAnd = (text: string, from: number): number => {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case OPEN:
        depth++;
        break;
      case CLOSE:
        depth--;
        break;
      case SLASH: {
        // A comment, and not a mask.
        const next = text.charCodeAt(at + 1);
        if (next === SLASH || next === ASTERISK) return NO_CONJUNCTION;
        break;
      }
      case PIPE:
        if (depth === 0) return NO_CONJUNCTION;
        break;
      case AMPERSAND:
        if (depth === 0 && text.charCodeAt(at + 1) === AMPERSAND) return at;
        break;
    }
  }
  return LAST;
};
