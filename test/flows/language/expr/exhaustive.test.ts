/** All small expressions over fields of few bits, and all packets there are. */
import { describe, expect, it } from 'vitest';
import {
  compileExpression,
  formatExpression,
  normalize,
  simplify,
  SymbolTableBuilder,
  type Expression,
  type Field,
} from '../../../../src/flows/language/index.ts';
import { read } from './read.ts';

const field = (name: string, width: number, word: number): Field => ({
  name,
  width,
  words: [word],
  writable: true,
  maskable: true,
  prerequisite: 'none',
  register: false,
});

const builder = new SymbolTableBuilder();
builder.addField('a', field('A', 2, 0));
builder.addField('b', field('B', 1, 1));
builder.addString('s', field('S', 2, 2));
const scope = { symbols: builder.table };

const packets: readonly Uint32Array[] = Array.from({ length: 32 }, (_, at) =>
  Uint32Array.of(at & 3, (at >> 2) & 1, at >> 3),
);
const lookup = (name: string): number => Number(name);
const truth = (expression: Expression): string => {
  const matches = compileExpression(expression, lookup);
  return packets.map((words) => (matches(words) ? '1' : '0')).join('');
};

const operators = ['==', '!=', '<', '<=', '>', '>='];
const terms = [
  ...operators.flatMap((operator) => [0, 1, 2, 3].map((value) => `a ${operator} ${value}`)),
  ...['a == 0/1', 'a == 2/2', 'a != 2/2', 'b', '!b', 's == "1"', 's == {"1", "2"}'],
];

const truths = new Map(terms.map((term) => [term, truth(read(term, scope))]));

const join = (a: string, operator: string, b: string): string =>
  [...a]
    .map((bit, at) => (operator === '&&' ? bit === '1' && b[at] === '1' : bit === '1' || b[at] === '1'))
    .map(Number)
    .join('');

/** The text means what its parts say, and does so still when it is simplified and normalised. */
const check = (text: string, expected: string): void => {
  const expression = read(text, scope);
  const simple = simplify(expression);
  const found = [expression, simple, normalize(simple)].map(truth);
  if (found.some((each) => each !== expected)) {
    expect({ text, normal: formatExpression(normalize(simple)), found }).toEqual({ text, found: expected });
  }
};

describe('all expressions', () => {
  it('of one comparison say what the comparison says', () => {
    for (const value of [0, 1, 2, 3]) {
      const all = (holds: (a: number) => boolean): string =>
        packets.map((words) => Number(holds(words[0]!))).join('');
      expect(truths.get(`a == ${value}`)).toBe(all((a) => a === value));
      expect(truths.get(`a != ${value}`)).toBe(all((a) => a !== value));
      expect(truths.get(`a < ${value}`)).toBe(all((a) => a < value));
      expect(truths.get(`a <= ${value}`)).toBe(all((a) => a <= value));
      expect(truths.get(`a > ${value}`)).toBe(all((a) => a > value));
      expect(truths.get(`a >= ${value}`)).toBe(all((a) => a >= value));
    }
    for (const [term, expected] of truths) check(term, expected);
  });

  it('of three comparisons', () => {
    for (const [x, xTruth] of truths) {
      for (const [y, yTruth] of truths) {
        for (const inner of ['&&', '||']) {
          const both = join(xTruth, inner, yTruth);
          check(`${x} ${inner} ${y}`, both);
          const outer = inner === '&&' ? '||' : '&&';
          for (const [z, zTruth] of truths) {
            check(`(${x} ${inner} ${y}) ${outer} ${z}`, join(both, outer, zTruth));
          }
        }
      }
    }
  });
});
