import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aliasOf, Network, ownerOf, systemsOf, type OwnerSystem } from '../../../src/model/index.ts';
import { northbound } from '../build.ts';
import { fixture } from '../fixtures.ts';
import { twoSwitches } from '../scenarios.ts';

const ID = '5eb7e725-e6ba-443f-aa90-6437aa7be080';
const ids = (record: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(record));

type Case = readonly [
  table: string,
  name: string,
  externalIds: Readonly<Record<string, string>>,
  system: OwnerSystem,
  kind: string,
  called: string,
];

const CASES: readonly Case[] = [
  ['Logical_Switch', `neutron-${ID}`, { 'neutron:network_name': 'public' }, 'Neutron', 'network', 'public'],
  ['Logical_Switch', `neutron-${ID}`, {}, 'Neutron', 'network', ID],
  ['Logical_Router', `neutron-${ID}`, { 'neutron:router_name': 'r1' }, 'Neutron', 'router', 'r1'],
  [
    'Datapath_Binding',
    '',
    { name: `neutron-${ID}`, name2: 'public', 'logical-switch': ID },
    'Neutron',
    'network',
    'public',
  ],
  [
    'Datapath_Binding',
    '',
    { name: `neutron-${ID}`, name2: 'r1', 'logical-router': ID },
    'Neutron',
    'router',
    'r1',
  ],
  [
    'Logical_Switch_Port',
    ID,
    { 'neutron:port_name': 'app-1', 'neutron:device_owner': 'compute:nova' },
    'Neutron',
    'instance port',
    'app-1',
  ],
  [
    'Port_Binding',
    ID,
    { 'neutron:port_name': '', 'neutron:device_owner': 'network:distributed' },
    'Neutron',
    'metadata port',
    ID,
  ],
  ['Logical_Switch_Port', `provnet-${ID}`, {}, 'Neutron', 'provider network port', ID],
  ['Logical_Router_Port', `lrp-${ID}`, {}, 'Neutron', 'router interface', ID],
  ['Port_Binding', `cr-lrp-${ID}`, {}, 'Neutron', 'router gateway', ID],
  ['Port_Group', `pg_${ID.replaceAll('-', '_')}`, {}, 'Neutron', 'security group', ID],
  ['ACL', '', { 'neutron:security_group_rule_id': ID }, 'Neutron', 'security group rule', ID],
  ['NAT', '', { 'neutron:fip_id': ID, 'neutron:fip_port_id': ID }, 'Neutron', 'floating IP', ID],
  ['DHCP_Options', '', { subnet_id: ID, 'neutron:revision_number': '0' }, 'Neutron', 'subnet', ID],
  ['Interface', 'tap5eb7e725-e6', { 'iface-id': ID }, 'Neutron', 'port', ID],
  ['Interface', 'vhu1', { 'iface-id': ID, 'vm-uuid': ID }, 'Neutron', 'instance port', ID],
  [
    'Logical_Switch_Port',
    'default_web-0',
    { namespace: 'default', pod: 'true' },
    'OVN-Kubernetes',
    'pod',
    'default/web-0',
  ],
  [
    'Logical_Switch_Port',
    'tenant.blue_default_web-0',
    { namespace: 'default', pod: 'true', 'k8s.ovn.org/network': 'blue' },
    'OVN-Kubernetes',
    'pod',
    'default/web-0',
  ],
  ['Logical_Router', 'GR_node1', {}, 'OVN-Kubernetes', 'gateway router', 'node1'],
  ['Logical_Router', 'ovn_cluster_router', {}, 'OVN-Kubernetes', 'cluster router', 'ovn_cluster_router'],
  [
    'Logical_Router',
    'blue_ovn_cluster_router',
    { 'k8s.ovn.org/network': 'blue' },
    'OVN-Kubernetes',
    'cluster router',
    'blue',
  ],
  [
    'Logical_Switch',
    'blue_ovn_layer2_switch',
    { 'k8s.ovn.org/network': 'blue' },
    'OVN-Kubernetes',
    'layer 2 switch',
    'blue',
  ],
  ['Logical_Router_Port', 'rtoe-GR_node1', {}, 'OVN-Kubernetes', 'port to the outside', 'node1'],
  ['Logical_Switch_Port', 'etor-GR_node1', {}, 'OVN-Kubernetes', 'port to a gateway router', 'node1'],
  [
    'Port_Group',
    'a123',
    { 'k8s.ovn.org/owner-type': 'NetworkPolicy', 'k8s.ovn.org/name': 'shop:web' },
    'OVN-Kubernetes',
    'network policy',
    'shop/web',
  ],
  [
    'Address_Set',
    'a124',
    { 'k8s.ovn.org/owner-type': 'EgressIP', 'k8s.ovn.org/name': 'eip' },
    'OVN-Kubernetes',
    'egress IP',
    'eip',
  ],
  [
    'Load_Balancer',
    'Service_kube-system/kube-dns_UDP_cluster',
    { 'k8s.ovn.org/kind': 'Service', 'k8s.ovn.org/owner': 'kube-system/kube-dns' },
    'OVN-Kubernetes',
    'service',
    'kube-system/kube-dns',
  ],
  [
    'Interface',
    '5f5a87a81c6344e',
    { 'iface-id': 'default_web-0', sandbox: 'a028' },
    'OVN-Kubernetes',
    'pod',
    'default/web-0',
  ],
  [
    'Logical_Switch_Port',
    'web-0.default',
    { vendor: 'kube-ovn', pod: 'default/web-0', ls: 'ovn-default' },
    'kube-ovn',
    'pod',
    'default/web-0',
  ],
  ['Logical_Switch_Port', 'node-n1', { vendor: 'kube-ovn' }, 'kube-ovn', 'node', 'n1'],
  ['Logical_Switch', 'join', { vendor: 'kube-ovn' }, 'kube-ovn', 'subnet', 'join'],
  ['Port_Group', 'np1.default', { np: 'default/np1' }, 'kube-ovn', 'network policy', 'default/np1'],
  [
    'Interface',
    'abc_h',
    { 'iface-id': 'web-0.default', pod_name: 'web-0', pod_namespace: 'default' },
    'kube-ovn',
    'pod',
    'default/web-0',
  ],
  ['Logical_Router', 'lxd-net5-lr', {}, 'LXD', 'router of a network', 'net5'],
  ['Logical_Switch', 'lxd-net5-ls-int', {}, 'LXD', 'network', 'net5'],
  ['Logical_Router_Port', 'incus-net5-lr-lrp-peer-net6', {}, 'Incus', 'port to a peer network', 'net5'],
  ['Logical_Switch_Port', `incus-net5-instance-${ID}-eth0`, {}, 'Incus', 'instance port', `${ID}/eth0`],
  ['Port_Group', 'lxd_acl7_net5', {}, 'LXD', 'network ACL', 'acl7'],
  ['DNS', '', { lxd_switch_port: `lxd-net5-instance-${ID}-eth0` }, 'LXD', 'instance port', `${ID}/eth0`],
];

describe('who made a row', () => {
  it.each(CASES)('%s %s %o → %s, %s, %s', (table, name, externalIds, system, kind, called) => {
    expect(ownerOf(table, name, ids(externalIds))).toMatchObject({ system, kind, name: called });
  });

  it.each([
    ['Logical_Switch', 'sw0', {}],
    ['Logical_Switch', 'join', {}],
    ['Logical_Switch', 'neutron-public', {}],
    ['Logical_Switch_Port', 'vm1', { name: 'web' }],
    ['Logical_Switch_Port', 'stor-cabinet', {}],
    ['Logical_Router_Port', 'lrp-lan', {}],
    ['Port_Group', 'pg_web', {}],
    ['Load_Balancer', 'lb0', {}],
    ['DHCP_Options', '', { subnet_id: ID }],
    ['Interface', 'tap0', { 'iface-id': ID }],
    ['constructor', 'toString', { vendor: 'kube-ovn' }],
  ])('%s %s %o is nobody’s that is known', (table, name, externalIds) => {
    expect(ownerOf(table, name, ids(externalIds as Record<string, string>))).toBeUndefined();
  });

  it('knows names that prove nothing on their own where the deployment is known', () => {
    const managed = new Set(['OVN-Kubernetes'] as const);
    const kind = (table: string, name: string) => ownerOf(table, name, undefined, { managed })?.kind;
    expect(kind('Logical_Switch', 'join')).toBe('join switch');
    expect(kind('Logical_Switch', 'node1')).toBe('node switch');
    expect(kind('Logical_Switch_Port', 'k8s-node1')).toBe('management port');
    expect(kind('Logical_Switch_Port', 'stor-node1')).toBe('port to the cluster router');
    expect(kind('Logical_Router_Port', 'rtos-node1')).toBe('port to a node switch');
  });

  it('tells what else the row says', () => {
    const owner = ownerOf(
      'Logical_Switch_Port',
      ID,
      ids({
        'neutron:port_name': 'app-1',
        'neutron:device_owner': 'compute:nova',
        'neutron:device_id': 'da7c6709-a3e7-43d1-ae66-9ebb0312c7c9',
        'neutron:project_id': 'a1f0c3d2',
        'neutron:security_group_ids': '',
      }),
    );
    expect([...(owner?.details ?? [])]).toEqual([
      ['device-id', 'da7c6709-a3e7-43d1-ae66-9ebb0312c7c9'],
      ['device-owner', 'compute:nova'],
      ['port-name', 'app-1'],
      ['project-id', 'a1f0c3d2'],
    ]);
    const pod = ownerOf('Port_Binding', 'default_web-0', ids({ namespace: 'default', pod: 'true' }));
    expect([...(pod?.details ?? [])]).toEqual([
      ['namespace', 'default'],
      ['pod', 'web-0'],
    ]);
  });

  it('gives an alias to the row of the thing itself, not to what serves it', () => {
    expect(aliasOf('Logical_Switch_Port', 'default_web-0', ids({ namespace: 'default', pod: 'true' }))).toBe(
      'default/web-0',
    );
    expect(aliasOf('Logical_Router', 'GR_node1', undefined)).toBeUndefined();
    expect(aliasOf('Logical_Router_Port', `lrp-${ID}`, undefined)).toBeUndefined();
    expect(aliasOf('Logical_Switch', `neutron-${ID}`, undefined)).toBeUndefined();
  });

  it('never throws, whatever a row is called', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('neutron-', 'GR_', '_', 'lxd-net1-', 'pod', 'cr-', '\0'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('Logical_Switch', 'Logical_Router', 'Logical_Switch_Port', 'Interface', 'NAT', 'x'),
        text,
        fc.dictionary(text, text),
        (table, name, record) => {
          const owner = ownerOf(table, name, new Map(Object.entries(record)));
          expect(owner === undefined || owner.name.length > 0).toBe(true);
        },
      ),
    );
    for (const name of ['x'.repeat(65_536), 'neutron-'.repeat(9000)]) {
      expect(ownerOf('Logical_Switch', name, undefined)).toBeUndefined();
    }
  });
});

describe('who manages a deployment', () => {
  it.each([
    ['neutron', ['Neutron']],
    ['neutron-capture', ['Neutron']],
    ['ovn-kubernetes', ['OVN-Kubernetes']],
    ['two-switches', []],
  ] as const)('%s: %o', async (name, systems) => {
    expect([...systemsOf(await fixture(name))]).toEqual(systems);
  });

  it('is told by a Southbound alone', async () => {
    expect([...systemsOf(await fixture('ovn-kubernetes', ['sb']))]).toEqual(['OVN-Kubernetes']);
    expect([...systemsOf(await fixture('neutron', ['sb']))]).toEqual(['Neutron']);
  });

  it('is nobody in an empty network, or one made by hand', () => {
    expect([...systemsOf(new Network({ nb: northbound({}) }))]).toEqual([]);
    expect([...systemsOf(new Network(twoSwitches()))]).toEqual([]);
  });
});

describe('aliases of ports, switches and routers', () => {
  it.each([['nb'], ['sb']] as const)('are the names that people know, by the %s', async (part) => {
    const pods = (await fixture('ovn-kubernetes', [part])).switchPorts.map(({ alias }) => alias);
    expect(pods).toContain('default/client');
    const neutron = await fixture('neutron', [part]);
    expect(neutron.switches.map(({ alias }) => alias)).toContain('public');
    expect(neutron.routers.map(({ alias }) => alias).sort()).toContain('r1');
    expect(neutron.switchPorts.map(({ alias }) => alias)).toContain('app-1');
  });
});
