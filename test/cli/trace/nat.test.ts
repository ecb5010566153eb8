/** Out by SNAT and back, in by a floating IP and back: what the router outside is, was learned. */
import { beforeAll, describe, expect, it } from 'vitest';
import { openDatabases, nodeFiles } from '../../../src/ovsdb/index.ts';
import { Network } from '../../../src/model/index.ts';
import { ovnscope } from '../run.ts';
import { withRows, type Scenario } from './support.ts';

/** Whose MAC is known at which port: `[port, ip, mac]`. */
type Learned = readonly [port: string, ip: string, mac: string];

const learned = async (scenario: Scenario, ...all: readonly Learned[]): Promise<string> => {
  const file = `fixtures/${scenario}/sb.db`;
  const { databases } = await openDatabases(file, nodeFiles);
  const first = databases[0];
  if (first === undefined || !('database' in first)) throw new Error(`${file} is no database`);
  const { sbRows } = new Network({ sb: first.database });
  const rows = all.map(([logical_port, ip, mac], index) => {
    const [row] = sbRows.where('Port_Binding', 'logical_port', logical_port);
    if (row === undefined) throw new Error(`no port ${logical_port}`);
    const uuid = `11111111-2222-4333-8444-55555555555${index}`;
    return [uuid, { logical_port, ip, mac, datapath: ['uuid', row.get('datapath')], timestamp: 0 }] as const;
  });
  return withRows(file, { MAC_Binding: Object.fromEntries(rows) });
};

const R1 = 'lrp-b16f54c6-259e-4607-aa8a-f8e310631a02';
const OUTSIDE = 'provnet-52c7995a-187e-47dd-a74c-4081e702303b';
const OUTER = '02:00:00:00:00:fe';
let neutron: string[];
let kubernetes: string[];

beforeAll(async () => {
  const sb = await learned('neutron', [R1, '203.0.113.1', OUTER]);
  neutron = ['--nb', 'fixtures/neutron/nb.db', '--sb', sb];
  const gateway = await learned(
    'ovn-kubernetes',
    ['rtoe-GR_ovn-worker', '172.18.0.1', OUTER],
    ['rtoj-GR_ovn-worker', '100.64.0.1', '0a:58:64:40:00:01'],
  );
  kubernetes = ['--nb', 'fixtures/ovn-kubernetes/nb.db', '--sb', gateway];
});

const ask = async (name: string, words: string, databases: readonly string[]): Promise<string> => {
  const { status, out, err } = await ovnscope(['trace', ...databases, ...words.split(' ')]);
  expect([status, err]).toEqual([0, '']);
  await expect(`$ ovnscope trace ${words}\n${out}`).toMatchFileSnapshot(`../../golden/trace-${name}.txt`);
  return out;
};

/** The packet at the end of each direction, changes by field. */
const ends = (out: string): string[] =>
  out.split('\n').filter((line) => /^ {2}(ip\.(src|dst)|(tcp|udp)\.(src|dst)) /.test(line));

describe('NAT', () => {
  it('SNAT: the reply gets back its client, and is ended by --reply', async () => {
    const question = '--from app-2 --to 192.0.2.1 --tcp --dport 443 --reply';
    const out = await ask('snat', question, neutron);
    expect(out.split('\n')[0]).toBe('leaves the logical network by provnet-52c799 (localnet)');
    expect(out).toContain('NAT snat 203.0.113.11 ↔ 10.0.0.0/24');
    expect(out).toContain('\nReply: delivered to app-2 on compute-2\n');
    expect(ends(out)).toEqual(['  ip.src   10.0.0.12 → 203.0.113.11', '  ip.dst   203.0.113.11 → 10.0.0.12']);
  });

  it('a floating IP: its reply leaves with the address that was asked for', async () => {
    const question = `--from ${OUTSIDE} --to 203.0.113.101 --icmp --reply`;
    const out = await ask('floating-ip', question, neutron);
    expect(out.split('\n')[0]).toBe('delivered to app-1 on compute-1');
    expect(out).toContain('\nReply: leaves the logical network by provnet-52c799 (localnet)\n');
    expect(ends(out)).toEqual([
      '  ip.dst   203.0.113.101 → 10.0.0.11',
      '  ip.src   10.0.0.11 → 203.0.113.101',
    ]);
  });

  it('a pod that leaves by the gateway router of its node', async () => {
    const question = '--from default/client --to 192.0.2.1 --udp --dport 53 --reply';
    const out = await ask('pod-outwards', question, kubernetes);
    expect(out).toContain('NAT snat 172.18.0.3 ↔ 10.244.1.3');
    expect(out).toContain('\nReply: delivered to default/client on ovn-worker\n');
  });
});
