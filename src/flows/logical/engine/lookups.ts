/** Questions to what the chassis learned, and to conntrack, whose answers go to a field of the packet. */
import type { ActionOf } from '../../language/index.ts';
import { mapped, type Ip, type Mac } from '../southbound/addresses.ts';
import type { Change, Lookup } from '../trace/types.ts';
import {
  CT_DNAT,
  CT_IP4_DST,
  CT_IP6_DST,
  CT_L4_DST,
  CT_PROTO,
  CT_STATE,
  CT_TRACKED,
  ETH_DST,
  IP4_DST,
  IP4_SRC,
  IP6_DST,
  IP6_SRC,
  IP_PROTO,
  L4_DST,
  at,
  ipAt,
  isIp4,
  isIp6,
  macAt,
  setMac,
  type Packet,
} from './packet.ts';
import { readBits, readNumber, subfieldOf, writeBits } from './subfields.ts';
import type { Execution } from './types.ts';
import { vipOf } from './vips.ts';

type Reference = ActionOf<'get_arp'>['address'];

const tell = ({ steps }: Execution, lookup: Lookup): void => void steps.push({ type: 'lookup', lookup });
const change = ({ steps }: Execution, one: Change): void => void steps.push({ type: 'change', change: one });

const ipOf = (packet: Packet, reference: Reference): Ip => {
  const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = readBits(packet, subfieldOf(reference));
  return subfieldOf(reference).width === 32 ? mapped(w0) : [w0, w1, w2, w3];
};

const macOf = (packet: Packet, reference: Reference): Mac => {
  const [low = 0, high = 0] = readBits(packet, subfieldOf(reference));
  return [low, high];
};

const answer = ({ packet }: Execution, result: Reference, value: number): void =>
  writeBits(packet, subfieldOf(result), [value]);

const NO_MAC: Mac = [0, 0];

export const macBinding = (action: ActionOf<'get_arp'>, execution: Execution): void => {
  const { packet, place, walker } = execution;
  const port = readNumber(packet, subfieldOf(action.port));
  const ip = ipOf(packet, action.address);
  const learned = place.datapath.macBinding(port, ip);
  const fixed = walker.rules.asOvnTrace ? undefined : place.datapath.staticMacBinding(port, ip);
  // What is configured stands in for what is not learned, and before it if it says so (ovn-sb(5), "Static_MAC_Binding").
  const found = fixed !== undefined && (fixed.overrides || learned === undefined) ? fixed : learned;
  const mac = found?.mac ?? NO_MAC;
  setMac(packet, ETH_DST, mac);
  tell(execution, {
    kind: 'mac-binding',
    mac: found?.mac,
    source: found === undefined ? undefined : found === fixed ? 'static' : 'learned',
  });
  change(execution, { kind: 'eth-dst', mac });
};

export const isMacBindingKnown = (action: ActionOf<'lookup_arp'>, execution: Execution): void => {
  const { packet, place } = execution;
  const port = readNumber(packet, subfieldOf(action.port));
  const binding = place.datapath.macBinding(port, ipOf(packet, action.address));
  const mac = macOf(packet, action.mac);
  const found = binding !== undefined && binding.mac[0] === mac[0] && binding.mac[1] === mac[1];
  tell(execution, { kind: 'mac-binding-known', found, ethDst: macAt(packet, ETH_DST) });
  answer(execution, action.result, found ? 1 : 0);
};

export const isIpKnown = (action: ActionOf<'lookup_arp_ip'>, execution: Execution): void => {
  const { packet, place } = execution;
  const port = readNumber(packet, subfieldOf(action.port));
  const found = place.datapath.macBinding(port, ipOf(packet, action.address)) !== undefined;
  tell(execution, { kind: 'ip-known', found });
  answer(execution, action.result, found ? 1 : 0);
};

export const isFdbKnown = (action: ActionOf<'lookup_fdb'>, execution: Execution): void => {
  const { packet, place } = execution;
  const entry = place.datapath.fdb(...macOf(packet, action.mac));
  const found = entry?.port === readNumber(packet, subfieldOf(action.port));
  tell(execution, { kind: 'fdb', found, ethDst: macAt(packet, ETH_DST) });
  answer(execution, action.result, found ? 1 : 0);
};

export const fdbPort = (action: ActionOf<'get_fdb'>, execution: Execution): void =>
  answer(
    execution,
    action.result,
    execution.place.datapath.fdb(...macOf(execution.packet, action.mac))?.port ?? 0,
  );

/** Whether a packet was load-balanced to where it came from, or is the reply of one that was. */
export const checkHairpin = (action: ActionOf<'chk_lb_hairpin'>, execution: Execution): void => {
  const { packet, place, walker } = execution;
  const original = action.type === 'chk_lb_hairpin';
  const port = at(packet, original ? CT_L4_DST : L4_DST);
  const exact = walker.rules.asOvnTrace ? undefined : port;
  const turned = (at(packet, CT_STATE) & CT_DNAT) !== 0 && sameEnds(packet);
  // Load balancers are looked at only for a packet that may be one of theirs.
  const vip = turned ? vipOf(place.datapath.deployment, packet, exact) : undefined;
  const value = vip?.port === port ? 1 : 0;
  answer(execution, action.result, value);
  change(execution, { kind: 'set', field: action.result, value });
};

const sameEnds = (packet: Packet): boolean => {
  if (isIp4(packet)) return packet[IP4_SRC] === packet[IP4_DST];
  return isIp6(packet) && IP6_SRC.every((word, i) => packet[word] === packet[IP6_DST[i] as number]);
};

/** What a connection was opened to: ovn-trace takes the packet at hand for it, or leaves the field alone. */
export const connectionValue = (action: ActionOf<'ct_tp_dst'>, execution: Execution): void => {
  const { packet, walker } = execution;
  const known = !walker.rules.asOvnTrace;
  if (action.type === 'ct_tp_dst' || action.type === 'ct_proto') {
    const [own, connection] = action.type === 'ct_tp_dst' ? [L4_DST, CT_L4_DST] : [IP_PROTO, CT_PROTO];
    const value = at(packet, known ? connection : own);
    answer(execution, action.result, value);
    change(execution, { kind: 'set', field: action.result, value });
  } else if (known) {
    const words = action.type === 'ct_nw_dst' ? [at(packet, CT_IP4_DST)] : [...ipAt(packet, CT_IP6_DST)];
    writeBits(packet, subfieldOf(action.result), words);
  }
};

export const saveState = (action: ActionOf<'ct_state_save'>, execution: Execution): void => {
  const state = at(execution.packet, CT_STATE);
  const value = (state & CT_TRACKED) === 0 ? 0 : state & 0xff;
  answer(execution, action.result, value);
  tell(execution, { kind: 'ct-state-saved', field: action.result, value });
};
