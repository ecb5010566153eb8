/**
 * The view of load balancers: datapaths above, load balancers with a pin for each VIP, backends below. Of many load
 * balancers, the cards list their VIPs and backends, and those on the same datapaths hang on one card.
 */
import type { Network, RowRef } from '../../model/index.ts';
import { count, lines } from '../logical/words.ts';
import type { Item, Scene, SceneEdge, SceneNode, Section } from '../scene.ts';
import { backendItem, backendKey, backendNode, backendPin, type Opinion } from './backends.ts';
import { balancerNode, balancerOf, labelOf, upPin, vipPin, type Balancer } from './card.ts';
import { attachments, datapathGroup, datapathNode, downPin } from './datapaths.ts';
import { ownersOf } from './owners.ts';
import { selectBalancers } from './select.ts';

/** Up to this many load balancers, datapaths and backends are cards. */
const OPEN_BALANCERS = 12;
/** A load balancer on more datapaths has one card for all of them. */
const DATAPATHS_APART = 8;
/** With more edges between datapaths and load balancers nobody follows them: then so have those on more than a few. */
const DATAPATH_EDGES = 12;
const FEW_DATAPATHS = 2;

interface Part {
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
}

/** A card for each set of datapaths: with `FEW_DATAPATHS`, edges could not be followed. */
const ONE_CARD = 1;

const datapathPart = (balancers: readonly Balancer[], isOpen: boolean): Part => {
  const nodes = new Map<string, SceneNode>();
  const edges: SceneEdge[] = [];
  const groups = new Map<string, string>();
  const all = balancers.reduce((sum, { attached }) => sum + attached.datapaths.length, 0);
  const apart = !isOpen ? ONE_CARD : all > DATAPATH_EDGES ? FEW_DATAPATHS : DATAPATHS_APART;
  for (const balancer of balancers) {
    const { datapaths, groups: by } = balancer.attached;
    const join = (node: SceneNode): void => {
      nodes.set(node.id, nodes.get(node.id) ?? node);
      edges.push({
        id: `${node.id}-${balancer.id}`,
        from: { node: node.id, pin: downPin(node.id).id },
        to: { node: balancer.id, pin: upPin(balancer) },
        kind: 'link',
        group: -1,
        tooltip: lines([
          `${node.title} – ${labelOf(balancer.row)}`,
          by.length === 0 ? '' : `by group ${by.join(', ')}`,
        ]),
      });
    };
    if (datapaths.length <= apart) {
      for (const datapath of datapaths) join(datapathNode(datapath));
      continue;
    }
    // Load balancers on the same datapaths share the card.
    const key = datapaths.map(({ uuid }) => uuid).join();
    const id = groups.get(key) ?? `datapaths-${balancer.row.uuid}`;
    groups.set(key, id);
    join(nodes.get(id) ?? datapathGroup(id, datapaths));
  }
  return { nodes: [...nodes.values()], edges };
};

const backendPart = (network: Network, balancers: readonly Balancer[]): Part => {
  const opinions = new Map<string, [Opinion, ...Opinion[]]>();
  const edges = new Map<string, SceneEdge>();
  for (const balancer of balancers) {
    for (const vip of balancer.vips) {
      for (const backend of vip.backends) {
        const key = backendKey(backend);
        const opinion = {
          backend,
          protocol: balancer.protocol,
          isMonitored: balancer.monitored.has(vip.text),
        };
        const known = opinions.get(key);
        if (known === undefined) opinions.set(key, [opinion]);
        else known.push(opinion);
        const id = `${vipPin(balancer, vip)}-${key}`;
        if (edges.has(id)) continue;
        const node = `backend-${key}`;
        const isDown = backend.health === 'offline' || backend.health === 'error';
        edges.set(id, {
          id,
          from: { node: balancer.id, pin: vipPin(balancer, vip) },
          to: { node, pin: backendPin(node) },
          kind: 'backend',
          group: -1,
          tone: isDown ? 'bad' : undefined,
          tooltip: lines([`${vip.text} – ${backend.text}`, backend.health ?? '']),
        });
      }
    }
  }
  const all = [...opinions.values()].flatMap((some) => some.map(({ backend }) => backend));
  const portsOf = ownersOf(network, all);
  const nodes = [...opinions].map(([key, some]) => backendNode(`backend-${key}`, some, portsOf));
  return { nodes, edges: [...edges.values()] };
};

/** Backends that are down, as many are written out in the card. */
const DOWN_LISTED = 3;

/** The backends of each load balancer, those that are down first; all of them, whatever of it is written out. */
const backendSections = (network: Network, balancers: readonly Balancer[]): readonly Section[] => {
  const portsOf = ownersOf(
    network,
    balancers.flatMap(({ vips }) => vips.flatMap(({ backends }) => backends)),
  );
  return balancers.map((balancer): Section => {
    const items = new Map<string, Item>();
    for (const vip of balancer.vips) {
      for (const backend of vip.backends) {
        // Names of templates may hold whatever stands between the two.
        const id = `backend-${balancer.id}-${JSON.stringify([vip.text, backendKey(backend)])}`;
        const isMonitored = balancer.monitored.has(vip.text);
        const opinion = { backend, protocol: balancer.protocol, isMonitored };
        if (!items.has(id)) items.set(id, backendItem(id, vip.text, opinion, portsOf));
      }
    }
    const down = [...items.values()].filter(({ tone }) => tone === 'bad');
    const others = [...items.values()].filter(({ tone }) => tone !== 'bad');
    return { title: undefined, items: [...down, ...others], listed: Math.min(down.length, DOWN_LISTED) };
  });
};

const summaryOf = (balancers: readonly Balancer[]): string => {
  const vips = balancers.flatMap((balancer) => balancer.vips);
  const distinct = new Map<string, boolean>();
  for (const { backends } of vips) {
    for (const backend of backends) {
      const key = backendKey(backend);
      const isDown = backend.health === 'offline' || backend.health === 'error';
      distinct.set(key, isDown || distinct.get(key) === true);
    }
  }
  const down = [...distinct.values()].filter(Boolean).length;
  return [
    count(balancers.length, 'load balancer'),
    count(vips.length, 'VIP'),
    `${count(distinct.size, 'backend')}${down === 0 ? '' : ` (${down} down)`}`,
  ].join(' · ');
};

const notesOf = (network: Network, isKnown: boolean): readonly string[] => {
  if (network.nb === undefined) return ['The Northbound, which has the load balancers, was not read.'];
  return isKnown
    ? []
    : ['Load balancers are of logical switches and routers, and lead to logical switch ports.'];
};

const foldedNotes = (many: number): readonly string[] => [
  `Backends of ${many} load balancers are listed in their cards: --open NAME writes them out.`,
  'graph NAME --view lb draws those of one load balancer, group, switch, router or port.',
];

/**
 * The load balancer that `ref` says, those of a group, of a logical switch or router, or that lead to a logical switch
 * port; without `ref` all of them. Of anything else, a scene without cards that says so.
 */
export const lbScene = (network: Network, ref?: RowRef): Scene => {
  network.expectMany();
  const selected = selectBalancers(network, ref);
  const attachedOf = attachments(network);
  const balancers = (selected?.rows ?? []).map((row) => balancerOf(network, row, attachedOf(row)));
  const isOpen = balancers.length <= OPEN_BALANCERS;
  const above = datapathPart(balancers, isOpen);
  const below = isOpen ? backendPart(network, balancers) : { nodes: [], edges: [] };
  const lists = isOpen ? [] : backendSections(network, balancers);
  return {
    view: 'lb',
    title: selected?.title ?? 'Load balancers',
    summary: summaryOf(balancers),
    nodes: [...above.nodes, ...balancers.map((one, i) => balancerNode(one, lists[i])), ...below.nodes],
    edges: [...above.edges, ...below.edges],
    containers: [],
    notes: [...notesOf(network, selected !== undefined), ...(isOpen ? [] : foldedNotes(balancers.length))],
  };
};
