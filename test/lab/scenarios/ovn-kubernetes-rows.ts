/** The rows that OVN-Kubernetes writes for services, namespaces and network policies. */
import { createHash } from 'node:crypto';
import { child, create, type Command } from './rows.ts';

const service = (
  name: string,
  protocol: string,
  vips: Readonly<Record<string, string>>,
  group: string,
  part = 'cluster',
  affinity = false,
): Command[] => {
  const id = `lb_${part}_${name}_${protocol}`.replace(/\W/g, '_');
  return [
    create(
      'Load_Balancer',
      {
        name: `Service_${name}_${protocol.toUpperCase()}_${part}`,
        protocol,
        vips,
        options: {
          event: 'false',
          hairpin_snat_ip: '169.254.169.5 fd69::5',
          neighbor_responder: 'none',
          reject: 'true',
          skip_snat: 'false',
          ...(affinity ? { affinity_timeout: '10800' } : {}),
        },
        external_ids: { 'k8s.ovn.org/kind': 'Service', 'k8s.ovn.org/owner': name },
      },
      id,
    ),
    ['add', 'Load_Balancer_Group', group, 'load_balancer', `@${id}`],
  ];
};

/** Services of three kinds: of the whole cluster, without end points, and with a node port. */
export const services = (
  nodes: readonly { readonly name: string; readonly address: string }[],
): Command[] => [
  ...service('default/kubernetes', 'tcp', { '10.96.0.1:443': '172.18.0.2:6443' }, 'clusterLBGroup'),
  ...service(
    'kube-system/kube-dns',
    'tcp',
    {
      '10.96.0.10:53': '10.244.0.3:53,10.244.0.4:53',
      '10.96.0.10:9153': '10.244.0.3:9153,10.244.0.4:9153',
    },
    'clusterLBGroup',
  ),
  ...service(
    'kube-system/kube-dns',
    'udp',
    { '10.96.0.10:53': '10.244.0.3:53,10.244.0.4:53' },
    'clusterLBGroup',
  ),
  ...service(
    'shop/frontend',
    'tcp',
    { '10.96.55.7:80': '10.244.1.4:8080,10.244.2.3:8080' },
    'clusterLBGroup',
    'cluster',
    true,
  ),
  ...service(
    'shop/backend',
    'tcp',
    { '10.96.121.40:5432': '10.244.1.5:5432,10.244.2.4:5432' },
    'clusterLBGroup',
  ),
  ...service('shop/gone', 'tcp', { '10.96.200.9:80': '' }, 'clusterLBGroup'),
  ...service(
    'shop/frontend',
    'tcp',
    Object.fromEntries(nodes.map(({ address }) => [`${address}:30080`, '10.244.1.4:8080,10.244.2.3:8080'])),
    'clusterRouterLBGroup',
    'node_router_template',
  ),
  ...service(
    'shop/frontend',
    'tcp',
    Object.fromEntries(nodes.map(({ address }) => [`${address}:30080`, '10.244.1.4:8080,10.244.2.3:8080'])),
    'clusterSwitchLBGroup',
    'node_switch_template',
  ),
];

/** Port groups and address sets are named by a hash, `a` and a decimal number. */
const hashed = (name: string): string =>
  `a${BigInt(`0x${createHash('sha256').update(name).digest('hex').slice(0, 15)}`)}`;

interface PolicyPod {
  readonly namespace: string;
  readonly name: string;
  readonly ip: string;
  readonly port: string;
}

const portGroup = (
  name: string,
  ports: readonly string[],
  ids: Readonly<Record<string, string>>,
): Command[] => [
  ['pg-add', hashed(name), ...ports],
  [
    ...['set', 'Port_Group', hashed(name)],
    ...Object.entries({ name, ...ids }).map(
      ([key, value]) => `external_ids:${JSON.stringify(key)}=${JSON.stringify(value)}`,
    ),
  ],
];

const acl = (
  group: string,
  name: string,
  direction: 'from-lport' | 'to-lport',
  priority: number,
  match: string,
  action: string,
): Command =>
  child(['Port_Group', hashed(group), 'acls'], 'ACL', {
    name,
    direction,
    priority,
    match: `${direction === 'to-lport' ? 'outport' : 'inport'} == @${hashed(group)} && ${match}`,
    action,
    ...(direction === 'from-lport' ? { options: { 'apply-after-lb': 'true' } } : {}),
    external_ids: {
      'k8s.ovn.org/owner-controller': 'default-network-controller',
      'k8s.ovn.org/owner-type': 'NetworkPolicy',
      'k8s.ovn.org/name': name.replace(/^NP:/, ''),
      direction: direction === 'to-lport' ? 'Ingress' : 'Egress',
    },
  });

/** One policy in `shop`: the back ends take connections from the front ends only. */
export const networkPolicies = (pods: readonly PolicyPod[]): Command[] => {
  const namespaces = [...new Set(pods.map((pod) => pod.namespace))];
  const backends = pods.filter((pod) => pod.name.startsWith('backend')).map((pod) => pod.port);
  const frontends = pods.filter((pod) => pod.name.startsWith('frontend')).map((pod) => pod.ip);
  const denied = 'shop_ingressDefaultDeny';
  const allowed = 'shop_backend-from-frontend';
  const peers = 'shop.backend-from-frontend.ingress.0_v4';
  return [
    ...namespaces.flatMap((namespace) => {
      const members = pods.filter((pod) => pod.namespace === namespace);
      return [
        ...portGroup(
          namespace,
          members.map((pod) => pod.port),
          { 'k8s.ovn.org/owner-type': 'Namespace' },
        ),
        create('Address_Set', {
          name: hashed(`${namespace}_v4`),
          addresses: members.map((pod) => pod.ip),
          external_ids: {
            'ip-family': 'v4',
            'k8s.ovn.org/name': namespace,
            'k8s.ovn.org/owner-type': 'Namespace',
          },
        }),
      ];
    }),
    create('Address_Set', {
      name: hashed(peers),
      addresses: frontends,
      external_ids: {
        'ip-family': 'v4',
        'k8s.ovn.org/name': 'shop:backend-from-frontend',
        'k8s.ovn.org/owner-type': 'NetworkPolicy',
      },
    }),
    ...portGroup(denied, backends, { 'k8s.ovn.org/owner-type': 'NetpolDefault' }),
    acl(denied, 'NP:shop:Ingress', 'to-lport', 1000, 'ip', 'drop'),
    acl(denied, 'NP:shop:Ingress:ARP', 'to-lport', 1001, '(arp || nd)', 'allow'),
    ...portGroup(allowed, backends, { 'k8s.ovn.org/owner-type': 'NetworkPolicy' }),
    acl(
      allowed,
      'NP:shop:backend-from-frontend:Ingress:0',
      'to-lport',
      1001,
      `ip4.src == {$${hashed(peers)}} && tcp && tcp.dst==5432`,
      'allow-related',
    ),
    acl(
      allowed,
      'NP:shop:backend-from-frontend:Egress:0',
      'from-lport',
      1001,
      'udp && udp.dst==53',
      'allow-related',
    ),
  ];
};
