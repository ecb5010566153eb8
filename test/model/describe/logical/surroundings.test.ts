/** What stands around a port: its host, its physical network, its parents, the routers that judge by its address. */
import { describe as suite, expect, it } from 'vitest';
import type { Described, Link } from '../../../../src/model/describe/types.ts';
import type { NetworkSources } from '../../../../src/model/index.ts';
import { northbound, openVSwitch, southbound } from '../../build.ts';
import { cellsOf, notes, of } from './pages.ts';

type Host = NonNullable<NetworkSources['ovs']>[number];

const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain);
  const link = value as Link | undefined;
  return typeof link === 'object' && 'kind' in link ? (link.alias ?? link.name) : (value as Described);
};
const names = (...args: Parameters<typeof cellsOf>): unknown => cellsOf(...args).map(plain);

/** A host whose interface tap0 stands for port `p`, with a bridge for physnet1 and two tunnels. */
const host = (name: string, chassis: string): Host => ({
  name: `${name}.db`,
  database: openVSwitch({
    Open_vSwitch: {
      [`root-${name}`]: {
        bridges: [`br-int-${name}`, `br-ex-${name}`],
        external_ids: {
          'system-id': chassis,
          hostname: name,
          'ovn-bridge-mappings': 'physnet1:br-ex',
        },
      },
    },
    Bridge: {
      [`br-int-${name}`]: { name: 'br-int', ports: [`tap-${name}`, `t1-${name}`, `t2-${name}`] },
      [`br-ex-${name}`]: { name: 'br-ex', ports: [`patch-${name}`] },
    },
    Port: {
      [`tap-${name}`]: { name: 'tap0', interfaces: [`if-${name}`] },
      [`t1-${name}`]: { interfaces: [`i1-${name}`], external_ids: { 'ovn-chassis-id': 'hv8@192.0.2.8' } },
      [`t2-${name}`]: { interfaces: [`i2-${name}`], external_ids: { 'ovn-chassis-id': 'hv9@192.0.2.9' } },
      [`patch-${name}`]: {
        name: 'patch-ln-to-br-int',
        external_ids: { 'ovn-localnet-port': 'ln' },
      },
    },
    Interface: {
      [`if-${name}`]: { name: 'tap0', external_ids: { 'iface-id': 'p' } },
      [`i1-${name}`]: { name: 'ovn-hv8-0', type: 'geneve', bfd_status: { state: 'up' } },
      [`i2-${name}`]: { name: 'ovn-hv9-0', type: 'geneve', bfd_status: { state: 'down' } },
    },
  }),
});

const CHASSIS = {
  hv1: { hostname: 'compute-1', encaps: ['e1'], other_config: { 'ovn-bridge-mappings': 'physnet1:br-ex' } },
  hv2: { hostname: 'compute-2', encaps: ['e2'] },
};
const ENCAP = { e1: { type: 'geneve', ip: '192.0.2.1' }, e2: { type: 'geneve', ip: '192.0.2.2' } };
const HOSTS = [host('compute-1', 'hv1'), host('compute-2', 'hv2')] as const;

suite('a port that is plugged in where it is not wanted', () => {
  const placed = (
    binding: Record<string, string | boolean | string[] | Record<string, string>>,
    ovs: readonly Host[] = [HOSTS[0]],
  ): ReturnType<typeof of> =>
    of(
      {
        nb: northbound({
          Logical_Switch: { s: { ports: ['p'] } },
          Logical_Switch_Port: { p: { up: false } },
        }),
        sb: southbound({ Port_Binding: { p: { up: false, ...binding } }, Chassis: CHASSIS, Encap: ENCAP }),
        ovs,
      },
      'Logical_Switch_Port',
      'p',
    );

  it('says where it is and where it should be', () => {
    const found = placed({ options: { 'requested-chassis': 'compute-2' }, requested_chassis: 'hv2' });
    expect(found.headline).toBe(
      'down: bound to no chassis; its interface is on compute-1, but compute-2 is requested',
    );
    expect(notes(found)).toEqual(['Its interface is on compute-1, but compute-2 is requested.']);
    expect(notes(placed({ chassis: 'hv2' }))).toEqual([
      'Its interface is on compute-1, but it is bound to compute-2.',
    ]);
  });

  it('has nothing to say of one in its place, or of one that migrates', () => {
    expect(notes(placed({ options: { 'requested-chassis': 'hv1' } }))).toEqual([]);
    expect(notes(placed({ chassis: 'hv1' }))).toEqual([]);
    expect(notes(placed({ chassis: 'hv1', additional_chassis: ['hv2'] }, HOSTS))).toEqual([]);
    const several = { options: { 'requested-chassis': 'compute-1,compute-2' } };
    expect(notes(placed({ chassis: 'hv1', ...several }, HOSTS))).toEqual([]);
    expect(notes(placed({ chassis: 'hv1' }, HOSTS))).toEqual([
      'Interfaces on 2 hosts claim it: "compute-1", "compute-2".',
    ]);
  });
});

suite('a port whose address another port has', () => {
  it('names the other one', () => {
    const nb = northbound({
      Logical_Switch: { s: { ports: ['p', 'q', 'vip', 's-r'] }, far: { ports: ['z'] } },
      Logical_Switch_Port: {
        p: { addresses: ['0a:00:00:00:00:01 10.0.0.5'] },
        q: { addresses: ['0A:00:00:00:00:01 10.0.0.6'] },
        vip: { type: 'virtual', addresses: ['0a:00:00:00:00:09 10.0.0.5'] },
        's-r': { type: 'router', addresses: ['router'], options: { 'router-port': 'r-s' } },
        z: { addresses: ['0a:00:00:00:00:01 10.0.0.5'] },
      },
      Logical_Router: { r: { ports: ['r-s'] } },
      Logical_Router_Port: { 'r-s': { mac: '0a:00:00:00:00:fe', networks: ['10.0.0.5/24'] } },
    });
    expect(notes(of({ nb }, 'Logical_Switch_Port', 'p'))).toEqual([
      'MAC 0a:00:00:00:00:01 is on "q" of its switch as well.',
      'IP 10.0.0.5 is on "s-r" of its switch as well.',
    ]);
    expect(notes(of({ nb }, 'Logical_Switch_Port', 'z'))).toEqual([]);
  });
});

suite('the physical side of a port', () => {
  const nb = northbound({
    Logical_Switch: { s: { ports: ['p', 'ln'] }, o: { ports: ['q'] } },
    Logical_Switch_Port: {
      p: {},
      q: {},
      ln: { type: 'localnet', tag: 77, options: { network_name: 'physnet1' } },
    },
  });
  const sb = southbound({
    Datapath_Binding: { dp: { external_ids: { name: 's' } }, other: { external_ids: { name: 'o' } } },
    Port_Binding: {
      p: { datapath: 'dp', chassis: 'hv1', up: true },
      ln: { datapath: 'dp', type: 'localnet', tag: 77, options: { network_name: 'physnet1' } },
      q: { datapath: 'other', chassis: 'hv1', up: true },
    },
    Chassis: CHASSIS,
    Encap: ENCAP,
  });
  const encap = (found: ReturnType<typeof of>): unknown =>
    found.sections.find(({ id }) => id === 'binding')?.facts.find(({ id }) => id === 'encap')?.value;

  it.each(['OVN_Northbound', 'OVN_Southbound'] as const)(
    'on a provider network is the bridge of its chassis: %s',
    (database) => {
      const table = database === 'OVN_Northbound' ? 'Logical_Switch_Port' : 'Port_Binding';
      const found = of({ nb, sb, ovs: HOSTS }, table, 'p', database);
      expect(names(found, 'physical', 'network')).toContain('physnet1');
      expect(names(found, 'physical', 'tag')).toContain(77);
      expect(names(found, 'physical', 'bridge')).toContain('br-ex');
      expect(names(found, 'physical', 'patch')).toContainEqual(['patch-ln-to-br-int']);
      expect(encap(found)).toBeUndefined();
    },
  );

  it('elsewhere is the tunnels of its chassis, counted', () => {
    const found = of({ nb, sb, ovs: HOSTS }, 'Logical_Switch_Port', 'q');
    expect(encap(found)).toEqual(['geneve 192.0.2.1']);
    expect(names(found, 'physical', 'host')).toEqual(['compute-1']);
    expect(names(found, 'physical', 'tunnels')).toEqual([2]);
    expect(names(found, 'physical', 'down')).toEqual([1]);
    expect(names(found, 'physical', 'far')).toEqual([['hv9']]);
  });
});

suite('ports on ports', () => {
  const virtual = { type: 'virtual', options: { 'virtual-ip': '10.0.0.9', 'virtual-parents': 'a, b,gone' } };
  const nb = northbound({
    Logical_Switch: { s: { ports: ['a', 'b', 'vip', 'inner'] } },
    Logical_Switch_Port: {
      a: { up: true },
      b: { up: false },
      vip: { ...virtual, up: true, addresses: ['0a:00:00:00:00:09 10.0.0.9'] },
      inner: { parent_name: 'a', tag: 12, up: true },
    },
  });
  const sb = southbound({
    Datapath_Binding: { dp: { external_ids: { name: 's' } } },
    Port_Binding: {
      a: { datapath: 'dp', chassis: 'hv1', up: true },
      b: { datapath: 'dp', up: false },
      vip: { ...virtual, datapath: 'dp', chassis: 'hv1', virtual_parent: 'a', up: true },
      inner: { datapath: 'dp', parent_port: 'a', tag: 12, up: true },
    },
    Chassis: CHASSIS,
    Encap: ENCAP,
  });

  it.each([
    ['the Northbound', of({ nb, sb }, 'Logical_Switch_Port', 'vip')],
    ['the Southbound alone', of({ sb }, 'Port_Binding', 'vip', 'OVN_Southbound')],
  ])('a virtual port lists its parents, and which one claims it: %s', (_which, vip) => {
    expect(names(vip, 'virtual-parents', 'port')).toEqual(['a', 'b', 'gone']);
    expect(names(vip, 'virtual-parents', 'state')).toEqual(['up', 'down', 'does not exist']);
    expect(names(vip, 'virtual-parents', 'chassis')).toEqual([['compute-1'], [], undefined]);
    expect(names(vip, 'virtual-parents', 'claims')).toEqual(['yes', undefined, undefined]);
  });

  it('a parent lists its virtual and nested ports', () => {
    const parent = of({ nb, sb }, 'Logical_Switch_Port', 'a');
    expect(names(parent, 'virtual-ports', 'port')).toEqual(['vip']);
    expect(names(parent, 'virtual-ports', 'claimed')).toEqual(['a']);
    expect(names(parent, 'nested', 'port')).toEqual(['inner']);
    expect(names(parent, 'nested', 'tag')).toEqual([12]);
    expect(names(of({ sb }, 'Port_Binding', 'a', 'OVN_Southbound'), 'nested', 'tag')).toEqual([12]);
  });

  it('a chassis-redirect port lists its chassis by priority', () => {
    const found = of(
      {
        sb: southbound({
          Port_Binding: {
            'cr-lrp': {
              type: 'chassisredirect',
              chassis: 'hv1',
              gateway_chassis: ['low', 'high'],
              options: { 'distributed-port': 'lrp' },
            },
          },
          Gateway_Chassis: {
            low: { chassis: 'hv1', priority: 1 },
            high: { chassis: 'hv2', priority: 20 },
          },
          Chassis: CHASSIS,
          Encap: ENCAP,
        }),
      },
      'Port_Binding',
      'cr-lrp',
      'OVN_Southbound',
    );
    expect(names(found, 'gateway', 'chassis')).toEqual(['compute-2', 'compute-1']);
    expect(names(found, 'gateway', 'priority')).toEqual([20, 1]);
    expect(names(found, 'gateway', 'active')).toEqual([false, true]);
  });
});

suite('routes of a port', () => {
  const nb = northbound({
    Logical_Switch: { s: { ports: ['p', 's-r'] } },
    Logical_Switch_Port: {
      p: { addresses: ['0a:00:00:00:00:01 172.16.0.5 fd00::5'] },
      's-r': { type: 'router', options: { 'router-port': 'r-s' } },
    },
    Logical_Router: {
      r: {
        ports: ['r-s', 'r-up'],
        static_routes: ['mine', 'theirs', 'out', 'named'],
        policies: ['net', 'six', 'other', 'quoted'],
      },
    },
    Logical_Router_Port: {
      'r-s': { networks: ['172.16.0.1/24'] },
      'r-up': { networks: ['192.0.2.1/24'] },
    },
    Logical_Router_Static_Route: {
      mine: { policy: 'src-ip', ip_prefix: '172.16.0.0/24', nexthop: '192.0.2.7' },
      theirs: { policy: 'src-ip', ip_prefix: '172.17.0.0/24', nexthop: '192.0.2.8' },
      out: { ip_prefix: '0.0.0.0/0', nexthop: '192.0.2.254' },
      named: { ip_prefix: '198.51.100.0/24', nexthop: '203.0.113.1', output_port: 'r-up' },
    },
    Logical_Router_Policy: {
      net: { priority: 10, match: 'ip4.src == 172.16.0.0/24 && ip4.dst == 10.0.0.0/8', action: 'reroute' },
      six: { priority: 9, match: 'ip6.src == fd00::/64', action: 'drop' },
      other: { priority: 8, match: 'ip4.src == 172.17.0.0/24', action: 'drop' },
      quoted: { priority: 7, match: 'inport == "172.16.0.5"', action: 'drop' },
    },
  });

  it('by its source address, and the policies that name it', () => {
    const port = of({ nb }, 'Logical_Switch_Port', 'p');
    expect(names(port, 'routes', 'prefix')).toEqual(['172.16.0.0/24']);
    expect(names(port, 'policies', 'priority')).toEqual([10, 9]);
    expect(names(port, 'gateways', 'default-routes')).toEqual([['0.0.0.0/0 via 192.0.2.254']]);
  });

  it('of a router port are those that leave by it', () => {
    const port = of({ nb }, 'Logical_Router_Port', 'r-up');
    expect(names(port, 'routes', 'nexthop')).toEqual([
      '',
      '203.0.113.1',
      '192.0.2.7',
      '192.0.2.8',
      '192.0.2.254',
    ]);
    expect(names(of({ nb }, 'Logical_Router_Port', 'r-s'), 'routes', 'prefix')).toEqual(['172.16.0.0/24']);
  });
});

suite('ports of a switch', () => {
  it('are counted all; one that is disabled is not also down', () => {
    const nb = northbound({
      Logical_Switch: { s: { ports: ['a', 'b', 'c', 'ln'] } },
      Logical_Switch_Port: {
        a: { up: true },
        b: { up: false },
        c: { up: false, enabled: false },
        ln: { type: 'localnet', enabled: false, options: { network_name: 'physnet1' } },
      },
    });
    expect(of({ nb }, 'Logical_Switch', 's').headline).toBe(
      '4 ports, 1 down, 2 disabled, behind no router, on physical network physnet1',
    );
  });
});

suite('without a database of OVN', () => {
  it.each([
    [{}, ['No database of OVN was read: what the logical port is and where it is bound are not known.']],
    [{ nb: northbound({}) }, []],
    [{ sb: southbound({}) }, []],
  ])('an interface says so once', (sources, expected) => {
    const found = of({ ...sources, ovs: [HOSTS[0]] }, 'Interface', 'if-compute-1', 'Open_vSwitch');
    expect(found.sections.flatMap((one) => one.notes)).toEqual(expected);
  });
});

suite('without a Northbound', () => {
  it('says once what is not known', () => {
    const sb = southbound({
      Datapath_Binding: {
        'dp-s': { external_ids: { name: 's', 'logical-switch': 's' } },
        'dp-r': { external_ids: { name: 'r', 'logical-router': 'r' } },
      },
      Port_Binding: {
        p: { datapath: 'dp-s' },
        'r-s': { datapath: 'dp-r', type: 'patch', options: { peer: 's-r' } },
      },
    });
    const all = [
      of({ sb }, 'Port_Binding', 'p', 'OVN_Southbound'),
      of({ sb }, 'Port_Binding', 'r-s', 'OVN_Southbound'),
      of({ sb }, 'Datapath_Binding', 'dp-s', 'OVN_Southbound'),
      of({ sb }, 'Datapath_Binding', 'dp-r', 'OVN_Southbound'),
    ];
    for (const { sections } of all) {
      const said = sections.flatMap((one) => one.notes).filter((note) => note.includes('Northbound'));
      expect(said).toEqual([
        'No Northbound database was read: ACLs, NAT, load balancers and DHCP are not known.',
      ]);
    }
    const both = of({ nb: northbound({}), sb }, 'Port_Binding', 'p', 'OVN_Southbound');
    expect(notes(both, 'northbound')).toEqual([]);
  });
});
