/**
 * A few pins without an edge show that something is missing; hundreds of them would only make the card wide. Those are
 * listed in the card instead. So are the labels of joined pins where there are too many to stand side by side.
 */
import type { Item, Pin, Scene, SceneNode, Section } from '../scene.ts';

const MOST = 8;
const LISTED = 6;

const asItem = ({ id, row, name, details, tone, tooltip, change }: Pin): Item => ({
  id,
  row,
  name,
  detail: details[0] ?? '',
  tone,
  tooltip,
  change,
});

/** The nodes, those with many free pins without them. */
export const listFreePins = ({ nodes, edges }: Pick<Scene, 'nodes' | 'edges'>): readonly SceneNode[] => {
  if (nodes.every(({ pins }) => pins.length <= MOST)) return nodes;
  const used = new Map<string, Set<string>>();
  const use = ({ node, pin }: { node: string; pin: string }): void => {
    const pins = used.get(node);
    if (pins === undefined) used.set(node, new Set([pin]));
    else pins.add(pin);
  };
  for (const { from, to } of edges) {
    use(from);
    use(to);
  }
  return nodes.map((node) => {
    if (node.pins.length <= MOST) return node;
    const own = used.get(node.id);
    const free = node.pins.filter(({ id }) => own?.has(id) !== true);
    if (free.length <= MOST) return node;
    const section = {
      title: `${free.length} ports joined to nothing`,
      items: free.map(asItem),
      listed: LISTED,
    };
    const pins = node.pins.filter(({ id }) => own?.has(id) === true);
    return { ...node, pins, sections: [...node.sections, section] };
  });
};

/** Labels that stand side by side at most. */
const LABELS = 10;

/** The labels of the joined pins as a list; nothing where there is room for them at the pins. */
export const crowdOf = ({ pins }: SceneNode, joined: ReadonlySet<string>): Section | undefined => {
  const labelled = pins.filter((pin) => pin.labelled && joined.has(pin.id));
  if (labelled.length <= LABELS) return undefined;
  return { title: `${labelled.length} ports`, items: labelled.map(asItem), listed: LISTED };
};
