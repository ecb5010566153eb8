/** Selections in the format that was asked for. */
import type { Selection } from '../../model/index.ts';
import { usesColor, type Io } from '../io.ts';
import type { CommandArguments } from '../command.ts';
import { coloured, plain } from '../show/style.ts';
import type { Request } from './asked.ts';
import { csvTexts } from './csv.ts';
import { itemsOf, type Convert, type Item } from './item.ts';
import { jsonOf, jsonTexts } from './json.ts';
import { nameTexts } from './names.ts';
import { tableTexts } from './table.ts';
import { writeTexts } from './write.ts';

export const print = async (
  request: Request,
  selections: readonly Selection[],
  args: CommandArguments,
  io: Io,
): Promise<void> => writeTexts(await textsOf(request, selections, args, io), io.out);

const textsOf = async (
  request: Request,
  selections: readonly Selection[],
  args: CommandArguments,
  io: Io,
): Promise<Iterable<string>> => {
  switch (request.format) {
    case 'json':
      return jsonTexts(allItems(request, selections, jsonOf));
    case 'yaml': {
      // The library is large, and the other formats do without it.
      const { yamlOf, yamlTexts } = await import('./yaml.ts');
      return yamlTexts(allItems(request, selections, yamlOf));
    }
    case 'csv':
      return each(selections, (selection) => csvTexts(selection, request.headings));
    case 'name':
      return each(selections, nameTexts);
    case 'table':
    case 'wide':
      return tables(request, selections, args, io);
  }
};

const each = function* <T>(
  selections: readonly Selection[],
  some: (selection: Selection) => Iterable<T>,
): Generator<T> {
  for (const selection of selections) yield* some(selection);
};

const allItems = <V>(
  request: Request,
  selections: readonly Selection[],
  convert: Convert<V>,
): Iterable<Item<V>> =>
  each(selections, (selection) => itemsOf(selection, request.columns === 'more', convert));

const tables = function* (
  { format, headings }: Request,
  selections: readonly Selection[],
  args: CommandArguments,
  io: Io,
): Generator<string> {
  const style = usesColor(io.out, io.env, args.color) ? coloured : plain;
  const width = io.out.terminal ? (io.out.columns ?? 80) : undefined;
  const shown = selections.filter(({ subjects }) => subjects.length > 0);
  for (const [i, selection] of shown.entries()) {
    if (headings && selections.length > 1) {
      yield `${i === 0 ? '' : '\n'}${style.bold(selection.kind.name)}\n`;
    }
    yield* tableTexts(selection, { style, headings, width, wide: format === 'wide' });
  }
};
