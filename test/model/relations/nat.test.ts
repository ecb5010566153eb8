/** Where NAT is done, and whose it is: other tenants have the same addresses. */
import { describe, expect, it } from 'vitest';
import { Network } from '../../../src/model/index.ts';
import { natOfPort, placeOfNat } from '../../../src/model/relations/nat.ts';
import { northbound, southbound, uuidOf, type Rows, type Tables } from '../build.ts';

const FLOATING = { type: 'dnat_and_snat', external_ip: '192.0.2.20', logical_ip: '10.0.0.5' };
const DISTRIBUTED = { ...FLOATING, external_mac: '0a:00:00:00:00:09', logical_port: 'vm' };
const GW = { networks: ['192.0.2.1/24'], gateway_chassis: ['gc'] };
const GW2 = { networks: ['198.51.100.1/24'], gateway_chassis: ['gc2'] };

interface Router {
  readonly options?: Readonly<Record<string, string>>;
  readonly ports?: Rows;
  /** Where redirect ports are: port → chassis. */
  readonly serves?: Readonly<Record<string, string>>;
}

const place = (rule: Rows[string], { options = {}, ports = {}, serves = {} }: Router): string => {
  const nb = northbound({
    Logical_Router: { r: { nat: ['rule'], options, ports: Object.keys(ports) } },
    Logical_Router_Port: ports,
    Gateway_Chassis: { gc: { chassis_name: 'hv1', priority: 1 }, gc2: { chassis_name: 'hv2', priority: 1 } },
    NAT: { rule },
  });
  const redirects = Object.entries(serves).map(([port, chassis]) => [`cr-${port}`, { chassis }] as const);
  const sb = southbound({
    Chassis: { hv1: {}, hv2: {}, hv3: {} },
    Port_Binding: { vm: { chassis: 'hv3' }, 'cr-unserved': {}, ...Object.fromEntries(redirects) },
  });
  const network = new Network({ nb, sb });
  const [row] = network.nbRows.rows('NAT', [uuidOf('rule')]);
  const found = placeOfNat(network, row as never, network.routers[0]);
  return [found.kind, found.port?.name, found.chassis].filter((one) => one !== undefined).join(', ');
};

describe('where NAT is done', () => {
  it.each([
    ['on a gateway router', FLOATING, { options: { chassis: 'hv1' } }, 'gateway router, hv1'],
    ['on a gateway router, with MAC', DISTRIBUTED, { options: { chassis: 'hv1' } }, 'gateway router, hv1'],
    ['without gateway port', FLOATING, { ports: { in: {} } }, 'no gateway'],
    ['without gateway port, with MAC', DISTRIBUTED, { ports: { in: {} } }, 'no gateway'],
    ['with one', FLOATING, { ports: { gw: GW }, serves: { gw: 'hv2' } }, 'gateway port, gw, hv2'],
    ['with one, with MAC', DISTRIBUTED, { ports: { gw: GW } }, 'distributed, gw, hv3'],
    ['with one elsewhere', FLOATING, { ports: { gw: GW2 }, serves: { gw: 'hv2' } }, 'gateway port, gw, hv2'],
    ['with one that no chassis serves', FLOATING, { ports: { unserved: GW } }, 'gateway port, unserved'],
    ['with one that northd does not know', FLOATING, { ports: { gw: GW } }, 'gateway port, gw'],
    [
      'with two: by the network',
      FLOATING,
      { ports: { a: GW2, gw: GW }, serves: { a: 'hv1', gw: 'hv2' } },
      'gateway port, gw, hv2',
    ],
    [
      'with two: in neither network',
      { ...DISTRIBUTED, external_ip: '203.0.113.1' },
      { ports: { a: GW2, gw: GW } },
      'no gateway port fits',
    ],
    [
      'with two: as it is told',
      { ...FLOATING, gateway_port: 'a' },
      { ports: { a: GW2, gw: GW }, serves: { a: 'hv1', gw: 'hv2' } },
      'gateway port, a, hv1',
    ],
    [
      'told one that is none',
      { ...FLOATING, gateway_port: 'in' },
      { ports: { in: {}, gw: GW } },
      'no gateway port fits',
    ],
  ] as const)('%s', (_, rule, router, expected) => {
    expect(place(rule, router as Router)).toBe(expected);
  });
});

/** A switch port that leads to the router port. */
const to = (port: string): Rows[string] => ({ type: 'router', options: { 'router-port': port } });

/** vm – ra – middle – rb with NAT of `10.0.0.5`. */
const natOfVm = (rb: Rows[string], more: Tables = {}): readonly string[] => {
  const network = new Network({
    nb: northbound({
      ...more,
      Logical_Switch: {
        inside: { ports: ['vm', 'to-ra'] },
        middle: { ports: ['middle-ra', 'middle-rb', ...Object.keys(more['Logical_Switch_Port'] ?? {})] },
      },
      Logical_Switch_Port: {
        vm: {},
        'to-ra': to('ra-in'),
        'middle-ra': to('ra-out'),
        'middle-rb': to('rb-out'),
        ...more['Logical_Switch_Port'],
      },
      Logical_Router: {
        ra: { ports: ['ra-in', 'ra-out'], nat: ['own'] },
        rb: { ports: ['rb-out'], nat: ['rule'], ...rb },
      },
      Logical_Router_Port: {
        'ra-in': { networks: ['10.0.0.1/24'] },
        'ra-out': { networks: ['100.64.0.1/16'], ...more['Logical_Router_Port']?.['ra-out'] },
        'rb-out': { networks: ['100.64.0.2/16'], ...more['Logical_Router_Port']?.['rb-out'] },
      },
      NAT: {
        own: { type: 'snat', external_ip: '192.0.2.9', logical_ip: '10.0.0.0/24' },
        rule: FLOATING,
      },
    }),
  });
  const routers = network.nbRows.where('Logical_Router', 'name', 'ra');
  return natOfPort(network, 'vm', ['10.0.0.5'], routers).map(({ row }) => row.get('external_ip'));
};

describe('NAT of a port, besides that of the router in front of it', () => {
  const gateway = { options: { chassis: 'hv1' } };
  const localnet = { Logical_Switch_Port: { localnet: { type: 'localnet' } } };
  const peers = {
    Logical_Router_Port: { 'ra-out': { peer: 'rb-out' }, 'rb-out': { peer: 'ra-out' } },
  };
  const unplugged = {
    ...peers,
    Logical_Switch_Port: { 'middle-ra': {}, 'middle-rb': {} },
  };
  const route = { Logical_Router_Static_Route: { back: { ip_prefix: '10.0.0.0/8', nexthop: '100.64.0.1' } } };
  const away = { Logical_Router_Static_Route: { back: { ip_prefix: '10.0.0.0/8', nexthop: '100.64.0.3' } } };

  it.each([
    ['a gateway router behind a join switch', gateway, {}, true],
    ['a gateway router that is a peer', gateway, unplugged, true],
    ['a gateway router on the same external network', gateway, localnet, false],
    ['another router', {}, {}, false],
    ['another tenant: the same external network', {}, localnet, false],
    ['a router that routes the address to the router in front', { static_routes: ['back'] }, route, true],
    ['a router that routes it elsewhere', { static_routes: ['back'] }, away, false],
  ] as const)('%s', (_, rb, more, isListed) => {
    expect(natOfVm(rb as Rows[string], more)).toEqual(['192.0.2.20', '192.0.2.9'].slice(isListed ? 0 : 1));
  });
});

it('asks for no routers of other tenants', () => {
  const tenants = Array.from({ length: 50 }, (_, i) => `t${i}`);
  const each = (row: (tenant: string) => readonly (readonly [string, Rows[string]])[]): Rows =>
    Object.fromEntries(tenants.flatMap(row));
  const asked: string[] = [];
  const network = new Network({
    nb: northbound({
      Logical_Switch: {
        public: { ports: ['localnet', ...tenants.map((t) => `public-${t}`)] },
        ...each((t) => [[`sw-${t}`, { ports: [`vm-${t}`, `to-${t}`] }]]),
      },
      Logical_Switch_Port: {
        localnet: { type: 'localnet' },
        ...each((t) => [
          [`vm-${t}`, {}],
          [`public-${t}`, to(`out-${t}`)],
          [`to-${t}`, to(`in-${t}`)],
        ]),
      },
      Logical_Router: each((t) => [[t, { ports: [`in-${t}`, `out-${t}`], nat: [`nat-${t}`] }]]),
      Logical_Router_Port: each((t) => [
        [`in-${t}`, {}],
        [`out-${t}`, GW],
      ]),
      NAT: each((t) => [[`nat-${t}`, FLOATING]]),
    }),
    demandOf: () => ({ want: (table) => asked.push(table) > 0 }),
  });
  const routers = network.nbRows.where('Logical_Router', 'name', 't7');
  expect(natOfPort(network, 'vm-t7', ['10.0.0.5'], routers).map(({ row }) => row.uuid)).toEqual([
    uuidOf('nat-t7'),
  ]);
  const counted = (table: string): number => asked.filter((one) => one === table).length;
  expect(counted('Logical_Router')).toBeLessThan(5);
  expect(counted('Logical_Switch_Port')).toBeLessThan(10);
});
