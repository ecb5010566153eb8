/**
 * Runs every console example of the documentation and compares what it prints. `ovnscope` is the built program;
 * the examples see `fixtures/`, and a running OVN (the lab's two switches) as their own machine's.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startNamed, type Lab } from '../lab/index.ts';
import { examplesOf, matches } from './console.ts';

const root = resolve(import.meta.dirname, '../..');
const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith('.md'),
);
const examples = pages.flatMap((page) => examplesOf(page, readFileSync(join(root, page), 'utf8')));

let lab: Lab;
let directory: string;

beforeAll(async () => {
  if (!existsSync(join(root, 'dist/cli/ovnscope.js'))) throw new Error('not built: npm run build');
  lab = await startNamed('two-switches');
  directory = mkdtempSync(join(tmpdir(), 'ovnscope-docs-'));
  symlinkSync(join(root, 'fixtures'), join(directory, 'fixtures'));
  const program = join(directory, 'ovnscope');
  writeFileSync(
    program,
    `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'dist/cli/ovnscope.js')}' "$@"\n`,
  );
  chmodSync(program, 0o755);
});

afterAll(async () => {
  await lab?.stop();
  if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
});

const runExample = (command: string): string[] => {
  const { stdout } = spawnSync('bash', ['-c', `{ ${command}\n} 2>&1`], {
    cwd: directory,
    encoding: 'utf8',
    env: {
      PATH: `${directory}:${process.env['PATH']}`,
      HOME: directory,
      OVN_RUNDIR: directory,
      OVS_RUNDIR: directory,
      OVN_NB_DB: lab.nb.remote,
      OVN_SB_DB: lab.sb.remote,
    },
  });
  const lines = stdout.split('\n');
  while (lines.at(-1) === '') lines.pop();
  return lines;
};

describe('documentation', () => {
  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(0);
  });

  it.each(examples)('$file:$line  $command', ({ command, expected }) => {
    const actual = runExample(command);
    if (!matches(expected, actual)) expect(actual.join('\n')).toBe(expected.join('\n'));
  });

  it('names in the README the two commands that there are', () => {
    const scripts = (
      JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
    ).scripts;
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const named = [...readme.matchAll(/npm run ([a-z-]+)/g)].map(([, name]) => name as string);
    expect(readme).toContain('npm ci && npm run demo');
    expect(readme).toContain('npm test');
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
  });
});
