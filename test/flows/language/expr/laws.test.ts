import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compileExpression,
  evaluate,
  evaluateConditions,
  formatExpression,
  normalize,
  simplify,
  type Expression,
} from '../../../../src/flows/language/index.ts';
import { matchText, packet } from './arbitrary.ts';
import { lookupPort, read, readAnnotated } from './read.ts';

const packets = fc.array(packet, { minLength: 8, maxLength: 8 });

/** Where each of two expressions is asked about each packet, the answers are the same. */
const agree = (
  a: (words: Uint32Array) => boolean,
  b: (words: Uint32Array) => boolean,
  all: readonly Uint32Array[],
) => {
  expect(all.map(a)).toEqual(all.map(b));
};

const meaning =
  (expression: Expression) =>
  (words: Uint32Array): boolean =>
    evaluate(expression, words, lookupPort);

const resident = (expression: Expression): Expression => evaluateConditions(expression, () => true);

describe('laws of expressions', () => {
  it('what is written back is read as what it was', () => {
    fc.assert(
      fc.property(matchText, packets, (text, all) => {
        const expression = read(text);
        const written = formatExpression(expression);
        const again = read(written);
        expect(formatExpression(again)).toBe(written);
        // Of a single bit, `field[3] == 1` is written `field[3]`, which is read as `field[3] != 0`.
        expect(read(written)).toEqual(again);
        agree(meaning(readAnnotated(text)), meaning(readAnnotated(written)), all);
      }),
      { numRuns: 1000 },
    );
  });

  it('simplifying changes no meaning, and leaves only ==', () => {
    fc.assert(
      fc.property(matchText, packets, (text, all) => {
        const expression = readAnnotated(text);
        const simple = simplify(expression);
        agree(meaning(expression), meaning(simple), all);
        expect(formatExpression(simple)).not.toMatch(/[<>]|!=/);
        expect(simplify(simple)).toBe(simple);
      }),
      { numRuns: 500 },
    );
  });

  it('normalising changes no meaning, and leaves clauses of one symbol', () => {
    const small = matchText.filter((text) => text.length < 120);
    fc.assert(
      fc.property(small, packets, (text, all) => {
        const expression = resident(simplify(readAnnotated(text)));
        fc.pre(formatExpression(expression).length < 2000);
        agree(meaning(expression), meaning(normalize(expression)), all);
      }),
      { numRuns: 500 },
    );
  });

  it('compiled it says the same', () => {
    fc.assert(
      fc.property(matchText, packets, (text, all) => {
        const expression = readAnnotated(text);
        agree(meaning(expression), compileExpression(expression, lookupPort), all);
        agree(meaning(expression), compileExpression(simplify(expression), lookupPort), all);
      }),
      { numRuns: 1000 },
    );
  });
});
