/**
 * Everything that OVN's and Open vSwitch's own tools print of the lab's deployments is found in what ovnscope says: the
 * tools run, their text is parsed into facts, and each fact is looked for in the JSON of `show`, `get` and `describe`.
 */
import { afterAll, beforeAll, describe } from 'vitest';
import { scenarios, startNamed, type Lab } from '../lab/index.ts';
import { Deployment } from './tools/deployment.ts';
import { tellsNorthboundShow, tellsOpenVSwitchShow, tellsSouthboundShow } from './tools/facts-show.ts';
import { tellsTables } from './tools/facts-tables.ts';

describe.each(scenarios.map(({ name }) => name))('facts of %s', (name) => {
  let lab: Lab | undefined;
  let started: Deployment | undefined;
  const deployment = (): Deployment => {
    if (started === undefined) throw new Error('the deployment did not start');
    return started;
  };

  beforeAll(async () => {
    lab = await startNamed(name);
    started = new Deployment(lab);
  });

  afterAll(async () => {
    await lab?.stop();
  });

  tellsTables(deployment);
  tellsNorthboundShow(deployment);
  tellsSouthboundShow(deployment);
  tellsOpenVSwitchShow(deployment);
});
