import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finderOf, Network, type NetworkSources, type RowRef } from '../../../src/model/index.ts';
import { layoutScene, lbScene, renderSvg, type Scene, type SceneNode } from '../../../src/viz/index.ts';
import { northbound, southbound, uuidOf, type Rows, type Tables } from '../../model/build.ts';
import { fixture, type Fixture } from '../../model/fixtures.ts';
import { HOSTILE_NAMES, hostDatabase, twoSwitches } from '../../model/scenarios.ts';
import { parseXml } from '../well-formed.ts';

const picture = (scene: Scene): string => renderSvg(layoutScene(scene));

const ref = (table: string, handle: string): RowRef => ({
  database: 'OVN_Northbound',
  table,
  uuid: uuidOf(handle),
});

/** A shop: two VIPs over the same backends, one of which is offline, and DNS over TCP and UDP. */
const shop = (balancers: Tables[string] = {}): Network =>
  new Network({
    nb: northbound({
      Logical_Switch: {
        web: { ports: ['web-1', 'web-2'], load_balancer: ['shop'] },
        lan: { load_balancer_group: ['everywhere'] },
      },
      Logical_Switch_Port: {
        'web-1': { addresses: ['0a:00:00:00:00:01 10.0.0.11'], up: true },
        'web-2': { addresses: ['0a:00:00:00:00:02 10.0.0.12 fd00::12'], up: false },
      },
      Logical_Router: { edge: { load_balancer: ['shop'], load_balancer_group: ['everywhere'] } },
      Load_Balancer_Group: { everywhere: { load_balancer: ['dns-tcp', 'dns-udp'] } },
      Load_Balancer: {
        shop: {
          vips: { '192.0.2.1:80': '10.0.0.11:8080,10.0.0.12:8080', '192.0.2.1:443': '10.0.0.12:8080' },
          health_check: ['hc'],
          ip_port_mappings: { '10.0.0.11': 'web-1:10.0.0.2', '10.0.0.12': 'web-2:10.0.0.2' },
          selection_fields: ['ip_src', 'ip_dst'],
          options: {
            affinity_timeout: '60',
            hairpin_snat_ip: '169.254.0.1',
            skip_snat: 'true',
            reject: 'false',
          },
        },
        'dns-tcp': { protocol: 'tcp', vips: { '192.0.2.53:53': '203.0.113.5:53' } },
        'dns-udp': { protocol: 'udp', vips: { '192.0.2.53:53': '203.0.113.5:53' } },
        template: {
          options: { template: 'true' },
          vips: { '^VIP:80': '^BACKENDS', '192.0.2.9:80': '' },
        },
        ...balancers,
      },
      Load_Balancer_Health_Check: { hc: { vip: '192.0.2.1:80' } },
    }),
    sb: southbound({
      Datapath_Binding: {
        dp: { tunnel_key: 1, external_ids: { name: 'web', 'logical-switch': uuidOf('web') } },
      },
      Port_Binding: { 'web-1': { datapath: 'dp', chassis: 'hv1', up: true } },
      Chassis: { hv1: { hostname: 'compute-1' } },
      Service_Monitor: {
        m1: { ip: '10.0.0.11', port: 8080, protocol: 'tcp', logical_port: 'web-1', status: 'online' },
        m2: { ip: '10.0.0.12', port: 8080, protocol: 'tcp', logical_port: 'web-2', status: 'offline' },
      },
    }),
  });

/** `n` load balancers of one VIP with two backends each, in a group on `switches` switches. */
const cluster = (n: number, switches: number): Network => {
  const names = Array.from({ length: n }, (_, i) => `lb${i}`);
  return new Network({
    nb: northbound({
      Logical_Switch: Object.fromEntries(
        Array.from({ length: switches }, (_, i) => [`node${i}`, { load_balancer_group: ['all'] }]),
      ),
      Load_Balancer_Group: { all: { load_balancer: names } },
      Load_Balancer: Object.fromEntries(
        names.map((name, i) => [
          name,
          {
            vips: {
              [`10.96.${i >> 8}.${i & 255}:80`]: `10.1.${i >> 8}.${i & 255}:80,10.2.${i >> 8}.${i & 255}:80`,
            },
          },
        ]),
      ),
    }),
  });
};

const cardOf = (scene: Scene, title: string): SceneNode => {
  const found = scene.nodes.find((node) => node.title === title);
  if (found === undefined) throw new Error(`no card ${title}`);
  return found;
};

const facts = (scene: Scene, title: string): string[] =>
  cardOf(scene, title).facts.map(({ text, tone }) => (tone === 'idle' ? text : `${text} [${tone}]`));

const pins = (scene: Scene, title: string): string[] =>
  cardOf(scene, title)
    .pins.filter(({ labelled }) => labelled)
    .map(({ name, details, tone }) => `${name} [${tone}] ${details.join()}`);

/** `web → shop`, by titles. */
const edges = (scene: Scene, kind: string): string[] => {
  const titles = new Map(scene.nodes.map(({ id, title }) => [id, title]));
  return scene.edges
    .filter((edge) => edge.kind === kind)
    .map(
      ({ from, to, tone }) =>
        `${titles.get(from.node)} → ${titles.get(to.node)}${tone === undefined ? '' : ` [${tone}]`}`,
    );
};

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

const endpoint = fc
  .tuple(fc.nat(3), fc.constantFrom('', ':80', ':81'))
  .map(([n, port]) => `10.0.0.${n}${port}`);
const anyBalancers = fc.array(
  fc.dictionary(
    endpoint.map((text) => text.replace('10.0.0', '192.0.2')),
    fc.array(endpoint, { maxLength: 4 }).map((texts) => texts.join()),
    { maxKeys: 4 },
  ),
  { maxLength: 16, size: 'max' },
);

const anyName = fc.oneof(fc.constantFrom(...HOSTILE_NAMES), fc.string({ unit: 'binary', maxLength: 20 }));

describe('any load balancers', () => {
  it('have every VIP as a pin or an item exactly once, and edges between pins that are there', () => {
    fc.assert(
      fc.property(anyBalancers, (balancers) => {
        const nb = northbound({
          Load_Balancer: Object.fromEntries(
            balancers.map((vips, i): [string, Rows[string]] => [`lb${i}`, { vips }]),
          ),
        });
        const scene = lbScene(new Network({ nb }));
        const shown = scene.nodes
          .filter(({ kind }) => kind === 'load balancer')
          .flatMap((node) => [
            ...node.pins.filter(({ labelled }) => labelled).map(({ id }) => id),
            ...node.sections.slice(0, 1).flatMap(({ items }) => items.map(({ id }) => id)),
          ]);
        expect(new Set(shown).size).toBe(shown.length);
        expect(shown).toHaveLength(balancers.reduce((sum, vips) => sum + Object.keys(vips).length, 0));
        const led = [
          ...edges(scene, 'backend'),
          ...scene.nodes.flatMap((node) => node.sections.slice(1).flatMap(({ items }) => items)),
        ];
        const wanted = balancers.flatMap((vips) =>
          Object.values(vips).map((texts) => new Set(texts.split(',').filter((text) => text !== '')).size),
        );
        expect(led).toHaveLength(wanted.reduce((sum, many) => sum + many, 0));
        const ids = scene.nodes.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const known = new Set(scene.nodes.flatMap((node) => node.pins.map((pin) => `${node.id} ${pin.id}`)));
        for (const { from, to } of scene.edges)
          for (const end of [from, to]) expect(known).toContain(`${end.node} ${end.pin}`);
      }),
      { numRuns: 100 },
    );
  });

  it('give a well-formed file whatever they are called', () => {
    fc.assert(
      fc.property(anyName, anyName, anyName, (a, b, c) => {
        const nb = northbound({
          Logical_Switch: { s: { name: a, load_balancer: ['lb'] } },
          Load_Balancer: { lb: { name: b, vips: { [a]: b, [c]: `${a},${c}` }, options: { [a]: c } } },
        });
        expect(() => parseXml(picture(lbScene(new Network({ nb }))))).not.toThrow();
      }),
      { numRuns: 60 },
    );
  });

  it('with 5,000 backends among 20,000 ports are there in no time', () => {
    const ip = (i: number): string => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;
    const ports = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, i) => [`p${i}`, { addresses: [`0a:00:00:00:00:01 ${ip(i)}`] }]),
    );
    const backends = Array.from({ length: 5000 }, (_, i) => `${ip(4 * i)}:80`);
    const network = new Network({
      nb: northbound({
        Logical_Switch: { s: { ports: Object.keys(ports), load_balancer: ['lb'] } },
        Logical_Switch_Port: ports,
        Load_Balancer: { lb: { vips: { '192.0.2.1:80': backends.join() } } },
      }),
    });
    const scene = lbScene(network);
    expect(scene.summary).toBe('1 load balancer · 1 VIP · 5000 backends');
  });

  it('of 5,000 on 500 switches by one group are there in no time', () => {
    const network = cluster(5000, 500);
    expect(lbScene(network).nodes).toHaveLength(5001);
  });
});
