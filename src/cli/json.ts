/**
 * JSON as it leaves the program: two spaces to a level, integers of any size exact, and nothing in it that could
 * move, hide or colour something on a terminal: what JSON lets stand in a string is written as an escape.
 */
import type { Json } from '../ovsdb/index.ts';
import { escaped } from '../text/index.ts';

const string = (text: string): string =>
  escaped(JSON.stringify(text), (character) =>
    [...Array(character.length).keys()]
      .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
      .join(''),
  );

const isScalar = (json: Json): boolean => typeof json !== 'object' || json === null;

/** Lists of scalars stay on their line while they are short. */
const SHORT = 80;

const pieces = function* (json: Json, indent: string): Generator<string> {
  if (typeof json === 'string') yield string(json);
  else if (isScalar(json)) yield String(json);
  else {
    const isList = Array.isArray(json);
    const members: readonly (readonly [string, Json])[] = isList
      ? (json as readonly Json[]).map((one) => ['', one] as const)
      : Object.entries(json as Readonly<Record<string, Json>>).map(([key, held]) => [
          `${string(key)}: `,
          held,
        ]);
    const [open, close] = isList ? ['[', ']'] : ['{', '}'];
    if (members.length === 0) return yield `${open}${close}`;
    if (isList && members.every(([, one]) => isScalar(one))) {
      const flat = `[${members.map(([, one]) => [...pieces(one, '')].join('')).join(', ')}]`;
      if (flat.length <= SHORT) return yield flat;
    }
    yield open;
    const deeper = `${indent}  `;
    for (const [i, [key, held]] of members.entries()) {
      yield `${i === 0 ? '' : ','}\n${deeper}${key}`;
      yield* pieces(held, deeper);
    }
    yield `\n${indent}${close}`;
  }
};

/** The text, ending in a newline. */
export const jsonText = (json: Json): string => `${[...pieces(json, '')].join('')}\n`;
