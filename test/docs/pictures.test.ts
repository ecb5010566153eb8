/** Pictures in the documentation are what the commands beside them draw. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ovnscope } from '../cli/run.ts';
import { examplesOf } from './console.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/diagrams.md'), 'utf8');

/** `graph … -o NAME.svg`, for pictures that the page shows. */
const pictures = examplesOf('docs/diagrams.md', page).flatMap(({ command }) => {
  const name = /(?:-o|--svg) (\w+)\.svg$/.exec(command)?.[1];
  if (name === undefined || !page.includes(`(pictures/${name}.svg)`)) return [];
  return [[name, command.split(' ').slice(1)] as const];
});

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'ovnscope-docs-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

it('are all made by a command', () => {
  const shown = [...page.matchAll(/\(pictures\/(\w+)\.svg\)/g)].map(([, name]) => name);
  expect(pictures.map(([name]) => name).sort()).toEqual(shown.sort());
});

it.each(pictures)('%s', async (name, args) => {
  const file = join(directory, `${name}.svg`);
  const { status } = await ovnscope([...args.slice(0, -1), file]);
  expect(status).toBe(0);
  await expect(readFileSync(file, 'utf8')).toMatchFileSnapshot(`../../docs/pictures/${name}.svg`);
});
