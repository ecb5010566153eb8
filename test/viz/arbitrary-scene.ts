/**
 * Any scene: nodes of all kinds with pins, sections, tables, frames, changes, steps of a trace, joined at random, and
 * every text hostile. Ids are unique, edges join pins that are there, and no edge leaves a frame: what every view
 * promises.
 */
import fc from 'fast-check';
import type {
  Badge,
  Change,
  Container,
  EdgeKind,
  Fact,
  Item,
  NodeKind,
  PathStep,
  Pin,
  Scene,
  SceneEdge,
  SceneNode,
  ScenePath,
  SceneTable,
  Section,
  Tone,
  View,
} from '../../src/viz/scene.ts';
import type { RowRef } from '../../src/model/index.ts';
import { HOSTILE_NAMES } from '../model/scenarios.ts';

export const TONES: readonly Tone[] = ['good', 'bad', 'warn', 'unknown', 'idle'];
export const VIEWS: readonly View[] = ['logical', 'physical', 'combined', 'acl', 'lb', 'bridge'];
export const NODE_KINDS: readonly NodeKind[] = [
  'router',
  'switch',
  'physical',
  'external',
  'chassis',
  'bridge',
  'remote',
  'load balancer',
  'backend',
  'port',
  'table',
  'group',
];
export const EDGE_KINDS: readonly EdgeKind[] = [
  'link',
  'peer',
  'localnet',
  'tunnel',
  'patch',
  'binding',
  'backend',
];

/** What formats give a meaning to, besides what a network may be called. */
const TRICKS = [
  '\\N \\G \\E \\l\\',
  '&amp; &lt;b&gt; &#35; &nosuch;',
  '#quot; #35; ﬂ°quot¶ß',
  'style a:#b; classDef c:#d;',
  '"]; subgraph x["',
  '`**bold** _it_ ~~no~~`',
  '1. list',
  '- list\n- list',
  '    code',
  'fa:fa-car',
  '$$x^2$$',
  'end',
  '%% comment',
  '%{init: {}}%',
  '%name%',
  '<TABLE><TR><TD>',
  'e\u0301\u0302\u0303 क्षि',
  '✅⚡️👩‍👩‍👧',
  'a\tb',
  '...',
] as const;

export const hostileText = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('lrp-web', 'sw0', '10.0.0.1/24', 'fd00::1/64', '0a:00:00:00:00:01'),
  },
  { weight: 2, arbitrary: fc.constantFrom(...HOSTILE_NAMES.map((name) => name.slice(0, 3000)), ...TRICKS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 120 }) },
);

const orNot = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(one, { nil: undefined, freq: 2 });
const few = <T>(one: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> => fc.array(one, { maxLength });

const tone = fc.constantFrom(...TONES);
const change = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom<Change>('added', 'removed', 'changed') },
);
const row: fc.Arbitrary<RowRef | undefined> = orNot(
  fc.record({
    database: fc.constantFrom('OVN_Northbound', 'OVN_Southbound', 'Open_vSwitch'),
    table: hostileText,
    uuid: fc.uuid(),
  }),
);
const fact: fc.Arbitrary<Fact> = fc.record({ text: hostileText, tone });
const badge: fc.Arbitrary<Badge> = fc.record({ text: hostileText, tooltip: hostileText });

const pin: fc.Arbitrary<Omit<Pin, 'id'>> = fc.record({
  row,
  name: hostileText,
  details: few(hostileText, 3),
  labelled: fc.boolean(),
  tone,
  tooltip: hostileText,
  change,
});
const item: fc.Arbitrary<Item> = fc.record({
  id: hostileText,
  row,
  name: hostileText,
  detail: hostileText,
  tone,
  tooltip: hostileText,
  change,
});
const section: fc.Arbitrary<Section> = fc.record({
  title: orNot(hostileText),
  items: few(item, 8),
  listed: fc.nat(9),
});
const table: fc.Arbitrary<SceneTable> = fc.integer({ min: 1, max: 5 }).chain((columns) =>
  fc.record({
    columns: fc.array(hostileText, { minLength: columns, maxLength: columns }),
    rows: few(
      fc.record({
        id: hostileText,
        row,
        cells: fc.array(fc.record({ text: hostileText, tone: orNot(tone) }), { maxLength: columns }),
        tooltip: hostileText,
        change,
      }),
      5,
    ),
    listed: fc.nat(6),
  }),
);

type Draft = Omit<SceneNode, 'id' | 'pins' | 'container'> & { readonly pins: Omit<Pin, 'id'>[] };

const draft: fc.Arbitrary<Draft> = fc.record({
  kind: fc.constantFrom(...NODE_KINDS),
  label: orNot(hostileText),
  row,
  title: hostileText,
  subtitle: orNot(hostileText),
  facts: few(fact, 2),
  badges: few(badge, 3),
  pins: few(pin, 4),
  sections: few(section, 2),
  table: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: table }),
  tooltip: hostileText,
  outside: fc.constantFrom(undefined, undefined, 'network' as const, 'gateway' as const),
  folded: orNot(few(hostileText, 3)),
  change,
  steps: orNot(few(fc.integer({ min: 1, max: 40 }), 8)),
  banner: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fact }),
});

const container: fc.Arbitrary<Omit<Container, 'id'>> = fc.record({
  title: hostileText,
  subtitle: orNot(hostileText),
  row,
  tooltip: hostileText,
});

interface Join {
  readonly ends: readonly [number, number, number, number];
  readonly edge: Omit<SceneEdge, 'id' | 'from' | 'to'>;
}
const join: fc.Arbitrary<Join> = fc.record({
  ends: fc.tuple(fc.nat(30), fc.nat(30), fc.nat(3), fc.nat(3)),
  edge: fc.record({
    kind: fc.constantFrom(...EDGE_KINDS),
    group: fc.integer({ min: -1, max: 8 }),
    tooltip: hostileText,
    tone: orNot(tone),
    change,
    taken: fc.constantFrom(undefined, false, true),
  }),
});

const step = fc.record({
  place: fc.nat(30),
  title: hostileText,
  lines: few(hostileText, 2),
  tone,
  row,
  flow: row,
  packet: few(hostileText, 2),
});

/** An edge per join between nodes of one frame, and from a node to itself now and then. */
const edgesOf = (nodes: readonly SceneNode[], joins: readonly Join[]): SceneEdge[] =>
  joins.flatMap(({ ends: [a, b, p, q], edge }, i) => {
    const from = nodes[a % nodes.length];
    const peers = nodes.filter((node) => node.container === from?.container && node.pins.length > 0);
    const to = peers[b % peers.length];
    if (from === undefined || to === undefined || from.pins.length === 0) return [];
    const [x, y] = [from.pins[p % from.pins.length], to.pins[q % to.pins.length]];
    if (x === undefined || y === undefined) return [];
    const ways = { from: { node: from.id, pin: x.id }, to: { node: to.id, pin: y.id } };
    return [{ id: `edge "${i}"`, ...ways, ...edge }];
  });

/** Scenes of up to so many nodes. */
export const arbitraryScene = (most = 7): fc.Arbitrary<Scene> =>
  fc
    .record({
      view: fc.constantFrom(...VIEWS),
      title: hostileText,
      summary: hostileText,
      drafts: few(draft, most),
      containers: few(container, 2),
      places: fc.array(fc.nat(3), { minLength: most, maxLength: most }),
      tiers: orNot(fc.array(fc.nat(3), { minLength: most, maxLength: most })),
      joins: few(join, most * 2),
      path: orNot(fc.record({ verdict: fact, steps: few(step, 4) })),
      notes: few(hostileText, 2),
    })
    .map(({ view, title, summary, drafts, containers, places, tiers, joins, path, notes }) => {
      const frames = containers.map((one, i) => ({ id: `frame <${i}>`, ...one }));
      const nodes = drafts.map((one, i) => ({
        id: `node\\"${i}`,
        ...one,
        pins: one.pins.map((each, p) => ({ id: `pin:${i}:${p}`, ...each })),
        container: frames[(places[i] ?? 0) - 1]?.id,
        tier: tiers?.[i],
      }));
      const edges = edgesOf(nodes, joins);
      return {
        view,
        title,
        summary,
        nodes,
        edges,
        containers: frames,
        path: pathOf(path, nodes, edges),
        notes,
      };
    });

const pathOf = (
  path:
    | {
        readonly verdict: Fact;
        readonly steps: readonly (Omit<PathStep, 'node' | 'edge'> & { readonly place: number })[];
      }
    | undefined,
  nodes: readonly SceneNode[],
  edges: readonly SceneEdge[],
): ScenePath | undefined =>
  path === undefined || nodes.length === 0
    ? undefined
    : {
        verdict: path.verdict,
        steps: path.steps.map(({ place, ...rest }) => ({
          node: nodes[place % nodes.length]?.id ?? '',
          edge: edges[place]?.id,
          ...rest,
        })),
      };
