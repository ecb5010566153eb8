/**
 * The ground that every idea builds on: switches with ports, routers, and how they are joined. One of several shapes:
 *
 *     flat            switches that nothing joins
 *     router          one router in the middle
 *     gateway-port    that router has a distributed gateway port to an outer network
 *     two-exits       … and another one to a second outer network
 *     gateway-router  an inner router, a join switch, and gateway routers to outer networks
 *     peers           two routers joined port to port, each with networks; the second has a way out
 */
import {
  logicalRouter,
  logicalSwitch,
  routerLink,
  routerPort,
  switchPort,
} from '../../lab/scenarios/rows.ts';
import type { Random } from '../random.ts';
import { awkward } from './names.ts';
import { hostOf, inner, outer, type Prefixes } from './networks.ts';
import type { World } from './world.ts';
import { type LogicalRouter, type LogicalSwitch, type Nic, type RouterPort } from './world.ts';

const hex = (value: number): string => value.toString(16).padStart(2, '0');

export class Topology {
  private readonly world: World;
  private readonly random: Random;

  constructor(world: World, random: Random) {
    this.world = world;
    this.random = random;
  }

  build(): void {
    const { random } = this;
    const features = random.chance(0.8);
    for (let index = 0; index < 2; index++) this.chassis(`hv${index + 1}`, index + 1, features);
    const count = random.int(1, 3);
    const inside = Array.from({ length: count }, () => this.innerSwitch());
    random.weighted<() => void>([
      [1, () => undefined],
      [2, () => this.oneRouter(inside)],
      [3, () => this.gatewayPort(inside, 1)],
      [2, () => this.gatewayPort(inside, 2)],
      [4, () => this.gatewayRouters(inside)],
      [2, () => this.peers([...inside, this.innerSwitch()])],
    ])();
    if (random.chance(0.15)) this.emptySwitch();
  }

  /** What controllers say they can do decides which actions northd writes: `ct_lb` or `ct_lb_mark`, and more. */
  private chassis(name: string, index: number, features: boolean): void {
    this.world.chassis.push(name);
    this.world.southboundFirst.push(['chassis-add', name, 'geneve', `192.168.0.${index}`]);
    if (!features) return;
    const known = ['ct-no-masked-label', 'mac-binding-timestamp', 'ovn-ct-lb-related', 'port-up-notif'];
    this.world.southboundFirst.push([
      'set',
      'Chassis',
      name,
      ...known.map((each) => `other_config:${each}=true`),
    ]);
  }

  private addSwitch(word: string, networks: Partial<Prefixes>, external: boolean): LogicalSwitch {
    const { world, random } = this;
    const made: LogicalSwitch = {
      name: awkward(random, `${word}${world.switches.length}`),
      index: world.switches.length,
      prefix4: networks.prefix4,
      prefix6: networks.prefix6,
      nics: [],
      ports: [],
      routerPorts: [],
      external,
    };
    world.switches.push(made);
    world.nb(logicalSwitch(made.name));
    return made;
  }

  /** One or both families. */
  private families({ prefix4, prefix6 }: Prefixes): Partial<Prefixes> {
    return this.random.weighted([
      [6, { prefix4, prefix6 }],
      [3, { prefix4 }],
      [1, { prefix6 }],
    ]);
  }

  private innerSwitch(): LogicalSwitch {
    const made = this.addSwitch('sw', this.families(inner(this.world.switches.length)), false);
    const count = this.random.int(2, 4);
    for (let host = 1; host <= count; host++) this.nic(made, host);
    return made;
  }

  private emptySwitch(): void {
    this.addSwitch('empty', {}, false);
  }

  private outerSwitch(): LogicalSwitch {
    const made = this.addSwitch('out', this.families(outer(this.world.switches.length)), true);
    const wire = awkward(this.random, `wire${made.index}`);
    made.ports.push(wire);
    this.world.nb(
      switchPort(made.name, wire, {
        type: 'localnet',
        addresses: 'unknown',
        options: { network_name: 'physnet' },
        ...(this.random.chance(0.3) ? { tag: 100 + made.index } : {}),
      }),
    );
    if (this.random.chance(0.5)) this.nic(made, 1);
    return made;
  }

  private nic(home: LogicalSwitch, host: number): void {
    const { world } = this;
    const nic: Nic = {
      name: awkward(this.random, `vm${home.index}${host}`),
      mac: `00:00:00:00:${hex(home.index)}:${hex(16 + host)}`,
      ...hostOf(home, 16 + host),
      home,
    };
    home.nics.push(nic);
    home.ports.push(nic.name);
    const addresses = [nic.mac, ...nic.v4, ...nic.v6].join(' ');
    world.nb(switchPort(home.name, nic.name, { addresses: [addresses] }));
    for (const ip of [...nic.v4, ...nic.v6]) world.aim({ why: 'a machine', ip, mac: nic.mac });
  }

  private addRouter(word: string, chassis?: string): LogicalRouter {
    const { world } = this;
    const made: LogicalRouter = {
      name: awkward(this.random, `${word}${world.routers.length}`),
      index: world.routers.length,
      ports: [],
      isGateway: chassis !== undefined,
    };
    world.routers.push(made);
    world.nb(logicalRouter(made.name, chassis === undefined ? {} : { options: { chassis } }));
    return made;
  }

  /** A router's port on a switch, as host `host` of its networks. */
  private join(
    router: LogicalRouter,
    network: LogicalSwitch,
    host = 1,
    distributedGateway = false,
  ): RouterPort {
    const { world, random } = this;
    const base = hostOf(network, host);
    const second = !network.external && network.prefix4 !== undefined && random.chance(0.15);
    const port: RouterPort = {
      name: awkward(random, `lrp${router.index}${router.ports.length}`),
      mac: `00:00:00:ff:${hex(router.index)}:${hex(router.ports.length + 1)}`,
      v4: second ? [...base.v4, `172.20.${network.index}.${host}`] : base.v4,
      v6: base.v6,
      router,
      network,
      switchPort: awkward(random, `to${router.index}${router.ports.length}`),
      distributedGateway,
    };
    router.ports.push(port);
    network.routerPorts.push(port);
    world.nb(
      routerPort(router.name, port.name, {
        mac: port.mac,
        networks: [...port.v4.map((ip) => `${ip}/24`), ...port.v6.map((ip) => `${ip}/64`)],
      }),
      routerLink(network.name, port.switchPort ?? '', port.name, {
        addresses: random.chance(0.8) ? 'router' : [port.mac, ...port.v4, ...port.v6].join(' '),
      }),
    );
    if (distributedGateway) this.gatewayChassis(port);
    for (const ip of [...port.v4, ...port.v6]) world.aim({ why: 'a router', ip, mac: port.mac });
    return port;
  }

  private gatewayChassis(port: RouterPort): void {
    const { world, random } = this;
    if (random.chance(0.7)) {
      world.chassis.forEach((chassis, index) =>
        world.nb(['lrp-set-gateway-chassis', port.name, chassis, String(10 + index)]),
      );
      return;
    }
    const group = `ha${port.router.index}${port.router.ports.length}`;
    world.nb(['ha-chassis-group-add', group]);
    world.chassis.forEach((chassis, index) =>
      world.nb(['ha-chassis-group-add-chassis', group, chassis, String(10 + index)]),
    );
    // The command looks the group up by its name, as `set` cannot.
    world.nb([
      '--id=@' + group,
      'get',
      'HA_Chassis_Group',
      group,
      '--',
      'set',
      'Logical_Router_Port',
      port.name,
      `ha_chassis_group=@${group}`,
    ]);
  }

  private route(
    router: LogicalRouter,
    prefix: string,
    nexthop: string,
    more: Record<string, string> = {},
  ): void {
    this.world.child(['Logical_Router', router.name, 'static_routes'], 'Logical_Router_Static_Route', {
      ip_prefix: prefix,
      nexthop,
      ...more,
    });
  }

  /** Everything else goes to a machine that OVN does not know. */
  private defaultRoutes(router: LogicalRouter, network: LogicalSwitch): void {
    const upstream = hostOf(network, 254);
    for (const ip of upstream.v4) this.route(router, '0.0.0.0/0', ip);
    for (const ip of upstream.v6) this.route(router, '::/0', ip);
    for (const ip of [...upstream.v4, ...upstream.v6]) {
      this.world.aim({ why: 'the upstream router', ip, mac: '00:00:00:00:ee:fe' });
    }
    this.world.aim({ why: 'the Internet', ip: '198.51.100.7' }, { why: 'the Internet', ip: '2001:4860::8' });
  }

  private oneRouter(networks: readonly LogicalSwitch[]): LogicalRouter {
    const router = this.addRouter('lr');
    for (const network of networks) this.join(router, network);
    return router;
  }

  private gatewayPort(networks: readonly LogicalSwitch[], exits: number): void {
    const router = this.oneRouter(networks);
    for (let exit = 0; exit < exits; exit++) {
      const outside = this.outerSwitch();
      this.join(router, outside, 1, true);
      if (exit === 0) this.defaultRoutes(router, outside);
    }
  }

  private gatewayRouters(networks: readonly LogicalSwitch[]): void {
    const { random, world } = this;
    const router = this.oneRouter(networks);
    const join = this.addSwitch('join', { prefix4: '100.64.0.', prefix6: 'fd98::' }, false);
    this.join(router, join, 1);
    const count = random.int(1, 2);
    for (let index = 0; index < count; index++) {
      const gateway = this.addRouter('gr', world.chassis[index] ?? 'hv1');
      this.join(gateway, join, index + 2);
      const outside = this.outerSwitch();
      this.join(gateway, outside, 1);
      this.defaultRoutes(gateway, outside);
      this.route(gateway, '10.0.0.0/16', '100.64.0.1');
      this.route(gateway, 'fd00::/16', 'fd98::1');
    }
    this.route(router, '0.0.0.0/0', '100.64.0.2');
    this.route(router, '::/0', 'fd98::2');
    const source = networks.find((network) => network.prefix4 !== undefined);
    if (count > 1 && source !== undefined) {
      this.route(router, `${source.prefix4 ?? ''}0/24`, '100.64.0.3', { policy: 'src-ip' });
    }
  }

  private peers(networks: readonly LogicalSwitch[]): void {
    const { random, world } = this;
    const half = Math.ceil(networks.length / 2);
    const first = this.oneRouter(networks.slice(0, half));
    const second = this.oneRouter(networks.slice(half));
    const names = [awkward(random, 'peer0'), awkward(random, 'peer1')];
    [first, second].forEach((router, index) => {
      const port: RouterPort = {
        name: names[index] ?? '',
        mac: `00:00:00:ff:fe:${hex(index + 1)}`,
        v4: [`169.254.9.${index + 1}`],
        v6: [`fd99::${index + 1}`],
        router,
        network: undefined,
        switchPort: undefined,
        distributedGateway: false,
      };
      router.ports.push(port);
      world.nb(
        routerPort(router.name, port.name, {
          mac: port.mac,
          networks: ['169.254.9.', 'fd99::'].map(
            (start) => `${start}${index + 1}/${start.includes(':') ? 64 : 24}`,
          ),
          peer: names[1 - index] ?? '',
        }),
      );
      for (const ip of [...port.v4, ...port.v6]) world.aim({ why: 'a peer', ip, mac: port.mac });
    });
    for (const network of networks.slice(half)) {
      if (network.prefix4 !== undefined) this.route(first, `${network.prefix4}0/24`, '169.254.9.2');
      if (network.prefix6 !== undefined) this.route(first, `${network.prefix6}/64`, 'fd99::2');
    }
    this.route(second, '10.0.0.0/16', '169.254.9.1');
    this.route(second, 'fd00::/16', 'fd99::1');
    if (random.chance(0.7)) {
      const outside = this.outerSwitch();
      this.join(second, outside, 1, true);
      this.defaultRoutes(second, outside);
      this.route(first, '0.0.0.0/0', '169.254.9.2');
    }
  }
}
