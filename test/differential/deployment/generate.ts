/** From a seed to a deployment, the same every time. */
import { Random } from '../random.ts';
import type { Features } from './features.ts';
import { ideas } from './ideas/index.ts';
import { Topology } from './topology.ts';
import { World } from './world.ts';

export interface Plan {
  readonly seed: string;
  readonly world: World;
  /** Names of the ideas that it is made of. */
  readonly ideas: readonly string[];
}

/** `without` leaves ideas out and changes nothing else. */
export const plan = (seed: string, features: Features, without: ReadonlySet<string> = new Set()): Plan => {
  const random = new Random(`deployment ${seed}`);
  const world = new World(features);
  new Topology(world, random.fork('topology')).build();
  const used: string[] = [];
  for (const idea of ideas) {
    const own = random.fork(idea.name);
    if (!own.chance(idea.probability) || without.has(idea.name)) continue;
    world.begin(idea.name);
    idea.apply(world, own);
    used.push(idea.name);
  }
  return { seed, world, ideas: used };
};
