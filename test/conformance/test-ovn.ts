/**
 * The program through which OVN's own vectors drive the language: commands, input and output are those of its
 * tests/test-ovn.c, with this project's code behind them. OpenFlow is left out.
 *
 *     node build/conformance/test-ovn.js COMMAND [ARG] < LINES
 */
import { basename } from 'node:path';
import {
  annotate,
  evaluate,
  evaluateConditions,
  formatExpression,
  formatSymbol,
  formatTokens,
  normalize,
  parseExpression,
  parseMicroflow,
  simplify,
  standardSymbols,
  type Expression,
  type PortLookup,
} from '../../src/flows/language/index.ts';
import { ports, scope, symbols } from './ovn-setup.ts';
import { runParseActions } from './parse-actions.ts';

const program = basename(process.argv[1] ?? 'test-ovn');

/** What ends the program with status 1 and this message. */
class Fatal extends Error {}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function* lines(): AsyncGenerator<string> {
  process.stdin.setEncoding('utf8');
  let rest = '';
  for await (const chunk of process.stdin) {
    const parts = (rest + String(chunk)).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  if (rest !== '') yield rest;
}

/** Lines with something to do. Those that begin with `#` are printed as they are, for blank ones an empty line is. */
async function* testLines(): AsyncGenerator<string> {
  for await (const line of lines()) {
    if (line.startsWith('#')) {
      print(line);
      continue;
    }
    const [text = ''] = line.split('#');
    if (/^[ \t]*$/.test(text)) print('');
    else yield text;
  }
}

const eachLine = async (work: (line: string) => string): Promise<void> => {
  for await (const line of testLines()) print(work(line));
};

/** What becomes of a line's expression, or the error on the way. */
const transform =
  (steps: readonly ((expression: Expression) => Expression)[], annotated = true) =>
  (line: string): string => {
    const parsed = parseExpression(line, scope);
    const result = parsed.error !== undefined || !annotated ? parsed : annotate(parsed.value, symbols);
    if (result.error !== undefined) return result.error.message;
    return formatExpression(steps.reduce((expression, step) => step(expression), result.value));
  };

const decide = (expression: Expression): Expression =>
  evaluateConditions(expression, (port) => ports.has(port));

/** Ports in microflows are numbers, read as atoi(3) reads them. */
const portNumber: PortLookup = (name) => {
  const [digits = '0'] = /^\s*[-+]?\d+/.exec(name) ?? [];
  return Number(digits) >>> 0;
};

const evaluateExpressions = async (microflow: string | undefined): Promise<void> => {
  if (microflow === undefined) throw new Fatal('evaluate-expr needs a microflow');
  const standard = { symbols: standardSymbols() };
  const packet = parseMicroflow(microflow, standard, portNumber);
  if (packet.error !== undefined) throw new Fatal(packet.error.message);
  await eachLine((line) => {
    const parsed = parseExpression(line, standard);
    const annotated = parsed.error === undefined ? annotate(parsed.value, standard.symbols) : parsed;
    if (annotated.error !== undefined) return annotated.error.message;
    return evaluate(annotated.value, packet.value, portNumber) ? '1' : '0';
  });
};

const parseActionLine = (line: string): string => {
  const { output, readAgain } = runParseActions(line);
  if (!readAgain) process.exitCode = 1;
  return output;
};

const dumpSymbols = (): void => {
  for (const name of [...symbols.keys()].sort()) print(formatSymbol(symbols.get(name)!));
};

type Command = (argument: string | undefined) => void | Promise<void>;

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['lex', () => eachLine(formatTokens)],
  ['parse-expr', () => eachLine(transform([], false))],
  ['annotate-expr', () => eachLine(transform([]))],
  ['simplify-expr', () => eachLine(transform([simplify, decide]))],
  ['normalize-expr', () => eachLine(transform([simplify, decide, normalize]))],
  ['evaluate-expr', evaluateExpressions],
  ['parse-actions', () => eachLine(parseActionLine)],
  ['dump-symtab', dumpSymbols],
]);

const main = async ([name = '', argument]: readonly string[]): Promise<void> => {
  const command = commands.get(name);
  if (command === undefined) {
    throw new Fatal(`unknown command '${name}'; known are ${[...commands.keys()].join(', ')}`);
  }
  await command(argument);
};

main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof Fatal)) throw error;
  process.exitCode = 1;
  process.stderr.write(`${program}: ${error.message}\n`);
});
