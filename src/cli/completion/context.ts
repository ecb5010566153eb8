/**
 * What can stand at the cursor, told by the words before it and the command table. The same reading of words as the
 * program's own parser: options and values mixed with positionals, `--name=value`, and `--` after which nothing is
 * an option.
 */
import type { Command, CommandOption, Completes } from '../command.ts';
import { globalOptions } from '../options.ts';

type OptionTable = Readonly<Record<string, CommandOption>>;

export interface Context {
  /** The command that was typed. */
  readonly command: Command | undefined;
  /** `undefined`: nothing that anyone could know, such as a number. */
  readonly wanted: 'command' | 'option' | Completes | undefined;
  /** What every candidate begins with and is not part of the value: `--from=`, or nothing. */
  readonly prefix: string;
  /** What was typed of the value. */
  readonly typed: string;
  readonly positionals: readonly string[];
  /** Values by option, as far as the line gives them. */
  readonly given: ReadonlyMap<string, readonly string[]>;
  /** After `--`. */
  readonly verbatim: boolean;
  /** All options that can be given here. */
  readonly options: OptionTable;
}

/** Those that the parser adds to every command. */
const PARSER_OPTIONS: OptionTable = {
  help: { alias: 'h', type: 'boolean', describe: 'show help' },
  version: { alias: 'V', type: 'boolean', describe: 'show version number' },
};

/** `words` are the words between the program's name and the cursor. */
export const contextOf = (
  commands: readonly Command[],
  words: readonly string[],
  current: string,
): Context => {
  const positionals: string[] = [];
  const given = new Map<string, string[]>();
  let command: Command | undefined;
  let options: OptionTable = { ...globalOptions, ...PARSER_OPTIONS };
  let waiting: string | undefined;
  let verbatim = false;
  const give = (name: string, value: string): void =>
    void given.set(name, [...(given.get(name) ?? []), value]);
  for (const word of words) {
    if (waiting !== undefined) {
      give(waiting, word);
      waiting = undefined;
    } else if (!verbatim && word === '--') verbatim = true;
    else if (!verbatim && /^-./.test(word)) {
      const [, spelled = '', value] = /^--?([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
      const name = optionNamed(options, spelled, word.startsWith('--'));
      if (name === undefined) continue;
      if (value !== undefined) give(name, value);
      else if (takesValue(options[name])) waiting = name;
      else give(name, '');
    } else if (command === undefined) {
      command = commands.find((each) => wordOf(each) === word);
      if (command === undefined) positionals.push(word);
      else options = { ...options, ...command.options };
    } else positionals.push(word);
  }
  const place = { command, positionals, given, verbatim, options };
  if (waiting !== undefined) {
    return { ...place, wanted: completesOf(options[waiting]), prefix: '', typed: current };
  }
  const assigned = verbatim ? undefined : /^(--([^=]+)=)(.*)$/s.exec(current);
  if (assigned !== undefined && assigned !== null) {
    const [, prefix = '', spelled = '', typed = ''] = assigned;
    const name = optionNamed(options, spelled, true);
    const wanted = name === undefined ? undefined : completesOf(options[name]);
    return { ...place, wanted, prefix, typed };
  }
  const rest = { ...place, prefix: '', typed: current };
  if (!verbatim && current.startsWith('-')) return { ...rest, wanted: 'option' };
  if (command === undefined) return { ...rest, wanted: positionals.length === 0 ? 'command' : undefined };
  const wanted = positionalAt(command, positionals.length);
  // Kinds may be joined by commas.
  const start = wanted === 'kind' ? current.lastIndexOf(',') + 1 : 0;
  return { ...rest, wanted, prefix: current.slice(0, start), typed: current.slice(start) };
};

/** The command's own word: the first of its usage. */
export const wordOf = ({ usage }: Command): string => usage.split(' ')[0] ?? usage;

export const takesValue = (option: CommandOption | undefined): boolean =>
  option !== undefined && option.type !== 'boolean' && option.type !== 'count';

const completesOf = (option: CommandOption | undefined): Completes | undefined => {
  if (option === undefined || !takesValue(option)) return undefined;
  return option.complete ?? (option.choices === undefined ? undefined : option.choices.map(String));
};

/** The last positional may stand for many: `[names..]`. */
const positionalAt = ({ positionals = [], usage }: Command, index: number): Completes | undefined => {
  const at = /\.\.[\]>]$/.test(usage) ? Math.min(index, positionals.length - 1) : index;
  return positionals[at]?.complete;
};

/** One letter with one dash, more with two. */
const optionNamed = (options: OptionTable, spelled: string, long: boolean): string | undefined => {
  if (long) return Object.hasOwn(options, spelled) ? spelled : aliased(options, spelled);
  // `-vo json`: only the last letter can take a value.
  return aliased(options, spelled.slice(-1));
};

const aliased = (options: OptionTable, spelled: string): string | undefined =>
  Object.keys(options).find((name) => aliasesOf(options[name]).includes(spelled));

export const aliasesOf = (option: CommandOption | undefined): readonly string[] =>
  [option?.alias ?? []].flat().map(String);
