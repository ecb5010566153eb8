/**
 * Text that came from a network is hostile: a port may be called `\x1b]0;…\x07`, hold a newline, or reorder
 * the line with Unicode direction marks. Everything that reaches a terminal goes through here.
 *
 * Escaped: C0 and C1 controls, DEL, line and paragraph separators, direction marks and overrides, zero-width
 * characters, byte order mark, tag characters and lone surrogates. The backslash itself stays single, so that
 * ordinary names are untouched: the result is for eyes, not for parsing back.
 */
const HOSTILE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\u001b': '\\e' };

const escapeOne = (character: string): string => {
  const short = SHORT[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
};

/** `text` with every character that could move, hide or colour something on a terminal made visible. */
export const printable = (text: string): string => text.replace(HOSTILE, escapeOne);

/** The same characters in the way of some format: JSON and YAML have escapes of their own. */
export const escapeHostile = (text: string, escape: (character: string) => string): string =>
  text.replace(HOSTILE, escape);

/** `printable`, cut to `limit` characters with the number left out said at the end. */
export const excerpt = (text: string, limit = 120): string => {
  const shown = printable(text.slice(0, limit));
  return text.length <= limit ? shown : `${shown}… (${text.length - limit} more characters)`;
};
