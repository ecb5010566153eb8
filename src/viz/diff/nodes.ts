/** Which nodes and frames of two scenes are the same, and what is different about a node itself. */
import type { Container, SceneNode } from '../scene.ts';
import { Differences, isTally } from './differences.ts';
import { pairUp, type Key, type Pairs } from './pair.ts';

const CONTAINERS: readonly Key<Container>[] = [
  { of: ({ id }) => id, unique: false },
  { of: ({ title }) => title, unique: true },
];

export const pairContainers = (before: readonly Container[], after: readonly Container[]): Pairs<Container> =>
  pairUp(before, after, CONTAINERS);

/**
 * By id; two deployments made apart have other UUIDs, so then by what a node is called in its frame, and by what it is
 * called at all. The id of what stands for no row may be its place in the picture: its name has to be the same, too.
 */
export const pairNodes = (
  before: readonly SceneNode[],
  after: readonly SceneNode[],
  containerNow: (container: string) => string,
): Pairs<SceneNode> => {
  const called = ({ kind, title }: SceneNode): string => `${kind} ${title}`;
  const keys: readonly Key<SceneNode>[] = [
    { of: (node) => (node.row === undefined ? `${node.id} ${called(node)}` : node.id), unique: false },
    {
      of: (node, side) => {
        const { container = '' } = node;
        return `${called(node)} ${side === 'before' ? containerNow(container) : container}`;
      },
      unique: true,
    },
    { of: called, unique: true },
  ];
  return pairUp(before, after, keys);
};

/** Counts ports: what is counted tells its change itself. */
const PORTS = /^\d+ ports?\b/;

/**
 * What is different about the node itself. `touched`: something in it or an edge of it is, and then how many there are
 * is no change of the node.
 */
export const nodeChanges = (
  before: SceneNode,
  after: SceneNode,
  touched: boolean,
  frameOf: (container: string | undefined) => string | undefined,
): readonly string[] => {
  if (before === after) return [];
  const found = new Differences(before.id !== after.id, touched ? isTally : undefined);
  found.text(before.title, after.title);
  found.text(before.subtitle, after.subtitle);
  found.text(before.label ?? before.kind, after.label ?? after.kind);
  const [from, to] = [frameOf(before.container), frameOf(after.container)];
  if (from !== to) found.text(`in ${from ?? 'no frame'}`, `in ${to ?? 'no frame'}`);
  found.list(
    before.facts.map(({ text }) => text),
    after.facts.map(({ text }) => text),
  );
  const tones = new Map(before.facts.map(({ text, tone }) => [text, tone]));
  for (const { text, tone } of after.facts) {
    const known = tones.get(text);
    if (known !== undefined) found.tone(known, tone, text);
  }
  const badges = ({ badges: all }: SceneNode): string[] =>
    all.filter(({ tooltip }) => !touched || !PORTS.test(tooltip)).map(({ text }) => text);
  found.list(badges(before), badges(after));
  found.list(columnsOf(before), columnsOf(after));
  found.tooltip(before.tooltip, after.tooltip);
  return found.lines;
};

const columnsOf = ({ table }: SceneNode): readonly string[] =>
  (table?.columns ?? []).map((name) => `column ${name}`);
