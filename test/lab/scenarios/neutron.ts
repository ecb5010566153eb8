/**
 * What Neutron's ML2/OVN driver writes for a small cloud: two compute hosts and a network host.
 *
 *     public 203.0.113.0/24 (localnet) ── r1 ── app 10.0.0.0/24 fd00:a::/64, db 10.0.1.0/24
 *                                      └─ r2 ── web 10.1.0.0/24
 *     vlan-2001 10.20.0.0/24 (localnet, tag 2001), not routed
 *
 * r1 and r2 have gateway chassis in opposite order; there are floating IPs (one distributed, one central),
 * SNAT, security groups, DHCP, DNS, a load balancer with a health check, a virtual address, a trunk, an
 * external port, a port that is down and one that is switched off.
 */
import { dropGroup, network, port, router, securityGroup, type Vm } from './neutron-rows.ts';
import { child, create, mac, set, uuid, type Command } from './rows.ts';
import type { Scenario } from './scenario.ts';

const vms: readonly Vm[] = [
  {
    name: 'app-1',
    network: 'app',
    ips: ['10.0.0.11', 'fd00:a::11'],
    host: 'compute-1',
    groups: ['default', 'app'],
    fip: '203.0.113.101',
  },
  {
    name: 'app-2',
    network: 'app',
    ips: ['10.0.0.12', 'fd00:a::12'],
    host: 'compute-2',
    groups: ['default', 'app'],
  },
  {
    name: 'app-down',
    network: 'app',
    ips: ['10.0.0.13'],
    host: 'compute-2',
    groups: ['default'],
    unplugged: true,
  },
  {
    name: 'app-off',
    network: 'app',
    ips: ['10.0.0.14'],
    host: 'compute-1',
    groups: ['default'],
    disabled: true,
  },
  { name: 'app-unbound', network: 'app', ips: ['10.0.0.15'], groups: ['default'] },
  { name: 'trunk', network: 'app', ips: ['10.0.0.16'], host: 'compute-1', groups: ['default'] },
  { name: 'trunk-child', network: 'db', ips: ['10.0.1.16'], groups: ['default'], parent: 'trunk', tag: 101 },
  {
    name: 'db-1',
    network: 'db',
    ips: ['10.0.1.11'],
    host: 'compute-2',
    groups: ['db'],
    pairs: ['10.0.1.50'],
  },
  {
    name: 'db-2',
    network: 'db',
    ips: ['10.0.1.12'],
    host: 'compute-1',
    groups: ['db'],
    pairs: ['10.0.1.50'],
  },
  { name: 'web-1', network: 'web', ips: ['10.1.0.11'], host: 'compute-1', groups: ['web'] },
  { name: 'web-2', network: 'web', ips: ['10.1.0.12'], host: 'compute-2', groups: ['web'] },
  { name: 'web-open', network: 'web', ips: ['10.1.0.13'], host: 'compute-2', groups: [] },
  { name: 'appliance', network: 'vlan-2001', ips: ['10.20.0.11'], host: 'compute-1', groups: ['default'] },
];

const floating = (
  routerName: string,
  ip: string,
  vm: string,
  logicalIp: string,
  distributed: boolean,
): Command =>
  child(['Logical_Router', `neutron-${uuid(routerName)}`, 'nat'], 'NAT', {
    type: 'dnat_and_snat',
    external_ip: ip,
    logical_ip: logicalIp,
    logical_port: uuid(vm),
    ...(distributed ? { external_mac: mac(`fip ${ip}`) } : {}),
    external_ids: {
      'neutron:fip_id': uuid(`fip ${ip}`),
      'neutron:fip_port_id': uuid(vm),
      'neutron:fip_external_mac': mac(`fip ${ip}`),
      'neutron:fip_network_id': uuid('public'),
      'neutron:router_name': `neutron-${uuid(routerName)}`,
      'neutron:revision_number': '3',
    },
  });

const snat = (routerName: string, ip: string, logicalIp: string): Command =>
  child(['Logical_Router', `neutron-${uuid(routerName)}`, 'nat'], 'NAT', {
    type: 'snat',
    external_ip: ip,
    logical_ip: logicalIp,
  });

/** The virtual address 10.0.1.50 that db-1 and db-2 take turns to hold. */
const virtualPort: Command = [
  ...port({ name: 'db-vip', network: 'db', ips: ['10.0.1.50'], groups: ['db'] }),
  '--',
  ...set('Logical_Switch_Port', uuid('db-vip'), {
    type: 'virtual',
    options: { 'virtual-ip': '10.0.1.50', 'virtual-parents': `${uuid('db-1')},${uuid('db-2')}` },
  }),
];

/** A port of a machine that is not a hypervisor (SR-IOV, bare metal): a gateway chassis answers for it. */
const externalPort: readonly Command[] = [
  create('HA_Chassis', { chassis_name: uuid('chassis network-1'), priority: 32767 }, 'hac'),
  create('HA_Chassis_Group', { name: `neutron-${uuid('vlan-2001')}`, ha_chassis: ['@hac'] }, 'hag'),
  port({ name: 'baremetal', network: 'vlan-2001', ips: ['10.20.0.20'], groups: ['default'] }),
  set('Logical_Switch_Port', uuid('baremetal'), { type: 'external', ha_chassis_group: '@hag' }),
];

/** What the OVN provider of Octavia writes: one VIP, two members, a health check. */
const loadBalancer: readonly Command[] = [
  create(
    'Load_Balancer_Health_Check',
    {
      vip: '10.1.0.100:80',
      options: { interval: '5', timeout: '3', success_count: '3', failure_count: '3' },
      external_ids: { 'octavia:healthmonitor': uuid('monitor') },
    },
    'hc',
  ),
  create(
    'Load_Balancer',
    {
      name: uuid('lb web'),
      protocol: 'tcp',
      vips: { '10.1.0.100:80': '10.1.0.11:8080,10.1.0.12:8080' },
      ip_port_mappings: {
        '10.1.0.11': `${uuid('web-1')}:10.1.0.2`,
        '10.1.0.12': `${uuid('web-2')}:10.1.0.2`,
      },
      health_check: ['@hc'],
      selection_fields: ['ip_src', 'ip_dst', 'tp_src', 'tp_dst'],
      external_ids: {
        enabled: 'True',
        'neutron:vip': '10.1.0.100',
        'neutron:vip_port_id': uuid('vip web'),
        [`listener_${uuid('listener')}`]: `80:pool_${uuid('pool')}`,
        [`pool_${uuid('pool')}`]: `member_${uuid('m1')}_10.1.0.11:8080,member_${uuid('m2')}_10.1.0.12:8080`,
        lr_ref: `neutron-${uuid('r2')}`,
        ls_refs: JSON.stringify({ [`neutron-${uuid('web')}`]: 1 }),
      },
    },
    'lb',
  ),
  ['add', 'Logical_Switch', `neutron-${uuid('web')}`, 'load_balancer', '@lb'],
  ['add', 'Logical_Router', `neutron-${uuid('r2')}`, 'load_balancer', '@lb'],
];

const services: readonly Command[] = [
  child(['Logical_Switch', `neutron-${uuid('app')}`, 'dns_records'], 'DNS', {
    records: { 'app-1.cloud.example': '10.0.0.11 fd00:a::11', 'app-2.cloud.example': '10.0.0.12 fd00:a::12' },
    external_ids: { ls_name: `neutron-${uuid('app')}` },
  }),
  child(['Logical_Switch', `neutron-${uuid('app')}`, 'qos_rules'], 'QoS', {
    direction: 'from-lport',
    priority: 2002,
    match: `inport == "${uuid('app-2')}"`,
    bandwidth: { rate: 10000, burst: 8000 },
    external_ids: { 'neutron:port_id': uuid('app-2') },
  }),
  create('Address_Set', {
    name: `as_ip4_${uuid('office').replaceAll('-', '_')}`,
    addresses: ['198.51.100.0/24', '192.0.2.7'],
    external_ids: { 'neutron:address_group_id': uuid('office') },
  }),
];

const commands: readonly Command[] = [
  ...network({ name: 'public', cidr: '203.0.113.0/24', physical: 'physnet1', external: true }),
  ...network({ name: 'app', cidr: '10.0.0.0/24', cidr6: 'fd00:a::/64' }),
  ...network({ name: 'db', cidr: '10.0.1.0/24' }),
  ...network({ name: 'web', cidr: '10.1.0.0/24' }),
  ...network({ name: 'vlan-2001', cidr: '10.20.0.0/24', physical: 'physnet1', tag: 2001 }),
  ...vms.map((vm) => port(vm)),
  virtualPort,
  ...externalPort,
  ...router({
    name: 'r1',
    gateway: { ip: '203.0.113.11', chassis: ['network-1', 'compute-2'] },
    networks: { app: ['10.0.0.1/24', 'fd00:a::1/64'], db: ['10.0.1.1/24'] },
  }),
  ...router({
    name: 'r2',
    gateway: { ip: '203.0.113.12', chassis: ['compute-2', 'network-1'] },
    networks: { web: ['10.1.0.1/24'] },
  }),
  snat('r1', '203.0.113.11', '10.0.0.0/24'),
  snat('r1', '203.0.113.11', '10.0.1.0/24'),
  snat('r2', '203.0.113.12', '10.1.0.0/24'),
  floating('r1', '203.0.113.101', 'app-1', '10.0.0.11', true),
  floating('r2', '203.0.113.102', 'web-1', '10.1.0.11', false),
  ...services,
  ...loadBalancer,
  ...dropGroup(vms),
  ...securityGroup('default', vms, [
    { direction: 'out', match: 'ip4' },
    { direction: 'out', match: 'ip6' },
    { direction: 'in', match: 'ip4', remoteGroup: 'default' },
    { direction: 'in', match: 'ip6', remoteGroup: 'default' },
  ]),
  ...securityGroup('app', vms, [
    { direction: 'in', match: 'ip4 && ip4.src == 0.0.0.0/0 && tcp && tcp.dst == 22' },
    { direction: 'in', match: 'ip4 && ip4.src == 0.0.0.0/0 && icmp4' },
    {
      direction: 'in',
      match: `ip4 && ip4.src == $as_ip4_${uuid('office').replaceAll('-', '_')} && tcp && tcp.dst == 443`,
    },
  ]),
  ...securityGroup('db', vms, [
    { direction: 'out', match: 'ip4' },
    { direction: 'in', match: 'ip4 && tcp && tcp.dst >= 5432 && tcp.dst <= 5433', remoteGroup: 'app' },
  ]),
  ...securityGroup('web', vms, [
    { direction: 'out', match: 'ip4' },
    { direction: 'in', match: 'ip4 && ip4.src == 0.0.0.0/0 && tcp && tcp.dst == 8080', stateless: true },
  ]),
];

export const neutron: Scenario = {
  name: 'neutron',
  title: 'an OpenStack cloud: provider networks, gateways, floating IPs, security groups, DHCP',
  options: {
    hypervisors: 3,
    hypervisor: ['network-1', 'compute-1', 'compute-2'].map((name) => ({
      name,
      systemId: uuid(`chassis ${name}`),
      externalIds: name === 'compute-1' ? {} : { 'ovn-cms-options': 'enable-chassis-as-gw' },
    })),
  },
  async build(lab) {
    await lab.commands(commands);
    for (const hypervisor of lab.hypervisors) {
      const here = vms.filter((vm) => vm.host === hypervisor.name && vm.unplugged !== true);
      const metadata = [...new Set(here.map((vm) => vm.network))].map((name) => ({
        name: `tap${uuid(`metadata ${name}`).slice(0, 11)}`,
        ifaceId: uuid(`metadata ${name}`),
      }));
      const taps = here.map((vm) => ({
        name: `tap${uuid(vm.name).slice(0, 11)}`,
        ifaceId: uuid(vm.name),
        externalIds: {
          'attached-mac': mac(vm.name),
          'iface-status': 'active',
          'vm-id': uuid(`vm ${vm.name}`),
        },
      }));
      if (taps.length > 0) await hypervisor.plug(...taps, ...metadata);
    }
    const up = vms.filter((vm) => vm.host !== undefined && vm.unplugged !== true && vm.disabled !== true);
    await lab.up(...up.map((vm) => uuid(vm.name)));
    await lab.bound(`cr-lrp-${uuid('gateway r1')}`, uuid('chassis network-1'));
    await lab.bound(`cr-lrp-${uuid('gateway r2')}`, uuid('chassis compute-2'));
    await lab.sync();
  },
};
