/** What is wrong with a command line, in the words of this program: yargs tells it in its own. */
import { OvnscopeError, printable } from '../text/index.ts';
import { commands } from './commands/table.ts';

type Words = readonly string[];

const HELP = 'ovnscope --help';

const optionOf = (name: string): string => (name.length === 1 ? `-${name}` : `--${name}`);

/** The words after `ovnscope COMMAND`, as its usage has them. */
const usageOf = (argv: Words): string | undefined =>
  commands.find(({ usage }) => usage.split(' ')[0] === argv[0])?.usage;

/** yargs calls `--no-nb` `noNb`. */
const camelCase = (name: string): string =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

const unknown = (names: Words, argv: Words): OvnscopeError => {
  const usage = usageOf(argv);
  if (usage === undefined) {
    return new OvnscopeError('usage', `no such command: ${printable(argv[0] ?? '')}`, {
      expected: commands.map((command) => command.usage.split(' ')[0]).join(', '),
      hint: HELP,
    });
  }
  const typed = argv.filter((word) => word.startsWith('-')).map((word) => word.replace(/^--?|=.*$/gs, ''));
  const isOption = names.some((name) => typed.includes(name) || typed.map(camelCase).includes(name));
  const what = names.map((name) => (isOption ? optionOf(name) : `"${name}"`)).join(', ');
  return new OvnscopeError(
    'usage',
    printable(isOption ? `no such option: ${what}` : `too many words: ${what}`),
    {
      expected: isOption ? undefined : `ovnscope ${usage}`,
      hint: `ovnscope ${argv[0] ?? ''} --help`,
    },
  );
};

const PATTERNS: readonly (readonly [
  pattern: RegExp,
  say: (found: RegExpExecArray, argv: Words) => OvnscopeError,
])[] = [
  [
    /^Did you mean (.*)\?$/s,
    ([, meant]) =>
      new OvnscopeError('usage', `no such command; did you mean "${meant ?? ''}"?`, { hint: HELP }),
  ],
  [/^Unknown (?:argument|command)s?: (.*)$/s, ([, names = ''], argv) => unknown(names.split(', '), argv)],
  [
    /^Not enough arguments following: (.*)$/s,
    ([, name = '']) =>
      new OvnscopeError('usage', `${optionOf(name)} needs a value`, {
        hint: `a value that begins with - is written ${optionOf(name)}=-…`,
      }),
  ],
  [
    /^Invalid values:\s*Argument: (.*?), Given: (.*?), Choices: (.*)$/s,
    ([, name = '', given = '', choices = '']) =>
      new OvnscopeError('usage', printable(`${optionOf(name)} cannot be ${given}`), {
        expected: choices.split('\n')[0],
      }),
  ],
  [
    /^Not enough non-option arguments/,
    (_, argv) => {
      const usage = usageOf(argv);
      const missing = /<([\w-]+)/.exec(usage ?? '')?.[1] ?? 'word';
      return new OvnscopeError('usage', `a ${missing.replace(/s$/, '')} is missing`, {
        expected: usage === undefined ? undefined : `ovnscope ${usage}`,
        hint: `ovnscope ${argv[0] ?? ''} --help`,
      });
    },
  ],
];

/** `message`: what yargs says; nothing where it has no words for it. */
export const usageError = (message: string | null, argv: Words): OvnscopeError => {
  for (const [pattern, say] of PATTERNS) {
    const found = pattern.exec(message ?? '');
    if (found !== null) return say(found, argv);
  }
  return new OvnscopeError('usage', (message ?? 'wrong usage').split('\n').join(' '), { hint: HELP });
};
