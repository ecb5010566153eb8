/** Why a frame goes no farther, in words that name the setting. */
import type { l2 } from '../../model/index.ts';
import { excerpt } from '../../text/index.ts';
import { nameText, type PathText } from './names.ts';

const isPort = (at: l2.Device | l2.L2Port): at is l2.L2Port => 'devices' in at;

export const dropText = (at: l2.Device | l2.L2Port, why: l2.DropReason, context: PathText): string =>
  isPort(at)
    ? `${portText(at)} does not take it: ${reasonText(why, at)}`
    : `dropped at ${nameText(at, context)}: ${reasonText(why, undefined)}`;

export const exclusionText = (port: l2.L2Port, why: l2.DropReason): string =>
  `${portText(port)} does not send it: ${reasonText(why, port)}`;

const portText = ({ name, bridge }: l2.L2Port): string =>
  `port ${excerpt(name)} of ${bridge.kind === 'linux' ? 'bridge' : 'Open vSwitch bridge'} ${excerpt(bridge.name)}`;

/** What the port does with VLANs, in its program's words. */
const vlansText = ({ vlans }: l2.L2Port): string => {
  if (vlans.kind === 'transparent') return 'every frame';
  if (vlans.kind === 'filtering') {
    const ranges = vlans.ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
    return ranges.length === 0 ? 'no VLAN' : `VLAN ${ranges.join(',')}`;
  }
  if (vlans.mode === 'access' || vlans.mode === 'dot1q-tunnel') return `${vlans.mode} ${vlans.tag}`;
  const trunks = vlans.trunks.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
  return `${vlans.mode}${vlans.mode === 'trunk' ? '' : ` ${vlans.tag}`}, trunks ${trunks.join(',')}`;
};

/** `port`: whose setting it is, where one is known. */
export const reasonText = (why: l2.DropReason, port: l2.L2Port | undefined): string => {
  switch (why.kind) {
    case 'no-pvid':
      return 'it has no tag, and the port has no PVID';
    case 'vlan-not-allowed':
      return `VLAN ${why.vlan} is none of the port's${port === undefined ? '' : ` (${excerpt(vlansText(port))})`}`;
    case 'tagged-on-access':
      return `it is tagged ${why.vlan}, and an access port of Open vSwitch takes no tag, not even its own`;
    case 'partial-tag':
      return 'its outer tag was taken away, and Open vSwitch does not look at the inner one (other_config:vlan-limit)';
    case 'vlan-state':
      return `VLAN ${why.vlan} is ${why.state} there`;
    case 'down':
      return 'it is down';
    case 'port-state':
      return why.state === 'disabled'
        ? 'the port is disabled: it is down, or has no carrier'
        : `spanning tree: ${excerpt(why.state)}`;
    case 'reserved-address':
      return 'bridges keep frames to such addresses (IEEE 802.1D; group_fwd_mask, forward-bpdu)';
    case 'locked':
      return 'the port is locked, and the source is not in the forwarding database';
    case 'isolated':
      return 'both ports are isolated (protected)';
    case 'same-port':
      return 'it came in by this port, and hairpin is off';
    case 'no-flood':
      return `flooding of ${why.of === 'unicast' ? 'unknown unicast' : why.of} is off`;
    case 'no-receive':
      return 'OpenFlow has no-receive for it';
    case 'no-forward':
      return 'OpenFlow has no-forward for it';
    case 'no-member':
      return 'nobody behind it joined the group';
    case 'known-elsewhere':
      return 'the forwarding database has the MAC at another port';
    case 'not-for-the-host':
      return "it is not for the host's own MAC";
    case 'mtu':
      return `${why.size} octets are more than its MTU of ${why.mtu}`;
    case 'inactive-member':
      return 'it is not the active member of its bond';
    case 'no-peer':
      return 'what it leads to was not read';
    case 'circle':
      return 'it goes round, with one tag more each time';
    case 'flows':
      return 'OpenFlow flows decide there, not NORMAL alone: ovnscope does not look into them yet';
  }
};
