/** What becomes of an action that is not understood: its text is kept, and reading goes on behind it. */
import { Lexer } from '../lexer/lexer.ts';
import type { ActionReader } from './reader.ts';
import type { UnknownAction } from './types.ts';

/** Makes an unknown action of what stands from an offset on, and goes on behind it. */
export const recover = (reader: ActionReader, text: string, start: number): UnknownAction => {
  const message = reader.lexer.failure?.message ?? 'not understood';
  const end = start + actionEnd(text.slice(start), reader.depth > 0);
  reader.restart(text, end);
  return { type: 'unknown', text: text.slice(start, end).trimEnd(), message };
};

const OPENING: ReadonlySet<string> = new Set(['(', '[', '{']);
const CLOSING: ReadonlySet<string> = new Set([')', ']', '}']);

/**
 * Where the action ends that a text begins with: behind its `;`, or before the brace that ends the action around it.
 * A `;` between parentheses or braces does not count. If they are never closed, it ends with the text.
 */
const actionEnd = (text: string, nested: boolean): number => {
  const lexer = new Lexer(text);
  let open = 0;
  for (let type = lexer.get(); type !== 'end'; type = lexer.get()) {
    const { start, end } = lexer.token;
    if (OPENING.has(type)) open++;
    else if (CLOSING.has(type)) {
      if (open === 0 && nested && type === '}' && start > 0) return start;
      if (open > 0) open--;
    } else if (type === ';' && open === 0) return end;
  }
  return text.length;
};
