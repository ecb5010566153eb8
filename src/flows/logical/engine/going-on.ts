/** Actions after which the packet goes on in another table: `next`, `select`, `fwd_group`; and `log`, which only tells. */
import type { ActionOf } from '../../language/index.ts';
import type { Hop } from '../trace/types.ts';
import { INPORT, OUTPORT, at } from './packet.ts';
import { portReference } from './ports.ts';
import { subfieldOf, writeBits } from './subfields.ts';
import type { Execution } from './types.ts';

export const next = (action: ActionOf<'next'>, execution: Execution): void => {
  const { walker, place, packet, steps } = execution;
  const { datapath } = place;
  if (action.pipeline === place.pipeline) {
    walker.goOn(execution, datapath, packet, action.pipeline, action.table, steps);
    return;
  }
  const ingress = action.pipeline === 'ingress';
  const port = portReference(datapath, at(packet, ingress ? INPORT : OUTPORT));
  const hop: Hop = {
    type: 'hop',
    pipeline: action.pipeline,
    via: 'next',
    datapath,
    inport: ingress ? port : undefined,
    outport: ingress ? undefined : port,
    group: undefined,
    branch: false,
    steps: [],
    packet: packet.slice(),
  };
  steps.push(hop);
  walker.goOn(execution, datapath, packet, action.pipeline, action.table, hop.steps);
};

/** `--select-id`, or the first: ovn-trace takes any. */
export const select = (action: ActionOf<'select'>, execution: Execution): void => {
  const { walker, place, packet, steps } = execution;
  const { destinations } = action;
  const asked = destinations.find(({ id }) => id === walker.rules.selectId);
  const chosen = asked ?? destinations[0];
  if (chosen === undefined) return;
  if (asked === undefined) walker.assume(steps, { kind: 'select', id: chosen.id, of: destinations.length });
  const selected = packet.slice();
  writeBits(selected, subfieldOf(action.result), [chosen.id]);
  const transform = {
    type: 'transform' as const,
    transformation: {
      kind: 'select' as const,
      field: action.result,
      id: chosen.id,
      chosen: asked !== undefined,
    },
    steps: [],
  };
  steps.push(transform);
  walker.goOn(execution, place.datapath, selected, place.pipeline, action.table, transform.steps);
};

/**
 * A forwarding group's port by the hash of the packet: ovn-trace ends here. The actions' table is where the packet
 * goes on, with the port as `outport`.
 */
export const forwardGroup = (action: ActionOf<'fwd_group'>, execution: Execution): void => {
  const { walker, place, packet, steps } = execution;
  if (walker.rules.asOvnTrace) return;
  const [name] = action.ports;
  const key = name === undefined ? undefined : place.datapath.keyOf(name);
  if (name === undefined || key === undefined) return;
  walker.assume(steps, { kind: 'forwarding-group', port: name, of: action.ports.length });
  const forwarded = packet.slice();
  forwarded[OUTPORT] = key;
  walker.goOn(execution, place.datapath, forwarded, place.pipeline, action.table, steps);
};

export const logged = (action: ActionOf<'log'>, { place, packet, steps }: Execution): void => {
  steps.push({
    type: 'transform',
    transformation: {
      kind: 'log',
      action,
      direction: place.pipeline === 'ingress' ? 'IN' : 'OUT',
      packet: packet.slice(),
    },
    steps: [],
  });
};
