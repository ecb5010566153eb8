/**
 * OVN-Kubernetes. Newer versions say in `external_ids` what a row was made for (`k8s.ovn.org/owner-type`, `name`,
 * `kind`, `owner`, `network` …); the topology is told by names:
 *
 *     ovn_cluster_router      the router of all nodes         NODE           the switch of a node
 *     GR_NODE                 the gateway router of a node    ext_NODE       the switch to its outside
 *     join, transit_switch    switches between the routers    k8s-NODE       the node's management port
 *     NAMESPACE_POD           a pod's port                    br-ex_NODE     the localnet port of ext_NODE
 *     rtos-NODE  stor-NODE    cluster router ↔ node switch    rtoj-X  jtor-X  router ↔ join switch
 *     rtoe-GR_N  etor-GR_N    gateway router ↔ ext switch     rtots-N tstor-N cluster router ↔ transit switch
 *
 * Rows of a user-defined network have its name, with `.` and `_`, before these. Kubernetes allows no `_` in names,
 * so the last one in a pod's port parts namespace and pod.
 */
import { told, type OwningSystem, type Recognised, type Subject } from './types.ts';

const PREFIX = 'k8s.ovn.org/';
const CLUSTER_ROUTER = 'ovn_cluster_router';

const isManaged = (managed: Subject['managed']): boolean => managed.has('OVN-Kubernetes');

const part = (kind: string, name: string, facts?: Readonly<Record<string, string>>): Recognised => ({
  kind,
  name,
  direct: false,
  ...(facts === undefined ? {} : { facts }),
});

/** `EgressFirewall` → `egress firewall`; an abbreviation stays as it is. */
const words = (type: string): string =>
  type.replace(/[A-Z]+(?![a-z])|[A-Z][a-z]+/g, (word, at: number) => {
    const plain = /^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase();
    return at === 0 ? plain : ` ${plain}`;
  });

const OWNERS: Readonly<Record<string, string>> = {
  EgressQoS: 'egress QoS',
  NetpolDefault: 'network policy default',
  NetpolNode: 'node, for network policies',
  NetpolNamespace: 'namespace, for network policies',
  MulticastNS: 'multicast of a namespace',
  MulticastCluster: 'multicast of the cluster',
  Cluster: 'cluster',
};

/** Policies are `NAMESPACE:NAME`, once `NAMESPACE_NAME`; neither character can be in a name of Kubernetes. */
const objectName = (text: string): string => text.replace(/[:_]/, '/');

const byOwnerType = ({ name, ids }: Subject): Recognised | undefined => {
  const type = told(ids, `${PREFIX}owner-type`);
  if (type === undefined) return undefined;
  const known = told(ids, `${PREFIX}name`) ?? told(ids, 'name');
  const kind = (Object.hasOwn(OWNERS, type) ? OWNERS[type] : undefined) ?? words(type);
  return { kind, name: objectName(known ?? name), direct: known !== undefined };
};

const service = ({ ids }: Subject): Recognised | undefined => {
  const owner = told(ids, `${PREFIX}owner`);
  const kind = told(ids, `${PREFIX}kind`);
  if (owner === undefined || kind === undefined) return undefined;
  return { kind: words(kind), name: owner, direct: true };
};

const podOf = (port: string, namespace: string): Recognised => {
  const pod = port.slice(port.lastIndexOf('_') + 1);
  return { kind: 'pod', name: `${namespace}/${pod}`, direct: true, facts: { namespace, pod } };
};

const SWITCH_PORTS: ReadonlyMap<string, string> = new Map([
  ['jtor-', 'port to a router'],
  ['etor-', 'port to a gateway router'],
  ['stor-', 'port to the cluster router'],
  ['tstor-', 'port to the cluster router'],
  ['stotr-', 'port to the transit router'],
]);
const ROUTER_PORTS: ReadonlyMap<string, string> = new Map([
  ['rtoj-', 'port to the join switch'],
  ['rtoe-', 'port to the outside'],
  ['rtots-', 'port to the transit switch'],
  ['rtotr-', 'port to the transit router'],
  ['trtor-', 'port to a gateway router'],
  ['trtos-', 'port to a switch'],
  ['rtos-', 'port to a node switch'],
]);

const without = (text: string, prefix: string): string =>
  text.startsWith(prefix) ? text.slice(prefix.length) : text;

/** `GR_NODE` in the name proves who wrote it; prefixes alone do so only in a deployment that is known. */
const link = ({ name, managed }: Subject, kinds: ReadonlyMap<string, string>): Recognised | undefined => {
  const plain = without(name, 'cr-');
  const dash = plain.indexOf('-') + 1;
  const kind = kinds.get(plain.slice(0, dash));
  if (kind === undefined) return undefined;
  const other = plain.slice(dash);
  if (!isManaged(managed) && !other.includes('GR_') && !other.includes(CLUSTER_ROUTER)) return undefined;
  const node = other.replace(/^.*GR_/, '');
  return part(kind, node, other.includes(CLUSTER_ROUTER) ? undefined : { node });
};

const switchPort = (subject: Subject): Recognised | undefined => {
  const { name, ids, managed } = subject;
  const namespace = told(ids, 'namespace');
  if (namespace !== undefined && ids.get('pod') === 'true') return podOf(name, namespace);
  const known = link(subject, SWITCH_PORTS) ?? link(subject, ROUTER_PORTS);
  if (known !== undefined || !isManaged(managed)) return known;
  if (name.startsWith('k8s-')) return part('management port', name.slice(4), { node: name.slice(4) });
  if (name.startsWith('br-ex_')) return part('port to the outside', name.slice(6), { node: name.slice(6) });
  return undefined;
};

/** The user-defined network that a row belongs to, and its name without the network's. */
const ofNetwork = ({ name, ids }: Subject): { network: string | undefined; plain: string } => {
  const network = told(ids, `${PREFIX}network`);
  if (network === undefined || network === 'default') return { network: undefined, plain: name };
  return { network, plain: without(name, `${network.replaceAll(/[/-]/g, '.')}_`) };
};

const router = (subject: Subject): Recognised | undefined => {
  const { ids } = subject;
  const { network, plain } = ofNetwork(subject);
  if (plain.endsWith(CLUSTER_ROUTER)) return part('cluster router', network ?? plain);
  if (plain.endsWith('transit_router') && network !== undefined) return part('transit router', network);
  const node = /(?:^|_)GR_(.+)$/.exec(plain)?.[1];
  if (node !== undefined && (network !== undefined || ids.has('physical_ip') || plain.startsWith('GR_'))) {
    return part('gateway router', node, { node });
  }
  return network === undefined ? undefined : part('router of a network', network);
};

const SWITCHES: Readonly<Record<string, string>> = {
  join: 'join switch',
  transit_switch: 'transit switch',
  ovn_layer2_switch: 'layer 2 switch',
  ovn_localnet_switch: 'localnet switch',
  node_local_switch: 'node-local switch',
};

const logicalSwitch = (subject: Subject): Recognised | undefined => {
  const { managed } = subject;
  const { network, plain } = ofNetwork(subject);
  if (network === undefined && !isManaged(managed)) return undefined;
  const kind = Object.hasOwn(SWITCHES, plain) ? SWITCHES[plain] : undefined;
  if (kind !== undefined) return part(kind, network ?? plain);
  for (const [prefix, known] of [
    ['ext_', 'switch to the outside'],
    ['join_', 'join switch'],
  ] as const) {
    const node = without(plain, prefix);
    if (node !== plain) return part(known, node, { node });
  }
  // Every other switch that it makes is a node's, called as the node.
  return network === undefined
    ? part('node switch', plain, { node: plain })
    : part('switch of a network', network, { node: plain });
};

/** The CNI plugin names the sandbox and the logical port. */
const networkInterface = ({ ids }: Subject): Recognised | undefined => {
  const port = told(ids, 'iface-id');
  if (port === undefined || !ids.has('sandbox')) return undefined;
  const namespace = port.split('_').at(-2);
  return namespace === undefined ? undefined : podOf(port, namespace);
};

const TABLES: Readonly<Record<string, (subject: Subject) => Recognised | undefined>> = {
  Logical_Switch: logicalSwitch,
  Logical_Router: router,
  Logical_Switch_Port: switchPort,
  Logical_Router_Port: (subject) => link(subject, ROUTER_PORTS),
  Interface: networkInterface,
};

export const ovnKubernetes: OwningSystem = {
  system: 'OVN-Kubernetes',
  prefixes: [PREFIX],
  keys: new Set([
    'namespace',
    'sandbox',
    'iface-id',
    'iface-id-ver',
    'attached-mac',
    'ip_addresses',
    'direction',
    'ip-family',
    'ip',
    'physical_ip',
    'physical_ips',
    'k8s-ovn-topo-version',
  ]),
  recognise: (subject) => {
    const own = Object.hasOwn(TABLES, subject.table) ? TABLES[subject.table]?.(subject) : undefined;
    return own ?? byOwnerType(subject) ?? service(subject);
  },
};
