import type { Random } from '../random.ts';
import type { World } from './world.ts';

/**
 * One thing that OVN can do, added to a deployment. Ideas depend on the topology alone and on what earlier ideas list in
 * the world, never on their being there: any of them can be left out, which is how a failing deployment is made small.
 */
export interface Idea {
  readonly name: string;
  /** How often a deployment has it. */
  readonly probability: number;
  apply(world: World, random: Random): void;
}
