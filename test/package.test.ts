/** What `npm pack` publishes runs with Node alone, and its library and types can be used. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
let directory: string;
let packed: string;

const run = (command: string, args: readonly string[]): string =>
  execFileSync(command, args, { cwd: directory, encoding: 'utf8' });

beforeAll(() => {
  if (!existsSync(join(root, 'dist/types'))) throw new Error('not built: node scripts/build.js --types');
  directory = mkdtempSync(join(tmpdir(), 'ovnscope-package-'));
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', directory], {
    cwd: root,
  });
  run('tar', ['-xzf', readdirSync(directory).find((name) => name.endsWith('.tgz')) ?? '']);
  packed = join(directory, 'package');
});

afterAll(() => {
  if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
});

describe('the package', () => {
  it('runs with node alone', () => {
    const program = join(packed, 'dist/cli/ovnscope.js');
    expect(run(program, ['--version'])).toMatch(/^ovnscope \d+\.\d+\.\d+\n$/);
    expect(run(program, ['show', '--help'])).toContain('--nb');
    expect(run(program, ['show', '--from', join(packed, 'fixtures/demo')])).toContain('logical routers');
    expect(run(program, ['graph', '--from', join(packed, 'fixtures/demo')])).toMatch(/^<svg/);
    const page = run(program, ['graph', '--from', join(packed, 'fixtures/demo'), '--format', 'html']);
    expect(page).toMatch(/^<!doctype html>/);
  });

  it('holds no tests, no sources and nothing large', () => {
    const files = run('find', ['package', '-type', 'f', '-printf', '%s %P\n']).trim().split('\n');
    expect(files.filter((line) => /\.test\.|node_modules|src\/.*\.ts$|test\//.test(line))).toEqual([]);
    const bytes = files.reduce((sum, line) => sum + Number(line.split(' ')[0]), 0);
    expect(bytes).toBeLessThan(5_000_000);
  });

  it('is a library with types', () => {
    // Its dependencies are those that a user's npm would install.
    symlinkSync(join(root, 'node_modules'), join(packed, 'node_modules'));
    mkdirSync(join(directory, 'node_modules'));
    symlinkSync(packed, join(directory, 'node_modules/ovnscope'));
    writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
    writeFileSync(
      join(directory, 'use.ts'),
      `import { bytesOf, openDatabaseFile, type Database } from 'ovnscope';
       const database: Database = (await openDatabaseFile('x', bytesOf(new Uint8Array()))).database;
       const name: string = database.name;
       console.log(name);`,
    );
    const tsc = join(root, 'node_modules/.bin/tsc');
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', 'node'];
    run(tsc, [
      ...options,
      '--typeRoots',
      join(root, 'node_modules/@types'),
      '--allowImportingTsExtensions',
      'use.ts',
    ]);
    writeFileSync(
      join(directory, 'use.js'),
      `import { openDatabases, model } from 'ovnscope';
       const { databases } = await openDatabases('./node_modules/ovnscope/fixtures/demo');
       const nb = databases.find(({ database }) => database.name === 'OVN_Northbound').database;
       console.log(new model.Network({ nb }).routers.length);`,
    );
    expect(run(process.execPath, ['use.js'])).toBe('2\n');
  });
});
