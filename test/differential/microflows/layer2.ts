/** Frames that are no IP, and odd Ethernet addresses. */
import type { Random } from '../random.ts';
import type { World } from '../deployment/world.ts';
import { pickOrigin, quoted } from './origin.ts';

export const layer2 = (world: World, random: Random): string => {
  const origin = pickOrigin(world, random);
  const destination = random.pick([
    'ff:ff:ff:ff:ff:ff',
    '01:80:c2:00:00:0e',
    '01:00:00:00:00:01',
    '00:00:00:00:00:99',
    random.maybe(world.learned)?.mac ?? '00:00:00:00:fd:01',
    random.maybe(world.nics)?.mac ?? '00:00:00:00:00:99',
    random.maybe(world.routerPorts)?.mac ?? '00:00:00:00:00:99',
  ]);
  const source = random.pick([
    origin.mac,
    origin.mac,
    origin.mac,
    '01:00:00:00:00:66',
    '00:00:00:00:fd:01',
    '00:00:00:00:00:66',
  ]);
  return [
    `inport == ${quoted(origin.port)}`,
    `eth.src == ${source}`,
    `eth.dst == ${destination}`,
    ...random.pick([
      [],
      ['eth.type == 0x88cc'],
      ['eth.type == 0x1234'],
      ['vlan.present'],
      ['vlan.vid == 5', 'vlan.pcp == 3'],
      ['eth.type == 0x8847'],
    ]),
  ].join(' && ');
};
