/** Texts to expressions, where a test knows that they are right. */
import {
  annotate,
  parseExpression,
  standardSymbols,
  type Diagnostic,
  type Expression,
  type Parsed,
  type PortLookup,
  type Scope,
} from '../../../../src/flows/language/index.ts';

export const standard: Scope = { symbols: standardSymbols() };

/** The value, or the error as an exception. */
export const valueOf = <T>({ value, error }: Parsed<T>): T => {
  if (error !== undefined) throw new Error(error.message);
  return value as T;
};

export const read = (text: string, scope: Scope = standard): Expression =>
  valueOf(parseExpression(text, scope));

export const readAnnotated = (text: string, scope: Scope = standard): Expression =>
  valueOf(annotate(read(text, scope), scope.symbols));

/** The place of an error, marked in the text: `ip4.src == >>>"a"<<<`. */
export const marked = (text: string, { start, end }: Diagnostic): string =>
  `${text.slice(0, start)}>>>${text.slice(start, end)}<<<${text.slice(end)}`;

export const portNumbers: ReadonlyMap<string, number> = new Map([
  ['p0', 0],
  ['p1', 1],
  ['p2', 2],
]);

export const lookupPort: PortLookup = (name) => portNumbers.get(name);
