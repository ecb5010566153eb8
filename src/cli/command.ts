/** A command: its words for yargs, and what it does, loaded only when it is called. */
import type { Options } from 'yargs';
import type { Io } from './io.ts';
import type { GlobalArguments } from './options.ts';

export interface CommandArguments extends GlobalArguments {
  readonly [name: string]: unknown;
}

/** Exit status: 0 fine, 1 usage or connection, 2 checked and found wanting. */
export type Run = (args: CommandArguments, io: Io) => Promise<0 | 1 | 2>;

export interface Command {
  readonly usage: string;
  readonly summary: string;
  readonly options: Readonly<Record<string, Options>>;
  readonly examples: readonly (readonly [command: string, meaning: string])[];
  readonly load: () => Promise<{ readonly run: Run }>;
}
