/** Logical flows in the shapes and lengths of ovn-northd 23.03's, for benchmarks. */
import { ACL_PORTS, backendsOf, vip, type Size, type SwitchPlan } from './generate-plan.ts';

export interface Flow {
  readonly pipeline: 'ingress' | 'egress';
  readonly table: number;
  readonly stage: string;
  readonly priority: number;
  readonly match: string;
  readonly actions: string;
  readonly source: string;
}

/** Flows of a port as ovn-northd 23.03 writes them, the same number for every port and `round`. */
export const portFlows = (
  size: Size,
  plan: SwitchPlan,
  port: SwitchPlan['ports'][number],
  round: number,
): Flow[] => {
  const { name, ip } = port;
  const service = ACL_PORTS[round % 9] ?? 22;
  const lb = round * 31 + plan.index;
  return [
    {
      pipeline: 'ingress',
      table: 0,
      stage: 'ls_in_check_port_sec',
      priority: 70,
      match: `inport == "${name}"`,
      actions: 'reg0[15] = check_in_port_sec(); next;',
      source: 'northd.c:5632',
    },
    {
      pipeline: 'ingress',
      table: 8,
      stage: 'ls_in_acl',
      priority: 2001 + round,
      match: `reg0[7] == 1 && (inport == "${name}" && ip4 && tcp.dst == ${service})`,
      actions: 'reg0[1] = 1; next;',
      source: 'northd.c:6482',
    },
    {
      pipeline: 'ingress',
      table: 8,
      stage: 'ls_in_acl',
      priority: 2001 + round,
      match: `reg0[8] == 1 && (inport == "${name}" && ip4 && tcp.dst == ${service})`,
      actions: 'next;',
      source: 'northd.c:6505',
    },
    {
      pipeline: 'ingress',
      table: 12,
      stage: 'ls_in_lb',
      priority: 120,
      match: `ct.new && ip4.dst == ${vip(lb)} && tcp.dst == 80`,
      actions: `reg0[1] = 0; reg1 = ${vip(lb)}; reg2[0..15] = 80; ct_lb_mark(backends=${backendsOf(size, lb)});`,
      source: 'northd.c:7212',
    },
    {
      pipeline: 'ingress',
      table: 18,
      stage: 'ls_in_arp_rsp',
      priority: 50,
      match: `arp.tpa == ${ip} && arp.op == 1`,
      actions: `eth.dst = eth.src; eth.src = ${port.mac}; arp.op = 2; /* ARP reply */ arp.tha = arp.sha; arp.sha = ${port.mac}; arp.tpa = arp.spa; arp.spa = ${ip}; outport = inport; flags.loopback = 1; output;`,
      source: 'northd.c:7991',
    },
    {
      pipeline: 'ingress',
      table: 18,
      stage: 'ls_in_arp_rsp',
      priority: 100,
      match: `arp.tpa == ${ip} && arp.op == 1 && inport == "${name}"`,
      actions: 'next;',
      source: 'northd.c:8002',
    },
    {
      pipeline: 'ingress',
      table: 19,
      stage: 'ls_in_dhcp_options',
      priority: 100,
      match: `inport == "${name}" && eth.src == ${port.mac} && ip4.src == 0.0.0.0 && ip4.dst == 255.255.255.255 && udp.src == 68 && udp.dst == 67`,
      actions: `reg0[3] = put_dhcp_opts(offerip = ${ip}, dns_server = {192.0.2.53}, lease_time = 43200, mtu = 1442, netmask = 255.255.255.0, router = ${plan.gateway.ip}, server_id = ${plan.gateway.ip}); next;`,
      source: 'northd.c:8135',
    },
    {
      pipeline: 'ingress',
      table: 25,
      stage: 'ls_in_l2_lkup',
      priority: 50,
      match: `eth.dst == ${port.mac}`,
      actions: `outport = "${name}"; output;`,
      source: 'northd.c:8681',
    },
    {
      pipeline: 'egress',
      table: 4,
      stage: 'ls_out_acl',
      priority: 2001 + round,
      match: `reg0[7] == 1 && (outport == "${name}" && ip4 && ip4.src == 10.0.0.0/8 && tcp.dst == ${service})`,
      actions: 'reg0[1] = 1; next;',
      source: 'northd.c:6482',
    },
    {
      pipeline: 'egress',
      table: 8,
      stage: 'ls_out_check_port_sec',
      priority: 100 + round,
      match: `eth.mcast && outport == "${name}"`,
      actions: 'reg0[15] = 0; next;',
      source: 'northd.c:5701',
    },
  ];
};

/** Flows that ovn-northd repeats for every datapath, kept once for a datapath group. */
export const groupFlows: readonly Flow[] = [
  {
    pipeline: 'ingress',
    table: 0,
    stage: 'ls_in_check_port_sec',
    priority: 100,
    match: 'eth.src[40]',
    actions: 'drop;',
    source: 'northd.c:5580',
  },
  {
    pipeline: 'ingress',
    table: 0,
    stage: 'ls_in_check_port_sec',
    priority: 100,
    match: 'vlan.present',
    actions: 'drop;',
    source: 'northd.c:5576',
  },
  {
    pipeline: 'ingress',
    table: 0,
    stage: 'ls_in_check_port_sec',
    priority: 50,
    match: '1',
    actions: 'reg0[15] = check_in_port_sec(); next;',
    source: 'northd.c:5595',
  },
  {
    pipeline: 'ingress',
    table: 25,
    stage: 'ls_in_l2_lkup',
    priority: 70,
    match: 'eth.mcast',
    actions: 'outport = "_MC_flood"; output;',
    source: 'northd.c:8620',
  },
  {
    pipeline: 'egress',
    table: 9,
    stage: 'ls_out_apply_port_sec',
    priority: 0,
    match: '1',
    actions: 'output;',
    source: 'northd.c:5730',
  },
];
