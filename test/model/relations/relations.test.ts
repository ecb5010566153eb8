import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayConcern, portTests } from '../../../src/model/relations/conjuncts.ts';
import { canonicalIp, isWithin } from '../../../src/model/relations/addresses.ts';
import { parseMappings } from '../../../src/model/relations/localnet.ts';
import { parseEndpoint, vipsOf } from '../../../src/model/relations/vips.ts';
import { mappedPorts } from '../../../src/model/relations/load-balancers.ts';
import { placeOfNat } from '../../../src/model/relations/nat.ts';
import { routesOfRouter } from '../../../src/model/relations/routes.ts';
import { Network } from '../../../src/model/index.ts';
import { northbound, southbound, uuidOf } from '../build.ts';

describe('the port that a match insists on', () => {
  it.each([
    ['inport == "a" && ip4', 'inport', ['a'], []],
    ['ip4 && (outport == "a")', 'outport', ['a'], []],
    ['((inport == @pg && ip4))', 'inport', [], ['pg']],
    [`${'('.repeat(31)}inport == "a"${')'.repeat(31)}`, 'inport', ['a'], []],
    ['!(inport != "a") && ip4', 'inport', ['a'], []],
    ['inport == {"a", @pg.1} && tcp', 'inport', ['a'], ['pg.1']],
    [String.raw`outport == "q\"&&" && ip`, 'outport', ['q"&&'], []],
  ])('%s', (match, field, ports, groups) => {
    expect(portTests(match)).toEqual([{ field, isNegated: false, ports, groups }]);
  });

  it.each([
    ['outport != "a" && ip4', ['a'], []],
    ['ip4 && !(outport == "a")', ['a'], []],
    ['(! ((outport == {"a", @pg})))', ['a'], ['pg']],
  ])('or does not take: %s', (match, ports, groups) => {
    expect(portTests(match)).toEqual([{ field: 'outport', isNegated: true, ports, groups }]);
    expect(mayConcern(match, 'outport', 'a', () => false)).toBe(false);
    expect(mayConcern(match, 'outport', 'b', () => false)).toBe(true);
    expect(mayConcern(match, 'outport', 'b', (group) => group === 'pg')).toBe(groups.length === 0);
  });

  it.each([
    'ip4',
    '',
    'inport == "a" || ip4',
    '(inport == "a" || inport == "b") && ip4',
    '!(inport == "a" && ip4)',
    '!(inport == "a") || ip4',
    `${'('.repeat(20_000)}inport == "a"${')'.repeat(20_000)}`,
    'inport == ((',
    'inport == "a" && ip4)',
    'inport == "a',
  ])('of %j nothing is said', (match) => expect(portTests(match)).toEqual([]));

  it('only the field of the direction counts', () => {
    expect(mayConcern('inport == "a" && outport == "b"', 'outport', 'b', () => false)).toBe(true);
    expect(mayConcern('inport == "a" && outport == "b"', 'outport', 'a', () => false)).toBe(false);
    expect(mayConcern('outport == @pg', 'outport', 'a', (group) => group === 'pg')).toBe(true);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'inport =="@{}()&|\\a ') }), (match) => {
        expect(Array.isArray(portTests(match))).toBe(true);
      }),
    );
  });
});

describe('endpoints of load balancers', () => {
  it.each([
    ['10.0.0.1:80', '10.0.0.1', 80],
    ['10.0.0.1', '10.0.0.1', undefined],
    ['[fd00:0::1]:443', 'fd00::1', 443],
    ['[fd00::1]', 'fd00::1', undefined],
    ['fd00::1', 'fd00::1', undefined],
    ['^vip:80', undefined, undefined],
    ['^vip', undefined, undefined],
    ['10.0.0.0/8', undefined, undefined],
    ['10.0.0.1:port', undefined, undefined],
    ['', undefined, undefined],
  ])('%s', (text, ip, port) => expect(parseEndpoint(text)).toEqual({ text, ip, port }));

  it('backends are separated by commas, empty ones are none', () => {
    const [vip] = vipsOf(new Map([['10.0.0.9:80', '10.0.0.1:80, ,[fd00::2]:80,^more']]));
    expect(vip?.backends.map(({ ip }) => ip)).toEqual(['10.0.0.1', 'fd00::2', undefined]);
  });

  it('never throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'[]:.,^0159af/% ') }), (text) => {
        expect(parseEndpoint(text).text).toBe(text.trim());
      }),
    );
  });
});

describe('addresses', () => {
  it.each([
    ['10.0.0.5', '10.0.0.0/24', true],
    ['10.0.0.5', '10.0.0.5', true],
    ['10.0.1.5', '10.0.0.0/24', false],
    ['fd00::5', 'fd00::/64', true],
    ['fd00::5', '10.0.0.0/8', false],
    ['nonsense', '10.0.0.0/8', false],
    ['10.0.0.5', 'nonsense', false],
  ])('%s in %s: %s', (ip, network, expected) => expect(isWithin(ip, network)).toBe(expected));

  it('one spelling', () => {
    expect(canonicalIp('FD00:0:0::0005')).toBe('fd00::5');
    expect(canonicalIp('nonsense')).toBe('nonsense');
  });
});

it('bridge mappings', () => {
  expect([...parseMappings('physnet1:br-ex, physnet2:br-2,:x,y:,z')]).toEqual([
    ['physnet1', 'br-ex'],
    ['physnet2', 'br-2'],
  ]);
});

const nb = northbound({
  Logical_Switch: { s: { acls: ['acl'], load_balancer: ['lb'] } },
  Port_Group: { pg: { acls: ['acl'] } },
  ACL: { acl: {} },
  Load_Balancer: {
    lb: { ip_port_mappings: { '10.0.0.1': 'p1:10.0.0.254', '[fd00::1]': '"p2":[fd00::fe]' } },
  },
  Load_Balancer_Group: { group: { load_balancer: ['lb'] } },
  Logical_Router: {
    r: {
      ports: ['gw', 'inside'],
      load_balancer_group: ['group'],
      static_routes: ['default', 'wide', 'source', 'ecmp1', 'ecmp2', 'v6', 'odd', 'table'],
      nat: ['floating', 'central'],
    },
  },
  Logical_Router_Port: {
    gw: { networks: ['192.0.2.2/24'], gateway_chassis: ['gc'] },
    inside: { networks: ['10.0.0.1/24', 'fd00::1/64'] },
  },
  Gateway_Chassis: { gc: { chassis_name: 'hv1', priority: 1 } },
  Logical_Router_Static_Route: {
    default: { ip_prefix: '0.0.0.0/0', nexthop: '192.0.2.1' },
    wide: { ip_prefix: '10.0.0.0/24', nexthop: '192.0.2.7' },
    source: { ip_prefix: '10.0.0.0/24', nexthop: '192.0.2.8', policy: 'src-ip' },
    ecmp1: { ip_prefix: '172.16.0.0/16', nexthop: '192.0.2.3' },
    ecmp2: { ip_prefix: '172.16.0.0/16', nexthop: '192.0.2.4', output_port: 'gw' },
    v6: { ip_prefix: '::/0', nexthop: 'fd00::9' },
    odd: { ip_prefix: 'nonsense', nexthop: 'discard' },
    table: { ip_prefix: '0.0.0.0/0', nexthop: '192.0.2.5', route_table: 'rt' },
  },
  NAT: {
    floating: {
      type: 'dnat_and_snat',
      external_ip: '192.0.2.20',
      logical_ip: '10.0.0.5',
      external_mac: 'x',
      logical_port: 'p',
    },
    central: { type: 'snat', external_ip: '192.0.2.21', logical_ip: '10.0.0.0/24' },
  },
});
const sb = southbound({
  Chassis: { hv1: { hostname: 'host-1' } },
  Datapath_Binding: { dp: { external_ids: { 'logical-router': uuidOf('r') } } },
  Port_Binding: {
    gw: { datapath: 'dp' },
    'cr-gw': { datapath: 'dp', type: 'chassisredirect', chassis: 'hv1' },
  },
  Learned_Route: {
    learned: { datapath: 'dp', ip_prefix: '198.51.100.0/24', nexthop: '192.0.2.6', logical_port: 'gw' },
  },
});

describe('who holds what', () => {
  const network = new Network({ nb, sb });
  const router = network.northbound.router(network.nbRows.where('Logical_Router', 'name', 'r')[0] as never);

  it('the port that a backend is', () => {
    const [row] = network.nbRows.where('Load_Balancer', 'name', 'lb');
    expect([...mappedPorts(row as NonNullable<typeof row>)]).toEqual([
      ['10.0.0.1', 'p1'],
      ['fd00::1', 'p2'],
    ]);
  });

  it('routes in the order in which they win', () => {
    const [row] = network.nbRows.where('Logical_Router', 'name', 'r');
    const routes = routesOfRouter(network, router, row, uuidOf('dp'));
    expect(
      routes.map(({ table, prefix, nexthop, policy, kind, isEcmp }) =>
        [table, prefix, nexthop, policy, kind, isEcmp ? 'ecmp' : ''].join(' ').trim(),
      ),
    ).toEqual([
      '10.0.0.0/24  dst-ip connected',
      '192.0.2.0/24  dst-ip connected',
      '10.0.0.0/24 192.0.2.7 dst-ip static',
      '198.51.100.0/24 192.0.2.6 dst-ip learned',
      '10.0.0.0/24 192.0.2.8 src-ip static',
      '172.16.0.0/16 192.0.2.3 dst-ip static ecmp',
      '172.16.0.0/16 192.0.2.4 dst-ip static ecmp',
      '0.0.0.0/0 192.0.2.1 dst-ip static',
      'nonsense discard dst-ip static',
      'fd00::/64  dst-ip connected',
      '::/0 fd00::9 dst-ip static',
      'rt 0.0.0.0/0 192.0.2.5 dst-ip static',
    ]);
  });

  it('where NAT is done', () => {
    const rows = network.nbRows.rows('NAT', [uuidOf('floating'), uuidOf('central')]);
    expect(rows.map((row) => placeOfNat(network, row, router))).toEqual([
      { kind: 'distributed', chassis: undefined, port: router.ports[0] },
      { kind: 'gateway port', chassis: 'hv1', port: router.ports[0] },
    ]);
  });
});
