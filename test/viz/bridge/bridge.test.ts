import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finderOf, Network, type NetworkSources } from '../../../src/model/index.ts';
import { bridgeScene, layoutScene, renderSvg, type Scene } from '../../../src/viz/index.ts';
import { sceneOfHosts } from '../../../src/viz/bridge/index.ts';
import type { CardPort } from '../../../src/viz/bridge/types.ts';
import { openVSwitch } from '../../model/build.ts';
import { fixture, type Fixture } from '../../model/fixtures.ts';
import { HOSTILE_NAMES, hostDatabase, kubernetes, twoSwitches } from '../../model/scenarios.ts';
import { parseXml } from '../well-formed.ts';
import {
  cardOf,
  hosts,
  listed,
  patch,
  pins,
  tablesOf,
  up,
  type GivenBridges,
  type GivenPort,
} from './hosts.ts';

const picture = (scene: Scene): string => renderSvg(layoutScene(scene));

const withHost = (): NetworkSources => ({
  ...twoSwitches(),
  ovs: [{ name: 'host-1.db', database: hostDatabase() }],
});

/** Everything that a bridge can have. */
const campus = (): Network =>
  hosts({
    'edge.db': tablesOf(
      {
        'br-lan': {
          columns: {
            rstp_enable: true,
            mcast_snooping_enable: true,
            datapath_type: 'netdev',
            fail_mode: 'secure',
            controller: ['c1', 'c2'],
            mirrors: ['span'],
            netflow: 'nf',
          },
          ports: {
            'br-lan': { iface: { type: 'internal', link_state: 'up' } },
            lacp0: {
              port: { bond_mode: 'balance-tcp', lacp: 'active', trunks: [10, 20] },
              members: { eth0: { link_state: 'up' }, eth1: { link_state: 'down' } },
            },
            eth2: { iface: { link_state: 'up' }, port: { tag: 30 } },
            vm1: { iface: { link_state: 'up', status: { driver_name: 'tun' } }, port: { tag: 10 } },
            vm2: {
              iface: { admin_state: 'down', status: { driver_name: 'tun' } },
              port: { vlan_mode: 'native-untagged', tag: 5 },
            },
            gone: { iface: { error: 'could not open network device gone', ofport: -1, type: 'internal' } },
            gre0: { iface: { type: 'gre', options: { remote_ip: '192.0.2.7', key: '5' }, link_state: 'up' } },
            'to-wan': patch('to-lan'),
            'to-nowhere': patch('missing'),
          },
        },
        'br-wan': { ports: { 'to-lan': patch('to-wan'), eth3: up } },
      },
      { external_ids: { hostname: 'edge' }, ovs_version: '3.3.0' },
      {
        Controller: {
          c1: { target: 'tcp:192.0.2.1:6653', is_connected: true },
          c2: { target: 'tcp:192.0.2.2:6653', status: { state: 'BACKOFF' } },
        },
        Mirror: { span: { select_all: true, output_port: 'eth2' } },
        NetFlow: { nf: { targets: ['192.0.2.3:2055'] } },
      },
    ),
  });

describe('pictures of bridges', () => {
  it.each<[string, () => Network]>([
    ['none', () => new Network(twoSwitches())],
    ['one-host', () => new Network(withHost())],
    ['campus', campus],
  ])('of %s are the golden ones', async (name, make) => {
    await expect(picture(bridgeScene(make()))).toMatchFileSnapshot(`../../golden/bridge-${name}.svg`);
  });

  it.each<Fixture>(['two-switches', 'neutron', 'ovn-kubernetes'])(
    'of the fixture %s are the golden ones',
    async (name) => {
      const scene = bridgeScene(await fixture(name));
      await expect(picture(scene)).toMatchFileSnapshot(`../../golden/bridge-fixture-${name}.svg`);
    },
  );

  it('of hosts alone need no database of OVN', async () => {
    const scene = bridgeScene(await fixture('neutron', ['ovs']));
    expect(scene.summary).toBe('3 hosts · 9 bridges · 50 ports');
    expect(scene.notes).toEqual([]);
  });
});

describe('a bridge', () => {
  it('is told by what drives it', () => {
    const scene = bridgeScene(campus());
    expect(cardOf(scene, 'br-lan').facts).toEqual([
      { text: 'datapath netdev, fail mode secure', tone: 'idle' },
      { text: 'driven by its controller', tone: 'idle' },
      { text: 'controller not connected: tcp:192.0.2.2:6653', tone: 'bad' },
      { text: 'controller tcp:192.0.2.1:6653', tone: 'good' },
      { text: 'RSTP, multicast snooping', tone: 'idle' },
    ]);
    expect(cardOf(scene, 'br-wan').facts.map(({ text }) => text)).toEqual([
      'datapath system, fail mode standalone',
      'forwards by NORMAL: learns MACs',
    ]);
    expect(cardOf(scene, 'br-lan').badges).toEqual([
      { text: 'mirror span', tooltip: 'mirror span\nof every packet\nto port eth2' },
      { text: 'NetFlow', tooltip: 'exports flows by NetFlow' },
    ]);
  });

  it('lists its ports by role, what is broken first', () => {
    expect(listed(bridgeScene(campus()), 'br-lan')).toEqual([
      'Uplinks (1): eth2 [good] access 30',
      'Bonds (1): lacp0 [warn] balance-tcp, LACP, trunk 10,20',
      'Bonds (1): eth0 [good] in lacp0',
      'Bonds (1): eth1 [bad] in lacp0',
      'Tunnels (1): gre0 [good] gre 192.0.2.7 key 5',
      'Ports (4): gone [bad] internal',
      'Ports (4): vm2 [warn] native-untagged 5',
      'Ports (4): br-lan [good] internal',
      'Ports (4): vm1 [good] access 10',
    ]);
  });

  it('of OVN is driven by ovn-controller and stands above the others', () => {
    const scene = bridgeScene(new Network(withHost()));
    const bridge = cardOf(scene, 'br-int');
    expect(bridge).toMatchObject({ label: 'integration bridge', tier: 0 });
    expect(bridge.facts.map(({ text }) => text)).toContain('driven by ovn-controller');
    expect(listed(scene, 'br-int')).toEqual([
      'Tunnels (1): geneve0 [unknown] geneve 192.0.2.2',
      'Ports (1): tap1 [unknown] sw0-port1',
    ]);
    expect(scene.containers).toMatchObject([
      { id: 'host-hv1', title: 'compute-1.example', subtitle: 'hv1 · Open vSwitch 3.1.0' },
    ]);
  });

  it('says what of it was not read, and a port without interfaces what it lacks', () => {
    const tables = tablesOf({
      br: { columns: { ports: ['here', 'away'] }, ports: { here: { members: {} } } },
    });
    const scene = bridgeScene(hosts({ h: tables }));
    expect(cardOf(scene, 'br').facts.at(-1)).toEqual({ text: '1 port not read', tone: 'unknown' });
    expect(listed(scene, 'br')).toEqual(['Ports (1): here [bad] no interface']);
  });

  it.each<[string, GivenPort['iface'], string]>([
    ['a link that is up', { link_state: 'up' }, 'good'],
    ['a link that is down', { link_state: 'down', admin_state: 'up' }, 'bad'],
    ['a device that is switched off', { link_state: 'down', admin_state: 'down' }, 'warn'],
    ['nothing said', {}, 'unknown'],
    ['no place in the datapath', { ofport: -1, link_state: 'up' }, 'bad'],
    ['BFD that is down', { type: 'geneve', link_state: 'up', bfd_status: { state: 'down' } }, 'bad'],
  ])('has ports with %s', (_, iface, tone) => {
    const scene = bridgeScene(hosts({ h: tablesOf({ br: { ports: { p: { iface: iface ?? {} } } } }) }));
    expect(cardOf(scene, 'br').sections[0]?.items[0]?.tone).toBe(tone);
  });
});

describe('patch ports', () => {
  const between = (a: Readonly<Record<string, GivenPort>>, b: Readonly<Record<string, GivenPort>>): Scene =>
    bridgeScene(hosts({ h: tablesOf({ 'br-a': { ports: a }, 'br-b': { ports: b } }) }));
  const edges = (scene: Scene): string[] =>
    scene.edges.map(({ kind, tone, tooltip }) => `${kind} ${tone ?? ''}: ${tooltip.split('\n').join(' | ')}`);

  it('that name each other are one edge', () => {
    const scene = between({ p: patch('q') }, { q: patch('p') });
    expect(edges(scene)).toEqual(['patch : br-a – br-b | p – q']);
    expect([pins(scene, 'br-a'), pins(scene, 'br-b')]).toEqual([['p [idle]'], ['q [idle]']]);
  });

  it('are found by the names of their interfaces', () => {
    const scene = between(
      { 'port-p': { members: { p: { type: 'patch', options: { peer: 'q' } } } } },
      { q: patch('p') },
    );
    expect(edges(scene)).toHaveLength(1);
  });

  it('whose other end is not there dangle', () => {
    const scene = between({ p: patch('x') }, { q: patch(undefined) });
    expect(edges(scene)).toEqual([]);
    expect(pins(scene, 'br-a')).toEqual(['p [bad] no patch port x']);
    expect(pins(scene, 'br-b')).toEqual(['q [bad] names no peer']);
    expect(scene.summary).toBe('1 host · 2 bridges · 2 ports · 2 patch ports without a pair');
  });

  it('that are not named in turn carry nothing', () => {
    const scene = between({ p: patch('q'), self: patch('self') }, { q: patch('r'), r: patch('q') });
    expect(edges(scene)).toEqual([
      'patch bad: br-a – br-b | p – q | carries nothing: q leads to r',
      'patch : br-b – br-b | q – r',
    ]);
    expect(pins(scene, 'br-a')).toEqual(['p [bad] q leads to r', 'self [bad] names itself as its peer']);
  });

  it('may lead nowhere but to a patch port', () => {
    expect(pins(between({ p: patch('eth0') }, { eth0: up }), 'br-a')).toEqual(['p [bad] no patch port eth0']);
  });
});

describe('the hosts', () => {
  it('are those that a thing is on', async () => {
    const network = await fixture('neutron');
    const of = (text: string): Scene => {
      const found = finderOf(network).resolve(text);
      if (found.kind !== 'one') throw new Error(`${text}: ${found.kind}`);
      return bridgeScene(network, found.found);
    };
    expect(of('compute-2').title).toBe('Bridges of compute-2');
    expect(of('compute-1/br-ex').title).toBe('Bridges of compute-1');
    expect(of('app-1').title).toBe('Bridges of compute-1');
    expect(of('app-1').nodes).toHaveLength(3);
    const none = of('r2');
    expect(none.nodes).toEqual([]);
    expect(none.notes[0]).toMatch(/^logical router .* is on no host whose Open_vSwitch database was read\.$/);
  });

  it('that were not read are counted', () => {
    expect(bridgeScene(new Network(twoSwitches())).notes).toEqual([
      '2 chassis not shown: the Open_vSwitch databases of their hosts were not read.',
    ]);
    expect(bridgeScene(new Network(withHost())).notes).toEqual([
      '1 chassis not shown: the Open_vSwitch database of its host was not read.',
    ]);
    expect(bridgeScene(new Network(kubernetes(2))).notes).toEqual([]);
  });

  it('tell of bridge mappings, and of those to no bridge', () => {
    const scene = bridgeScene(
      hosts({
        h: tablesOf(
          { 'br-ex': { ports: {} } },
          { external_ids: { 'ovn-bridge-mappings': 'a:br-ex,b:br-x' } },
        ),
      }),
    );
    expect(cardOf(scene, 'br-ex').facts[0]?.text).toBe('physical network a');
    expect(scene.notes).toEqual(['h: bridge mapping b → br-x, but there is no such bridge.']);
  });

  it('may be copies of one, whose rows have the same UUIDs', () => {
    const one = tablesOf({ br: { ports: { p: patch('q'), q: patch('p') } } });
    const scene = bridgeScene(hosts({ a: one, b: one }));
    expect(new Set(scene.nodes.map(({ id }) => id)).size).toBe(2);
    expect(new Set(scene.containers.map(({ id }) => id)).size).toBe(2);
    expect(new Set(scene.edges.map(({ id }) => id)).size).toBe(2);
  });

  it('may have bridges of Linux', () => {
    const port = (name: string, more: Partial<CardPort>): CardPort => ({
      id: name,
      row: undefined,
      name,
      role: 'port',
      vlans: { mode: undefined, tag: undefined, trunks: [], customer: [] },
      interfaces: [],
      bond: undefined,
      peer: undefined,
      leadsTo: '',
      tone: 'good',
      about: [],
      ...more,
    });
    const pvid = { mode: 'native-untagged', tag: 1, trunks: [10], customer: [] } as const;
    const bridge = {
      id: 'virbr0',
      row: undefined,
      name: 'virbr0',
      kind: 'Linux bridge',
      isIntegration: false,
      facts: [],
      badges: [],
      ports: [port('eth0', { role: 'uplink', vlans: pvid }), port('vnet0', {})],
    } as const;
    const host = { id: 'h', row: undefined, name: 'h', subtitle: undefined, bridges: [bridge], notes: [] };
    const scene = sceneOfHosts([host], 'Bridges');
    expect(scene.nodes).toMatchObject([{ kind: 'bridge', label: 'Linux bridge', title: 'virbr0' }]);
    expect(listed(scene, 'virbr0')).toEqual([
      'Uplinks (1): eth0 [good] native-untagged 1, trunk 10',
      'Ports (1): vnet0 [good]',
    ]);
  });
});

const anyName = fc.oneof(fc.constantFrom(...HOSTILE_NAMES), fc.string({ unit: 'binary', maxLength: 20 }));

/** Bridges with ports of any role, patches to any name. */
const anyBridges = fc.array(
  fc.array(
    fc.record({
      role: fc.constantFrom('patch', 'geneve', 'internal', '', 'bond'),
      peer: fc.nat(12),
      link: fc.constantFrom('up', 'down'),
    }),
    { maxLength: 8 },
  ),
  { maxLength: 4 },
);

const bridgesOf = (given: typeof anyBridges extends fc.Arbitrary<infer T> ? T : never): GivenBridges => {
  let n = 0;
  return Object.fromEntries(
    given.map((ports, b) => [
      `br${b}`,
      {
        ports: Object.fromEntries(
          ports.map(({ role, peer, link }) => {
            const name = `p${n++}`;
            const port: GivenPort =
              role === 'bond'
                ? { members: { [`${name}-a`]: { link_state: link }, [`${name}-b`]: { link_state: 'up' } } }
                : { iface: { type: role, link_state: link, options: { peer: `p${peer}` } } };
            return [name, port];
          }),
        ),
      },
    ]),
  );
};

describe('any bridges', () => {
  it('have every port as an item or a pin exactly once, and edges between pins that are there', () => {
    fc.assert(
      fc.property(anyBridges, (given) => {
        const network = hosts({ h: tablesOf(bridgesOf(given)) });
        const scene = bridgeScene(network);
        const shown = scene.nodes.flatMap((node) => [
          ...node.pins.map(({ id }) => id),
          ...node.sections.flatMap(({ items }) =>
            items.filter(({ row }) => row?.table === 'Port').map(({ id }) => id),
          ),
        ]);
        const ports = network.hosts.flatMap((host) => host.bridges.flatMap((bridge) => bridge.ports));
        expect([...shown].sort()).toEqual(ports.map(({ uuid }) => uuid).sort());
        const known = new Set(scene.nodes.flatMap(({ id, pins }) => pins.map((pin) => `${id} ${pin.id}`)));
        for (const { from, to } of scene.edges)
          for (const end of [from, to]) expect(known).toContain(`${end.node} ${end.pin}`);
        expect(() => layoutScene(scene)).not.toThrow();
      }),
      { numRuns: 100 },
    );
  });

  it('give a well-formed file whatever they are called', () => {
    fc.assert(
      fc.property(anyName, anyName, anyName, (a, b, c) => {
        const database = openVSwitch({
          Open_vSwitch: {
            root: { bridges: ['x'], external_ids: { hostname: a, 'system-id': b, 'ovn-bridge-mappings': c } },
          },
          Bridge: { x: { name: a, ports: ['p', 'q'], controller: ['c'] } },
          Controller: { c: { target: b } },
          Port: { p: { name: b, interfaces: ['i'] }, q: { name: c, interfaces: ['j'] } },
          Interface: {
            i: { name: b, type: 'patch', options: { peer: c } },
            j: { name: c, external_ids: { 'iface-id': a }, error: b },
          },
        });
        const scene = bridgeScene(new Network({ ovs: [{ name: c, database }] }));
        expect(() => parseXml(picture(scene))).not.toThrow();
      }),
      { numRuns: 60 },
    );
  });

  it('of 20,000 ports are all there', () => {
    const ports = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, i): [string, GivenPort] => [
        `tap${i}`,
        { iface: { link_state: i % 50 === 0 ? 'down' : 'up' }, port: { tag: i % 4000 } },
      ]),
    );
    const network = hosts({ h: tablesOf({ br: { ports } }) });
    const scene = bridgeScene(network);
    expect(scene.summary).toBe('1 host · 1 bridge · 20000 ports (400 down)');
  });
});
