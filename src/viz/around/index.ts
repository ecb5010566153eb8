/**
 * The neighbourhood of some things in a scene: what is joined to them by so many edges. What stands at the rim and is
 * joined to more says so, and nothing that was asked for is hidden behind a count.
 */
import { excerpt, OvnscopeError } from '../../text/index.ts';
import type { Scene, SceneNode } from '../scene.ts';
import { someOf } from '../some.ts';
import { neighboursOf, within } from './hops.ts';
import { nodesWith } from './places.ts';
import { foundFirst } from './promote.ts';

export { findInScene } from './find.ts';

const count = (many: number, singular: string, plural = `${singular}s`): string =>
  `${many} ${many === 1 ? singular : plural}`;

/**
 * The nodes within `hops` edges of the things with these ids: nodes, pins, items, rows of tables, edges, frames. Pure.
 * Throws `OvnscopeError` for ids that the scene does not have.
 */
export const aroundScene = (scene: Scene, ids: readonly string[], hops: number): Scene => {
  const wanted = new Set(ids);
  const places = nodesWith(scene, wanted);
  const unknown = ids.filter((id) => !places.has(id));
  if (unknown.length > 0) throw notThere(unknown);
  const neighbours = neighboursOf(scene);
  const kept = within(neighbours, [...places.values()].flat(), Math.max(0, Math.trunc(hops)));
  const beyond = new Set<string>();
  const nodes = scene.nodes
    .filter(({ id }) => kept.has(id))
    .map((node): SceneNode => {
      const hidden = [...(neighbours.get(node.id) ?? [])].filter((id) => !kept.has(id));
      for (const id of hidden) beyond.add(id);
      const found = foundFirst(node, ({ id }) => wanted.has(id));
      if (hidden.length === 0) return found;
      const text = `${count(hidden.length, 'neighbour')} not shown`;
      return { ...found, facts: [...found.facts, { text, tone: 'idle' }] };
    });
  const frames = new Set(nodes.map(({ container }) => container));
  const more =
    beyond.size === 0
      ? []
      : [
          `${count(beyond.size, 'more thing')} ${beyond.size === 1 ? 'is' : 'are'} joined to these: --hops ${Math.max(0, Math.trunc(hops)) + 1} shows ${beyond.size === 1 ? 'it' : 'them'}`,
        ];
  const part =
    nodes.length === scene.nodes.length ? [] : [`${nodes.length} of ${scene.nodes.length} in the picture`];
  return {
    ...scene,
    summary: [...part, scene.summary].filter((text) => text !== '').join(' · '),
    nodes,
    edges: scene.edges.filter(({ from, to }) => kept.has(from.node) && kept.has(to.node)),
    containers: scene.containers.filter(({ id }) => frames.has(id) || wanted.has(id)),
    notes: [...scene.notes, ...more],
  };
};

/** More than these are counted. */
const UNKNOWN_NAMED = 3;

const notThere = (ids: readonly string[]): OvnscopeError => {
  const { shown, left } = someOf(ids, UNKNOWN_NAMED);
  const named = shown.map((id) => `"${excerpt(id)}"`);
  const more = left > 0 ? ` and ${left} more` : '';
  return new OvnscopeError('usage', `the picture has no ${named.join(', no ')}${more}`, {
    expected: 'the name, UUID, MAC or IP of something that this view draws',
    hint: 'another view may draw it',
  });
};
