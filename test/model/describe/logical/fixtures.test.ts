/** Descriptions of real databases, whole: the goldens are what a person would be told. */
import { describe as suite, expect, it } from 'vitest';
import { describe } from '../../../../src/model/describe/index.ts';
import { byName, naturalCompare, type DatabaseName, type Network } from '../../../../src/model/index.ts';
import { refOf } from '../../../../src/model/rowref.ts';
import type { Row } from '../../../../src/ovsdb/index.ts';
import { fixture, type Fixture, type Part } from '../../fixtures.ts';
import { rendered } from './render.ts';

const NORTHBOUND = ['Logical_Switch', 'Logical_Switch_Port', 'Logical_Router', 'Logical_Router_Port'];
const SOUTHBOUND = ['Datapath_Binding', 'Port_Binding'];

const callOf = (row: Row): string => {
  const ids = row.get('external_ids') as ReadonlyMap<string, string>;
  const alias =
    ids.get('neutron:port_name') ?? ids.get('neutron:network_name') ?? ids.get('neutron:router_name');
  return String(alias || (row.get('name') ?? row.get('logical_port') ?? ids.get('name') ?? row.uuid));
};

/** Descriptions of every row of the tables, by what people call them; of those in `names` alone where it is given. */
const all = (network: Network, database: DatabaseName, names?: readonly string[]): string => {
  const isNorthbound = database === 'OVN_Northbound';
  const source = isNorthbound ? network.nb : network.sb;
  return (isNorthbound ? NORTHBOUND : SOUTHBOUND)
    .flatMap((table) => {
      const rows = [...(source as unknown as { table(name: string): Iterable<Row> }).table(table)];
      return rows
        .map((row) => ({ row, name: callOf(row), uuid: row.uuid }))
        .filter(({ name }) => names === undefined || names.includes(name))
        .sort((a, b) => byName(a, b) || naturalCompare(a.uuid, b.uuid));
    })
    .map(({ row }) => rendered(describe(network, refOf(database, row))))
    .join('\n');
};

const NEUTRON = [
  'app-1',
  'app-2',
  'app-down',
  'app-off',
  'trunk',
  'trunk-child',
  'db-vip',
  'baremetal',
  'web-1',
  'web-open',
  'provnet-52c7995a-187e-47dd-a74c-4081e702303b',
  'ecd61807-74c3-4227-a729-73a4387af2f8',
  'c0cb8fd3-736b-4366-acec-f50436c65acd',
  'lrp-b16f54c6-259e-4607-aa8a-f8e310631a02',
  'lrp-ecd61807-74c3-4227-a729-73a4387af2f8',
  'cr-lrp-b16f54c6-259e-4607-aa8a-f8e310631a02',
  'app',
  'public',
  'vlan-2001',
  'r1',
  'r2',
];

const KUBERNETES = [
  'shop_backend-5d8b9c7f6d-2vqkx',
  'kube-system_coredns-565d847f94-4xk8p',
  'stor-ovn-worker',
  'br-ex_ovn-worker',
  'rtoe-GR_ovn-worker',
  'ovn-worker',
  'join',
  'GR_ovn-worker',
  'ovn_cluster_router',
];

type Case = readonly [Fixture, readonly Part[], DatabaseName, (readonly string[])?];
const CASES: readonly Case[] = [
  ['two-switches', ['nb', 'sb', 'ovs'], 'OVN_Northbound'],
  ['two-switches', ['nb'], 'OVN_Northbound'],
  ['two-switches', ['sb'], 'OVN_Southbound'],
  ['neutron', ['nb', 'sb', 'ovs'], 'OVN_Northbound', NEUTRON],
  ['neutron', ['nb', 'sb', 'ovs'], 'OVN_Southbound', NEUTRON],
  ['ovn-kubernetes', ['nb', 'sb', 'ovs'], 'OVN_Northbound', KUBERNETES],
];

suite('descriptions of captured databases', () => {
  for (const [name, parts, database, names] of CASES) {
    const which = `${name}-${parts.join('-')}-${database === 'OVN_Northbound' ? 'northbound' : 'southbound'}`;
    it(which, async () => {
      const network = await fixture(name, parts);
      await expect(all(network, database, names)).toMatchFileSnapshot(`golden/${which}.txt`);
    });
  }

  it('describes everything of a real Neutron, whose Southbound was not captured', async () => {
    const network = await fixture('neutron-capture');
    const text = all(network, 'OVN_Northbound');
    expect(text).not.toContain('undefined');
    const headlines = text.split('\n').filter((line) => line.startsWith('logical '));
    await expect(`${headlines.join('\n')}\n`).toMatchFileSnapshot('golden/neutron-capture-headlines.txt');
  });
});
