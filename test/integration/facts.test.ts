/**
 * Everything that OVN's and Open vSwitch's own tools print of the lab's deployments is found in what ovnscope says: the
 * tools run, their text is parsed into facts, and each fact is looked for in the JSON of `show`, `get` and `describe`.
 */
import { afterAll, beforeAll, describe } from 'vitest';
import { scenarios, startNamed, words, type Lab } from '../lab/index.ts';
import { Deployment } from './tools/deployment.ts';
import { tellsNorthboundShow, tellsOpenVSwitchShow, tellsSouthboundShow } from './tools/facts-show.ts';
import { agreesWithNorthd } from './tools/facts-northd.ts';
import { tellsRules } from './tools/facts-rules.ts';
import { tellsTables } from './tools/facts-tables.ts';
import { tellsThings } from './tools/facts-things.ts';

/** What OVN makes no use of: VLANs, a bond, a device that is not there, a controller, a manager, QoS, a mirror. */
const HOST = `
  add-br br-test
  add-port br-test access tag=5 -- set Interface access type=dummy
  add-port br-test trunk trunks=10,20 -- set Interface trunk type=dummy
  add-bond br-test bond0 d1 d2 bond_mode=active-backup -- set Interface d1 type=dummy -- set Interface d2 type=dummy
  add-port br-test absent
  set-controller br-test tcp:127.0.0.1:1
  set-fail-mode br-test secure
  set-manager tcp:127.0.0.1:1
  --id=@queue create Queue other_config:max-rate=1000 -- --id=@qos create QoS type=linux-htb queues:7=@queue -- set Port access qos=@qos
  --id=@trunk get Port trunk -- --id=@mirror create Mirror name=watch select-all=true output-port=@trunk -- set Bridge br-test mirrors=@mirror
  --id=@flow create NetFlow targets='"192.0.2.9:2055"' -- set Bridge br-test netflow=@flow
`;

describe.each(scenarios.map(({ name }) => name))('facts of %s', (name) => {
  let lab: Lab | undefined;
  let started: Deployment | undefined;
  const deployment = (): Deployment => {
    if (started === undefined) throw new Error('the deployment did not start');
    return started;
  };

  beforeAll(async () => {
    lab = await startNamed(name);
    await lab
      .hypervisor(0)
      .vsctl(...HOST.split('\n').flatMap((line) => (line.trim() === '' ? [] : ['--', ...words(line)])));
    started = new Deployment(lab);
  });

  afterAll(async () => {
    await lab?.stop();
  });

  tellsTables(deployment);
  tellsNorthboundShow(deployment);
  tellsSouthboundShow(deployment);
  tellsOpenVSwitchShow(deployment);
  tellsRules(deployment);
  tellsThings(deployment);
  agreesWithNorthd(deployment);
});
