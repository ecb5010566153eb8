/** The scripts in real shells, over a database whose names would like to be run. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, run } from '../../lab/index.ts';

const root = resolve(import.meta.dirname, '../../..');

/** Each would make a file `pwned` if a shell ever evaluated it. */
const NAMES = [
  '$(touch pwned)',
  '`touch pwned`',
  ';touch pwned;',
  'a b',
  'a b c',
  '&touch pwned',
  '|touch pwned',
  `"quoted" 'twice'`,
  '<pwned',
  '>pwned',
  '*',
  '?',
  '[a-z]',
  '{a,b}',
  '~root',
  '${HOME}',
  '!!',
  '#hash',
  'back\\slash',
  'k8s:pod@node=1',
  '名前',
  'sw0',
];
/** These are never offered. */
const LEFT_OUT = ['-rf', 'new\nline', '\u001b]0;owned\u0007', 'tab\there', 'right\u202eto left'];

let directory: string;
let database: string;

const shell = (program: string, args: readonly string[], input = ''): string => {
  const { stdout, stderr, status, error } = spawnSync(program, args, {
    cwd: join(directory, 'work'),
    input,
    encoding: 'utf8',
    env: {
      PATH: `${join(directory, 'bin')}:${process.env['PATH'] ?? ''}`,
      HOME: join(directory, 'home'),
      ZDOTDIR: join(directory, 'home'),
      LINE_FILE: join(directory, 'line'),
      LC_ALL: 'C.UTF-8',
      TERM: 'xterm',
      OVN_RUNDIR: '/nonexistent',
      OVS_RUNDIR: '/nonexistent',
    },
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program}: status ${status}\n${stdout}\n${stderr}`);
  expect(stderr).toBe('');
  return stdout;
};

/** What bash would offer behind this line: the words of COMPREPLY, as they would be inserted. */
const BASH = `
source <(ovnscope completion bash)
COMP_LINE=$1 COMP_POINT=\${#1}
_ovnscope
for word in "\${COMPREPLY[@]}"; do printf '%s\\n' "$word"; done
`;
const bash = (line: string): string[] => linesOf(shell('bash', ['--norc', '-c', BASH, 'bash', line]));
const fish = (line: string, ...options: string[]): string[] =>
  linesOf(
    shell('fish', [
      '--no-config',
      '-c',
      `ovnscope completion fish | source; complete ${options.join(' ')} -C $argv[1]`,
      line,
    ]),
  );
const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** The command line after these keys and a tab, in an interactive shell on a pseudo-terminal. */
const afterTab = (name: 'bash' | 'zsh', keys: string): string => {
  const command =
    name === 'bash'
      ? ['bash', '--noprofile', '--rcfile', join(directory, 'home/.bashrc'), '-i']
      : ['zsh', '-d', '-i'];
  rmSync(join(directory, 'line'), { force: true });
  return shell('zsh', ['-f', join(import.meta.dirname, 'type.zsh'), `${keys}\t`, ...command]).slice(0, -1);
};

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'ovnscope-completion-'));
  for (const each of ['bin', 'home', 'work']) mkdirSync(join(directory, each));
  const program = join(directory, 'bin/ovnscope');
  writeFileSync(program, `#!/bin/sh\nexec ${process.execPath} ${join(root, 'dist/cli/ovnscope.js')} "$@"\n`);
  chmodSync(program, 0o755);
  writeFileSync(
    join(directory, 'home/.bashrc'),
    `PS1='ready> '
source <(ovnscope completion bash)
report() { printf '%s' "$READLINE_LINE" > "$LINE_FILE"; }
bind -x '"\\C-x\\C-g": report'
bind 'set bell-style none' 'set enable-bracketed-paste off'
`,
  );
  writeFileSync(
    join(directory, 'home/.zshrc'),
    `PS1='ready> '
autoload -Uz compinit && compinit -u -D
source <(ovnscope completion zsh)
report() { print -rn -- $BUFFER > $LINE_FILE }
zle -N report
bindkey '^X^G' report
`,
  );
  database = await createDatabase(join(directory, 'nb.db'), 'nb');
  const inserts = [...NAMES, ...LEFT_OUT].map((name) => ({
    op: 'insert',
    table: 'Logical_Switch',
    row: { name },
  }));
  await run('ovsdb-tool', ['transact', database, JSON.stringify(['OVN_Northbound', ...inserts])]);
});
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

const sorted = (words: readonly string[]): string[] => [...words].sort();
const nothingWasRun = (): void => {
  expect(existsSync(join(directory, 'work/pwned'))).toBe(false);
  expect(readdirSync(join(directory, 'work'))).toEqual([]);
};

describe('bash', () => {
  it('offers names in a way that means exactly them', () => {
    const offered = bash(`ovnscope describe --nb ${database} `);
    // What was offered is put on a command line here, which is what pressing Enter does.
    const meant = shell('bash', ['--norc', '-s'], `printf '%s\\n' ${offered.join(' ')}\n`);
    expect(sorted(linesOf(meant))).toEqual(sorted(NAMES));
    nothingWasRun();
  });

  it.each([
    ['ovnscope compl', ['completion']],
    ['ovnscope completion ', ['bash', 'fish', 'zsh']],
    ['ovnscope graph --co', ['--color']],
    ['ovnscope graph --color=a', ['always', 'auto']],
    ['ovnscope graph --color n', ['never']],
    ['ovnscope graph --nb ', []],
    ['ovnscope describe --nb DB k', ['k8s:pod@node=1']],
    ['ovnscope describe --nb DB k8s:p', ['pod@node=1']],
    ['ovnscope describe --nb DB "a b', ['a b', 'a b c']],
    ["ovnscope describe --nb DB '$(", ['$(touch pwned)']],
    // Between double quotes these would be run: they are not offered there.
    ['ovnscope describe --nb DB "$', []],
    ['ovnscope describe --nb DB "`', []],
    ['ovnscope describe --nb DB -- -', ['-rf']],
    ['ovnscope describe --nb=DB sw', ['sw0']],
    ['ovnscope describe --nb /nonexistent/nb.db sw', []],
    ['ovnscope describe --nb "no such', []],
    ['ovnscope describe sw', []],
    ['ovnscope nosuch ', []],
  ])('%s| => %j', (line, words) => {
    expect(sorted(bash(line.replace('DB', database)))).toEqual(words);
    nothingWasRun();
  });

  it.each([
    ['ovnscope compl', 'ovnscope completion '],
    ['ovnscope graph --color=al', 'ovnscope graph --color=always '],
    ['ovnscope graph --nb ../ho', 'ovnscope graph --nb ../home/'],
    ['ovnscope describe --nb ../nb.db \\$\\(', 'ovnscope describe --nb ../nb.db \\$\\(touch\\ pwned\\) '],
    ["ovnscope describe --nb ../nb.db '`t", "ovnscope describe --nb ../nb.db '`touch pwned`' "],
    ['ovnscope describe --nb ../nb.db k8s:p', 'ovnscope describe --nb ../nb.db k8s:pod@node=1 '],
    ['true; X=1 ovnscope describe --nb ../nb.db sw', 'true; X=1 ovnscope describe --nb ../nb.db sw0 '],
  ])('typed: %s, tab => %s', (keys, line) => {
    expect(afterTab('bash', keys)).toBe(line);
    nothingWasRun();
  });
});

describe('zsh', () => {
  it.each([
    ['ovnscope compl', 'ovnscope completion '],
    ['ovnscope graph --color=al', 'ovnscope graph --color=always '],
    ['ovnscope graph --nb=../ho', 'ovnscope graph --nb=../home/'],
    ['ovnscope describe --nb ../nb.db \\$\\(', 'ovnscope describe --nb ../nb.db \\$\\(touch\\ pwned\\) '],
    ["ovnscope describe --nb ../nb.db '`t", "ovnscope describe --nb ../nb.db '`touch pwned`' "],
    ['ovnscope describe --nb ../nb.db \\~', 'ovnscope describe --nb ../nb.db \\~root '],
    ['ovnscope describe --nb ../nb.db \\*', 'ovnscope describe --nb ../nb.db \\* '],
    ['ovnscope describe --nb ../nb.db \\#', 'ovnscope describe --nb ../nb.db \\#hash '],
    ['ovnscope describe --nb ../nb.db \\<', 'ovnscope describe --nb ../nb.db \\<pwned '],
    ['ovnscope describe --nb ../nb.db \\!', 'ovnscope describe --nb ../nb.db \\!\\! '],
    ['ovnscope describe --nb ../nb.db \\;', 'ovnscope describe --nb ../nb.db \\;touch\\ pwned\\; '],
    ['ovnscope describe --nb ../nb.db a\\ b\\ ', 'ovnscope describe --nb ../nb.db a\\ b\\ c '],
    ['ovnscope describe --nb ../nb.db "a b ', 'ovnscope describe --nb ../nb.db "a b c" '],
    ['ovnscope describe --nb ../nb.db k8s:p', 'ovnscope describe --nb ../nb.db k8s:pod@node=1 '],
    ['ovnscope describe --nb ../nb.db -- -r', 'ovnscope describe --nb ../nb.db -- -rf '],
    ['ovnscope describe --nb /nonexistent/nb.db sw', 'ovnscope describe --nb /nonexistent/nb.db sw'],
  ])('typed: %s, tab => %s', (keys, line) => {
    expect(afterTab('zsh', keys)).toBe(line);
    nothingWasRun();
  });
});

describe('fish', () => {
  it('offers names in a way that means exactly them', () => {
    expect(sorted(fish(`ovnscope describe --nb ${database} `))).toEqual(
      sorted(NAMES.filter((name) => !name.startsWith('~'))),
    );
    const escaped = fish(`ovnscope describe --nb ${database} `, '--escape');
    const meant = shell('fish', ['--no-config', '-c', `printf '%s\\n' ${escaped.join(' ')}`]);
    expect(sorted(linesOf(meant))).toEqual(sorted(NAMES.filter((name) => !name.startsWith('~'))));
    nothingWasRun();
  });

  it.each([
    [
      'ovnscope compl',
      ['completion\ta script that completes words in your shell, names of things among them'],
    ],
    ['ovnscope graph --color=a', ['--color=always', '--color=auto']],
    ['ovnscope graph --nb ../ho', ['../home/']],
    ['ovnscope graph --nb=../ho', ['--nb=../home/']],
    ["ovnscope describe --nb ../nb.db '$(t", ['$(touch pwned)']],
    ['ovnscope describe --nb ../nb.db a\\ b', ['a b', 'a b c']],
    ['ovnscope describe --nb ../nb.db -- -r', ['-rf']],
    ['ovnscope describe --nb /nonexistent/nb.db sw', []],
  ])('%s| => %j', (line, words) => {
    expect(fish(line)).toEqual(words);
    nothingWasRun();
  });
});
