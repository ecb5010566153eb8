/** OVN's own vectors; see fixtures/conformance/README.md. */
import { readFileSync } from 'node:fs';

const read = (name: string): string =>
  readFileSync(new URL(`../../../fixtures/conformance/${name}`, import.meta.url), 'utf8');

export interface Vector {
  readonly input: string;
  readonly output: string;
}

const load = <T>(name: string): readonly T[] => JSON.parse(read(name)) as readonly T[];

export const lexerVectors = load<{ readonly input: string; readonly tokens: string }>('lexer.json');
export const parseVectors = load<Vector>('expr-parse.json');
export const annotateVectors = load<Vector>('expr-annotate.json');

/** `name = expansion` of each symbol, sorted. */
export const symbolLines: readonly string[] = read('ovn-fields.txt').trimEnd().split('\n');
