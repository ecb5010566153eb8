/**
 * The same as for the scenarios, on a Northbound that has one of everything; and whether the order in which ovnscope lists
 * ACLs, routes and policies is the order that ovn-northd gave their flows.
 */
import { afterAll, beforeAll, describe } from 'vitest';
import type { Lab } from '../lab/index.ts';
import { Deployment } from './tools/deployment.ts';
import { agreesWithNorthd } from './tools/facts-northd.ts';
import { tellsRules } from './tools/facts-rules.ts';
import { tellsNorthboundShow, tellsSouthboundShow } from './tools/facts-show.ts';
import { tellsTables } from './tools/facts-tables.ts';
import { tellsThings } from './tools/facts-things.ts';
import { startRich } from './tools/rich.ts';

describe('facts of a Northbound with one of everything', () => {
  let lab: Lab | undefined;
  let started: Deployment | undefined;
  const deployment = (): Deployment => {
    if (started === undefined) throw new Error('the deployment did not start');
    return started;
  };

  beforeAll(async () => {
    lab = await startRich();
    started = new Deployment(lab);
  });

  afterAll(async () => {
    await lab?.stop();
  });

  tellsTables(deployment);
  tellsNorthboundShow(deployment);
  tellsSouthboundShow(deployment);
  tellsRules(deployment);
  tellsThings(deployment);
  agreesWithNorthd(deployment);
});
