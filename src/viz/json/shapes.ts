/** The shapes of a scene's parts, member by member as `scene.ts` has them. The compiler holds the two together. */
import type { RowRef } from '../../model/index.ts';
import type {
  Badge,
  Cell,
  Container,
  Fact,
  Item,
  PathStep,
  Pin,
  Scene,
  SceneEdge,
  SceneNode,
  ScenePath,
  SceneTable,
  Section,
  TableRow,
} from '../scene.ts';
import { flag, list, object, oneOf, optional, orNone, text, whole } from './codec.ts';

const tone = oneOf('good', 'bad', 'warn', 'unknown', 'idle');
const change = optional(oneOf('added', 'removed', 'changed'));

const row = orNone(
  object<RowRef>({
    database: oneOf(
      'OVN_Northbound',
      'OVN_Southbound',
      'Open_vSwitch',
      'OVN_IC_Northbound',
      'OVN_IC_Southbound',
    ),
    table: text,
    uuid: text,
  }),
);

const fact = object<Fact>({ text, tone });
const badge = object<Badge>({ text, tooltip: text });

const pin = object<Pin>({
  id: text,
  row,
  name: text,
  details: list(text),
  labelled: flag,
  tone,
  tooltip: text,
  change,
});

const item = object<Item>({ id: text, row, name: text, detail: text, tone, tooltip: text, change });
const section = object<Section>({ title: orNone(text), items: list(item), listed: whole(0) });

const tableRow = object<TableRow>({
  id: text,
  row,
  cells: list(object<Cell>({ text, tone: optional(tone) })),
  tooltip: text,
  change,
});
const table = object<SceneTable>({ columns: list(text), rows: list(tableRow), listed: whole(0) });

const node = object<SceneNode>({
  id: text,
  kind: oneOf(
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
  ),
  label: optional(text),
  row,
  title: text,
  subtitle: orNone(text),
  facts: list(fact),
  badges: list(badge),
  pins: list(pin),
  sections: list(section),
  table: optional(table),
  tooltip: text,
  container: optional(text),
  tier: optional(whole(0)),
  outside: optional(oneOf('network', 'gateway')),
  folded: optional(list(text)),
  change,
  steps: optional(list(whole(0))),
  banner: optional(fact),
});

const container = object<Container>({
  id: text,
  title: text,
  subtitle: orNone(text),
  row,
  tooltip: text,
  change,
});

const end = object<SceneEdge['from']>({ node: text, pin: text });
const edge = object<SceneEdge>({
  id: text,
  from: end,
  to: end,
  kind: oneOf('link', 'peer', 'localnet', 'tunnel', 'patch', 'binding', 'backend'),
  group: whole(-1),
  tooltip: text,
  tone: optional(tone),
  change,
  taken: optional(flag),
});

const step = object<PathStep>({
  node: text,
  edge: orNone(text),
  title: text,
  lines: list(text),
  tone,
  row,
  flow: row,
  packet: list(text),
});

/** A whole scene, without the name of its schema. */
export const sceneCodec = object<Scene>({
  view: oneOf('logical', 'physical', 'combined', 'acl', 'lb', 'bridge'),
  title: text,
  summary: text,
  nodes: list(node),
  edges: list(edge),
  containers: list(container),
  path: optional(object<ScenePath>({ verdict: fact, steps: list(step) })),
  notes: list(text),
});
