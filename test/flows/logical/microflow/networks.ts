/** Networks for microflows, in the notation of `test/model/build.ts`. */
import { Network } from '../../../../src/model/index.ts';
import { northbound, southbound, uuidOf, type Tables } from '../../../model/build.ts';

/**
 *     web (10.0.0.0/24, fd00::/64) ── lr0 ── db (10.0.1.0/24)
 *                                      └──── public (203.0.113.0/24): localnet, gateway port
 */
export const tables: Tables = {
  Logical_Switch: {
    web: {
      ports: ['web-1', 'web-2', 'web-off', 'web-open', 'web-mac', 'web-vip', 'web-sec', 'web-lr0'],
      load_balancer: ['own'],
    },
    db: { ports: ['db-1', 'db-lr0'], other_config: { subnet: '10.0.1.0/24' } },
    public: { ports: ['public-net', 'public-ext', 'public-lr0'] },
    island: { ports: ['island-1', 'island-2'] },
  },
  Logical_Switch_Port: {
    'web-1': {
      addresses: ['0a:00:00:00:00:01 10.0.0.11 fd00::11'],
      dhcpv4_options: 'dhcp-web',
      external_ids: { 'neutron:port_name': 'frontend' },
    },
    'web-2': { addresses: ['dynamic'], dynamic_addresses: '0a:00:00:00:00:02 10.0.0.12' },
    'web-off': { addresses: ['0a:00:00:00:00:03 10.0.0.13'], enabled: false },
    'web-open': { addresses: ['unknown'] },
    'web-mac': { addresses: ['0a:00:00:00:00:05'] },
    'web-vip': {
      type: 'virtual',
      options: { 'virtual-ip': '10.0.0.50', 'virtual-parents': 'web-1,web-2' },
      addresses: ['0a:00:00:00:00:06 10.0.0.50'],
    },
    'web-sec': { addresses: ['unknown'], port_security: ['0a:00:00:00:00:07 10.0.0.17 10.0.0.128/25'] },
    'web-lr0': { type: 'router', addresses: ['router'], options: { 'router-port': 'lr0-web' } },
    'db-1': { addresses: ['0a:00:00:00:01:01 10.0.1.11'] },
    'db-lr0': { type: 'router', addresses: ['router'], options: { 'router-port': 'lr0-db' } },
    'public-net': { type: 'localnet', addresses: ['unknown'], options: { network_name: 'physnet' } },
    'public-ext': { type: 'external', addresses: ['0a:00:00:00:02:01 203.0.113.50'] },
    'public-lr0': { type: 'router', addresses: ['router'], options: { 'router-port': 'lr0-public' } },
    'island-1': { addresses: ['0a:00:00:00:03:01 192.168.0.1'] },
    'island-2': { addresses: ['0a:00:00:00:03:02 192.168.0.2'] },
  },
  Logical_Router: {
    lr0: {
      ports: ['lr0-web', 'lr0-db', 'lr0-public'],
      nat: ['fip', 'fip-local', 'snat'],
      load_balancer: ['lb'],
    },
  },
  Logical_Router_Port: {
    'lr0-web': { mac: '0A:00:00:00:FF:01', networks: ['10.0.0.1/24', 'fd00::1/64'] },
    'lr0-db': { mac: '0a:00:00:00:ff:02', networks: ['10.0.1.1/24'] },
    'lr0-public': { mac: '0a:00:00:00:ff:03', networks: ['203.0.113.1/24'], gateway_chassis: ['gw'] },
  },
  Gateway_Chassis: { gw: { chassis_name: 'hv1', priority: 1 } },
  DHCP_Options: { 'dhcp-web': { cidr: '10.0.0.0/24', options: { router: '10.0.0.1' } } },
  NAT: {
    fip: { type: 'dnat_and_snat', external_ip: '203.0.113.10', logical_ip: '10.0.0.11' },
    'fip-local': {
      type: 'dnat_and_snat',
      external_ip: '203.0.113.11',
      logical_ip: '10.0.0.12',
      logical_port: 'web-2',
      external_mac: '0a:00:00:00:EE:01',
    },
    snat: { type: 'snat', external_ip: '203.0.113.1', logical_ip: '10.0.0.0/24' },
  },
  Load_Balancer: {
    lb: {
      protocol: 'tcp',
      vips: { '203.0.113.80:443': '10.0.0.11:8443', '203.0.113.80:80': '10.0.0.11:8080' },
    },
    own: { protocol: 'udp', vips: { '10.0.0.99:53': '10.0.0.11:5353' } },
    empty: {},
  },
};

const withRows = (more: Tables): Tables => {
  const merged: Record<string, Tables[string]> = { ...tables };
  for (const [table, rows] of Object.entries(more)) merged[table] = { ...tables[table], ...rows };
  return merged;
};

/** The tables, with rows added or replaced. */
export const network = (more: Tables = {}): Network => new Network({ nb: northbound(withRows(more)) });

/** Two routers in front of one switch, as where a network has a second way out. */
export const twoRouters = (more: Tables = {}): Network =>
  new Network({
    nb: northbound({
      Logical_Switch: { sw: { ports: ['vm', 'sw-a', 'sw-b'] }, far: { ports: ['far-b'] } },
      Logical_Switch_Port: {
        vm: { addresses: ['0a:00:00:00:00:01 10.0.0.11'] },
        'sw-a': { type: 'router', addresses: ['router'], options: { 'router-port': 'a-sw' } },
        'sw-b': { type: 'router', addresses: ['router'], options: { 'router-port': 'b-sw' } },
        'far-b': { type: 'router', addresses: ['router'], options: { 'router-port': 'b-far' } },
        ...more['Logical_Switch_Port'],
      },
      Logical_Router: { a: { ports: ['a-sw'], static_routes: ['default'] }, b: { ports: ['b-sw', 'b-far'] } },
      Logical_Router_Port: {
        'a-sw': { mac: '0a:00:00:00:ff:0a', networks: ['10.0.0.1/24'] },
        'b-sw': { mac: '0a:00:00:00:ff:0b', networks: ['10.0.0.2/24'] },
        'b-far': { mac: '0a:00:00:00:ff:0c', networks: ['172.16.0.1/24'] },
      },
      Logical_Router_Static_Route: { default: { ip_prefix: '0.0.0.0/0', nexthop: '10.0.0.254' } },
      DHCP_Options: more['DHCP_Options'] ?? {},
    }),
  });

/** A part of the same, as the Southbound has it. */
export const southboundOnly = (): Network =>
  new Network({
    sb: southbound({
      Datapath_Binding: {
        'dp-web': { external_ids: { name: 'web', 'logical-switch': uuidOf('web') } },
        'dp-db': { external_ids: { name: 'db', 'logical-switch': uuidOf('db') } },
        'dp-lr0': { external_ids: { name: 'lr0', 'logical-router': uuidOf('lr0') } },
      },
      Port_Binding: {
        'web-1': { datapath: 'dp-web', mac: ['0a:00:00:00:00:01 10.0.0.11'] },
        'web-lr0': { datapath: 'dp-web', type: 'patch', mac: ['router'], options: { peer: 'lr0-web' } },
        'db-1': { datapath: 'dp-db', mac: ['0a:00:00:00:01:01 10.0.1.11'] },
        'db-lr0': { datapath: 'dp-db', type: 'patch', mac: ['router'], options: { peer: 'lr0-db' } },
        'lr0-web': {
          datapath: 'dp-lr0',
          type: 'patch',
          mac: ['0a:00:00:00:ff:01 10.0.0.1/24'],
          options: { peer: 'web-lr0' },
        },
        'lr0-db': {
          datapath: 'dp-lr0',
          type: 'patch',
          mac: ['0a:00:00:00:ff:02 10.0.1.1/24'],
          options: { peer: 'db-lr0' },
        },
      },
    }),
  });
