/** Traces of the saved scenarios, drawn over their logical topology. */
import { describe, expect, it } from 'vitest';
import type { MicroflowRequest } from '../../../src/flows/index.ts';
import {
  layoutScene,
  logicalScene,
  pathScene,
  renderSvg,
  tracedScene,
  type Scene,
} from '../../../src/viz/index.ts';
import { flatten } from '../../../src/flows/index.ts';
import type { Fixture } from '../../model/fixtures.ts';
import { ask, type Asked, type Learned } from './support.ts';

const R1 = 'lrp-b16f54c6-259e-4607-aa8a-f8e310631a02';
const OUTER: readonly Learned[] = [[R1, '203.0.113.1', '02:00:00:00:00:fe']];
const tcp = (from: string, to: string, destinationPort: number): MicroflowRequest => ({
  from,
  to,
  protocol: 'tcp',
  destinationPort,
});

interface Case {
  readonly name: string;
  readonly of: Fixture;
  readonly question: MicroflowRequest;
  readonly learned?: readonly Learned[];
  /** Titles of the nodes with a banner, and what it says. */
  readonly banners: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'delivered',
    of: 'two-switches',
    question: tcp('sw0-p1', 'sw1-p1', 80),
    banners: ['sw0: reply: delivered to sw0-p1 on hv1', 'sw1: delivered to sw1-p1 on hv1'],
  },
  {
    name: 'dropped-by-acl',
    of: 'neutron',
    question: tcp('app-1', 'db-1', 3306),
    banners: ['db: dropped by ACL of port group neutron_pg_drop'],
  },
  {
    name: 'no-route',
    of: 'neutron',
    question: { from: 'app-1', to: 'fd00:b::1', protocol: 'icmp' },
    banners: ['r1: dropped: no route to the destination'],
  },
  {
    name: 'unknown-next-hop',
    of: 'neutron',
    question: tcp('app-2', '192.0.2.1', 443),
    banners: ['r1: waits: the MAC of 203.0.113.1 is not known'],
  },
  {
    name: 'snat',
    of: 'neutron',
    question: tcp('app-2', '192.0.2.1', 443),
    learned: OUTER,
    banners: ['app: reply: delivered to app-2 on compute-2', 'physnet1: leaves by provnet-52c799 (localnet)'],
  },
  {
    name: 'load-balanced',
    of: 'ovn-kubernetes',
    question: tcp('shop/frontend-7c9f6d5b8d-8wz5r', '10.96.121.40', 5432),
    banners: ['ovn-worker: delivered · reply: delivered'],
  },
  {
    name: 'no-backend',
    of: 'ovn-kubernetes',
    question: tcp('default/client', '10.96.200.9', 80),
    banners: ['ovn-worker: rejected with a TCP reset by load balancer Service_shop/gone_TCP_cluster'],
  },
  {
    name: 'floating-ip',
    of: 'neutron',
    question: {
      from: 'provnet-52c7995a-187e-47dd-a74c-4081e702303b',
      to: '203.0.113.101',
      protocol: 'icmp',
    },
    learned: OUTER,
    banners: ['app: delivered to app-1 on compute-1', 'physnet1: reply: leaves by provnet-52c799 (localnet)'],
  },
  {
    name: 'answered-arp',
    of: 'neutron',
    question: { from: 'app-1', to: '10.0.0.1', protocol: 'arp' },
    banners: ['app: OVN answers with an ARP reply'],
  },
  {
    name: 'flooded',
    of: 'neutron',
    question: { from: 'app-1', to: 'ff:ff:ff:ff:ff:ff' },
    banners: ['app: delivered to 5 ports'],
  },
  {
    name: 'switched-off',
    of: 'neutron',
    question: { from: 'app-off', to: 'app-1', protocol: 'icmp' },
    banners: ['app: dropped: the port is switched off'],
  },
];

const banners = ({ nodes }: Scene): string[] =>
  nodes.flatMap(({ title, banner }) => (banner === undefined ? [] : [`${title}: ${banner.text}`])).sort();

/** The steps as a person reads them. */
const story = ({ path }: Scene): string[] =>
  (path?.steps ?? []).flatMap(({ title, lines }, i) => [
    `${i + 1}. ${title}`,
    ...lines.map((one) => `   ${one}`),
  ]);

const expectWhole = ({ traces }: Asked, scene: Scene): void => {
  const { path, nodes, edges } = scene;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const taken = new Set(edges.filter((edge) => edge.taken === true).map(({ id }) => id));
  path?.steps.forEach(({ node, edge }, i) => {
    expect(byId.get(node)?.steps).toContain(i + 1);
    if (edge === undefined) return;
    expect(taken).toContain(edge);
    const drawn = edges.find(({ id }) => id === edge);
    expect([drawn?.from.node, drawn?.to.node]).toContain(node);
  });
  const visited = new Set(path?.steps.map(({ node }) => byId.get(node)?.row?.uuid));
  for (const { answer } of traces) {
    for (const { hop } of flatten(answer.trace)) {
      expect(visited.has(hop.datapath.nbUuid) || visited.has(hop.datapath.uuid)).toBe(true);
    }
  }
  for (const { from, to } of edges) {
    for (const { node, pin } of [from, to]) expect(byId.get(node)?.pins.map(({ id }) => id)).toContain(pin);
  }
};

describe('a trace', () => {
  it.each(CASES)('$name', async ({ name, of, question, learned, banners: expected }) => {
    const asked = await ask(of, question, learned === undefined ? {} : { learned });
    const scene = pathScene(logicalScene(asked.network), asked.traces);
    expectWhole(asked, scene);
    expect(banners(scene)).toEqual(expected);
    const told = [scene.title, scene.path?.verdict.text, '', ...story(scene), ''].join('\n');
    await expect(told).toMatchFileSnapshot(`../../golden/path-${name}.txt`);
    await expect(renderSvg(layoutScene(scene))).toMatchFileSnapshot(`../../golden/path-${name}.svg`);
  });

  it('of a reply alone is told as such', async () => {
    const { network, traces } = await ask('two-switches', tcp('sw0-p1', 'sw1-p1', 80));
    const scene = pathScene(logicalScene(network), traces.slice(1));
    expect(scene.path?.verdict.text).toBe('reply: delivered to sw0-p1 on hv1');
    expect(scene.path?.steps.every(({ title }) => title.startsWith('reply: '))).toBe(true);
  });

  it('leads back to the rows that decided', async () => {
    const { network, traces } = await ask('neutron', tcp('app-1', 'db-1', 3306));
    const last = pathScene(logicalScene(network), traces).path?.steps.at(-1);
    expect(last?.row).toEqual({
      database: 'OVN_Northbound',
      table: 'ACL',
      uuid: 'cf32da49-8951-4c30-926d-0232b4958d24',
    });
    expect(last?.flow?.table).toBe('Logical_Flow');
    expect(last?.flow?.uuid.slice(0, 8)).toBe('910e0cfa');
    expect(last?.tone).toBe('bad');
  });

  it('says what the packet is after each step', async () => {
    const { network, traces } = await ask('neutron', tcp('app-2', '192.0.2.1', 443), { learned: OUTER });
    const steps = pathScene(logicalScene(network), traces[0] ?? []).path?.steps ?? [];
    expect(steps.map(({ packet }) => packet.find((field) => field.startsWith('ip4.src')))).toEqual([
      'ip4.src = 10.0.0.12',
      'ip4.src = 203.0.113.11',
      'ip4.src = 203.0.113.11',
      'ip4.src = 203.0.113.11',
    ]);
    expect(steps[1]?.row?.table).toBe('NAT');
  });

  it('lists the ports by which the packet came and went', async () => {
    const { network, traces } = await ask('neutron', tcp('app-1', 'db-1', 5432));
    const all = logicalScene(network, { portsListed: 0 });
    const node = (title: string) => pathScene(all, traces).nodes.find((one) => one.title === title);
    expect(node('app')?.sections[0]?.items[0]?.name).toBe('app-1');
    expect(node('db')?.sections[0]?.items[0]?.name).toBe('db-1');
    expect(node('db')?.sections[0]?.listed).toBeGreaterThan(0);
  });

  it('needs no Northbound', async () => {
    const asked = await ask('two-switches', tcp('sw0-p1', 'sw1-p1', 80), { parts: ['sb'] });
    const scene = pathScene(logicalScene(asked.network), asked.traces);
    expectWhole(asked, scene);
    expect(scene.nodes.map(({ id }) => id.split('-')[0])).toEqual([
      'Datapath_Binding',
      'Datapath_Binding',
      'Datapath_Binding',
    ]);
  });
});

describe('what is not in the scene', () => {
  it('gets cards and edges of its own', async () => {
    const asked = await ask('two-switches', tcp('sw0-p1', 'sw1-p1', 80));
    const all = logicalScene(asked.network);
    const { nodes, edges } = all;
    const without = (title: string): Scene => {
      const gone = nodes.find((node) => node.title === title)?.id;
      return {
        ...all,
        nodes: nodes.filter(({ id }) => id !== gone),
        edges: edges.filter(({ from, to }) => from.node !== gone && to.node !== gone),
      };
    };
    for (const title of ['lr0', 'sw1']) {
      const scene = pathScene(without(title), asked.traces);
      expectWhole(asked, scene);
      const added = scene.nodes.filter(({ id }) => id.startsWith('Datapath_Binding'));
      expect(added.map((node) => node.title)).toEqual([title]);
      expect(renderSvg(layoutScene(scene))).toContain('drawn for this trace');
    }
    const bare = pathScene({ ...all, nodes: [], edges: [] }, asked.traces);
    expectWhole(asked, bare);
    expect(bare.nodes).toHaveLength(3);
    expect(bare.edges.every(({ taken }) => taken === true)).toBe(true);
  });

  it('is a step at the group that it is folded into', async () => {
    const asked = await ask('two-switches', tcp('sw0-p1', 'sw1-p1', 80));
    const all = logicalScene(asked.network);
    const folded = all.nodes.filter(({ kind }) => kind === 'switch');
    const ids = folded.map(({ id }) => id);
    const pins = folded.flatMap((node) => node.pins);
    const at = (end: Scene['edges'][number]['from']) =>
      ids.includes(end.node) ? { ...end, node: 'g' } : end;
    const group = {
      ...(folded[0] as Scene['nodes'][number]),
      id: 'g',
      kind: 'group' as const,
      row: undefined,
      folded: ids,
      pins,
    };
    const scene = pathScene(
      {
        ...all,
        nodes: [...all.nodes.filter(({ kind }) => kind !== 'switch'), group],
        edges: all.edges.map((edge) => ({ ...edge, from: at(edge.from), to: at(edge.to) })),
      },
      asked.traces,
    );
    expect(scene.nodes.find(({ id }) => id === 'g')?.steps).toEqual([1, 3, 4, 6]);
    expect(new Set(scene.path?.steps.map(({ edge }) => edge)).size).toBe(3);
  });
});

describe('of a large network', () => {
  it('only the way is drawn, and what is around it', async () => {
    const asked = await ask('ovn-kubernetes', tcp('shop/frontend-7c9f6d5b8d-8wz5r', '10.96.121.40', 5432));
    const all = logicalScene(asked.network);
    expect(tracedScene(all, asked.traces).nodes).toHaveLength(all.nodes.length);
    const near = tracedScene(all, asked.traces, { most: 8 });
    expect(near.nodes.map(({ title }) => title)).toEqual([
      'ovn_cluster_router',
      'join',
      'ovn-control-plane',
      'ovn-worker',
      'ovn-worker2',
    ]);
    const only = tracedScene(all, asked.traces, { most: 8, hops: 0 });
    expect(only.nodes.map(({ title }) => title)).toEqual(['ovn_cluster_router', 'ovn-worker']);
    expect(only.notes).toEqual(['3 more things are joined to these: --hops 1 shows them']);
    expectWhole(asked, only);
  });
});
