/**
 * The command line: words → command → exit status.
 *
 * yargs parses and writes the help. Its way of printing the help before any error, and of ending the process, is
 * switched off: errors are told in one place, here.
 */
import yargs from 'yargs';
import type { Command, CommandArguments } from './command.ts';
import { commands } from './commands/table.ts';
import { reportError } from './errors.ts';
import type { Io } from './io.ts';
import { checkGlobals, globalOptions } from './options.ts';
import { usageError } from './usage.ts';
import { VERSION } from './version.ts';

/** What the shells call while a line is typed. */
export const COMPLETE = '__complete';

export const main = async (argv: readonly string[], io: Io): Promise<number> => {
  if (argv[0] === COMPLETE) return (await import('./completion/index.ts')).complete(argv.slice(1), io);
  const verbose = argv.includes('-v') || argv.includes('--verbose');
  try {
    return await dispatch(argv, io);
  } catch (error) {
    if (!io.signal.aborted) reportError(io.err, error, verbose);
    return 1;
  }
};

/**
 * What follows `--` is no option, whatever it begins with. yargs would leave it out of a command's words; under a
 * name that begins with no dash, and that nobody can type, it takes its place among them.
 */
const hidden = (_: string, i: number): string => `\0${i}`;

const HIDDEN = /\0(\d+)/g;

/** `value` with the words that stood behind their `hidden` names. */
const shown = <T>(value: T, words: readonly string[]): T => {
  const show = (one: unknown): unknown => {
    if (typeof one === 'string') return one.replace(HIDDEN, (_, i: string) => words[Number(i)] ?? '');
    if (Array.isArray(one)) return (one as unknown[]).map(show);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([name, held]) => [name, show(held)]));
  };
  return show(value) as T;
};

const dispatch = async (argv: readonly string[], io: Io): Promise<number> => {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : [...argv.slice(0, end), ...argv.slice(end + 1).map(hidden)];
  const restored = <T>(value: T): T => shown(value, argv.slice(end + 1));
  let chosen: { command: Command; args: CommandArguments } | undefined;
  let parser = yargs()
    .scriptName('ovnscope')
    .locale('en')
    .usage(
      'ovnscope: see what Open vSwitch and OVN do, live or saved; read-only\n\nUsage: $0 COMMAND [OPTION]…',
    )
    .parserConfiguration({
      'strip-aliased': true,
      'strip-dashed': true,
      'duplicate-arguments-array': true,
      'boolean-negation': false,
      // `--from archive NAME`: the name is no second archive.
      'greedy-arrays': false,
    })
    .options(globalOptions)
    .version(VERSION)
    .alias('version', 'V')
    .help()
    .alias('help', 'h')
    .strict()
    .recommendCommands()
    .demandCommand(1, 'a command is missing')
    .wrap(io.out.columns === undefined ? 100 : Math.min(io.out.columns, 110))
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => {
      if (error !== undefined && error.name !== 'YError') throw error;
      throw usageError(message === null ? null : restored(message), argv);
    });
  for (const command of commands) {
    parser = parser.command(
      command.usage,
      command.summary,
      (sub) => {
        for (const [line, meaning] of command.examples) sub.example(line, meaning);
        // Without a type a name such as 0012 would be read as a number.
        for (const { name, describe } of command.positionals ?? [])
          sub.positional(name, { describe, type: 'string' });
        return sub
          .options(command.options)
          .group(Object.keys(command.options), 'Options:')
          .group([...Object.keys(globalOptions), 'help', 'version'], 'Everywhere:');
      },
      (args) => {
        chosen = { command, args: restored(single(args as unknown as CommandArguments, command)) };
      },
    );
  }
  let printed = '';
  await parser.parseAsync([...words], {}, (_error: unknown, _args: unknown, output: string) => {
    printed = output;
  });
  if (printed !== '') {
    io.out.write(`${printed}\n`);
    return 0;
  }
  if (chosen === undefined) throw usageError('a command is missing', argv);
  checkGlobals(chosen.args);
  const { run } = await chosen.command.load();
  return run(chosen.args, io);
};

/** An option that was given twice comes as a list: the last one counts, unless the option is a list. */
const single = (args: CommandArguments, command: Command): CommandArguments => {
  const lists = new Set(
    Object.entries({ ...globalOptions, ...command.options }).flatMap(([name, option]) =>
      'array' in option && option.array === true
        ? [name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())]
        : [],
    ),
  );
  for (const [, name] of command.usage.matchAll(/([\w-]+)\.\.[\]>]/g)) lists.add(name ?? '');
  const entries = Object.entries(args).map(([name, value]) => [
    name,
    Array.isArray(value) && !lists.has(name) && name !== '_' ? (value as unknown[]).at(-1) : value,
  ]);
  return Object.fromEntries(entries) as CommandArguments;
};
