import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands/table.ts';
import { escapeRoff } from '../../../src/cli/man/roff.ts';
import { globalOptions } from '../../../src/cli/options.ts';
import { ovnscope } from '../run.ts';

const page = async (): Promise<string> => {
  const { status, out, err } = await ovnscope(['man']);
  expect([status, err]).toEqual([0, '']);
  return out;
};

describe('ovnscope(1)', () => {
  it('is formatted without a warning', async () => {
    const { stderr, status, error } = spawnSync('groff', ['-man', '-ww', '-z'], {
      input: await page(),
      encoding: 'utf8',
    });
    if (error !== undefined) throw error;
    expect([status, stderr]).toEqual([0, '']);
  });

  it('has the sections of a manual page, in their order', async () => {
    const sections = [...(await page()).matchAll(/^\.SH (.*)$/gm)].map(([, name]) => name);
    expect(sections).toEqual([
      'NAME',
      'SYNOPSIS',
      'DESCRIPTION',
      'COMMANDS',
      'GLOBAL OPTIONS',
      'ENVIRONMENT',
      'FILES',
      'EXIT STATUS',
      'EXAMPLES',
      'SEE ALSO',
    ]);
  });

  it('tells every command of the table, with its options, words and examples', async () => {
    const text = await page();
    for (const { usage, options, positionals = [], examples } of commands) {
      const name = usage.split(' ')[0] ?? '';
      const [, after = ''] = text.split(`\n.SS ${name}\n`);
      const [own = ''] = after.split(/^\.S[SH] /m);
      expect(own, name).not.toBe('');
      for (const option of Object.keys(options))
        expect(own).toContain(`\\fB${escapeRoff(`--${option}`)}\\fR`);
      for (const place of positionals) expect(own).toContain(`\\fI${place.name.toUpperCase()}\\fR`);
      for (const [line] of examples) expect(own).toContain(escapeRoff(line));
      expect(text).toContain(`\\fBovnscope\\fR \\fB${name}\\fR`);
    }
  });

  it('tells every global option, variable and exit status', async () => {
    const text = await page();
    for (const option of Object.keys(globalOptions))
      expect(text).toContain(`\\fB${escapeRoff(`--${option}`)}\\fR`);
    for (const name of [
      'OVN_NB_DB',
      'OVN_SB_DB',
      'OVN_RUNDIR',
      'OVS_RUNDIR',
      'NO_COLOR',
      'FORCE_COLOR',
      '0',
      '1',
      '2',
    ])
      expect(text).toContain(`\\fB${name}\\fR`);
  });

  it('is the same every time', async () => {
    expect(await page()).toBe(await page());
  });
});
