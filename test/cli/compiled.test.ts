/** The program says the same as it was compiled, and as modules where that is not to be had. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
let directory: string;

beforeAll(() => {
  if (!existsSync(join(root, 'dist/cli/parts/whole.cache'))) throw new Error('not built: npm run build');
  directory = mkdtempSync(join(tmpdir(), 'compiled-'));
  cpSync(join(root, 'dist/cli'), directory, { recursive: true });
});

afterAll(() => {
  if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
});

const COMMANDS: readonly (readonly string[])[] = [
  ['--help'],
  ['show', '--from', join(root, 'fixtures/demo')],
  ['trace', '--from', join(root, 'fixtures/demo'), '--inport', 'app-1', '--to', 'db-1', '--tcp'],
  ['trace', '--from', join(root, 'fixtures/demo'), 'nonsense =='],
  ['get', 'nothing-like-it'],
];

const outputs = (): unknown[] =>
  COMMANDS.map((args) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(directory, 'ovnscope.js'), ...args],
      {
        encoding: 'utf8',
      },
    );
    return [args, status, stdout, stderr];
  });

describe('the compiled program', () => {
  it('says what the modules say', () => {
    const compiled = outputs();
    const cache = join(directory, 'parts/whole.cache');
    const kept = readFileSync(cache);
    writeFileSync(cache, kept.subarray(0, 1000));
    expect(outputs()).toEqual(compiled);
    writeFileSync(cache, kept.fill(0, 0, 64));
    expect(outputs()).toEqual(compiled);
    rmSync(cache);
    expect(outputs()).toEqual(compiled);
  });
});
