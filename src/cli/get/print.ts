/** Selections in the format that was asked for. */
import type { Selection } from '../../model/index.ts';
import { usesColor, type Io } from '../io.ts';
import type { CommandArguments } from '../command.ts';
import { coloured, plain } from '../show/style.ts';
import type { Request } from './asked.ts';
import { Chunks } from './chunks.ts';
import { writeCsv } from './csv.ts';
import { itemsOf, type Convert, type Item } from './item.ts';
import { jsonOf, writeJson } from './json.ts';
import { writeNames } from './names.ts';
import { writeTable } from './table.ts';

export const print = async (
  request: Request,
  selections: readonly Selection[],
  args: CommandArguments,
  io: Io,
): Promise<void> => {
  const chunks = new Chunks(io.out);
  switch (request.format) {
    case 'json':
      writeJson(allItems(request, selections, jsonOf), chunks);
      break;
    case 'yaml': {
      // The library is large, and the other formats do without it.
      const { writeYaml, yamlOf } = await import('./yaml.ts');
      writeYaml(allItems(request, selections, yamlOf), chunks);
      break;
    }
    case 'csv':
      for (const selection of selections) writeCsv(selection, request.headings, chunks);
      break;
    case 'name':
      for (const selection of selections) writeNames(selection, chunks);
      break;
    case 'table':
    case 'wide':
      tables(request, selections, args, io, chunks);
  }
  chunks.flush();
};

const allItems = function* <V>(
  request: Request,
  selections: readonly Selection[],
  convert: Convert<V>,
): Generator<Item<V>> {
  for (const selection of selections) yield* itemsOf(selection, request.columns === 'more', convert);
};

const tables = (
  { format, headings }: Request,
  selections: readonly Selection[],
  args: CommandArguments,
  io: Io,
  chunks: Chunks,
): void => {
  const style = usesColor(io.out, io.env, args.color) ? coloured : plain;
  const width = io.out.terminal ? (io.out.columns ?? 80) : undefined;
  const shown = selections.filter(({ subjects }) => subjects.length > 0);
  shown.forEach((selection, i) => {
    if (headings && selections.length > 1) {
      chunks.add(`${i === 0 ? '' : '\n'}${style.bold(selection.kind.name)}\n`);
    }
    writeTable(selection, { style, headings, width, wide: format === 'wide' }, chunks);
  });
};
