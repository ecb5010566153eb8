import { describe, expect, it } from 'vitest';
import { ovnscope } from './run.ts';

const HOSTS = 'fixtures/hosts';

describe('ovnscope compare', () => {
  it('of a host with itself: equivalent, status 0', async () => {
    const { status, out, err } = await ovnscope(['compare', HOSTS, HOSTS]);
    expect([status, err]).toEqual([0, '']);
    expect(out).toMatch(/^equivalent in what was compared: \d+ ends\n/);
  });

  it('of ends under other names: what differs, status 2', async () => {
    const { status, out } = await ovnscope(['compare', HOSTS, HOSTS, '--map', 'vm2/eth0=vm3/eth0']);
    expect(status).toBe(2);
    expect(out).toMatch(/^not equivalent: /);
    expect(out).toContain('only in A: vm3/eth0\nonly in B: vm2/eth0\n');
  });

  it('as JSON', async () => {
    const { out } = await ovnscope(['compare', HOSTS, HOSTS, '-o', 'json']);
    expect(JSON.parse(out)).toMatchObject({ schema: 'ovnscope.comparison/1', equivalent: true, reach: [] });
  });

  it.each([
    [['fixtures/demo/host-1.db', HOSTS], 'the two have no end in common'],
    [[HOSTS, HOSTS, '--map', 'tap1'], '--map tap1 is no pair of names'],
    [[HOSTS, 'docs'], 'no host in docs'],
  ])('%j: %s', async (args, told) => {
    const { status, err } = await ovnscope(['compare', ...args]);
    expect([status, err]).toEqual([1, expect.stringContaining(told)]);
  });
});
