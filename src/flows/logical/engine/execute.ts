/** Which action is carried out by whom. What is not here changes nothing that a trace could see. */
import type { Action } from '../../language/index.ts';
import { addressReply, arpRequest, cloned, errorMessage, mirrored, reject, reset } from './nested.ts';
import { commit, ctClear, ctLoadBalance, ctNat, ctNext, ctCommitNat, snatToVip } from './conntrack.ts';
import { exchange, load, loadOvnField, move, pop, push, timeToLive } from './assign.ts';
import {
  checkHairpin,
  connectionValue,
  fdbPort,
  isFdbKnown,
  isIpKnown,
  isMacBindingKnown,
  macBinding,
  saveState,
} from './lookups.ts';
import { dhcpRelay, dnsLookup, packetLarger, putOptions } from './services.ts';
import { forwardGroup, logged, next, select } from './going-on.ts';
import { inPortSecurity, outPortSecurity } from './port-security.ts';
import { output } from './output.ts';
import type { Execution } from './types.ts';
import { affinity, commitAffinity, commitEcmp, ecmpNextHop } from './stickiness.ts';

export const executeAction = (action: Action, execution: Execution): void => {
  switch (action.type) {
    case 'output':
      return output(execution);
    case 'next':
      return next(action, execution);
    case 'load':
      return load(action, execution);
    case 'load_ovn_field':
      return loadOvnField(action, execution);
    case 'move':
      return move(action, execution);
    case 'exchange':
      return exchange(action, execution);
    case 'push':
      return push(action, execution);
    case 'pop':
      return pop(action, execution);
    case 'dec_ttl':
      return timeToLive(execution);
    case 'ct_next':
      return ctNext(action, execution);
    case 'ct_commit':
    case 'ct_commit_v1':
      return commit(action, execution);
    case 'ct_commit_nat':
    case 'ct_commit_to_zone':
      return ctCommitNat(action, execution);
    case 'ct_dnat':
    case 'ct_snat':
    case 'ct_dnat_in_czone':
    case 'ct_snat_in_czone':
      return ctNat(action, execution);
    case 'ct_lb':
    case 'ct_lb_mark':
    case 'ct_lb_mark_local':
      return ctLoadBalance(action, execution);
    case 'ct_clear':
      return ctClear(execution);
    case 'ct_snat_to_vip':
      return snatToVip(execution);
    case 'select':
      return select(action, execution);
    case 'clone':
      return cloned(action, execution);
    case 'arp':
      return arpRequest(action, execution);
    case 'nd_na':
    case 'nd_na_router':
    case 'nd_ns':
      return addressReply(action, execution);
    case 'icmp4':
    case 'icmp4_error':
    case 'icmp6':
    case 'icmp6_error':
      return errorMessage(action, execution);
    case 'tcp_reset':
    case 'sctp_abort':
      return reset(action, execution);
    case 'reject':
      return reject(action, execution);
    case 'mirror':
      return mirrored(action, execution);
    case 'get_arp':
    case 'get_nd':
      return macBinding(action, execution);
    case 'lookup_arp':
    case 'lookup_nd':
      return isMacBindingKnown(action, execution);
    case 'lookup_arp_ip':
    case 'lookup_nd_ip':
      return isIpKnown(action, execution);
    case 'get_fdb':
      return fdbPort(action, execution);
    case 'lookup_fdb':
      return isFdbKnown(action, execution);
    case 'get_remote_fdb':
      execution.steps.push({ type: 'note', note: { kind: 'remote-fdb' } });
      return;
    case 'flood_remote':
      execution.steps.push({ type: 'note', note: { kind: 'flood-remote' } });
      return;
    case 'put_dhcp_opts':
    case 'put_dhcpv6_opts':
    case 'put_nd_ra_opts':
      return putOptions(action, execution);
    case 'dhcp_relay_req_chk':
    case 'dhcp_relay_resp_chk':
      return dhcpRelay(action, execution);
    case 'dns_lookup':
      return dnsLookup(action, execution);
    case 'check_pkt_larger':
      return packetLarger(action, execution);
    case 'chk_lb_hairpin':
    case 'chk_lb_hairpin_reply':
      return checkHairpin(action, execution);
    case 'check_in_port_sec':
      return inPortSecurity(action, execution);
    case 'check_out_port_sec':
      return outPortSecurity(action, execution);
    case 'ct_tp_dst':
    case 'ct_proto':
    case 'ct_nw_dst':
    case 'ct_ip6_dst':
      return connectionValue(action, execution);
    case 'ct_state_save':
      return saveState(action, execution);
    case 'chk_ecmp_nh':
    case 'chk_ecmp_nh_mac':
      return ecmpNextHop(action, execution);
    case 'chk_lb_aff':
      return affinity(action, execution);
    case 'commit_ecmp_nh':
      return commitEcmp(action, execution);
    case 'commit_lb_aff':
      return commitAffinity(action, execution);
    case 'fwd_group':
      return forwardGroup(action, execution);
    case 'log':
      return logged(action, execution);
    case 'unknown':
      execution.steps.push({ type: 'error', error: { kind: 'unknown-action', text: action.text } });
      return;
    default:
      return;
  }
};
