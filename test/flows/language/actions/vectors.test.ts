import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runParseActions } from '../../../conformance/parse-actions.ts';

interface Vector {
  readonly input: string;
  readonly formatted?: string;
  readonly prereqs?: string;
  readonly error?: string;
}

const vectors = JSON.parse(readFileSync('fixtures/conformance/actions.json', 'utf8')) as readonly Vector[];

describe("OVN's own vectors of actions", () => {
  it.each(vectors)('$input', ({ input, formatted, prereqs, error }) => {
    const lines = [input];
    if (error !== undefined) lines.push(error);
    if (formatted !== undefined) lines.push(`formats as ${formatted}`);
    if (prereqs !== undefined) lines.push(`has prereqs ${prereqs}`);
    expect(runParseActions(input)).toStrictEqual({ output: lines.join('\n    '), readAgain: true });
  });
});
