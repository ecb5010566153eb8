/** Ports that are not plain interfaces. */
import { create, switchPort, type Columns } from '../../../lab/scenarios/rows.ts';
import type { Random } from '../../random.ts';
import { awkward } from '../names.ts';
import type { Idea } from '../idea.ts';
import type { LogicalSwitch, Nic, World } from '../world.ts';

type Maker = (world: World, random: Random, home: LogicalSwitch, nic: Nic, id: string) => void;

const add = (world: World, home: LogicalSwitch, name: string, columns: Columns): void => {
  home.ports.push(name);
  world.nb(switchPort(home.name, name, columns));
};

/** An address of this switch that no machine has. */
const addressOf = (
  home: LogicalSwitch,
  host: number,
): { mac: string; text: string; ip: string | undefined } => {
  const mac = `00:00:00:00:5${home.index % 10}:${host.toString(16).padStart(2, '0')}`;
  const ip = home.prefix4 === undefined ? undefined : `${home.prefix4}${host}`;
  const ip6 = home.prefix6 === undefined ? undefined : `${home.prefix6}${host.toString(16)}`;
  return { mac, ip: ip ?? ip6, text: [mac, ip, ip6].filter((part) => part !== undefined).join(' ') };
};

const makers: Readonly<Record<string, Maker>> = {
  localnet(world, random, home, _, id) {
    add(world, home, awkward(random, `ln${id}`), {
      type: 'localnet',
      addresses: 'unknown',
      options: { network_name: 'physnet', ...(random.chance(0.5) ? { localnet_learn_fdb: 'true' } : {}) },
    });
  },
  l2gateway(world, random, home, _, id) {
    add(world, home, awkward(random, `l2gw${id}`), {
      type: 'l2gateway',
      addresses: random.pick(['unknown', addressOf(home, 61).text]),
      options: { network_name: 'physnet', 'l2gateway-chassis': world.chassis[0] ?? '' },
    });
  },
  virtual(world, random, home, nic, id) {
    const ip = home.prefix4 === undefined ? `${home.prefix6 ?? 'fd00::'}70` : `${home.prefix4}70`;
    add(world, home, awkward(random, `virt${id}`), {
      type: 'virtual',
      addresses: `00:00:00:00:60:${id.padStart(2, '0')} ${ip}`,
      options: { 'virtual-ip': ip, 'virtual-parents': nic.name },
    });
    world.aim({ why: 'a virtual port', ip, mac: `00:00:00:00:60:${id.padStart(2, '0')}` });
    const start = [
      `inport == ${JSON.stringify(nic.name)}`,
      `eth.src == ${nic.mac}`,
      'eth.dst == ff:ff:ff:ff:ff:ff',
    ];
    world.frame(...start, 'arp.op == 1', `arp.sha == ${nic.mac}`, `arp.spa == ${ip}`, `arp.tpa == ${ip}`);
    world.frame(...start, 'arp.op == 2', `arp.sha == ${nic.mac}`, `arp.spa == ${ip}`, `arp.tpa == ${ip}`);
    world.frame(
      `inport == ${JSON.stringify(nic.name)}`,
      `eth.src == ${nic.mac}`,
      'eth.dst == 33:33:00:00:00:01',
      'nd_na',
      'ip6.dst == ff02::1',
      `nd.target == ${ip.includes(':') ? ip : 'fd00::70'}`,
    );
  },
  localport(world, random, home, _, id) {
    const address = addressOf(home, 62);
    add(world, home, awkward(random, `local${id}`), { type: 'localport', addresses: address.text });
    if (address.ip !== undefined) world.aim({ why: 'a local port', ip: address.ip, mac: address.mac });
  },
  external(world, random, home, _, id) {
    const address = addressOf(home, 63);
    const name = awkward(random, `ext${id}`);
    world.nb(
      create('HA_Chassis', { chassis_name: world.chassis[0] ?? '', priority: 10 }, `hac${id}`),
      create('HA_Chassis_Group', { name: `external${id}`, ha_chassis: `@hac${id}` }, `hag${id}`),
    );
    add(world, home, name, { type: 'external', addresses: address.text, ha_chassis_group: `@hag${id}` });
    makers['localnet']?.(world, random, home, home.nics[0] as Nic, `${id}9`);
    if (home.prefix4 !== undefined) {
      world.nb(
        create(
          'DHCP_Options',
          {
            cidr: `${home.prefix4}0/24`,
            options: { lease_time: '60', server_id: `${home.prefix4}1`, server_mac: 'c0:ff:ee:00:00:02' },
          },
          `dhcpx${id}`,
        ),
        ['set', 'Logical_Switch_Port', name, `dhcpv4_options=@dhcpx${id}`],
      );
    }
    const wire = home.ports.at(-1) ?? '';
    const start = [`inport == ${JSON.stringify(wire)}`, `eth.src == ${address.mac}`];
    world.frame(
      ...start,
      'eth.dst == ff:ff:ff:ff:ff:ff',
      'ip4.src == 0.0.0.0',
      'ip4.dst == 255.255.255.255',
      'udp.src == 68',
      'udp.dst == 67',
    );
    for (const { mac, v4, v6 } of home.routerPorts) {
      if (v4[0] !== undefined)
        world.frame(
          ...start,
          'eth.dst == ff:ff:ff:ff:ff:ff',
          'arp.op == 1',
          `arp.sha == ${address.mac}`,
          `arp.spa == ${address.ip ?? '0.0.0.0'}`,
          `arp.tpa == ${v4[0]}`,
        );
      if (v6[0] !== undefined)
        world.frame(
          ...start,
          'eth.dst == 33:33:ff:00:00:01',
          'nd_ns',
          'ip6.dst == ff02::1:ff00:1',
          `nd.target == ${v6[0]}`,
        );
      world.frame(...start, `eth.dst == ${mac}`, 'ip4', 'ip.ttl == 64', 'ip4.dst == 198.51.100.7');
    }
  },
  nested(world, random, home, nic, id) {
    const address = addressOf(home, 64);
    const name = awkward(random, `inside${id}`);
    home.ports.push(name);
    world.nb(
      ['lsp-add', home.name, name, nic.name, String(random.int(1, 4000))],
      ['lsp-set-addresses', name, address.text],
    );
    if (address.ip !== undefined) world.aim({ why: 'a nested port', ip: address.ip, mac: address.mac });
  },
  disabled(world, _, home) {
    const nic = home.nics.at(-1);
    if (nic !== undefined) world.nb(['lsp-set-enabled', nic.name, 'disabled']);
  },
  vtep(world, random, home, _, id) {
    add(world, home, awkward(random, `vtep${id}`), {
      type: 'vtep',
      addresses: 'unknown',
      options: { 'vtep-physical-switch': 'ps', 'vtep-logical-switch': 'ls' },
    });
  },
  remote(world, random, home, _, id) {
    const address = addressOf(home, 65);
    add(world, home, awkward(random, `remote${id}`), { type: 'remote', addresses: address.text });
    world.nb(['set', 'Logical_Switch', home.name, 'other_config:interconn-ts=ts']);
  },
  duplicate(world, _, home, nic, id) {
    // northd leaves a second owner of an address out.
    if (nic.v4[0] !== undefined)
      add(world, home, `twin${id}`, { addresses: `00:00:00:00:ab:01 ${nic.v4[0]}` });
  },
};

export const specialPorts: Idea = {
  name: 'special-ports',
  probability: 0.7,
  apply(world, random) {
    const kinds = random.some(Object.keys(makers), 1, 5);
    kinds.forEach((kind, index) => {
      const home = random.maybe(world.insideSwitches);
      const nic = random.maybe(home?.nics ?? []);
      if (home !== undefined && nic !== undefined) makers[kind]?.(world, random, home, nic, String(index));
    });
  },
};
