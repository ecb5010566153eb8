/** A command: its words for yargs, and what it does, loaded only when it is called. */
import type { Options } from 'yargs';
import type { Io } from './io.ts';
import type { GlobalArguments } from './options.ts';

export interface CommandArguments extends GlobalArguments {
  readonly [name: string]: unknown;
}

/** Exit status: 0 fine, 1 usage or connection, 2 checked and found wanting. */
export type Run = (args: CommandArguments, io: Io) => Promise<0 | 1 | 2>;

/**
 * What stands behind a word, for the completion: names of things, names of the things of the kind that was typed
 * before, a kind, a path, one of some words. A `remote` is a database's server or file.
 */
export type Completes = 'thing' | 'name' | 'kind' | 'file' | 'directory' | 'remote' | readonly string[];

/** An option as yargs takes it, with what its value is completed from; choices are completed without saying so. */
export type CommandOption = Options & { readonly complete?: Completes };

export interface Positional {
  /** As in `usage`: `name` of `describe <name>`. */
  readonly name: string;
  readonly describe: string;
  readonly complete?: Completes;
}

export interface Command {
  /** For yargs: `get <kind> [names..]`. */
  readonly usage: string;
  readonly summary: string;
  /** Paragraphs of the manual page. */
  readonly description?: readonly string[];
  /** In the order of `usage`. */
  readonly positionals?: readonly Positional[];
  readonly options: Readonly<Record<string, CommandOption>>;
  readonly examples: readonly (readonly [command: string, meaning: string])[];
  readonly load: () => Promise<{ readonly run: Run }>;
}
