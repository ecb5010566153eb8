/** One small deployment for descriptions: rules and services on a switch and a router, two chassis, one host. */
import type { Row } from '../../../src/ovsdb/index.ts';
import { Network } from '../../../src/model/index.ts';
import type { Describers } from '../../../src/model/describe/describer.ts';
import { describeRow } from '../../../src/model/describe/generic.ts';
import { physicalDescribers } from '../../../src/model/describe/physical/index.ts';
import { rulesDescribers } from '../../../src/model/describe/rules/index.ts';
import type { Description } from '../../../src/model/describe/types.ts';
import type { DatabaseName } from '../../../src/model/rowref.ts';
import { northbound, openVSwitch, southbound, uuidOf, type Tables } from '../build.ts';
import { descriptionText } from './text.ts';

const nb: Tables = {
  Logical_Switch: {
    sw0: {
      ports: ['web', 'db', 'sw0-lr0'],
      acls: ['to-web'],
      load_balancer: ['lb-web'],
      qos_rules: ['slow'],
      dns_records: ['names'],
    },
  },
  Logical_Switch_Port: {
    web: {
      addresses: ['0a:00:00:00:00:01 10.0.0.10'],
      up: true,
      dhcpv4_options: 'dhcp',
      mirror_rules: ['tap'],
    },
    db: { addresses: ['0a:00:00:00:00:02 10.0.0.11'], up: false },
    'sw0-lr0': { type: 'router', options: { 'router-port': 'lr0-sw0' } },
  },
  Logical_Router: {
    lr0: {
      ports: ['lr0-sw0', 'lr0-public'],
      nat: ['snat', 'floating'],
      static_routes: ['default'],
      policies: ['detour'],
      load_balancer_group: ['lbg'],
      copp: 'limits',
    },
  },
  Logical_Router_Port: {
    'lr0-sw0': { mac: '0a:00:00:00:01:01', networks: ['10.0.0.1/24'] },
    'lr0-public': { mac: '0a:00:00:00:01:02', networks: ['192.0.2.1/24'], ha_chassis_group: 'gateways' },
  },
  Port_Group: { pg_web: { ports: ['web', 'gone'], acls: ['deny', 'allow-web', 'late'] } },
  Address_Set: { as_office: { addresses: ['198.51.100.0/24'] } },
  ACL: {
    'to-web': { name: [], direction: 'to-lport', priority: 10, action: 'pass', match: 'ip', tier: 1 },
    deny: {
      name: [],
      direction: 'to-lport',
      priority: 1,
      action: 'drop',
      match: 'outport == @pg_web',
      log: true,
    },
    'allow-web': {
      name: 'allow web',
      direction: 'to-lport',
      priority: 1001,
      action: 'allow-related',
      match: 'outport == @pg_web && ip4.src == {$as_office, $pg_web_ip4, $nobody} && ip4.dst != "$quoted"',
      log: true,
      severity: 'notice',
      meter: 'nowhere',
      label: 7,
    },
    late: {
      name: [],
      direction: 'from-lport',
      priority: 5,
      action: 'reject',
      match: '1',
      options: { 'apply-after-lb': 'true' },
    },
  },
  NAT: {
    snat: { type: 'snat', external_ip: '192.0.2.1', logical_ip: '10.0.0.0/24', logical_port: [] },
    floating: {
      type: 'dnat_and_snat',
      external_ip: '192.0.2.10',
      logical_ip: '10.0.0.10',
      logical_port: 'web',
      external_mac: '0a:00:00:00:02:01',
    },
    orphan: { type: 'dnat', external_ip: '192.0.2.11', logical_ip: '10.0.0.12', logical_port: [] },
  },
  Load_Balancer: {
    'lb-web': {
      vips: { '192.0.2.80:80': '10.0.0.10:8080, 10.0.0.11:8080', '[fd00::80]:80': '' },
      protocol: 'tcp',
      ip_port_mappings: { '10.0.0.10': 'web:10.0.0.2', '10.0.0.11': 'db:10.0.0.2' },
      health_check: ['check'],
    },
  },
  Load_Balancer_Group: { lbg: { load_balancer: ['lb-web'] } },
  Load_Balancer_Health_Check: { check: { vip: '192.0.2.80:80', options: { interval: '5' } } },
  Logical_Router_Static_Route: {
    default: { ip_prefix: '0.0.0.0/0', nexthop: '192.0.2.254', output_port: 'lr0-public', bfd: 'bfd0' },
  },
  Logical_Router_Policy: {
    detour: {
      priority: 100,
      match: 'ip4.src == 10.0.0.11',
      action: 'reroute',
      nexthops: ['192.0.2.7', '192.0.2.8'],
    },
  },
  BFD: { bfd0: { logical_port: 'lr0-public', dst_ip: '192.0.2.254', status: 'down' } },
  DHCP_Options: { dhcp: { cidr: '10.0.0.0/24', options: { router: '10.0.0.1', lease_time: '3600' } } },
  DNS: { names: { records: { 'web.example': '10.0.0.10' } } },
  QoS: {
    slow: {
      direction: 'to-lport',
      priority: 3,
      match: 'outport == "web"',
      bandwidth: { rate: 1000, burst: 100 } as never,
    },
  },
  Copp: { limits: { meters: { arp: 'arp-meter', dns: 'nowhere' } } },
  Meter: { 'arp-meter': { unit: 'pktps', bands: ['band'] } },
  Meter_Band: { band: { action: 'drop', rate: 100 } },
  Mirror: { tap: { filter: 'both', type: 'gre', sink: '192.0.2.99', index: 3 } },
  HA_Chassis_Group: { gateways: { ha_chassis: ['ha1', 'ha2'] } },
  HA_Chassis: { ha1: { chassis_name: 'hv1', priority: 10 }, ha2: { chassis_name: 'hv9', priority: 20 } },
  NB_Global: { global: { nb_cfg: 5, sb_cfg: 5, hv_cfg: 3, hv_cfg_timestamp: 1600000000000 } },
};

const sb: Tables = {
  SB_Global: { global: { nb_cfg: 5 } },
  Chassis: {
    hv1: {
      hostname: 'compute-1',
      encaps: ['encap1'],
      other_config: { 'ovn-bridge-mappings': 'physnet1:br-ex' },
    },
    hv2: { hostname: 'compute-2', encaps: [] },
  },
  Chassis_Private: { hv1: { chassis: 'hv1', nb_cfg: 3, nb_cfg_timestamp: 1600000000000 } },
  Encap: { encap1: { type: 'geneve', ip: '198.51.100.1', chassis_name: 'hv1' } },
  Datapath_Binding: {
    'dp-sw0': { tunnel_key: 1, external_ids: { name: 'sw0', 'logical-switch': uuidOf('sw0') } },
    'dp-lr0': { tunnel_key: 2, external_ids: { name: 'lr0', 'logical-router': uuidOf('lr0') } },
  },
  Port_Binding: {
    web: {
      datapath: 'dp-sw0',
      tunnel_key: 1,
      chassis: 'hv1',
      up: true,
      mac: ['0a:00:00:00:00:01 10.0.0.10'],
    },
    db: { datapath: 'dp-sw0', tunnel_key: 2, chassis: 'hv1', up: false },
    'cr-lr0-public': {
      datapath: 'dp-lr0',
      tunnel_key: 3,
      type: 'chassisredirect',
      chassis: 'hv1',
      ha_chassis_group: 'sb-gw',
    },
  },
  HA_Chassis_Group: { 'sb-gw': { ha_chassis: ['sb-ha1'] } },
  HA_Chassis: { 'sb-ha1': { chassis: 'hv1', priority: 10 } },
  Service_Monitor: {
    m1: { ip: '10.0.0.10', port: 8080, protocol: 'tcp', logical_port: 'web', status: 'online' },
    m2: { ip: '10.0.0.11', port: 8080, protocol: 'tcp', logical_port: 'db', status: 'offline' },
  },
  MAC_Binding: {
    neighbour: {
      logical_port: 'lr0-public',
      ip: '192.0.2.254',
      mac: '0a:00:00:00:03:01',
      datapath: 'dp-lr0',
      timestamp: 0,
    },
  },
  FDB: { learned: { mac: '0a:00:00:00:03:02', dp_key: 1, port_key: 1 } },
  Multicast_Group: {
    flood: { name: '_MC_flood', datapath: 'dp-sw0', tunnel_key: 32768, ports: ['web', 'db'] },
  },
  Logical_Flow: {
    flow: {
      logical_datapath: 'dp-sw0',
      pipeline: 'ingress',
      table_id: 8,
      priority: 100,
      match: 'ip',
      actions: 'next;',
      external_ids: { 'stage-name': 'ls_in_acl', 'stage-hint': uuidOf('deny').slice(0, 8) },
    },
  },
};

const ovs: Tables = {
  Open_vSwitch: {
    root: {
      bridges: ['br-int', 'br-ex'],
      external_ids: { 'system-id': 'hv1', hostname: 'compute-1', 'ovn-bridge-mappings': 'physnet1:br-ex' },
      ovs_version: '3.3.0',
      next_cfg: 4,
      cur_cfg: 3,
    },
  },
  Bridge: {
    'br-int': { ports: ['tap-web', 'tunnel'], fail_mode: 'secure', controller: ['ctl'] },
    'br-ex': { ports: ['bond0'] },
  },
  Controller: { ctl: { target: 'tcp:127.0.0.1:6653', is_connected: false } },
  Port: {
    'tap-web': { interfaces: ['if-web'], tag: 5 },
    tunnel: { interfaces: ['if-tunnel'] },
    bond0: { interfaces: ['eth0', 'eth1'], bond_mode: 'balance-tcp', lacp: 'active', trunks: [10, 20] },
  },
  Interface: {
    'if-web': {
      name: 'tap-web',
      external_ids: { 'iface-id': 'web' },
      ofport: 3,
      admin_state: 'up',
      link_state: 'up',
    },
    'if-tunnel': {
      name: 'ovn-hv2-0',
      type: 'geneve',
      options: { remote_ip: '198.51.100.2', key: 'flow', psk: 'swordfish' },
      external_ids: { 'ovn-chassis-id': 'hv2@198.51.100.2' },
      bfd_status: { state: 'down' },
    },
    eth0: { link_state: 'up' },
    eth1: { link_state: 'down', error: 'could not open network device eth1' },
  },
};

export const scenario = (): Network =>
  new Network({
    nb: northbound(nb),
    sb: southbound(sb),
    ovs: [{ name: 'host.db', database: openVSwitch(ovs) }],
  });

const describers: Describers = { ...rulesDescribers, ...physicalDescribers };

/** The description of a row by its handle; by the schema alone with `generic`. */
export const described = (
  network: Network,
  place: `${DatabaseName}.${string}`,
  handle: string,
  generic = false,
): Description => {
  const [name, table] = place.split('.') as [DatabaseName, string];
  const host = name === 'Open_vSwitch' ? network.hosts[0] : undefined;
  const lookup = { OVN_Northbound: network.nbRows, OVN_Southbound: network.sbRows, Open_vSwitch: host?.rows }[
    name as 'Open_vSwitch'
  ];
  const row = lookup?.anyRow(table, uuidOf(handle)) as Row;
  const own = describers[place];
  return own === undefined || generic ? describeRow(network, row, name, host) : own(network, row, host);
};

/** As text, with handles in place of UUIDs. */
export const told = (
  network: Network,
  place: `${DatabaseName}.${string}`,
  handle: string,
  generic = false,
): string => {
  const handles = [nb, sb, ovs].flatMap((tables) =>
    Object.values(tables).flatMap((rows) => Object.keys(rows)),
  );
  let text = descriptionText(described(network, place, handle, generic)).join('\n');
  for (const one of [...handles, 'gone']) {
    text = text.replaceAll(uuidOf(one), `{${one}}`).replaceAll(uuidOf(one).slice(0, 8), `{${one}…}`);
  }
  return text;
};
