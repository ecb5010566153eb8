import { describe, expect, it } from 'vitest';
import { finderOf, Network, type NetworkSources, type RowRef } from '../../../src/model/index.ts';
import { lbScene } from '../../../src/viz/index.ts';
import { northbound, southbound } from '../../model/build.ts';
import { fixture, type Fixture } from '../../model/fixtures.ts';
import { hostDatabase, twoSwitches } from '../../model/scenarios.ts';
import { picture, ref, shop, cluster, cardOf, facts, pins, edges } from './shops.ts';

describe('pictures of load balancers', () => {
  it.each<[string, () => Network]>([
    ['none', () => new Network({ nb: northbound({}) })],
    ['shop', () => shop()],
    ['on-many-switches', () => cluster(2, 9)],
    ['many', () => cluster(13, 3)],
  ])('of %s are the golden ones', async (name, make) => {
    await expect(picture(lbScene(make()))).toMatchFileSnapshot(`../../golden/lb-${name}.svg`);
  });

  it.each<Fixture>(['two-switches', 'neutron', 'ovn-kubernetes'])(
    'of the fixture %s are the golden ones',
    async (name) => {
      const scene = lbScene(await fixture(name));
      await expect(picture(scene)).toMatchFileSnapshot(`../../golden/lb-fixture-${name}.svg`);
    },
  );
});

describe('a load balancer', () => {
  it('is told by its protocol, where it is, and its options', () => {
    const scene = lbScene(shop());
    expect(facts(scene, 'shop')).toEqual([
      'tcp',
      'on 1 switch, 1 router',
      'selects by ip_dst, ip_src',
      'affinity_timeout 60',
      'hairpin_snat_ip 169.254.0.1',
      'skip_snat',
      'health of 1 of 2 VIPs is checked',
    ]);
    expect(facts(scene, 'dns-udp')).toEqual(['udp', 'on 1 switch, 1 router', 'by group everywhere']);
    expect(facts(scene, 'template')).toEqual([
      'tcp',
      'attached to no switch and no router [warn]',
      'template',
    ]);
  });

  it('has a pin for each VIP, which says how its backends are', () => {
    const scene = lbScene(shop());
    expect(pins(scene, 'shop')).toEqual([
      '192.0.2.1:80 [warn] 2 backends, 1 down',
      '192.0.2.1:443 [idle] 1 backend',
    ]);
    expect(pins(scene, 'template')).toEqual(['192.0.2.9:80 [warn] no backends', '^VIP:80 [idle] 1 backend']);
    expect(scene.summary).toBe('4 load balancers · 6 VIPs · 4 backends (1 down)');
  });

  it('of VIPs without a port is for every protocol', () => {
    const network = new Network({
      nb: northbound({
        Load_Balancer: {
          whole: { protocol: 'udp', vips: { '192.0.2.1': '10.0.0.1' } },
          part: { protocol: 'udp', vips: { '192.0.2.1': '10.0.0.1', '192.0.2.2:53': '' } },
        },
      }),
    });
    expect(facts(lbScene(network), 'whole')[0]).toBe('every protocol');
    expect(facts(lbScene(network), 'part')[0]).toBe('udp; VIPs without a port: every protocol');
  });
});

describe('backends', () => {
  it('are told by their health and the port that has the address', () => {
    const scene = lbScene(shop());
    expect(facts(scene, '10.0.0.11:8080')).toEqual([
      'online [good]',
      'port web-1, up [good]',
      'of switch web',
      'on compute-1',
    ]);
    expect(facts(scene, '10.0.0.12:8080')).toEqual([
      'offline [bad]',
      'port web-2, down [bad]',
      'of switch web',
    ]);
    expect(facts(scene, '203.0.113.5:53')).toEqual(['of no logical switch port']);
    expect(facts(scene, '^BACKENDS')).toEqual([]);
  });

  it('are one card, however many VIPs and load balancers lead to it', () => {
    const scene = lbScene(shop());
    expect(edges(scene, 'backend')).toEqual([
      'dns-tcp → 203.0.113.5:53',
      'dns-udp → 203.0.113.5:53',
      'shop → 10.0.0.11:8080',
      'shop → 10.0.0.12:8080 [bad]',
      'shop → 10.0.0.12:8080',
      'template → ^BACKENDS',
    ]);
    expect(scene.nodes.filter(({ kind }) => kind === 'backend')).toHaveLength(4);
  });

  it('are the same in every spelling of an address', () => {
    const network = new Network({
      nb: northbound({
        Logical_Switch: { s: { ports: ['p'] } },
        Logical_Switch_Port: { p: { addresses: ['0a:00:00:00:00:01 FD00:0::1'] } },
        Load_Balancer: { lb: { vips: { '[fd00::9]:80': '[fd00::1]:80,[fd00:0:0::1]:80' } } },
      }),
    });
    const scene = lbScene(network);
    expect(scene.nodes.filter(({ kind }) => kind === 'backend').map(({ title }) => title)).toEqual([
      '[fd00::1]:80',
    ]);
    expect(facts(scene, '[fd00::1]:80')).toEqual(['port p', 'of switch s']);
  });

  it('may be healthy by one protocol and not by another, or not be known', () => {
    const network = new Network({
      nb: northbound({
        Load_Balancer: {
          tcp: { protocol: 'tcp', vips: { '192.0.2.1:53': '10.0.0.1:53,10.0.0.2:53' }, health_check: ['a'] },
          udp: { protocol: 'udp', vips: { '192.0.2.1:53': '10.0.0.1:53' }, health_check: ['b'] },
        },
        Load_Balancer_Health_Check: { a: { vip: '192.0.2.1:53' }, b: { vip: '192.0.2.1:53' } },
      }),
      sb: southbound({
        Service_Monitor: {
          t: { ip: '10.0.0.1', port: 53, protocol: 'tcp', status: 'online' },
          u: { ip: '10.0.0.1', port: 53, protocol: 'udp', status: 'error' },
        },
      }),
    });
    const scene = lbScene(network);
    expect(facts(scene, '10.0.0.1:53').slice(0, 2)).toEqual(['tcp: online [good]', 'udp: error [bad]']);
    expect(facts(scene, '10.0.0.2:53')[0]).toBe('health not known [unknown]');
  });

  it('may be several ports', () => {
    const scene = lbScene(
      new Network({
        nb: northbound({
          Logical_Switch_Port: {
            a: { addresses: ['0a:00:00:00:00:01 10.0.0.1'], up: true },
            b: { addresses: ['0a:00:00:00:00:02 10.0.0.1'], up: true },
          },
          Load_Balancer: { lb: { vips: { '192.0.2.1:80': '10.0.0.1:80' } } },
        }),
      }),
    );
    expect(facts(scene, '10.0.0.1:80')[1]).toBe('and 1 more with its address [warn]');
  });
});

describe('datapaths', () => {
  it('are cards above, also those by group', () => {
    const scene = lbScene(shop());
    expect(edges(scene, 'link')).toEqual([
      'lan → dns-tcp',
      'edge → dns-tcp',
      'lan → dns-udp',
      'edge → dns-udp',
      'web → shop',
      'edge → shop',
    ]);
    expect(scene.nodes.slice(0, 3).map(({ title, tier }) => `${title} ${tier}`)).toEqual([
      'lan 0',
      'edge 0',
      'web 0',
    ]);
  });

  it('are one card where they are more than 8, shared by those on the same', () => {
    const scene = lbScene(cluster(2, 9));
    expect(edges(scene, 'link')).toEqual(['9 switches → lb0', '9 switches → lb1']);
    const card = cardOf(scene, '9 switches');
    expect(card).toMatchObject({ kind: 'group', label: 'datapaths' });
    expect(card.sections[0]?.items.map(({ name }) => name)).toEqual(
      Array.from({ length: 9 }, (_, i) => `node${i}`),
    );
    expect(edges(lbScene(cluster(1, 8)), 'link')).toHaveLength(8);
  });

  it('are one card where the edges would be too many to follow', () => {
    expect(edges(lbScene(cluster(4, 3)), 'link')).toHaveLength(12);
    expect(edges(lbScene(cluster(5, 3)), 'link')).toHaveLength(5);
  });
});

describe('many load balancers', () => {
  it('list their VIPs and backends, and hang on one card for the same datapaths', () => {
    const scene = lbScene(cluster(13, 3));
    expect(scene.nodes).toHaveLength(14);
    expect(new Set(edges(scene, 'link'))).toEqual(
      new Set(Array.from({ length: 13 }, (_, i) => `3 switches → lb${i}`)),
    );
    expect(pins(scene, 'lb2')).toEqual([]);
    expect(cardOf(scene, 'lb2').sections[0]?.items.map(({ name, detail }) => `${name} ${detail}`)).toEqual([
      '10.96.0.2:80 2 backends',
    ]);
    expect(cardOf(scene, 'lb2').sections[1]).toMatchObject({
      items: [
        { name: '10.1.0.2:80', detail: 'of 10.96.0.2:80' },
        { name: '10.2.0.2:80', detail: 'of 10.96.0.2:80' },
      ],
      listed: 0,
    });
    expect(facts(scene, 'lb2')).toEqual(['tcp', 'on 3 switches', 'by group all']);
    expect(scene.summary).toBe('13 load balancers · 13 VIPs · 26 backends');
    expect(scene.notes.join()).toMatch(/^Backends of 13 load balancers .*,graph NAME --view lb/);
    expect(lbScene(cluster(12, 3)).notes).toEqual([]);
  });

  it('write out backends that are down, with what is known of their ports', () => {
    const more = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`lb${i}`, { vips: {} }]));
    const scene = lbScene(shop(more));
    const [, backends] = cardOf(scene, 'shop').sections;
    expect(backends?.listed).toBe(1);
    expect(backends?.items.map(({ name, detail, tone }) => `${name} ${detail} ${tone}`)).toEqual([
      '10.0.0.12:8080 of 192.0.2.1:80 bad',
      '10.0.0.11:8080 of 192.0.2.1:80 good',
      '10.0.0.12:8080 of 192.0.2.1:443 idle',
    ]);
    expect(backends?.items[0]?.tooltip).toContain('logical port web-2');
    expect(backends?.items[0]?.row?.table).toBe('Logical_Switch_Port');
  });
});

describe('what a view is of', () => {
  it.each<[string, RowRef, string, string[]]>([
    ['a load balancer', ref('Load_Balancer', 'shop'), 'Load balancer shop', ['shop']],
    [
      'a group',
      ref('Load_Balancer_Group', 'everywhere'),
      'Load balancers of group everywhere',
      ['dns-tcp', 'dns-udp'],
    ],
    ['a switch', ref('Logical_Switch', 'lan'), 'Load balancers of switch lan', ['dns-tcp', 'dns-udp']],
    [
      'a router',
      ref('Logical_Router', 'edge'),
      'Load balancers of router edge',
      ['dns-tcp', 'dns-udp', 'shop'],
    ],
    ['a port', ref('Logical_Switch_Port', 'web-1'), 'Load balancers that lead to port web-1', ['shop']],
  ])('may be %s', (_, of, title, names) => {
    const scene = lbScene(shop(), of);
    expect(scene.title).toBe(title);
    expect(scene.nodes.filter(({ kind }) => kind === 'load balancer').map((node) => node.title)).toEqual(
      names,
    );
  });

  it('is what the finder gives', async () => {
    const network = await fixture('neutron');
    const found = finderOf(network).resolve('10.1.0.100:80');
    if (found.kind !== 'one') throw new Error(found.kind);
    expect(
      lbScene(network, found.found.ref).nodes.filter(({ kind }) => kind === 'load balancer'),
    ).toHaveLength(1);
  });

  it('is nothing else', () => {
    const scene = lbScene(shop(), ref('ACL', 'a'));
    expect(scene.nodes).toEqual([]);
    expect(scene.notes).toEqual([
      'Load balancers are of logical switches and routers, and lead to logical switch ports.',
    ]);
  });

  it.each<[string, NetworkSources]>([
    ['the Southbound alone', { sb: twoSwitches().sb }],
    ['a host alone', { ovs: [{ name: 'h', database: hostDatabase() }] }],
    ['nothing', {}],
  ])('is not known of %s', (_, sources) => {
    const scene = lbScene(new Network(sources));
    expect([scene.nodes, scene.notes]).toEqual([
      [],
      ['The Northbound, which has the load balancers, was not read.'],
    ]);
  });
});
