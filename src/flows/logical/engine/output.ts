/** `output`: from the ingress pipeline to the egress pipeline, from there over a patch port or out. */
import type { LogicalDatapath, MulticastGroup } from '../southbound/datapath.ts';
import type { LogicalPort } from '../southbound/port.ts';
import type { Hop, PortReference, Step } from '../trace/types.ts';
import { ALLOW_LOOPBACK, FLAGS, INPORT, OUTPORT, REGISTERS, at, type Packet } from './packet.ts';
import { peerOf } from './peers.ts';
import { portReference } from './ports.ts';
import type { Execution, Walker } from './types.ts';

export const output = (execution: Execution): void => {
  const { place, packet, steps } = execution;
  const { datapath, pipeline } = place;
  const key = at(packet, OUTPORT);
  if (key === 0) {
    steps.push({ type: 'error', error: { kind: 'null-port' } });
    return;
  }
  const port = datapath.port(key);
  const group = datapath.multicastGroup(key);
  if (port === undefined && group === undefined)
    steps.push({ type: 'error', error: { kind: 'unknown-port', key } });
  if (pipeline === 'egress') leave(execution, { key, port, group });
  else enterEgress(execution, port, group);
};

/** Over a pair of patch ports, or out of the logical network. */
const leave = (execution: Execution, to: PortReference): void => {
  const { walker, packet, steps } = execution;
  steps.push({ type: 'note', note: { kind: 'output', to } });
  const peer = to.port === undefined ? undefined : peerOf(to.port);
  if (peer === undefined) {
    steps.push({ type: 'change', change: { kind: 'output', to, packet: packet.slice() } });
    return;
  }
  const entering = packet.slice();
  entering[INPORT] = peer.key;
  entering[OUTPORT] = 0;
  const hop = hopOf(peer.datapath, entering, 'ingress', 'peer', portReference(peer.datapath, peer.key));
  steps.push(hop);
  walker.goOn(execution, peer.datapath, entering, 'ingress', 0, hop.steps);
};

const hopOf = (
  datapath: LogicalDatapath,
  packet: Packet,
  pipeline: Hop['pipeline'],
  via: Hop['via'],
  inport: PortReference | undefined,
  more: Partial<Pick<Hop, 'outport' | 'group' | 'branch'>> = {},
): Hop => ({
  type: 'hop',
  pipeline,
  via,
  datapath,
  inport,
  outport: undefined,
  group: undefined,
  branch: false,
  ...more,
  steps: [],
  packet: packet.slice(),
});

const enterEgress = (
  execution: Execution,
  port: LogicalPort | undefined,
  group: MulticastGroup | undefined,
): void => {
  const { walker, place, packet, steps } = execution;
  const { datapath } = place;
  const loopback = (at(packet, FLAGS) & ALLOW_LOOPBACK) !== 0;
  const leaving = packet.slice();
  for (const word of REGISTERS) leaving[word] = 0;
  const inport = portReference(datapath, at(packet, INPORT));
  if (group !== undefined) {
    toEach(walker, datapath, leaving, group, inport, loopback, steps);
    return;
  }
  let to = port;
  if (to?.type === 'chassisredirect') {
    const distributed = datapath.deployment.portByName(to.options.get('distributed-port') ?? '');
    if (distributed?.datapath !== datapath) {
      steps.push({ type: 'error', error: { kind: 'no-distributed-port', port: to } });
      return;
    }
    steps.push({ type: 'note', note: { kind: 'distributed', redirect: to, port: distributed } });
    to = distributed;
    leaving[OUTPORT] = to.key;
  }
  if ((to !== undefined && to.key !== inport.key) || loopback) {
    const outport = { key: at(leaving, OUTPORT), port: to };
    const hop = hopOf(datapath, leaving, 'egress', 'output', inport, { outport });
    steps.push(hop);
    walker.goOn(execution, datapath, leaving, 'egress', 0, hop.steps);
  } else steps.push({ type: 'note', note: { kind: 'same-port' } });
};

const toEach = (
  walker: Walker,
  datapath: LogicalDatapath,
  leaving: Packet,
  group: MulticastGroup,
  inport: PortReference,
  loopback: boolean,
  steps: Step[],
): void => {
  const all = hopOf(datapath, leaving, 'multicast', 'multicast', inport, { group });
  steps.push(all);
  for (const port of group.ports) {
    const allowed = port.key !== inport.key || loopback;
    leaving[OUTPORT] = port.key;
    const outport = { key: port.key, port };
    const hop = hopOf(datapath, leaving, 'egress', 'multicast', inport, { outport, branch: allowed });
    all.steps.push(hop);
    // ovn-trace gives the next port the packet as the last one left it.
    const packet = walker.rules.asOvnTrace ? leaving : leaving.slice();
    if (allowed) walker.run(datapath, packet, 'egress', 0, hop.steps);
    else hop.steps.push({ type: 'note', note: { kind: 'same-port' } });
  }
};
