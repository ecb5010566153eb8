/** What of a port a flow is about, by its stage. */
import { known } from '../../../model/index.ts';
import { stageKind } from './stages.ts';
import type { RouterPortAspect, SwitchPortAspect } from './types.ts';

interface FlowText {
  readonly stage: string;
  readonly actions: string;
}

const SWITCH_PORT: Readonly<Record<string, SwitchPortAspect>> = {
  check_port_sec: 'port-security',
  apply_port_sec: 'port-security',
  port_sec_l2: 'port-security',
  port_sec_ip: 'port-security',
  port_sec_nd: 'port-security',
  mirror: 'mirror',
  lookup_fdb: 'mac-learning',
  put_fdb: 'mac-learning',
  // Ports of routers and localnet ports do without connection tracking.
  pre_acl: 'type',
  pre_lb: 'type',
  arp_rsp: 'addresses',
  external_port: 'external',
  l2_lkup: 'addresses',
  l2_unknown: 'unknown-addresses',
  arp_resolve: 'addresses',
};

/** A port that is disabled is shut at port security. */
export const switchPortAspect = ({ stage, actions }: FlowText, enabled: boolean): SwitchPortAspect => {
  const aspect = known(SWITCH_PORT, stageKind(stage)) ?? 'port';
  if (aspect !== 'port-security' || enabled) return aspect;
  return /\bdrop\b|reg0\[15\] = 1/.test(actions) ? 'disabled' : aspect;
};

const ROUTER_PORT: Readonly<Record<string, RouterPortAspect>> = {
  admission: 'mac',
  lookup_neighbor: 'neighbours',
  learn_neighbor: 'neighbours',
  ip_input: 'networks',
  dhcp_relay_req: 'dhcp-relay',
  dhcp_relay_resp: 'dhcp-relay',
  dhcp_relay_resp_chk: 'dhcp-relay',
  nd_ra_options: 'router-advertisements',
  nd_ra_response: 'router-advertisements',
  ip_routing_pre: 'route-table',
  ip_routing: 'connected-route',
  arp_resolve: 'neighbours',
  chk_pkt_len: 'mtu',
  larger_pkts: 'mtu',
  gw_redirect: 'gateway',
  network_id: 'networks',
  delivery: 'delivery',
  unsnat: 'nat',
  dnat: 'nat',
  undnat: 'nat',
  snat: 'nat',
  post_undnat: 'nat',
  post_snat: 'nat',
  defrag: 'nat',
  l2_lkup: 'mac',
};

export const routerPortAspect = ({ stage, actions }: FlowText): RouterPortAspect => {
  const kind = stageKind(stage);
  // What is too large for the gateway's MTU is found where packets come in, for those to the router itself.
  if (/check_pkt_larger/.test(actions)) return 'mtu';
  return known(ROUTER_PORT, kind) ?? 'port';
};
