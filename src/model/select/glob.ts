/**
 * Shell patterns: `*` any text, `?` any character, `[a-z]` and `[!a-z]` one of these. Matched with one step back at most,
 * so that a pattern of many stars takes no longer than text times pattern.
 */
type Part = '*' | ((character: string) => boolean);

export const isGlob = (text: string): boolean => /[*?[]/.test(text);

export const globTest = (pattern: string): ((text: string) => boolean) => {
  const parts = partsOf(Array.from(pattern));
  return (text) => matchesParts(parts, Array.from(text));
};

const partsOf = (pattern: readonly string[]): readonly Part[] => {
  const parts: Part[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] as string;
    const end = character === '[' ? pattern.indexOf(']', at + (pattern[at + 1] === '!' ? 3 : 2)) : -1;
    if (character === '*') parts.push('*');
    else if (character === '?') parts.push(() => true);
    else if (end > 0) {
      parts.push(classTest(pattern.slice(at + 1, end)));
      at = end;
    } else parts.push((other) => other === character);
  }
  return parts;
};

const classTest = (inside: readonly string[]): ((character: string) => boolean) => {
  const negated = inside[0] === '!';
  const set = negated ? inside.slice(1) : inside;
  return (character) => {
    for (let i = 0; i < set.length; i++) {
      const from = set[i] as string;
      const isRange = set[i + 1] === '-' && i + 2 < set.length;
      const to = isRange ? (set[i + 2] as string) : from;
      if (from <= character && character <= to) return !negated;
      if (isRange) i += 2;
    }
    return negated;
  };
};

const matchesParts = (parts: readonly Part[], text: readonly string[]): boolean => {
  let [part, at, star, resume] = [0, 0, -1, 0];
  while (at < text.length) {
    const test = parts[part];
    if (test === '*') {
      star = part++;
      resume = at;
    } else if (test?.(text[at] as string) === true) {
      part++;
      at++;
    } else if (star >= 0) {
      part = star + 1;
      at = ++resume;
    } else return false;
  }
  while (parts[part] === '*') part++;
  return part === parts.length;
};
