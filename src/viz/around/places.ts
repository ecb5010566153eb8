/** In which nodes a thing is found by its id. */
import type { Scene } from '../scene.ts';

/** Of each wanted id that the scene has, its nodes: a node's own, a pin's, an item's, a row's; both of an edge; all of a frame. */
export const nodesWith = (
  { nodes, edges, containers }: Scene,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  const add = (id: string | undefined, node: string): void => {
    if (id === undefined || !wanted.has(id)) return;
    const known = found.get(id);
    if (known === undefined) found.set(id, [node]);
    else known.push(node);
  };
  for (const { id } of containers) if (wanted.has(id)) found.set(id, []);
  for (const node of nodes) {
    add(node.id, node.id);
    add(node.container, node.id);
    for (const { id } of node.pins) add(id, node.id);
    for (const { items } of node.sections) for (const { id } of items) add(id, node.id);
    for (const { id } of node.table?.rows ?? []) add(id, node.id);
    for (const id of node.folded ?? []) add(id, node.id);
  }
  for (const { id, from, to } of edges) {
    add(id, from.node);
    add(id, to.node);
  }
  return found;
};
