/** The rows that Neutron's ML2/OVN driver writes for a network, a port, a router and a security group. */
import {
  child,
  create,
  logicalRouter,
  logicalSwitch,
  mac,
  routerLink,
  routerPort,
  switchPort,
  uuid,
  type Command,
} from './rows.ts';

const PROJECT = 'a1f0c3d2e4b5968778695a4b3c2d1e0f';
const switchName = (network: string): string => `neutron-${uuid(network)}`;
const groupName = (group: string): string => `pg_${uuid(`sg ${group}`).replaceAll('-', '_')}`;

/** `10.0.0.0/24` => `10.0.0.HOST`. */
const host = (cidr: string, number: number): string => cidr.replace(/\d+\/\d+$/, String(number));

export interface Network {
  readonly name: string;
  readonly cidr: string;
  readonly cidr6?: string;
  /** The provider network that a localnet port leads to. */
  readonly physical?: string;
  readonly tag?: number;
  /** Of routers only: no DHCP. */
  readonly external?: boolean;
}

export const network = (net: Network): Command[] => {
  const name = switchName(net.name);
  const commands: Command[] = [
    logicalSwitch(name, {
      external_ids: {
        'neutron:network_name': net.name,
        'neutron:mtu': net.physical === undefined ? '1442' : '1500',
        'neutron:revision_number': '2',
        'neutron:availability_zone_hints': '',
      },
      other_config: { mcast_snoop: 'false', mcast_flood_unregistered: 'false', 'vlan-passthru': 'false' },
    }),
  ];
  if (net.physical !== undefined) {
    commands.push(
      switchPort(name, `provnet-${uuid(`segment ${net.name}`)}`, {
        type: 'localnet',
        addresses: 'unknown',
        options: { network_name: net.physical, mcast_flood: 'false', mcast_flood_reports: 'true' },
        ...(net.tag === undefined ? {} : { tag: net.tag }),
      }),
    );
  }
  if (net.external === true) return commands;
  const metadata = uuid(`metadata ${net.name}`);
  commands.push(
    switchPort(name, metadata, {
      type: 'localport',
      addresses: `${mac(`metadata ${net.name}`)} ${host(net.cidr, 2)}`,
      enabled: true,
      external_ids: {
        'neutron:cidrs': `${host(net.cidr, 2)}/24`,
        'neutron:device_id': `ovnmeta-${uuid(net.name)}`,
        'neutron:device_owner': 'network:distributed',
        'neutron:network_name': name,
        'neutron:port_name': '',
        'neutron:project_id': PROJECT,
        'neutron:revision_number': '2',
      },
    }),
    create(
      'DHCP_Options',
      {
        cidr: net.cidr,
        options: {
          classless_static_route: `{169.254.169.254/32,${host(net.cidr, 2)}, 0.0.0.0/0,${host(net.cidr, 1)}}`,
          dns_server: '{192.0.2.53}',
          lease_time: '43200',
          mtu: net.physical === undefined ? '1442' : '1500',
          router: host(net.cidr, 1),
          server_id: host(net.cidr, 1),
          server_mac: mac(`dhcp ${net.name}`),
        },
        external_ids: { subnet_id: uuid(`subnet ${net.name}`), 'neutron:revision_number': '0' },
      },
      `dhcp_${net.name.replaceAll('-', '_')}`,
    ),
  );
  return commands;
};

export interface Vm {
  readonly name: string;
  readonly network: string;
  /** IPv4 first. */
  readonly ips: readonly string[];
  readonly host?: string;
  readonly groups: readonly string[];
  /** More addresses that the port may use (allowed address pairs). */
  readonly pairs?: readonly string[];
  readonly fip?: string;
  /** Bound to a host by Neutron, but no interface is there. */
  readonly unplugged?: boolean;
  readonly disabled?: boolean;
  /** Of a trunk's subport. */
  readonly parent?: string;
  readonly tag?: number;
}

export const port = (vm: Vm): Command => {
  const address = [mac(vm.name), ...vm.ips].join(' ');
  // A port without security groups has port security off, too.
  const guarded = vm.groups.length > 0;
  return switchPort(switchName(vm.network), uuid(vm.name), {
    addresses: guarded ? [address] : [address, 'unknown'],
    ...(guarded ? { port_security: [[address, ...(vm.pairs ?? [])].join(' ')] } : {}),
    enabled: vm.disabled !== true,
    dhcpv4_options: `@dhcp_${vm.network.replaceAll('-', '_')}`,
    options: {
      mcast_flood_reports: 'true',
      ...(vm.host === undefined ? {} : { 'requested-chassis': vm.host }),
    },
    ...(vm.parent === undefined ? {} : { parent_name: uuid(vm.parent), tag_request: vm.tag ?? 0 }),
    external_ids: {
      'neutron:cidrs': vm.ips.map((ip) => `${ip}/${ip.includes(':') ? '64' : '24'}`).join(' '),
      'neutron:device_id': vm.host === undefined ? '' : uuid(`vm ${vm.name}`),
      'neutron:device_owner':
        vm.parent !== undefined ? 'trunk:subport' : vm.host === undefined ? '' : 'compute:nova',
      'neutron:network_name': switchName(vm.network),
      'neutron:port_name': vm.name,
      'neutron:project_id': PROJECT,
      'neutron:revision_number': '4',
      'neutron:security_group_ids': vm.groups.map((group) => uuid(`sg ${group}`)).join(' '),
      ...(vm.fip === undefined ? {} : { 'neutron:port_fip': vm.fip }),
    },
  });
};

export interface Router {
  readonly name: string;
  readonly gateway: {
    readonly ip: string;
    /** Host names, best first. */
    readonly chassis: readonly string[];
  };
  /** Addresses of the router by network. */
  readonly networks: Readonly<Record<string, readonly string[]>>;
}

export const router = ({ name, gateway, networks }: Router): Command[] => {
  const self = `neutron-${uuid(name)}`;
  const link = (id: string, net: string, addresses: readonly string[], owner: string): Command[] => [
    routerPort(self, `lrp-${id}`, {
      mac: mac(id),
      networks: addresses,
      external_ids: {
        'neutron:network_name': switchName(net),
        'neutron:router_name': uuid(name),
        'neutron:subnet_ids': uuid(`subnet ${net}`),
        'neutron:revision_number': '3',
      },
    }),
    routerLink(
      switchName(net),
      id,
      `lrp-${id}`,
      {
        enabled: true,
        external_ids: {
          'neutron:cidrs': addresses.join(' '),
          'neutron:device_id': uuid(name),
          'neutron:device_owner': owner,
          'neutron:network_name': switchName(net),
          'neutron:port_name': '',
          'neutron:project_id': PROJECT,
          'neutron:revision_number': '3',
          'neutron:security_group_ids': '',
        },
      },
      owner === 'network:router_gateway'
        ? { 'exclude-lb-vips-from-garp': 'true', 'nat-addresses': 'router' }
        : {},
    ),
  ];
  const outside = uuid(`gateway ${name}`);
  return [
    logicalRouter(self, {
      enabled: true,
      options: { always_learn_from_arp_request: 'false', dynamic_neigh_routers: 'true' },
      external_ids: {
        'neutron:router_name': name,
        'neutron:gw_port_id': outside,
        'neutron:gw_network_id': uuid('public'),
        'neutron:availability_zone_hints': '',
        'neutron:revision_number': '5',
      },
    }),
    ...link(outside, 'public', [`${gateway.ip}/24`], 'network:router_gateway'),
    ...gateway.chassis.map((chassis, index) => [
      ...['lrp-set-gateway-chassis', `lrp-${outside}`, uuid(`chassis ${chassis}`)],
      String(gateway.chassis.length - index),
    ]),
    ...Object.entries(networks).flatMap(([net, addresses]) =>
      link(uuid(`${name} ${net}`), net, addresses, 'network:router_interface'),
    ),
    child(['Logical_Router', self, 'static_routes'], 'Logical_Router_Static_Route', {
      ip_prefix: '0.0.0.0/0',
      nexthop: '203.0.113.1',
      external_ids: { 'neutron:is_ext_gw': 'true', 'neutron:subnet_id': uuid('subnet public') },
    }),
  ];
};

export interface Rule {
  readonly direction: 'in' | 'out';
  readonly match: string;
  readonly remoteGroup?: string;
  readonly stateless?: boolean;
}

export const securityGroup = (name: string, vms: readonly Vm[], rules: readonly Rule[]): Command[] => {
  const group = groupName(name);
  const members = vms.filter((vm) => vm.groups.includes(name)).map((vm) => uuid(vm.name));
  return [
    ['pg-add', group, ...members],
    ['set', 'Port_Group', group, `external_ids:"neutron:security_group_id"=${uuid(`sg ${name}`)}`],
    ...rules.map(({ direction, match, remoteGroup, stateless }, index) => {
      const family = match.startsWith('ip6') ? 'ip6' : 'ip4';
      const remote =
        remoteGroup === undefined ? '' : ` && ${family}.src == $${groupName(remoteGroup)}_${family}`;
      const side = direction === 'in' ? `outport == @${group}` : `inport == @${group}`;
      return child(['Port_Group', group, 'acls'], 'ACL', {
        direction: direction === 'in' ? 'to-lport' : 'from-lport',
        priority: 1002,
        match: `${side} && ${match.replace(/^(ip[46])/, `$1${remote}`)}`,
        action: stateless === true ? 'allow-stateless' : 'allow-related',
        external_ids: { 'neutron:security_group_rule_id': uuid(`rule ${name} ${index}`) },
      });
    }),
  ];
};

/** The group that every guarded port is in: what no rule allows is dropped. */
export const dropGroup = (vms: readonly Vm[]): Command[] => {
  const guarded = vms.filter((vm) => vm.groups.length > 0).map((vm) => uuid(vm.name));
  return [
    ['pg-add', 'neutron_pg_drop', ...guarded],
    ...(['from-lport', 'to-lport'] as const).map((direction) =>
      child(['Port_Group', 'neutron_pg_drop', 'acls'], 'ACL', {
        direction,
        priority: 1001,
        match: `${direction === 'from-lport' ? 'inport' : 'outport'} == @neutron_pg_drop && ip`,
        action: 'drop',
      }),
    ),
  ];
};
