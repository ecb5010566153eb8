/** Microflows with a purpose, over the databases that the lab's scenarios left. */
import { fileURLToPath } from 'node:url';
import { neutron } from './neutron.ts';
import { ovnKubernetes } from './ovn-kubernetes.ts';
import { twoSwitches } from './two-switches.ts';
import type { Named } from './words.ts';

export type { Named } from './words.ts';

export interface NamedScenario {
  readonly name: string;
  /** As northd and the controllers wrote it. */
  readonly southbound: string;
  readonly microflows: readonly Named[];
}

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../../fixtures/${name}/sb.db`, import.meta.url));

export const namedScenarios: readonly NamedScenario[] = [
  { name: 'two-switches', southbound: fixture('two-switches'), microflows: twoSwitches },
  { name: 'ovn-kubernetes', southbound: fixture('ovn-kubernetes'), microflows: ovnKubernetes },
  { name: 'neutron', southbound: fixture('neutron'), microflows: neutron },
];
