import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cli/command.ts';
import { contextOf } from '../../../src/cli/completion/context.ts';

const command = (usage: string, rest: Partial<Command>): Command => ({
  usage,
  summary: usage,
  options: {},
  examples: [],
  load: () => Promise.reject(new Error('not to be run')),
  ...rest,
});

const COMMANDS: readonly Command[] = [
  command('get <kind> [names..]', {
    positionals: [
      { name: 'kind', describe: 'kind', complete: 'kind' },
      { name: 'names', describe: 'names', complete: 'name' },
    ],
    options: {
      output: { alias: 'o', choices: ['table', 'json'] },
      sort: { type: 'string' },
      all: { type: 'boolean' },
    },
  }),
  command('describe <name>', { positionals: [{ name: 'name', describe: 'thing', complete: 'thing' }] }),
  command('snapshot <file>', { positionals: [{ name: 'file', describe: 'file', complete: 'file' }] }),
];

const wantedAt = (line: string) => {
  const words = line.split(' ');
  return contextOf(COMMANDS, words.slice(0, -1), words.at(-1) ?? '');
};

describe('what can stand at the cursor', () => {
  it.each([
    ['', 'command'],
    ['ge', 'command'],
    ['--from x ', 'command'],
    ['nosuch ', undefined],
    ['get ', 'kind'],
    ['get ports ', 'name'],
    ['get ports a b c', 'name'],
    ['get -o json ', 'kind'],
    ['get --all ', 'kind'],
    ['get --sort name ', 'kind'],
    ['get --color=never ', 'kind'],
    ['get -v ', 'kind'],
    ['describe ', 'thing'],
    ['describe a ', undefined],
    ['describe --from x ', 'thing'],
    ['snapshot ', 'file'],
    ['-', 'option'],
    ['get --so', 'option'],
    ['describe -- -', 'thing'],
    ['get -o ', ['table', 'json']],
    ['get -vo ', ['table', 'json']],
    ['get --output ', ['table', 'json']],
    ['get --output=j', ['table', 'json']],
    ['get --sort ', undefined],
    ['--color ', ['auto', 'always', 'never']],
    ['--nb ', 'remote'],
    ['--from=x', 'file'],
    ['--timeout ', undefined],
    ['-p ', 'file'],
    ['--nosuch=', undefined],
    ['--constructor=', undefined],
  ])('ovnscope %s| => %j', (line, wanted) => {
    expect(wantedAt(line).wanted).toEqual(wanted);
  });

  it('tells the value apart from its option', () => {
    expect(wantedAt('get --output=js')).toMatchObject({ prefix: '--output=', typed: 'js' });
    expect(wantedAt('get --output js')).toMatchObject({ prefix: '', typed: 'js' });
    expect(wantedAt('get ports,sw')).toMatchObject({ wanted: 'kind', prefix: 'ports,', typed: 'sw' });
  });

  it('keeps what the line gives, for whoever reads the databases', () => {
    const { given, positionals } = wantedAt('--from a get --nb=tcp:h:1 ports --from b -p key.pem x');
    expect([...given]).toEqual([
      ['from', ['a', 'b']],
      ['nb', ['tcp:h:1']],
      ['private-key', ['key.pem']],
    ]);
    expect(positionals).toEqual(['ports']);
  });

  it('takes any words', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.string(), (words, current) => {
        const { prefix, typed } = contextOf(COMMANDS, words, current);
        expect(prefix + typed).toBe(current);
      }),
    );
  });
});
