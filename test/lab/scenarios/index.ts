import { type Lab, type LabOptions } from '../lab.ts';
import { neutron } from './neutron.ts';
import { ovnKubernetes } from './ovn-kubernetes.ts';
import { startScenario, type Scenario } from './scenario.ts';
import { twoSwitches } from './two-switches.ts';

export { startScenario, neutron, ovnKubernetes, twoSwitches, type Scenario };

export const scenarios: readonly Scenario[] = [twoSwitches, ovnKubernetes, neutron];

/** Starts a scenario by its name. */
export const startNamed = (name: string, options?: LabOptions): Promise<Lab> => {
  const scenario = scenarios.find((candidate) => candidate.name === name);
  if (scenario === undefined) {
    throw new Error(`no scenario ${name}; there are ${scenarios.map((known) => known.name).join(', ')}`);
  }
  return startScenario(scenario, options);
};
