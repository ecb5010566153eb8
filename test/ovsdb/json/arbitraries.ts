/** JSON values as OVSDB sends them, with text that is hard to cut: escapes, several bytes a character, brackets. */
import fc from 'fast-check';
import type { Json } from '../../../src/ovsdb/json/value.ts';

const pieces = [
  'a',
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  '\n',
  '\u0000',
  'é',
  '漢',
  '😀',
  '\\"',
  '1234567890123456',
  '',
];

export const hardText = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join(''));

/** No `-0`: JSON text has one, but no value is expected to keep it. */
const number = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((value) => value + 0);

export const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 7, withCrossShrink: true },
    fc.oneof(fc.constantFrom(null, true, false), number, hardText),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(hardText, fc.constantFrom('__proto__', 'constructor')), tie('json'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
}));

/** A message: an object or an array. */
export const message: fc.Arbitrary<Json> = fc.oneof(
  fc.array(json, { maxLength: 5 }),
  fc.dictionary(hardText, json, { maxKeys: 5, noNullPrototype: true }),
);

export const bigInteger = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
