import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ovnscope } from '../run.ts';

const path = (...args: readonly string[]) => ovnscope(['path', 'fixtures/hosts', ...args]);

const first = async (...args: readonly string[]): Promise<string> => {
  const { out } = await path(...args);
  return out.split('\n').slice(0, 2).join(' |').trimEnd();
};

describe('a frame', () => {
  it('is followed through bridges, veth pairs and namespaces', async () => {
    const { status, out, err } = await path('--from', 'vm2/eth0', '--to', 'vm3/eth0');
    expect([status, err]).toEqual([0, '']);
    expect(out.split('\n')).toEqual([
      'vm2/eth0 untagged reaches vm3/eth0 untagged',
      '',
      '  ← vm2/eth0 (veth)  untagged, MTU 1500',
      '  → tap2 (veth)  untagged, MTU 1500',
      '  ■ Linux bridge br0 by port tap2',
      '  ← pa (veth)  untagged, MTU 1500',
      '  → pb (veth)  untagged, MTU 1400',
      '  ■ Linux bridge br1 by port pb',
      '  ← tap3 (veth)  untagged, MTU 1400',
      '  → vm3/eth0 (veth)  untagged, MTU 1500',
      'MTU 1400 of pb is smaller than that of both ends',
      'MTU 1400 of tap3 is smaller than that of both ends',
      '',
    ]);
  });

  it.each([
    [['--from', 'tap1', '--to', 'tap2'], 'tap1 untagged reaches tap2 untagged |'],
    [
      ['--from', 'tap1', '--to', 'vm3/eth0'],
      'tap1 untagged does not reach vm3/eth0 |  port pa of bridge br0 does not send it: both ports are isolated (protected)',
    ],
    [
      ['--from', 'vm2/eth0', '--to', 'vm3/eth0', '--size', '1450'],
      'vm2/eth0 untagged does not reach vm3/eth0 |  dropped at tap3: 1450 octets are more than its MTU of 1400',
    ],
    [['--from', '10.0.0.2', '--to', '10.0.0.254'], 'vm2/eth0 untagged reaches br0 untagged |'],
    [
      ['--from', 'tap2', '--to', 'guest0'],
      'tap2 untagged does not reach guest0 |  port guest0 of bridge br0 does not send it: the port is disabled: it is down, or has no carrier',
    ],
    [
      ['--from', 'vm2/eth0', '--vlan', '10', '--to', '02:00:00:00:00:01'],
      'vm2/eth0 tagged 10 reaches vm1/eth0 tagged 10 |',
    ],
  ])('%j => %s', async (args, told) => expect(await first(...args)).toBe(told));

  it('that does not arrive is status 2', async () => {
    expect((await path('--from', 'tap1', '--to', 'vm3/eth0')).status).toBe(2);
  });

  it('is told as JSON', async () => {
    const { out } = await path('--from', 'tap1', '--to', 'vm3/eth0', '-o', 'json');
    expect(JSON.parse(out)).toMatchObject({
      schema: 'ovnscope.path/1',
      from: { device: { namespace: '', name: 'tap1' }, tags: [], side: 'receive' },
      arrives: false,
      blocked: { kind: 'excluded', at: { bridge: 'br0', port: 'pa' }, reason: { kind: 'isolated' } },
    });
  });
});

describe('a question', () => {
  it.each([
    [['--from', 'tap9', '--to', 'tap2'], 'no device is called tap9'],
    [['--from', 'eth0', '--to', 'tap2'], '3 devices are called eth0: vm1/eth0, vm2/eth0, vm3/eth0'],
    [['--from', 'tap1', '--to', 'tap2', '--vlan', '5000'], '--vlan 5000 is no tag'],
    [['--from', 'tap1', '--to', 'tap2', '--size', '-1'], '--size needs a whole number'],
    [['--from', 'tap1'], 'path needs --to, once'],
    [['--to', 'tap1'], 'path needs --from, once'],
  ])('%j: %s', async (args, told) => {
    const { status, err } = await path(...args);
    expect([status, err]).toEqual([1, expect.stringContaining(told)]);
  });

  it('of an archive that was cut is answered from what came before the cut, and says so', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'ovnscope-path-'));
    try {
      const [archive, cut] = [join(directory, 'a.tgz'), join(directory, 'cut.tgz')];
      execFileSync('tar', ['-czf', archive, '--sort=name', '-C', 'fixtures', 'hosts']);
      const bytes = readFileSync(archive);
      writeFileSync(cut, bytes.subarray(0, bytes.length - 1500));
      const { err } = await ovnscope(['path', cut, '--from', 'vm2/eth0', '--to', 'vm1/eth0']);
      expect(err).toContain('cut.tgz: damaged: ');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('of what is no host says so', async () => {
    const { status, err } = await ovnscope(['path', 'docs', '--from', 'a', '--to', 'b']);
    expect([status, err]).toEqual([1, expect.stringContaining('no host in docs')]);
  });

  it('of Open vSwitch alone is answered from its database', async () => {
    const { status, out } = await ovnscope([
      ...['path', 'fixtures/demo/host-1.db', '--from', 'br-ex', '--to', 'br-int'],
    ]);
    expect(status).toBe(2);
    expect(out).toContain('does not reach br-int');
  });
});
