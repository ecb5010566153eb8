/** Microflows that mean something in a deployment, from a seed. */
import type { Plan } from '../deployment/generate.ts';
import { Random } from '../random.ts';
import type { Frame, World } from '../deployment/world.ts';
import { brokenMicroflow } from './broken.ts';
import type { Draft } from './draft.ts';
import { ipMicroflow } from './ip.ts';
import { layer2 } from './layer2.ts';
import { multicast } from './multicast.ts';
import { arp, neighbourDiscovery } from './neighbours.ts';
import { endless, steadyState, withOptions } from './options.ts';
import { dhcp, dns, probe } from './services.ts';

export type { Draft } from './draft.ts';
export { resolve, type Uuids } from './draft.ts';

const kinds: readonly (readonly [number, (world: World, random: Random) => string])[] = [
  [50, ipMicroflow],
  [12, arp],
  [8, neighbourDiscovery],
  [6, dhcp],
  [3, dns],
  [2, probe],
  [8, multicast],
  [4, layer2],
  [5, brokenMicroflow],
];

/** So much of all is what ideas asked for. */
const ORDERED = 0.18;

const wishes = (frame: Frame | undefined): Partial<Draft> => ({
  ...(frame?.ct === undefined ? {} : { ct: endless(frame.ct) }),
  ...(frame?.lbDst === undefined ? {} : { lbDst: frame.lbDst }),
});

/** Each microflow has a stream of its own: the tenth of a hundred is the tenth of a thousand. */
export const microflows = ({ seed, world }: Plan, count: number): Draft[] => {
  const random = new Random(`microflows ${seed}`);
  const steady = steadyState(random);
  return Array.from({ length: count }, (_, index) => {
    const own = random.fork(String(index));
    // Every idea as often as any other, however much it asks for.
    const frame = own.chance(ORDERED) ? own.maybe(own.maybe([...world.frames.values()]) ?? []) : undefined;
    const microflow = frame?.conjuncts.join(' && ') ?? own.weighted(kinds)(world, own);
    return { ...withOptions(world, own, microflow, steady), ...wishes(frame) };
  });
};
