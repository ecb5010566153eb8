/** What was typed after `get`, checked as far as it can be before anything is read. */
import { parseFilter, parseSort, testOf } from '../../model/index.ts';
import type { Asked, Choice, Kind } from '../../model/index.ts';
import { OvnscopeError } from '../../text/index.ts';
import type { CommandArguments } from '../command.ts';
import { unknownKind } from '../kind-word.ts';

export const FORMATS = ['table', 'wide', 'json', 'yaml', 'csv', 'name'] as const;

export type Format = (typeof FORMATS)[number];

/** Which kinds there are: the model's, and in tests their own. */
export interface Registry {
  readonly kinds: readonly Kind[];
  readonly kindOf: (word: string) => Kind | undefined;
}

export interface Request extends Asked {
  readonly kinds: readonly Kind[];
  readonly format: Format;
  readonly headings: boolean;
}

const texts = (value: unknown): readonly string[] =>
  value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)];

/** Throws `OvnscopeError` of kind `usage`. */
export const readRequest = (args: CommandArguments, kindText: string, registry: Registry): Request => {
  const kinds = kindsOf(kindText, registry);
  const format = String(args['output'] ?? 'table') as Format;
  const filters = texts(args['filter']).map(parseFilter);
  for (const filter of filters) testOf(filter);
  const columns = texts(args['columns']).flatMap((list) => list.split(','));
  if (columns.some((name) => name.trim() === '')) {
    throw new OvnscopeError('usage', '--columns needs names', { expected: '--columns name,addresses' });
  }
  if (format === 'csv' && kinds.length > 1) {
    throw new OvnscopeError('usage', 'csv is one table: one kind at a time', {
      hint: '-o json takes several',
    });
  }
  return {
    kinds,
    names: texts(args['names']),
    format,
    filters,
    sort: texts(args['sort']).flatMap(parseSort),
    columns:
      columns.length > 0 && format !== 'name' ? columns.map((name) => name.trim()) : proposedBy(format),
    headings: args['noHeadings'] !== true,
  };
};

const proposedBy = (format: Format): Choice => {
  if (format === 'name') return [];
  if (format === 'json' || format === 'yaml') return 'more';
  return format === 'wide' || format === 'csv' ? 'wide' : 'table';
};

const kindsOf = (text: string, { kinds, kindOf }: Registry): readonly Kind[] => {
  const found = text.split(',').map((word) => {
    const kind = kindOf(word.trim());
    if (kind !== undefined) return kind;
    throw unknownKind(word, kinds);
  });
  return [...new Set(found)];
};
