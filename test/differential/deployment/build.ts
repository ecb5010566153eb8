/** Makes a planned deployment with the real programs, and waits until ovn-northd has finished. */
import { create } from '../../lab/scenarios/rows.ts';
import type { Command } from '../../lab/scenarios/rows.ts';
import type { Lab } from '../../lab/index.ts';
import type { Plan } from './generate.ts';
import type { World } from './world.ts';

const joined = (commands: readonly Command[]): string[] => commands.flatMap((command) => ['--', ...command]);

export const build = async (lab: Lab, { world }: Plan): Promise<void> => {
  if (world.southboundFirst.length > 0) await lab.sbctl(...joined(world.southboundFirst));
  await lab.nbctl('--wait=sb', ...joined(world.northbound));
  const commands = [...world.southboundLast, ...(await learnedRows(lab, world))];
  if (commands.length === 0) return;
  await lab.sbctl(...joined(commands));
  // Once more: northd takes what is bound and learned into account.
  await lab.sync();
};

/** FDB rows hold keys where everything else has references. */
const learnedRows = async (lab: Lab, world: World): Promise<Command[]> => {
  if (world.learned.length === 0) return [];
  const keys = await lab.sbctl(
    ...joined(
      world.learned.flatMap(({ home, port }) => [
        ['get', 'Datapath_Binding', home, 'tunnel_key'],
        ['get', 'Port_Binding', port, 'tunnel_key'],
      ]),
    ),
  );
  const numbers = keys.trim().split('\n').map(Number);
  return world.learned.map(({ mac }, index) =>
    create('FDB', { mac, dp_key: numbers[2 * index] ?? 0, port_key: numbers[2 * index + 1] ?? 0 }),
  );
};
