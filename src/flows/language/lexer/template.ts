import { formatToken } from './format.ts';
import { Lexer } from './lexer.ts';

export interface Expansion {
  /** Empty if a variable is missing. */
  readonly text: string;
  readonly missing: readonly string[];
}

/**
 * A text with its `^variables` replaced by their values, as ovn-controller does before it parses a match or actions.
 *
 * A text without variables stays as it is. Of others OVN writes the tokens back without anything between them, and so
 * does this: two words that stood side by side become one.
 */
export const expandTemplate = (text: string, variables: ReadonlyMap<string, string>): Expansion => {
  if (!text.includes('^')) return { text, missing: [] };
  const missing = new Set<string>();
  let expanded = '';
  const lexer = new Lexer(text);
  while (lexer.get() !== 'end') {
    const { token } = lexer;
    if (token.type !== 'template') {
      expanded += formatToken(token);
      continue;
    }
    const value = variables.get(token.text);
    if (value === undefined) missing.add(token.text);
    else expanded += value;
  }
  return { text: missing.size > 0 ? '' : expanded, missing: [...missing] };
};
