/**
 * OpenStack Neutron with ML2/OVN (and its Octavia provider). It names rows after its own UUIDs and keeps what people
 * typed in `external_ids`:
 *
 *     Logical_Switch       neutron-UUID          neutron:network_name
 *     Logical_Router       neutron-UUID          neutron:router_name
 *     Logical_Switch_Port  UUID, provnet-UUID    neutron:port_name, device_owner, device_id, project_id …
 *     Logical_Router_Port  lrp-UUID
 *     Port_Group           pg_UUID with _ for -  neutron:security_group_id; neutron_pg_drop for all ports
 *     NAT, QoS, ACL …                            neutron:fip_id, neutron:port_id, neutron:security_group_rule_id …
 *     DHCP_Options                               subnet_id, port_id
 *     Interface            tap + 11 digits       iface-id, attached-mac, vm-uuid (written by Nova)
 */
import { told, UUID, type OwningSystem, type Recognised, type Subject } from './types.ts';
import { known } from '../known.ts';

const thing = (kind: string, name: string): Recognised => ({ kind, name, direct: true });
const part = (kind: string, name: string): Recognised => ({ kind, name, direct: false });

const after = (name: string, prefix: string): string | undefined => {
  const rest = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  return UUID.test(rest) ? rest : undefined;
};

const PORTS: Readonly<Record<string, string>> = {
  'network:router_interface': 'router interface',
  'network:router_gateway': 'router gateway',
  'network:dhcp': 'DHCP port',
  'network:distributed': 'metadata port',
  'network:floatingip': 'floating IP port',
  'network:local_ip': 'local IP port',
  'trunk:subport': 'trunk subport',
  'baremetal:none': 'bare metal port',
};

const switchPort = ({ name, ids }: Subject): Recognised | undefined => {
  const segment = after(name, 'provnet-');
  if (segment !== undefined) return part('provider network port', segment);
  const gateway = after(name, 'cr-lrp-');
  if (gateway !== undefined) return part('router gateway', gateway);
  const router = routerPort({ name });
  if (router !== undefined) return router;
  if (!ids.has('neutron:revision_number') && !ids.has('neutron:port_name')) return undefined;
  const owner = told(ids, 'neutron:device_owner');
  const kind = known(PORTS, owner) ?? (owner?.startsWith('compute:') === true ? 'instance port' : 'port');
  return thing(kind, told(ids, 'neutron:port_name') ?? name);
};

const routerPort = ({ name }: Pick<Subject, 'name'>): Recognised | undefined => {
  const id = after(name, 'lrp-');
  return id === undefined ? undefined : part('router interface', id);
};

const named =
  (kind: string, key: string) =>
  ({ name, ids }: Subject): Recognised | undefined => {
    const id = after(name, 'neutron-');
    // northd writes what people typed into `name2` of the datapath.
    const known = told(ids, key) ?? (id === undefined ? undefined : told(ids, 'name2'));
    if (id === undefined && known === undefined) return undefined;
    const facts = id === undefined ? {} : { facts: { id } };
    return { kind, name: known ?? id ?? name, direct: known !== undefined, ...facts };
  };

const portGroup = ({ name, ids }: Subject): Recognised | undefined => {
  if (name === 'neutron_pg_drop') return part('drop of all that no security group allows', name);
  const fromName = name.startsWith('pg_') ? name.slice(3).replaceAll('_', '-') : '';
  const id = told(ids, 'neutron:security_group_id') ?? (UUID.test(fromName) ? fromName : undefined);
  return id === undefined ? undefined : thing('security group', id);
};

/** Rows that say by one key what they were made for: the first key that is there. */
const byKey =
  (...pairs: readonly (readonly [key: string, kind: string, direct: boolean])[]) =>
  ({ ids }: Subject): Recognised | undefined => {
    for (const [key, kind, direct] of pairs) {
      const value = told(ids, key);
      if (value !== undefined) return { kind, name: value, direct };
    }
    return undefined;
  };

const loadBalancer = (subject: Subject): Recognised | undefined => {
  const { name, ids } = subject;
  if (told(ids, 'neutron:device_owner') === 'port_forwarding_plugin') {
    return part('port forwarding', told(ids, 'neutron:fip_id') ?? name);
  }
  return ids.has('neutron:vip') ? thing('load balancer', name) : undefined;
};

const dns = ({ ids }: Subject): Recognised | undefined => {
  const id = after(told(ids, 'ls_name') ?? '', 'neutron-');
  return id === undefined ? undefined : part('network', id);
};

const chassisGroup = ({ name }: Subject): Recognised | undefined => {
  const external = after(name, 'neutron-extport-');
  if (external !== undefined) return part('network of external ports', external);
  const id = after(name, 'neutron-');
  return id === undefined ? undefined : part('network or router', id);
};

/** Nova names a tap after the port's first digits; libvirt and Nova write the instance. */
const networkInterface = ({ name, ids }: Subject): Recognised | undefined => {
  const port = told(ids, 'iface-id');
  if (port === undefined || !UUID.test(port)) return undefined;
  const isTap = name.startsWith('tap') && name.slice(3) === port.slice(0, 11);
  const isInstance = ids.has('vm-uuid') || ids.has('vm-id');
  return isTap || isInstance ? part(isInstance ? 'instance port' : 'port', port) : undefined;
};

const TABLES: Readonly<Record<string, (subject: Subject) => Recognised | undefined>> = {
  Logical_Switch: named('network', 'neutron:network_name'),
  Logical_Router: named('router', 'neutron:router_name'),
  Logical_Switch_Port: switchPort,
  Logical_Router_Port: routerPort,
  Port_Group: portGroup,
  ACL: byKey(['neutron:security_group_rule_id', 'security group rule', true]),
  Address_Set: byKey(
    ['neutron:address_group_id', 'address group', true],
    ['neutron:security_group_id', 'security group', true],
  ),
  NAT: byKey(['neutron:fip_id', 'floating IP', true]),
  DHCP_Options: byKey(['port_id', 'DHCP options of a port', false], ['subnet_id', 'subnet', true]),
  Logical_Router_Static_Route: byKey(['neutron:subnet_id', 'route of a subnet', false]),
  QoS: byKey(
    ['neutron:port_id', 'QoS rule of a port', false],
    ['neutron:fip_id', 'QoS rule of a floating IP', false],
    ['neutron:router_id', 'QoS rule of a router', false],
  ),
  Load_Balancer: loadBalancer,
  Load_Balancer_Health_Check: byKey(['octavia:healthmonitor', 'health monitor', true]),
  DNS: dns,
  HA_Chassis_Group: chassisGroup,
  Interface: networkInterface,
};

export const neutron: OwningSystem = {
  system: 'Neutron',
  prefixes: ['neutron:', 'octavia:'],
  keys: new Set([
    'subnet_id',
    'port_id',
    'attached-mac',
    'iface-id',
    'vm-uuid',
    'vm-id',
    'ls_name',
    'lr_ref',
  ]),
  recognise: (subject) => {
    const { table, ids } = subject;
    // `subnet_id` and `port_id` are plain words: only beside a key of Neutron's own.
    if (table === 'DHCP_Options' && !ids.has('neutron:revision_number')) return undefined;
    return Object.hasOwn(TABLES, table) ? TABLES[table]?.(subject) : undefined;
  },
};
