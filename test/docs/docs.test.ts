/**
 * Runs every console example of the documentation and compares what it prints. `ovnscope` is the built program;
 * the examples see `fixtures/`, and a running OVN (the lab's two switches) as their own machine's.
 */
import { execFile, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
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
import { otherThanReads, sentThrough } from '../integration/reads.ts';
import { RecordingProxy, startNamed, type Lab } from '../lab/index.ts';
import { examplesOf, matches, shellCommandsOf } from './console.ts';

const root = resolve(import.meta.dirname, '../..');
const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith('.md'),
);
const everything = [...pages, 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'bench/README.md'];
const examples = pages.flatMap((page) => examplesOf(page, readFileSync(join(root, page), 'utf8')));

let lab: Lab;
let proxies: RecordingProxy[];
let directory: string;

beforeAll(async () => {
  if (!existsSync(join(root, 'dist/cli/ovnscope.js'))) throw new Error('not built: npm run build');
  lab = await startNamed('two-switches');
  proxies = await Promise.all(
    [lab.nb, lab.sb].map(({ name, remote }) =>
      RecordingProxy.start({ directory: lab.directory, name: `${name}-proxy`, target: remote }),
    ),
  );
  directory = mkdtempSync(join(tmpdir(), 'ovnscope-docs-'));
  symlinkSync(join(root, 'fixtures'), join(directory, 'fixtures'));
  mkdirSync(join(directory, 'node_modules'));
  symlinkSync(root, join(directory, 'node_modules/ovnscope'));
  const program = join(directory, 'ovnscope');
  writeFileSync(
    program,
    `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'dist/cli/ovnscope.js')}' "$@"\n`,
  );
  chmodSync(program, 0o755);
});

afterAll(async () => {
  for (const proxy of proxies ?? []) await proxy.stop();
  await lab?.stop();
  if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
});

const runExample = (command: string): Promise<string[]> =>
  new Promise((resolve) => {
    const env = {
      PATH: `${directory}:${process.env['PATH']}`,
      HOME: directory,
      OVN_RUNDIR: directory,
      OVS_RUNDIR: directory,
      OVN_NB_DB: proxies[0]?.remote,
      OVN_SB_DB: proxies[1]?.remote,
    };
    // Not the synchronous kind: the proxies live in this process.
    execFile(
      'bash',
      ['-c', `{ ${command}\n} 2>&1`],
      { cwd: directory, encoding: 'utf8', env },
      (_error, stdout) => {
        const lines = stdout.split('\n');
        while (lines.at(-1) === '') lines.pop();
        resolve(lines);
      },
    );
  });

describe('documentation', () => {
  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(0);
  });

  it.each(examples)('$file:$line  $command', async ({ command, expected }) => {
    const actual = await runExample(command);
    if (!matches(expected, actual)) expect(actual.join('\n')).toBe(expected.join('\n'));
  });

  it('was followed without a write', () => {
    const sent = sentThrough(proxies);
    expect(sent.length).toBeGreaterThan(4);
    expect(otherThanReads(sent)).toEqual([]);
  });

  it('has the two commands in the first screen of the README', () => {
    const screen = readFileSync(join(root, 'README.md'), 'utf8').split('\n').slice(0, 24).join('\n');
    expect(screen).toContain('npm ci && npm run demo');
    expect(screen).toContain('npm test');
  });

  it('tells nobody to type a command that no test runs', () => {
    const typed = everything.flatMap((page) => shellCommandsOf(readFileSync(join(root, page), 'utf8')));
    expect(typed.length).toBeGreaterThan(4);
    expect(typed.filter((command) => !(command in RUN_ELSEWHERE))).toEqual([]);
  });

  it('names only scripts that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
    for (const page of everything) {
      const named = [...readFileSync(join(root, page), 'utf8').matchAll(/npm run ([a-z-]+)/g)];
      for (const [, name] of named) expect(Object.keys(scripts)).toContain(name);
    }
  });

  it('runs the demo to its end', () => {
    const { status, stdout } = spawnSync(process.execPath, ['scripts/demo.js', directory], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(stdout).toContain('logical routers');
    expect(stdout).toContain('ovnscope show --nb tcp:HOST:6641');
    expect(readFileSync(join(directory, 'demo.svg'), 'utf8')).toMatch(/^<svg/);
    expect(readFileSync(join(directory, 'demo.html'), 'utf8')).toMatch(/^<!doctype html>/);
  });
});

/** What is typed to work on the project, and where it is run. */
const RUN_ELSEWHERE: Readonly<Record<string, string>> = {
  'npm ci && npm run demo': 'npm ci by CI before the tests, the demo below',
  'npm ci': 'by CI before the tests',
  'npm test': 'this is it',
  'npm run format': 'npm run lint checks what it would do, before the tests',
  'npm pack && npm install --global ./ovnscope-*.tgz': 'test/package.test.ts',
  'npm install ovnscope': 'test/package.test.ts',
  'source <(ovnscope completion bash)': 'test/cli/completion/shells.test.ts',
  'source <(ovnscope completion zsh)': 'test/cli/completion/shells.test.ts',
  'ovnscope completion fish | source': 'test/cli/completion/shells.test.ts',
};
