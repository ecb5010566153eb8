/**
 * A scene as trees: what hangs together is told from the top, each node below the first one that leads to it; edges that
 * do not fit into the tree are told at both of their ends.
 */
import { changeGlyph } from '../layout/card/change.ts';
import type { Joint, JointEnd, Joints } from '../joints.ts';
import type { Pin, Scene } from '../scene.ts';
import { kindOf, named } from '../words.ts';

export interface Branch {
  /** Its place in the scene. */
  readonly node: number;
  /** Ports by which it is joined to what stands above it. */
  readonly entries: string[];
  readonly children: Branch[];
  /** Edges to what stands elsewhere in the drawing. */
  readonly also: string[];
}

/** Where a pin without an edge leads. */
const NOWHERE: Readonly<Record<Pin['tone'], string>> = {
  bad: 'broken',
  unknown: 'joined to nothing',
  warn: 'disabled',
  good: 'not in the picture',
  idle: 'not in the picture',
};

/** Between the lines of an entry. Names have none in them: whatever is no text is made visible before. */
export const BELOW = '\n';

/** What a pin is called and its first detail; further ones below it, where there are several. */
const pinText = (pin: Pin | undefined): string => {
  if (pin?.labelled !== true) return '';
  const [first, ...rest] = pin.details.filter((text) => text !== '');
  const name = changeGlyph(pin.change) + named(pin.name);
  const head = first === undefined ? name : `${name}  ${first}`;
  return rest.length === 0 ? head : `${head}${rest.length === 1 ? '  ' : BELOW}${rest.join('  ')}`;
};

/** What is known of an edge: the label of either pin. */
const edgeText = ({ edge, upper, lower }: Joint): string =>
  changeGlyph(edge.change) + ([pinText(upper.pin), pinText(lower.pin)].find((text) => text !== '') ?? '');

const alsoText = (joint: Joint, { node, pin }: JointEnd, own: Pin | undefined): string => {
  const at = [pinText(own), pinText(pin)].find((text) => text !== '') ?? '';
  const kind = joint.edge.kind === 'link' ? '' : ` (${joint.edge.kind})`;
  return `${changeGlyph(joint.edge.change)}${kindOf(node)} ${named(node.title)}${kind}${at === '' ? '' : ` by ${at.split(BELOW)[0] ?? ''}`}`;
};

/** Trees of what hangs together; nodes by themselves last. */
export const treesOf = (scene: Pick<Scene, 'nodes' | 'edges'>, joined: Joints): Branch[] => {
  const { ranks, parts, of, free } = joined;
  const branches = scene.nodes.map((_, node): Branch => ({ node, entries: [], children: [], also: [] }));
  const seen = new Set<number>();
  const told = new Set<Joint>();
  // Breadth first: a node stands below the nearest one from the top.
  const grow = (root: number): void => {
    const queue = [root];
    seen.add(root);
    for (let i = 0; i < queue.length; i++) {
      const at = queue[i] ?? 0;
      for (const joint of of[at] ?? []) {
        const other = joint.upper.index === at ? joint.lower.index : joint.upper.index;
        if (seen.has(other)) continue;
        seen.add(other);
        branches[at]?.children.push(branches[other] as Branch);
        queue.push(other);
        // All edges between the two are told where the lower one stands.
        for (const same of of[other] ?? []) {
          if (same.upper.index !== at && same.lower.index !== at) continue;
          told.add(same);
          const text = edgeText(same);
          if (text !== '') branches[other]?.entries.push(text);
        }
      }
    }
  };
  const roots: number[] = [];
  const large = parts.filter((part) => part.length > 1);
  const single = parts.filter((part) => part.length === 1);
  for (const part of [...large.sort((a, b) => b.length - a.length), ...single]) {
    const top = Math.min(...part.map((node) => ranks[node] ?? 0));
    for (const node of part) {
      if ((ranks[node] ?? 0) !== top || seen.has(node)) continue;
      roots.push(node);
      grow(node);
    }
    for (const node of part) {
      if (seen.has(node)) continue;
      roots.push(node);
      grow(node);
    }
  }
  for (const joint of joined.joints) {
    if (told.has(joint)) continue;
    const { upper, lower } = joint;
    branches[upper.index]?.also.push(alsoText(joint, lower, upper.pin));
    branches[lower.index]?.also.push(alsoText(joint, upper, lower.pin));
  }
  free.forEach((pins, node) => {
    for (const pin of pins) {
      const text = pinText(pin);
      if (text !== '') branches[node]?.also.push(`${text.split(BELOW)[0] ?? ''}: ${NOWHERE[pin.tone]}`);
    }
  });
  // What belongs above comes before what belongs below: a router of a load balancer before its backends.
  for (const { children } of branches) children.sort((a, b) => (ranks[a.node] ?? 0) - (ranks[b.node] ?? 0));
  return roots.map((root) => branches[root] as Branch);
};
