/** Which logical switch has ports on which chassis: an edge for each pair, from a dot of its own on either card. */
import type { LogicalSwitch, SwitchPort } from '../../model/index.ts';
import { count, ofDatabase } from '../logical/words.ts';
import type { TransportNode } from '../physical/transport-nodes.ts';
import type { Pin, SceneEdge } from '../scene.ts';
import { switchLabel } from './sections.ts';

export interface Bindings {
  readonly edges: readonly SceneEdge[];
  /** By the id of the card. */
  readonly pins: ReadonlyMap<string, readonly Pin[]>;
}

export interface Pair {
  readonly of: LogicalSwitch;
  readonly on: TransportNode;
  readonly ports: readonly SwitchPort[];
}

export const bindingEdges = (pairs: readonly Pair[]): Bindings => {
  const pins = new Map<string, Pin[]>();
  const add = (node: string, pin: Pin): void => {
    const known = pins.get(node);
    if (known === undefined) pins.set(node, [pin]);
    else known.push(pin);
  };
  const edges = pairs.map(({ of, on, ports }): SceneEdge => {
    const id = `binding-${of.uuid}-${on.id}`;
    const tooltip = `${switchLabel(of)} – ${on.label}: ${count(ports.length, 'port')} bound`;
    const dot = { details: [], labelled: false, tone: 'idle', tooltip } as const;
    const upper = ofDatabase(of.ref);
    add(upper, { id: `${id}-from`, row: on.ref, name: on.label, ...dot });
    add(on.id, { id: `${id}-to`, row: of.ref, name: switchLabel(of), ...dot });
    return {
      id,
      from: { node: upper, pin: `${id}-from` },
      to: { node: on.id, pin: `${id}-to` },
      kind: 'binding',
      group: -1,
      tooltip,
    };
  });
  return { edges, pins };
};
