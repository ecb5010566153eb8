/**
 * `--from` has two meanings in `trace`: where databases are read from, as everywhere, and with `--to` the port that sends.
 * What exists as a file or directory is the former; of several names that do not, only the last can be the port.
 */
import type { CommandArguments } from '../command.ts';

export interface Split {
  readonly args: CommandArguments;
  readonly sender: string | undefined;
}

export const splitFrom = (args: CommandArguments, exists: (path: string) => boolean): Split => {
  const from = args.from ?? [];
  if (args['to'] === undefined || args['inport'] !== undefined) return { args, sender: undefined };
  const sources = from.filter((value) => exists(value));
  const names = from.filter((value) => !exists(value));
  // A port whose name is also a file's: the value that was given last.
  if (names.length === 0 && sources.length > 0) {
    return { args: { ...args, from: sources.slice(0, -1) }, sender: sources.at(-1) };
  }
  const missing = names.slice(0, -1);
  return { args: { ...args, from: [...sources, ...missing] }, sender: names.at(-1) };
};
