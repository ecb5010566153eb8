import { describe, expect, it } from 'vitest';
import {
  annotate,
  formatExpression,
  parseExpression,
  type Parsed,
} from '../../../../src/flows/language/index.ts';
import type { Expression } from '../../../../src/flows/language/index.ts';
import { scope } from '../../../conformance/ovn-setup.ts';
import { annotateVectors, parseVectors } from '../vectors.ts';

const printed = ({ value, error }: Parsed<Expression>): string =>
  error === undefined ? formatExpression(value as Expression) : error.message;

describe("OVN's own vectors", () => {
  it.each(parseVectors)('parsed: $input', ({ input, output }) => {
    expect(printed(parseExpression(input, scope))).toBe(output);
  });

  it.each(annotateVectors)('annotated: $input', ({ input, output }) => {
    const { value, error } = parseExpression(input, scope);
    expect(printed(error === undefined ? annotate(value, scope.symbols) : { error })).toBe(output);
  });
});
