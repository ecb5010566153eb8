/** What holds a scene's parts together: ids that are one of a kind, and edges that end where there is something. */
import type { Scene } from '../scene.ts';
import { wrong } from './codec.ts';

type Named = { readonly id: string };

/** Throws at the first id that was there before. */
const unique = (things: readonly Named[], ...path: readonly (string | number)[]): Set<string> => {
  const seen = new Set<string>();
  things.forEach(({ id }, i) => {
    if (seen.has(id)) throw wrong([...path, i, 'id'], 'an id that nothing else has', id);
    seen.add(id);
  });
  return seen;
};

/** Throws where an edge or a frame leads nowhere, which a drawing would leave out without a word. */
export const checkJoined = (scene: Scene): void => {
  const frames = unique(scene.containers, 'containers');
  unique(scene.nodes, 'nodes');
  const pins = new Map(scene.nodes.map((node, i) => [node.id, unique(node.pins, 'nodes', i, 'pins')]));
  unique(scene.edges, 'edges');
  scene.nodes.forEach(({ container }, i) => {
    if (container !== undefined && !frames.has(container))
      throw wrong(['nodes', i, 'container'], 'the id of a container', container);
  });
  scene.edges.forEach((edge, i) => {
    for (const side of ['from', 'to'] as const) {
      const { node, pin } = edge[side];
      const held = pins.get(node);
      if (held === undefined) throw wrong(['edges', i, side, 'node'], 'the id of a node', node);
      if (!held.has(pin)) throw wrong(['edges', i, side, 'pin'], 'the id of a pin of that node', pin);
    }
  });
};
