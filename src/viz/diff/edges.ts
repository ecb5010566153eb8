/** The edges of two scenes as one list. Of two deployments made apart the same ends are the same edge. */
import type { SceneEdge } from '../scene.ts';
import { Differences } from './differences.ts';
import { marked } from './parts.ts';
import { merged, pairUp } from './pair.ts';

type End = SceneEdge['from'];

/** An end of `before` as it is called in the union. */
export type EndNow = (end: End) => End;

const endText = ({ node, pin }: End): string => `${node}\n${pin}`;

const endsText = ({ from, to, kind }: SceneEdge): string =>
  [endText(from), endText(to)].sort().join('\n') + `\n${kind}`;

export const uniteEdges = (
  before: readonly SceneEdge[],
  after: readonly SceneEdge[],
  endNow: EndNow,
): SceneEdge[] => {
  const old = before.map((edge) => ({ ...edge, from: endNow(edge.from), to: endNow(edge.to) }));
  const pairs = pairUp<SceneEdge>(old, after, [
    // An edge to another node is another one, even where its id is its place in the picture.
    { of: ({ id, from, to }) => `${id}\n${[from.node, to.node].sort().join('\n')}`, unique: false },
    { of: endsText, unique: false },
  ]);
  const taken = new Set(after.map(({ id }) => id));
  return merged<SceneEdge>(old, after, pairs).map(({ before: was, after: is }) => {
    if (was === undefined) return marked(is, 'added');
    if (is === undefined)
      return marked(taken.has(was.id) ? { ...was, id: `${was.id}-before` } : was, 'removed');
    const lines = edgeChanges(was, is);
    return lines.length === 0 ? is : marked(is, 'changed', lines);
  });
};

const edgeChanges = (before: SceneEdge, after: SceneEdge): readonly string[] => {
  const found = new Differences(before.id !== after.id);
  found.text(before.kind, after.kind);
  found.tooltip(before.tooltip, after.tooltip);
  found.tone(before.tone, after.tone);
  return found.lines;
};
