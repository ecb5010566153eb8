/** What a drop means where its flow does not tell. */
import { stageKind } from '../attribution/index.ts';
import type { LogicalPort } from '../southbound/port.ts';
import type { Hop, TableStep } from '../trace/types.ts';

export type DropCause =
  /** The table has no flow for the packet. */
  | { readonly kind: 'no-flow' }
  | { readonly kind: 'no-route' }
  /** A logical switch port whose `enabled` is false. */
  | { readonly kind: 'switched-off' }
  /** Session affinity: the packet only teaches OVN the client's backend. */
  | { readonly kind: 'affinity' }
  | {
      readonly kind: 'port-security';
      readonly port: LogicalPort | undefined;
      readonly pipeline: TableStep['pipeline'];
    };

// northd has these flows for ports with enabled=false, and for no others.
const PORT_ALONE = /^(in|out)port == "(?:[^"\\]|\\.)*"$/;

/** `deciding` dropped a packet in `hop`. */
export const dropCause = (
  { stage, flow, pipeline }: TableStep,
  hop: Hop | undefined,
): DropCause | undefined => {
  if (flow === undefined) return { kind: 'no-flow' };
  const kind = stageKind(stage ?? '');
  if (kind === 'check_port_sec' && PORT_ALONE.test(flow.match)) return { kind: 'switched-off' };
  if (kind === 'l2_lkup' && flow.actionsText === 'drop;' && flow.match.startsWith('eth.dst == '))
    return { kind: 'switched-off' };
  if (kind === 'ip_routing' && flow.match === '1') return { kind: 'no-route' };
  if (flow.actions.some(({ type }) => type === 'commit_lb_aff')) return { kind: 'affinity' };
  if (kind !== 'apply_port_sec') return undefined;
  return {
    kind: 'port-security',
    port: (pipeline === 'ingress' ? hop?.inport : hop?.outport)?.port,
    pipeline,
  };
};
