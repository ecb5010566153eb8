/**
 * Actions of conntrack. The packet goes on with what conntrack found out; the actions after them see it as it was.
 * ovn-trace knows no connections: it asks for the state of each (`--ct`) and takes NAT without an address to change nothing.
 */
import { MICROFLOW_WORDS, type Action, type ActionOf } from '../../language/index.ts';
import type { Step, Transformation } from '../trace/types.ts';
import { constantOf } from './constants.ts';
import {
  DNAT_ZONE,
  NEW_STATE,
  SNAT_ZONE,
  fillConnection,
  markPacket,
  stateOf,
  translate,
  type Connections,
  type Tracked,
  type Zone,
} from './connections.ts';
import {
  CT_DNAT,
  CT_IP4_DST,
  CT_IP6_DST,
  CT_L4_DST,
  CT_L4_SRC,
  CT_IP4_SRC,
  CT_IP6_SRC,
  CT_LABEL,
  CT_MARK,
  CT_PROTO,
  CT_SNAT,
  CT_STATE,
  CT_TRACKED,
  INPORT,
  IP4_DST,
  IP4_SRC,
  IP6_DST,
  IP6_SRC,
  L4_DST,
  L4_SRC,
  OUTPORT,
  at,
  clearWords,
  copyWords,
  isIp4,
  isIp6,
  type Packet,
} from './packet.ts';
import { sameWords, vipOf } from './vips.ts';
import { readBits, subfieldOf, wordsOfBigInt, writeMasked } from './subfields.ts';
import type { Execution, Place, Walker } from './types.ts';

/** A switch has a zone for each port, a router one for either kind of NAT (ovn-architecture(7), "Conntrack zones"). */
const zoneOf = ({ datapath, pipeline }: Place, packet: Packet, kind: 'dnat' | 'snat'): Zone =>
  datapath.isRouter
    ? { datapath, id: kind === 'snat' ? SNAT_ZONE : DNAT_ZONE }
    : { datapath, id: at(packet, pipeline === 'ingress' ? INPORT : OUTPORT) };

const goOn = (transformation: Transformation, packet: Packet, table: number, execution: Execution): void => {
  const { walker, place, steps } = execution;
  const transform = { type: 'transform' as const, transformation, steps: [] as Step[] };
  steps.push(transform);
  walker.goOn(execution, place.datapath, packet, place.pipeline, table, transform.steps);
};

/** What conntrack knows of the packet: the next of `--ct`, a connection of this trace, or that it opens a new one. */
const lookUp = (
  packet: Packet,
  zone: Zone,
  connections: Connections,
  { walker, steps }: Execution,
): { readonly state: number; readonly assumed: boolean; readonly tracked: Tracked | undefined } => {
  const tracked = connections.find(zone, packet);
  const told = walker.nextState();
  if (!told.assumed) return { state: told.state, assumed: false, tracked };
  const state = tracked === undefined ? NEW_STATE : stateOf(tracked);
  walker.assume(steps, { kind: 'ct-state', state, known: tracked === undefined ? 'first-packet' : 'seen' });
  return { state, assumed: true, tracked };
};

const setTracked = (packet: Packet, from: Packet, tracked: Tracked | undefined): void => {
  if (tracked === undefined) fillConnection(packet, from);
  else markPacket(packet, tracked);
};

export const ctNext = (action: ActionOf<'ct_next'>, execution: Execution): void => {
  const { walker, packet, place } = execution;
  const next = packet.slice();
  if (walker.connections === undefined) {
    const { state, assumed } = walker.nextState();
    next[CT_STATE] = state;
    if (walker.rules.fillsConnection) fillConnection(next, packet);
    goOn({ kind: 'ct_next', state, assumed }, next, action.table, execution);
    return;
  }
  const found = lookUp(packet, zoneOf(place, packet, action.zone), walker.connections, execution);
  next[CT_STATE] = found.state;
  setTracked(next, packet, found.tracked);
  goOn({ kind: 'ct_next', state: found.state, assumed: found.assumed }, next, action.table, execution);
};

/** What a connection is marked with is written as if it were a packet. */
const marked = new Uint32Array(MICROFLOW_WORDS);

/** `ct_commit`: opens the connection with the mark and the label that its actions give it. */
export const commit = (
  action: ActionOf<'ct_commit'> | ActionOf<'ct_commit_v1'>,
  execution: Execution,
): void => {
  const { walker, packet, place } = execution;
  const connection = walker.connections?.open(zoneOf(place, packet, 'dnat'), packet, packet);
  if (connection === undefined) return;
  marked.set(packet);
  marked[CT_MARK] = connection.mark;
  CT_LABEL.forEach((word, i) => (marked[word] = connection.label[i] ?? 0));
  if (action.type === 'ct_commit') {
    for (const one of action.actions) writeMark(one, marked, packet);
  } else {
    if (action.mark !== undefined) writeValue(marked, [CT_MARK], action.mark);
    if (action.label !== undefined) writeValue(marked, CT_LABEL, action.label);
  }
  connection.mark = at(marked, CT_MARK);
  connection.label = CT_LABEL.map((word) => at(marked, word));
};

const writeValue = (
  packet: Packet,
  words: readonly number[],
  { value, mask }: { readonly value: bigint; readonly mask: bigint },
): void => {
  const [values, masks] = [wordsOfBigInt(value, 32 * words.length), wordsOfBigInt(mask, 32 * words.length)];
  words.forEach((word, i) => {
    packet[word] = (at(packet, word) & ~(masks[i] ?? 0)) | ((values[i] ?? 0) & (masks[i] ?? 0));
  });
};

const writeMark = (action: Action, marked: Packet, packet: Packet): void => {
  if (action.type === 'load' && 'value' in action.value) {
    const target = subfieldOf(action.field);
    const constant = constantOf(action.value, target.width);
    if (constant !== undefined) writeMasked(marked, target, constant.value, constant.mask);
  } else if (action.type === 'move') {
    const [to, from] = [subfieldOf(action.field), subfieldOf(action.source)];
    writeMasked(marked, to, readBits(packet, from), undefined);
  }
};

export const ctNat = (action: ActionOf<'ct_dnat'>, execution: Execution): void => {
  const { walker, packet, place } = execution;
  const toDst = action.type === 'ct_dnat' || action.type === 'ct_dnat_in_czone';
  const commonZone = action.type === 'ct_dnat_in_czone' || action.type === 'ct_snat_in_czone';
  const { address } = action;
  if (walker.connections === undefined) {
    // ovn-trace takes "ct_snat;" on a gateway router to do nothing, not even to go on.
    if (!toDst && address === undefined && place.datapath.hasGatewayPort) return;
    const next = packet.slice();
    if (address !== undefined) setAddress(next, toDst, address);
    let assumed = false;
    if ((at(next, CT_STATE) & CT_TRACKED) === 0) {
      const told = walker.nextState();
      next[CT_STATE] = at(next, CT_STATE) | told.state;
      ({ assumed } = told);
    }
    if (walker.rules.fillsConnection) fillConnection(next, packet);
    goOn(
      { kind: 'ct_nat', direction: toDst ? 'dst' : 'src', commonZone, action, assumed },
      next,
      action.table,
      execution,
    );
    return;
  }
  const zone = zoneOf(place, packet, toDst || commonZone ? 'dnat' : 'snat');
  const { state, assumed, tracked } = lookUp(packet, zone, walker.connections, execution);
  const next = packet.slice();
  next[CT_STATE] = state;
  let restored = false;
  if (tracked !== undefined) restored = translate(next, tracked) !== 0;
  else if (address !== undefined) {
    setAddress(next, toDst, address);
    if (action.ports !== undefined) next[toDst ? L4_DST : L4_SRC] = action.ports.low;
    walker.connections.open(zone, packet, next);
  }
  setTracked(next, packet, tracked);
  goOn(
    { kind: 'ct_nat', direction: toDst ? 'dst' : 'src', commonZone, action, assumed, restored },
    next,
    action.table,
    execution,
  );
};

const setAddress = (
  packet: Packet,
  toDst: boolean,
  { family, value }: { readonly family: 4 | 6; readonly value: bigint },
): void => {
  if (family === 4) packet[toDst ? IP4_DST : IP4_SRC] = Number(value);
  else {
    const words = wordsOfBigInt(value, 128);
    (toDst ? IP6_DST : IP6_SRC).forEach((word, i) => (packet[word] = words[i] ?? 0));
  }
  packet[CT_STATE] = at(packet, CT_STATE) | (toDst ? CT_DNAT : CT_SNAT);
};

/** `ct_commit_nat`, `ct_commit_to_zone`: opens the connection, with NAT as it was. */
export const ctCommitNat = (action: ActionOf<'ct_commit_nat'>, execution: Execution): void => {
  const { walker, packet, place } = execution;
  const next = packet.slice();
  let assumed = false;
  if (walker.connections === undefined) {
    if ((at(next, CT_STATE) & CT_TRACKED) === 0) {
      const told = walker.nextState();
      next[CT_STATE] = at(next, CT_STATE) | told.state;
      ({ assumed } = told);
    }
    if (walker.rules.fillsConnection) fillConnection(next, packet);
  } else {
    const zone = zoneOf(place, packet, action.zone);
    const found = lookUp(packet, zone, walker.connections, execution);
    next[CT_STATE] = found.state;
    ({ assumed } = found);
    if (found.tracked === undefined) walker.connections.open(zone, packet, next);
    else if (action.type === 'ct_commit_nat') translate(next, found.tracked);
    setTracked(next, packet, found.tracked);
  }
  const transformation: Transformation =
    action.type === 'ct_commit_nat'
      ? { kind: 'ct_commit_nat', assumed }
      : { kind: 'ct_commit_to_zone', zone: action.zone, assumed };
  goOn(transformation, next, action.table, execution);
};

interface Chosen {
  readonly ip: readonly number[];
  readonly port: number;
}

/** The backend: the one of `--lb-dst`, of the connection, or the first; ovn-trace takes any. */
const choose = (
  action: ActionOf<'ct_lb'>,
  family: 4 | 6,
  { walker, steps }: Execution,
): Chosen | undefined => {
  // Without backends it only undoes NAT, but for ovn-trace.
  if (action.backends.length === 0)
    return walker.connections === undefined ? walker.takeBackend(family) : undefined;
  const candidates = action.backends
    .filter(({ address }) => address.family === family)
    .map(({ address, port }) => ({ ip: wordsOfBigInt(address.value, family === 4 ? 32 : 128), port }));
  const asked = askedFor(candidates, family, walker);
  if (asked !== undefined) return asked;
  if (candidates.length > 1) walker.assume(steps, { kind: 'backend', index: 0, of: candidates.length });
  if (candidates.length === 0) steps.push({ type: 'error', error: { kind: 'no-backend' } });
  return candidates[0];
};

/** ovn-trace looks at addresses alone. */
const askedFor = (candidates: readonly Chosen[], family: 4 | 6, walker: Walker): Chosen | undefined => {
  const port = walker.connections === undefined ? 0 : (walker.takeBackend(family)?.port ?? 0);
  const fitting = port === 0 ? candidates : candidates.filter((one) => one.port === port);
  return fitting.find(({ ip }) => walker.takeBackend(family, ip) !== undefined);
};

const setBackend = (packet: Packet, { ip, port }: Chosen, ip4: boolean): void => {
  if (ip4) packet[IP4_DST] = ip[0] ?? 0;
  else IP6_DST.forEach((word, i) => (packet[word] = ip[i] ?? 0));
  if (port !== 0) packet[L4_DST] = port;
  packet[CT_STATE] = at(packet, CT_STATE) | CT_DNAT;
};

export const ctLoadBalance = (action: ActionOf<'ct_lb'>, execution: Execution): void => {
  const { walker, packet, place } = execution;
  const next = packet.slice();
  const ip4 = isIp4(packet);
  const family = ip4 ? 4 : isIp6(packet) ? 6 : undefined;
  let assumed = false;
  let backend: Extract<Transformation, { readonly kind: 'ct_lb' }>['backend'];
  if (family !== undefined && walker.connections !== undefined) {
    const zone = zoneOf(place, packet, 'dnat');
    const found = lookUp(packet, zone, walker.connections, execution);
    next[CT_STATE] = found.state;
    ({ assumed } = found);
    if (found.tracked !== undefined) translate(next, found.tracked);
    else {
      const chosen = choose(action, family, execution);
      if (chosen !== undefined) {
        setBackend(next, chosen, ip4);
        backend = { ...chosen, family };
        markByFlag(action, walker.connections, zone, packet, next);
      }
    }
    setTracked(next, packet, found.tracked);
    next[CT_MARK] = walker.connections.find(zone, packet)?.connection.mark ?? at(next, CT_MARK);
  } else if (family !== undefined) {
    const chosen = choose(action, family, execution);
    if (chosen !== undefined) {
      if (ip4) next[CT_IP4_DST] = at(packet, IP4_DST);
      else copyWords(packet, IP6_DST, next, CT_IP6_DST);
      next[CT_L4_DST] = at(packet, L4_DST);
      setBackend(next, chosen, ip4);
      backend = { ...chosen, family };
    }
    const told = walker.nextState();
    next[CT_STATE] = at(next, CT_STATE) | told.state;
    ({ assumed } = told);
    if (walker.rules.fillsConnection) fillConnection(next, packet);
  }
  goOn({ kind: 'ct_lb', action, assumed, backend }, next, action.table, execution);
};

const NATTED = 0x2;
const SKIP_SNAT = 0x4;
const FORCE_SNAT = 0x8;

/** A load-balanced connection is marked as such, and with the flag of the action (ovn-sb(5), "ct_lb_mark"). */
const markByFlag = (
  action: ActionOf<'ct_lb'>,
  connections: Connections,
  zone: Zone,
  packet: Packet,
  next: Packet,
): void => {
  const connection = connections.open(zone, packet, next);
  if (connection === undefined) return;
  const bits =
    NATTED | (action.flag === 'skip_snat' ? SKIP_SNAT : action.flag === 'force_snat' ? FORCE_SNAT : 0);
  if (action.type === 'ct_lb')
    connection.label = [(connection.label[0] ?? 0) | bits, ...connection.label.slice(1)];
  else connection.mark |= bits;
};

export const ctClear = ({ packet }: Execution): void => {
  for (const word of [CT_STATE, CT_MARK, CT_PROTO, CT_L4_SRC, CT_L4_DST]) packet[word] = 0;
  clearWords(packet, CT_LABEL);
  if (isIp4(packet)) clearWords(packet, [CT_IP4_SRC, CT_IP4_DST]);
  else if (isIp6(packet)) clearWords(packet, [...CT_IP6_SRC, ...CT_IP6_DST]);
};

/** `ct_snat_to_vip`: what a hairpinned packet's source becomes. */
export const snatToVip = ({ walker, place, packet, steps }: Execution): void => {
  const vip = vipOf(place.datapath.deployment, packet);
  if (vip?.port === at(packet, CT_L4_DST) && sameWords(vip.ip, packet)) {
    steps.push({ type: 'lookup', lookup: { kind: 'snat-to-vip', vip: vip.text } });
    if (walker.connections !== undefined && isIp4(packet)) packet[IP4_SRC] = vip.ip[0];
    else if (walker.connections !== undefined) IP6_SRC.forEach((word, i) => (packet[word] = vip.ip[i] ?? 0));
  }
};
