/** Packets one after the other in the same connections. */
import { Connections } from '../../../../src/flows/logical/engine/connections.ts';
import type { Packet } from '../../../../src/flows/logical/engine/packet.ts';
import type { Trace } from '../../../../src/flows/logical/trace/types.ts';
import type { World } from '../build.ts';
import { fieldOf, outputs } from '../text.ts';

export class Conversation {
  readonly connections = new Connections();
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  send(microflow: string): Trace {
    return this.world.trace(microflow, {}, this.connections);
  }

  /** What answers the packet that came out of the only port that one came out of. */
  reply(to: Trace): Trace {
    const [first, ...others] = outputs(to);
    if (first === undefined || others.length > 0) throw new Error('not one packet came out');
    const port = this.world.deployment().portByName(first.port);
    if (port === undefined) throw new Error(`no port ${first.port}`);
    const reply = this.world.tracer.traceReply({ microflow: '' }, first.packet, port, this.connections);
    if (reply === undefined) throw new Error('nobody answers');
    return reply;
  }
}

/** `p2: 10.0.0.1:1000 → 10.0.0.2:80`. */
export const arrived = (trace: Trace): string[] =>
  outputs(trace).map(({ port, packet }) => `${port}: ${ends(packet)}`);

export const ends = (packet: Packet): string => {
  const ip = fieldOf(packet, 'eth.type') === '0x800' ? 'ip4' : 'ip6';
  const side = (name: string): string => {
    const address = fieldOf(packet, `${ip}.${name}`);
    return `${ip === 'ip4' ? address : `[${address}]`}:${fieldOf(packet, `tcp.${name}`)}`;
  };
  return `${side('src')} → ${side('dst')}`;
};
