/** That the benchmark still runs, on a small database; what it measures is nothing for a test. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

it('prints its table', () => {
  const { stdout, stderr, status } = spawnSync('node_modules/.bin/tsx', ['bench/main.ts', '2000'], {
    cwd: resolve(import.meta.dirname, '..'),
    encoding: 'utf8',
  });
  // 2: something did not hold, which says nothing about a machine that runs other tests meanwhile.
  expect([0, 2], stderr).toContain(status);
  for (const what of [
    '--version',
    'full read of',
    'from its file',
    '`show` on it',
    'replica under',
    'lookups by name',
  ]) {
    expect(stdout).toContain(what);
  }
}, 300_000);
