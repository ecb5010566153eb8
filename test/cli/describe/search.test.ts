/** What a person is told who typed what is not there, or what several things are called. */
import { describe, expect, it } from 'vitest';
import { ovnscope } from '../run.ts';

const from = ['--nb', 'fixtures/neutron/nb.db', '--sb', 'fixtures/neutron/sb.db'];

const told = async (...args: readonly string[]): Promise<readonly string[]> => {
  const { status, err } = await ovnscope([...args, ...from]);
  expect(status).not.toBe(0);
  return err.trimEnd().split('\n');
};

describe('what describe says', () => {
  it('of an unknown kind: the nearest, before anything is read', async () => {
    const { err } = await ovnscope(['describe', '--kind', 'logical-swich', 'x', '--nb', 'no/such/file.db']);
    expect(err.split('\n')).toEqual([
      'ovnscope: no kind "logical-swich"',
      '  try: "logical-switch" or "logical-switches" or "logical-flow"? ovnscope get --list names all kinds',
      '',
    ]);
  });

  it('of an unknown word before the slash', async () => {
    expect(await told('describe', 'roter/r1')).toContain(
      '  try: "roter" is no kind: "router" or "meter" or "route"?',
    );
    expect((await told('describe', 'nobody/home')).join('\n')).not.toContain('is no kind');
  });

  it('of a typing error after a kind: the nearest of that kind', async () => {
    expect((await told('describe', 'port/wbe-1')).slice(0, 2)).toEqual([
      'ovnscope: nothing is called "port/wbe-1"; the nearest are:',
      '    logical switch port web-1 (c4719afa-76fa-448b-aeca-99e673688584): on switch web  f101fb19-fac6-4594-9c9b-1b5d30500acb',
    ]);
  });

  it('of a prefix that several routes have: where each leads', async () => {
    const lines = await told('describe', '--kind', 'route', '0.0.0.0/0');
    expect(lines.slice(0, 3)).toEqual([
      'ovnscope: "0.0.0.0/0" may be any of 2:',
      '    static route 1dc2ab94-114c-475b-81f0-a0b5bc65a841, ip_prefix: 0.0.0.0/0 via 203.0.113.1 on r1',
      '    static route 12b35b5a-f2b1-494a-81f1-97bede13c59a, ip_prefix: 0.0.0.0/0 via 203.0.113.1 on r2',
    ]);
  });
});

describe('what show says of what it does not open', () => {
  it('reads less than describe, and does not claim that there is none', async () => {
    const lines = await told('show', 'pg-or-something');
    expect(lines[0]).toBe(
      'ovnscope: no logical switch, logical router, port, chassis or host is called "pg-or-something"',
    );
    expect(lines.at(-1)).toBe('  try: ovnscope describe pg-or-something looks for whatever is called so');
  });
});
