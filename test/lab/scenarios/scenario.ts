import { Lab, type LabOptions } from '../lab.ts';

/** A named deployment: what to start, and the commands that fill it. */
export interface Scenario {
  readonly name: string;
  /** One line for the list of `npm run lab`. */
  readonly title: string;
  readonly options: LabOptions;
  /** Fills a started lab and waits until it is in place. */
  build(lab: Lab): Promise<void>;
}

/** Starts a scenario's lab and fills it; `options` are laid over the scenario's own. */
export const startScenario = async (scenario: Scenario, options: LabOptions = {}): Promise<Lab> => {
  const lab = await Lab.start({ ...scenario.options, ...options });
  try {
    await scenario.build(lab);
  } catch (error) {
    await lab.stop();
    throw error;
  }
  return lab;
};
