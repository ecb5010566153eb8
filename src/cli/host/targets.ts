/** Where a capture comes from, how it is asked for there, and what it means when there is no answer. */
import { OvnscopeError } from '../../text/index.ts';
import type { Ran } from './spawn.ts';

export interface Target {
  /** As it is told: `this machine`, or what was given to `--ssh`. */
  readonly name: string;
  readonly program: 'sh' | 'ssh';
  readonly words: readonly string[];
}

/** Ask nothing, give up on what does not answer, forward nothing. */
const SSH_OPTIONS = [
  'BatchMode=yes',
  'ConnectTimeout=10',
  'ServerAliveInterval=15',
  'ServerAliveCountMax=4',
  'ClearAllForwardings=yes',
  'ForwardAgent=no',
  'ForwardX11=no',
].flatMap((option) => ['-o', option]);

/** Throws `OvnscopeError` of kind `usage` for what ssh could take for an option. */
export const targetsOf = (ssh: readonly string[], sudo: boolean): readonly Target[] => {
  if (ssh.length === 0) {
    return sudo
      ? [{ name: 'this machine', program: 'sh', words: ['-c', 'exec sudo -n sh -s'] }]
      : [{ name: 'this machine', program: 'sh', words: ['-s'] }];
  }
  for (const name of ssh) {
    if (name.startsWith('-') || !/^[^\s\p{Cc}]+$/u.test(name)) {
      throw new OvnscopeError('usage', '--ssh needs the name of a host', {
        where: name,
        expected: 'HOST or USER@HOST, as ssh takes it',
        hint: 'options of ssh belong in its configuration, ~/.ssh/config',
      });
    }
  }
  const remote = sudo ? ['sudo', '-n', 'sh', '-s'] : ['sh', '-s'];
  return [...new Set(ssh)].map((name) => ({
    name,
    program: 'ssh',
    words: ['-T', ...SSH_OPTIONS, '--', name, ...remote],
  }));
};

const HINTS: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [
    /permission denied/i,
    'a key that the host knows (ssh-copy-id), or another USER@; no password is asked for',
  ],
  [
    /host key verification failed|identification has changed/i,
    'connect once by hand and look at the key: ssh HOST',
  ],
  [/could not resolve|name or service not known/i, 'is the name right? ssh HOST true'],
  [/timed out|refused|no route|unreachable/i, 'does the host run, and is port 22 the one? ssh HOST true'],
  [
    /password is required|a terminal is required|not in the sudoers/i,
    'a USER@ whom sudo asks nothing, or root@',
  ],
  [/not installed here/i, 'install OpenSSH, or run the script there: --print-script'],
  [/sh: .*not found|command not found/i, 'the host needs a POSIX shell'],
  [/mktemp|no space|read-only file system/i, 'set TMPDIR there to a directory that can be written'],
];

/** What ssh says last is the reason; before it stand banners and warnings. */
export const lastLine = (errors: string): string | undefined =>
  errors
    .split('\n')
    .filter((line) => line.trim() !== '')
    .at(-1)
    ?.trim();

/** Why there is no beginning of a capture in what was printed. */
export const refusalOf = ({ name }: Target, { status, errors, trouble }: Ran): OvnscopeError => {
  const reason =
    trouble ?? lastLine(errors) ?? `it ended with status ${status ?? 'unknown'} and said nothing`;
  const said = `${errors}\n${reason}`;
  return new OvnscopeError('connection', `cannot capture ${name}: ${reason}`, {
    hint: HINTS.find(([pattern]) => pattern.test(said))?.[1] ?? `ssh ${name} true`,
  });
};
