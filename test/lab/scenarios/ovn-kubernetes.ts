/**
 * What OVN-Kubernetes writes for a cluster of three nodes, in its central mode with shared gateways:
 *
 *     NODE 10.244.N.0/24 ── ovn_cluster_router ── join 100.64.0.0/16 ── GR_NODE ── ext_NODE (localnet) 172.18.0.0/16
 *
 * Every node has a switch for its pods, with the management port `k8s-NODE`, and a gateway router pinned to the
 * node. Services are load balancers that switches and gateway routers share through load balancer groups.
 * Namespaces are port groups and address sets; a network policy is port groups with ACLs.
 */
import { networkPolicies, services } from './ovn-kubernetes-rows.ts';
import {
  child,
  create,
  logicalRouter,
  logicalSwitch,
  routerLink,
  routerPort,
  switchPort,
  uuid,
  type Command,
} from './rows.ts';
import type { Scenario } from './scenario.ts';

const CLUSTER_ROUTER = 'ovn_cluster_router';
const POD_NETWORK = '10.244.0.0/16';

export interface Node {
  readonly name: string;
  /** Counts from 1. */
  readonly index: number;
}

export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly node: Node;
  readonly ip: string;
}

export const podPort = (pod: Pod): string => `${pod.namespace}_${pod.name}`;

/** OVN-Kubernetes makes MAC addresses of IPv4 addresses. */
const macOf = (ip: string): string =>
  ['0a', '58', ...ip.split('.').map((part) => Number(part).toString(16).padStart(2, '0'))].join(':');

const podSubnet = (node: Node, host: number): string => `10.244.${node.index - 1}.${host}`;
const joinAddress = (node: Node): string => `100.64.0.${node.index + 1}`;
const nodeAddress = (node: Node): string => `172.18.0.${node.index + 1}`;
const systemId = (node: Node): string => uuid(`chassis ${node.name}`);

const nodes: readonly Node[] = ['ovn-control-plane', 'ovn-worker', 'ovn-worker2'].map((name, index) => ({
  name,
  index: index + 1,
}));

const onNode = (index: number, namespace: string, name: string, host: number): Pod => {
  const node = nodes[index];
  if (node === undefined) throw new Error(`no node ${index}`);
  return { namespace, name, node, ip: podSubnet(node, host) };
};

export const pods: readonly Pod[] = [
  onNode(0, 'kube-system', 'coredns-565d847f94-4xk8p', 3),
  onNode(0, 'kube-system', 'coredns-565d847f94-zq2lm', 4),
  onNode(1, 'default', 'client', 3),
  onNode(1, 'shop', 'frontend-7c9f6d5b8d-8wz5r', 4),
  onNode(1, 'shop', 'backend-5d8b9c7f6d-2vqkx', 5),
  onNode(2, 'shop', 'frontend-7c9f6d5b8d-pl7xn', 3),
  onNode(2, 'shop', 'backend-5d8b9c7f6d-t6rgh', 4),
  onNode(2, 'default', 'server', 5),
];

const cluster: readonly Command[] = [
  ...['clusterLBGroup', 'clusterSwitchLBGroup', 'clusterRouterLBGroup'].map((name) =>
    create('Load_Balancer_Group', { name }, name),
  ),
  logicalRouter(CLUSTER_ROUTER, {
    external_ids: { 'k8s-cluster-router': 'yes', 'k8s-ovn-topo-version': '5' },
    options: { always_learn_from_arp_request: 'false', mcast_relay: 'true' },
  }),
  logicalSwitch('join'),
  routerPort(CLUSTER_ROUTER, `rtoj-${CLUSTER_ROUTER}`, {
    mac: macOf('100.64.0.1'),
    networks: ['100.64.0.1/16'],
  }),
  routerLink('join', `jtor-${CLUSTER_ROUTER}`, `rtoj-${CLUSTER_ROUTER}`),
];

const policy = (priority: number, match: string, action: string, nexthops: string[] = []): Command =>
  child(['Logical_Router', CLUSTER_ROUTER, 'policies'], 'Logical_Router_Policy', {
    priority,
    match,
    action,
    ...(nexthops.length === 0 ? {} : { nexthops }),
  });

const route = (
  router: string,
  ip_prefix: string,
  nexthop: string,
  more: Record<string, string> = {},
): Command =>
  child(['Logical_Router', router, 'static_routes'], 'Logical_Router_Static_Route', {
    ip_prefix,
    nexthop,
    ...more,
  });

/** The node's switch for pods, and the management port through which the host itself reaches them. */
const nodeSwitch = (node: Node): Command[] => {
  const { name } = node;
  const management = podSubnet(node, 2);
  return [
    logicalSwitch(name, {
      other_config: { subnet: `${podSubnet(node, 0)}/24`, exclude_ips: management, mcast_snoop: 'false' },
      load_balancer_group: ['@clusterLBGroup', '@clusterSwitchLBGroup'],
    }),
    routerPort(CLUSTER_ROUTER, `rtos-${name}`, {
      mac: macOf(podSubnet(node, 1)),
      networks: [`${podSubnet(node, 1)}/24`],
    }),
    ['lrp-set-gateway-chassis', `rtos-${name}`, systemId(node), '1'],
    routerLink(name, `stor-${name}`, `rtos-${name}`, {}, { arp_proxy: '0a:58:a9:fe:01:01 169.254.1.1' }),
    switchPort(name, `k8s-${name}`, { addresses: `${macOf(management)} ${management}` }),
    child(['Logical_Switch', name, 'acls'], 'ACL', {
      direction: 'to-lport',
      priority: 1001,
      match: `ip4.src==${management}`,
      action: 'allow-related',
      external_ids: {
        'k8s.ovn.org/owner-type': 'NetpolNode',
        'k8s.ovn.org/name': name,
        ip: management,
      },
    }),
    policy(1004, `inport == "rtos-${name}" && ip4.dst == ${nodeAddress(node)} /* ${name} */`, 'reroute', [
      management,
    ]),
    route(CLUSTER_ROUTER, `${podSubnet(node, 0)}/24`, joinAddress(node), { policy: 'src-ip' }),
    route(CLUSTER_ROUTER, joinAddress(node), joinAddress(node)),
  ];
};

/** The node's gateway router and the switch that leads to its network. */
const gateway = (node: Node): Command[] => {
  const { name } = node;
  const router = `GR_${name}`;
  const address = nodeAddress(node);
  return [
    logicalRouter(router, {
      options: {
        chassis: systemId(node),
        lb_force_snat_ip: 'router_ip',
        'snat-ct-zone': '0',
        always_learn_from_arp_request: 'false',
        dynamic_neigh_routers: 'true',
        mac_binding_age_threshold: '300',
      },
      external_ids: { physical_ip: address, physical_ips: address },
      load_balancer_group: ['@clusterLBGroup', '@clusterRouterLBGroup'],
    }),
    routerPort(router, `rtoj-${router}`, {
      mac: macOf(joinAddress(node)),
      networks: [`${joinAddress(node)}/16`],
    }),
    routerLink('join', `jtor-${router}`, `rtoj-${router}`),
    logicalSwitch(`ext_${name}`),
    switchPort(`ext_${name}`, `br-ex_${name}`, {
      type: 'localnet',
      addresses: 'unknown',
      options: { network_name: 'physnet' },
    }),
    routerPort(router, `rtoe-${router}`, {
      mac: macOf(address),
      networks: [`${address}/16`],
      external_ids: { 'gateway-physical-ip': 'yes' },
    }),
    routerLink(
      `ext_${name}`,
      `etor-${router}`,
      `rtoe-${router}`,
      { addresses: macOf(address) },
      { 'exclude-lb-vips-from-garp': 'true', 'nat-addresses': 'router' },
    ),
    route(router, POD_NETWORK, '100.64.0.1'),
    route(router, '0.0.0.0/0', '172.18.0.1', { output_port: `rtoe-${router}` }),
    ...pods
      .filter((pod) => pod.node === node)
      .map((pod) =>
        child(['Logical_Router', router, 'nat'], 'NAT', {
          type: 'snat',
          external_ip: address,
          logical_ip: pod.ip,
          options: { stateless: 'false' },
        }),
      ),
  ];
};

const pod = (each: Pod): Command => {
  const address = `${macOf(each.ip)} ${each.ip}`;
  return switchPort(each.node.name, podPort(each), {
    addresses: address,
    port_security: address,
    external_ids: { namespace: each.namespace, pod: 'true' },
    options: { 'requested-chassis': each.node.name, 'iface-id-ver': uuid(`pod ${each.name}`) },
  });
};

export const ovnKubernetes: Scenario = {
  name: 'ovn-kubernetes',
  title: 'a Kubernetes cluster: node switches, join switch, gateway routers, services, policies',
  options: {
    hypervisors: nodes.length,
    hypervisor: nodes.map((node) => ({
      name: node.name,
      systemId: systemId(node),
      provider: 'physnet',
    })),
  },
  async build(lab) {
    await lab.commands([
      ...cluster,
      ...nodes.flatMap((node) => [...nodeSwitch(node), ...gateway(node)]),
      policy(101, `ip4.src == ${POD_NETWORK} && ip4.dst == 100.64.0.0/16`, 'allow'),
      policy(102, `ip4.src == ${POD_NETWORK} && ip4.dst == ${POD_NETWORK}`, 'allow'),
      ...pods.map((each) => pod(each)),
      ...services(nodes.map(({ name }, index) => ({ name, address: `172.18.0.${index + 2}` }))),
      ...networkPolicies(pods.map((each) => ({ ...each, port: podPort(each) }))),
    ]);
    for (const [index, hypervisor] of lab.hypervisors.entries()) {
      const node = nodes[index];
      if (node === undefined) continue;
      await hypervisor.plug(
        { name: 'ovn-k8s-mp0', ifaceId: `k8s-${node.name}` },
        ...pods
          .filter((each) => each.node === node)
          .map((each) => ({
            name: uuid(`pod ${each.name}`).replaceAll('-', '').slice(0, 15),
            ifaceId: podPort(each),
            externalIds: {
              'attached-mac': macOf(each.ip),
              'iface-id-ver': uuid(`pod ${each.name}`),
              ip_addresses: `${each.ip}/24`,
              sandbox: uuid(`sandbox ${each.name}`).replaceAll('-', '').repeat(2),
            },
          })),
      );
    }
    await lab.up(...pods.map((each) => podPort(each)));
    for (const node of nodes) await lab.bound(`cr-rtos-${node.name}`, systemId(node));
    await lab.sync();
  },
};
