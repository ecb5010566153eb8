/**
 * The program through which Open vSwitch's own test suite drives a client: arguments, output and exit status of
 * its tests/test-ovsdb.py, with this project's code behind them.
 *
 *     node build/conformance/test-ovsdb.js [-t SECONDS] [-h] COMMAND ARG...
 */
import { basename } from 'node:path';
import { messageOf, OvnscopeError } from '../../src/text/index.ts';
import { OvsdbError } from '../../src/ovsdb/datum/index.ts';
import { codecCommands, describe } from './codec.ts';
import { print, type Command } from './command.ts';
import { idlCommands } from './idl.ts';

const program = basename(process.argv[1] ?? 'test-ovsdb');
const commands: ReadonlyMap<string, Command> = new Map([...codecCommands, ...idlCommands]);

/** An error of usage, printed after the program's name. */
class Usage extends Error {}

interface Invocation {
  readonly help: boolean;
  readonly seconds: number | undefined;
  readonly words: readonly string[];
}

/** As getopt_long: options anywhere before `--`, a value attached or in the next word. */
const parseArguments = (argv: readonly string[]): Invocation => {
  const words: string[] = [];
  let help = false;
  let value: string | undefined;
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] as string;
    const [, attached] = /^(?:-t|--timeout=)(.+)$/s.exec(word) ?? [];
    if (word === '--') {
      words.push(...argv.slice(at + 1));
      break;
    }
    if (word === '-h' || word === '--help') help = true;
    else if (attached !== undefined) value = attached;
    else if (word === '-t' || word === '--timeout') {
      value = argv[++at];
      if (value === undefined) throw new Usage('option -t requires argument');
    } else if (word.startsWith('-') && word !== '-') throw new Usage(`option ${word} not recognized`);
    else words.push(word);
  }
  const seconds = value === undefined ? undefined : Number(value);
  if (seconds !== undefined && !(Number.isInteger(seconds) && seconds >= 1)) {
    throw new Usage(`value ${value} on -t or --timeout is not at least 1`);
  }
  return { help, seconds, words };
};

const usage = (): string => {
  const lines = [...commands].map(([name, { summary }]) => `${name}\n  ${summary}`);
  return `${program}: test utility for the OVSDB client of ovnscope
usage: ${program} [OPTIONS] COMMAND ARG...

The following commands are supported:
${lines.join('\n')}

The following options are also available:
  -t, --timeout=SECS          give up after SECS seconds
  -h, --help                  display this help message`;
};

const findCommand = ([name, ...args]: readonly string[]): Command => {
  if (name === undefined) throw new Usage('missing command argument (use --help for help)');
  const command = commands.get(name);
  if (command === undefined) throw new Usage(`unknown command "${name}" (use --help for help)`);
  const { least, most } = command;
  if (most === Infinity && args.length < least) {
    throw new Usage(`"${name}" requires at least ${least} arguments but only ${args.length} provided`);
  }
  if (args.length < least || args.length > most) {
    throw new Usage(`"${name}" requires ${least} arguments but ${args.length} provided`);
  }
  return command;
};

const main = async (argv: readonly string[]): Promise<void> => {
  const { help, seconds, words } = parseArguments(argv);
  if (help) return print(usage());
  // As alarm(2) does for the other programs of the suite: the shell sees a death by SIGALRM.
  if (seconds !== undefined) setTimeout(() => process.kill(process.pid, 'SIGALRM'), seconds * 1000).unref();
  await findCommand(words).run(words.slice(1));
};

main(process.argv.slice(2)).catch((error: unknown) => {
  process.exitCode = 1;
  if (error instanceof OvsdbError) process.stderr.write(`${describe(error)}\n`);
  else if (error instanceof OvnscopeError || error instanceof Usage) {
    process.stderr.write(`${program}: ${messageOf(error)}\n`);
  } else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
});
