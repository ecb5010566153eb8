/** Sources that are none, or half of one: a message for people, at once, and status 1. */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ovnscope } from '../run.ts';
import { HARMFUL, lawful } from './battery.ts';
import { scratch } from './save.ts';

const { directory, remove } = scratch();
const at = (name: string): string => join(directory, name);
const NB = 'fixtures/two-switches/nb.db';

beforeAll(() => {
  mkdirSync(at('empty'));
  mkdirSync(at('closed'));
  copyFileSync(NB, at('closed/nb.db'));
  writeFileSync(at('nothing'), '');
  writeFileSync(at('notes\u001b[31m\u202e.txt'), 'remember the milk\n');
  writeFileSync(at('cut.db'), readFileSync(NB).subarray(0, 9000));
  writeFileSync(at('only-schema.db'), readFileSync(NB).subarray(0, 300));
  execFileSync('tar', ['-czf', at('whole.tar.gz'), '-C', 'fixtures/two-switches', 'nb.db', 'sb.db']);
  execFileSync('tar', ['-cf', at('whole.tar'), '-C', 'fixtures/two-switches', 'nb.db', 'sb.db']);
  copyFileSync(at('whole.tar'), at('cut.tar'));
  truncateSync(at('cut.tar'), readFileSync(at('whole.tar')).length / 2);
  copyFileSync(at('whole.tar.gz'), at('cut.tar.gz'));
  truncateSync(at('cut.tar.gz'), Math.floor(readFileSync(at('whole.tar.gz')).length / 2));
  execFileSync('mkfifo', [at('pipe')]);
});
afterAll(() => {
  chmodSync(at('closed'), 0o700);
  remove();
});

const commands = [['show'], ['get', 'switches'], ['describe', 'sw0'], ['graph']] as const;

describe.each(commands.map((args) => [args.join(' '), args] as const))('%s', (_, args) => {
  it.each([
    ['not-there', 'no such file'],
    ['empty', 'no database of OVN or Open vSwitch'],
    ['nothing', 'nothing'],
    ['notes\u001b[31m\u202e.txt', 'no database'],
    ['only-schema.db', 'only-schema.db'],
    ['nothing/below', 'below'],
  ])('--from %j: status 1, %s', async (source, message) => {
    const ran = await ovnscope([...args, '--from', at(source)]);
    lawful('from', ran, [1]);
    expect(ran.out).toBe('');
    expect(ran.err).toContain(message);
    expect(ran.err.split('\n').length).toBeLessThan(8);
  });

  it('a pipe that nobody writes to: given up on with --timeout', async () => {
    const ran = await ovnscope([...args, '--from', at('pipe'), '--timeout', '0.2']);
    lawful('pipe', ran, [1]);
    expect(ran.err).toContain('not finished within 0.2 s');
  });

  it.each(['cut.tar', 'cut.tar.gz'])(
    '%s: what came before the cut is read, and the cut is told',
    async (source) => {
      const ran = await ovnscope([...args, '--from', at(source)]);
      lawful('cut', ran, [0, 1]);
      expect(ran.err).toContain(source);
      expect(ran.err).toMatch(/end|cut|damaged|truncated|incomplete/i);
    },
  );
});

it('a database file cut in the middle: its beginning is read, and the cut is told', async () => {
  const ran = await ovnscope(['show', '--from', at('cut.db')]);
  lawful('cut', ran, [0, 1]);
  expect(ran.err).toContain('cut.db');
});

it('a directory that may not be read is named', async () => {
  chmodSync(at('closed'), 0o000);
  chmodSync(directory, 0o755);
  // Nothing is forbidden to root.
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  const ran = await ovnscope(['show', '--from', at('closed')]).finally(() => {
    if (isRoot) process.seteuid?.(0);
  });
  lawful('closed', ran, [1]);
  expect(ran.err).toContain('closed');
  expect(ran.err).toMatch(/permission/i);
});

it('snapshot of nothing writes nothing', async () => {
  for (const source of ['not-there', 'empty', 'nothing']) {
    const ran = await ovnscope(['snapshot', at('out.tar.gz'), '--from', at(source)]);
    lawful('snapshot', ran, [1]);
    expect(() => readFileSync(at('out.tar.gz'))).toThrow();
  }
});

it('completion says nothing, whatever the source', async () => {
  for (const source of ['not-there', 'empty', 'nothing', 'cut.tar.gz', 'cut.db', 'pipe']) {
    const ran = await ovnscope([
      '__complete',
      'zsh',
      '--',
      'ovnscope',
      'describe',
      '--from',
      at(source),
      'sw',
    ]);
    expect([source, ran.status, ran.err]).toEqual([source, 0, '']);
    expect(ran.out).not.toMatch(HARMFUL);
  }
});
