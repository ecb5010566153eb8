/** Prints selections over databases in memory, through the same code as the command. */
import { select, type Asked, type Kind, type Network } from '../../../src/model/index.ts';
import { print } from '../../../src/cli/get/print.ts';
import { FORMATS, type Format } from '../../../src/cli/get/asked.ts';
import type { CommandArguments } from '../../../src/cli/command.ts';
import type { Io } from '../../../src/cli/io.ts';

export { FORMATS };

export interface Printing extends Partial<Asked> {
  readonly kinds: readonly Kind[];
  readonly headings?: boolean;
  /** Of a terminal; none without it. */
  readonly width?: number;
  readonly color?: 'always' | 'never';
}

const args: CommandArguments = { leaderOnly: true, noLeaderOnly: false, color: 'never', verbose: false };

export const printed = async (network: Network, format: Format, options: Printing): Promise<string> => {
  let out = '';
  const io: Io = {
    env: {},
    out: {
      write: (text) => void (out += text),
      terminal: options.width !== undefined,
      columns: options.width,
    },
    err: { write: () => undefined, terminal: false, columns: undefined },
    signal: new AbortController().signal,
  };
  const proposed = format === 'json' || format === 'yaml' ? 'more' : format === 'table' ? 'table' : 'wide';
  const { kinds, columns = proposed, headings = true } = options;
  const request = {
    names: options.names ?? [],
    filters: options.filters ?? [],
    sort: options.sort ?? [],
    kinds,
    columns,
    headings,
    format,
  };
  const selections = kinds.map((kind) => select(network, kind, request));
  await print(request, selections, { ...args, color: options.color ?? 'never' }, io);
  return out;
};
