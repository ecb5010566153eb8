/**
 * A bash command line up to the cursor, as words. Bash's own COMP_WORDS is split at `=`, `:` and `@` as well, and keeps
 * the quotes; so the line is read here, by the rules of QUOTING in bash(1), and never evaluated: `$`, `~` and
 * backquotes stay what they are.
 *
 * Readline replaces only what stands behind the last *break* (a character of COMP_WORDBREAKS outside of quotes, or
 * an opening quote): `kept` is what stands before it in the word.
 */
export interface Line {
  /** Unquoted; the program's name is the first. */
  readonly words: readonly string[];
  /** The word at the cursor, unquoted. */
  readonly current: string;
  /** The part of `current` that readline leaves as it is. */
  readonly kept: string;
  /** The quote that is open at the cursor. */
  readonly quote: '' | '"' | "'";
}

const BLANK = /[ \t\n]/;

export const splitLine = (line: string, breaks: string): Line => {
  const words: string[] = [];
  let word = '';
  let started = false;
  let kept = 0;
  let quote: Line['quote'] = '';
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    if (quote === "'") {
      if (char === "'") quote = '';
      else word += char;
      if (quote === '') kept = word.length;
    } else if (quote === '"') {
      if (char === '"') {
        quote = '';
        kept = word.length;
      } else if (char === '\\' && '$`"\\\n'.includes(line.charAt(at + 1)) && at + 1 < line.length) {
        word += line.charAt(++at);
      } else word += char;
    } else if (BLANK.test(char)) {
      if (started) words.push(word);
      word = '';
      kept = 0;
      started = false;
    } else {
      started = true;
      if (char === '\\') word += line.charAt(++at);
      else if (char === '"' || char === "'") {
        quote = char;
        kept = word.length;
      } else {
        word += char;
        if (breaks.includes(char)) kept = word.length;
      }
    }
  }
  return { words, current: word, kept: word.slice(0, kept), quote };
};
