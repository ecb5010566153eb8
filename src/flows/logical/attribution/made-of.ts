/**
 * Which rows the flows of a stage are made of: the rows that northd passes as hints (`WITH_HINT`,
 * `ovn_lflow_add_with_hint`), in OVN 20.03 to 26.03 together. What costs least to look up comes first. The flows of a
 * stage that is not listed here may be made of anything.
 */

import { known } from '../../../model/index.ts';

/** How candidates are reached from a switch or router. */
export type Source =
  | 'self'
  | 'ports'
  | 'acls'
  | 'group-acls'
  | 'load-balancers'
  | 'neighbour-load-balancers'
  | 'qos'
  | 'dns'
  | 'dhcp'
  | 'forwarding-groups'
  | 'mirrors'
  | 'neighbour-ports'
  | 'routes'
  | 'learned-routes'
  | 'policies'
  | 'nat';

const PORTS: readonly Source[] = ['ports'];
const ACLS: readonly Source[] = ['acls', 'group-acls'];
/** A switch may have its router's (`options:install_ls_lb_from_router`). */
const BALANCERS: readonly Source[] = ['load-balancers', 'neighbour-load-balancers'];
const NAT: readonly Source[] = ['nat', 'load-balancers', 'ports', 'self'];

const SWITCH: Readonly<Record<string, readonly Source[]>> = {
  check_port_sec: PORTS,
  apply_port_sec: PORTS,
  port_sec_l2: PORTS,
  port_sec_ip: PORTS,
  port_sec_nd: PORTS,
  mirror: ['ports', 'mirrors'],
  lookup_fdb: PORTS,
  put_fdb: PORTS,
  pre_acl: ['ports', ...ACLS],
  pre_lb: ['ports', ...BALANCERS],
  pre_stateful: BALANCERS,
  acl_hint: ACLS,
  // Replies of DHCP are let through whatever the ACLs say.
  acl: [...ACLS, 'dhcp'],
  acl_eval: [...ACLS, 'dhcp'],
  acl_sample: ACLS,
  acl_action: ACLS,
  acl_after_lb: ACLS,
  acl_after_lb_eval: ACLS,
  acl_after_lb_sample: ACLS,
  acl_after_lb_action: ACLS,
  qos: ['qos', 'ports'],
  qos_mark: ['qos', 'ports'],
  qos_meter: ['qos', 'ports'],
  ct_extract: BALANCERS,
  lb_aff_check: BALANCERS,
  lb: BALANCERS,
  lb_aff_learn: BALANCERS,
  pre_hairpin: BALANCERS,
  nat_hairpin: BALANCERS,
  hairpin: BALANCERS,
  pre_network_function: [...ACLS, 'ports'],
  network_function: [...ACLS, 'ports'],
  stateful: [...BALANCERS, ...ACLS],
  // A load balancer's monitor asks for the backends' MACs, on their switches.
  arp_rsp: ['ports', 'forwarding-groups', ...BALANCERS],
  dhcp_options: ['dhcp', 'ports'],
  dhcp_response: ['dhcp', 'ports'],
  dns_lookup: ['dns'],
  dns_response: ['dns'],
  external_port: PORTS,
  l2_lkup: ['ports', 'forwarding-groups', 'neighbour-ports', ...BALANCERS],
  l2_unknown: PORTS,
};

const ROUTER: Readonly<Record<string, readonly Source[]>> = {
  admission: ['ports', 'nat'],
  lookup_neighbor: PORTS,
  learn_neighbor: PORTS,
  ip_input: ['ports', 'nat', 'load-balancers', 'self'],
  dhcp_relay_req: PORTS,
  dhcp_relay_resp: PORTS,
  dhcp_relay_resp_chk: PORTS,
  unsnat: NAT,
  post_unsnat: NAT,
  defrag: NAT,
  ct_extract: NAT,
  lb_aff_check: ['load-balancers'],
  dnat: NAT,
  lb_aff_learn: ['load-balancers'],
  ecmp_stateful: ['routes', 'learned-routes', 'ports'],
  ecmp_stateful_egr: ['routes', 'learned-routes', 'ports'],
  nd_ra_options: PORTS,
  nd_ra_response: PORTS,
  ip_routing_pre: PORTS,
  ip_routing: ['ports', 'routes', 'learned-routes'],
  ip_routing_ecmp: ['routes', 'learned-routes', 'ports'],
  policy: ['policies', 'ports'],
  policy_ecmp: ['policies', 'ports'],
  arp_resolve: ['ports', 'nat', 'routes', 'neighbour-ports', 'learned-routes', 'load-balancers'],
  chk_pkt_len: PORTS,
  larger_pkts: PORTS,
  gw_redirect: NAT,
  network_id: PORTS,
  arp_request: ['routes', 'ports', 'learned-routes'],
  chk_dnat_local: NAT,
  undnat: NAT,
  post_undnat: NAT,
  snat: NAT,
  post_snat: NAT,
  egr_loop: NAT,
  delivery: PORTS,
};

const ANYTHING: readonly Source[] = [
  'self',
  'ports',
  'acls',
  'group-acls',
  'qos',
  'routes',
  'policies',
  'nat',
  'load-balancers',
  'dns',
  'dhcp',
  'forwarding-groups',
  'mirrors',
  'learned-routes',
  'neighbour-ports',
  'neighbour-load-balancers',
];

export const sourcesOf = (stage: string | undefined): readonly Source[] => {
  const [table, kind] = [
    stage?.startsWith('lr_') === true ? ROUTER : SWITCH,
    stage?.replace(/^l[sr]_(in|out)_/, ''),
  ];
  return (kind === undefined ? undefined : known(table, kind)) ?? ANYTHING;
};
