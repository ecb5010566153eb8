/** Parts of a scene: what is near to a card, and what is left when cards are hidden. */
import type { Scene } from '../scene.ts';

const only = (scene: Scene, kept: ReadonlySet<string>): Scene => {
  const nodes = scene.nodes.filter(({ id }) => kept.has(id));
  const containers = new Set(nodes.map(({ container }) => container));
  return {
    ...scene,
    nodes,
    edges: scene.edges.filter(({ from, to }) => kept.has(from.node) && kept.has(to.node)),
    containers: scene.containers.filter(({ id }) => containers.has(id)),
  };
};

const neighbours = (scene: Scene): Map<string, Set<string>> => {
  const next = new Map<string, Set<string>>();
  const join = (from: string, to: string): void => {
    const known = next.get(from);
    if (known === undefined) next.set(from, new Set([to]));
    else known.add(to);
  };
  for (const { from, to } of scene.edges) {
    if (from.node === to.node) continue;
    join(from.node, to.node);
    join(to.node, from.node);
  }
  return next;
};

/** Cards on which others hang that hang on nothing else: folded, a card takes these in. */
export const hubsOf = (scene: Scene): ReadonlySet<string> => {
  const hubs = new Set<string>();
  for (const others of neighbours(scene).values()) {
    const [hub] = others;
    if (others.size === 1 && hub !== undefined) hubs.add(hub);
  }
  return hubs;
};

/** Cards that are at most so many edges away; the scene as it is if there is no such card. */
export const neighbourhood = (scene: Scene, node: string, hops: number): Scene => {
  if (!scene.nodes.some(({ id }) => id === node)) return scene;
  const next = neighbours(scene);
  const kept = new Set([node]);
  let rim = [node];
  for (let hop = 0; hop < hops; hop++) {
    const outer: string[] = [];
    for (const one of rim)
      for (const other of next.get(one) ?? []) {
        if (kept.has(other)) continue;
        kept.add(other);
        outer.push(other);
      }
    rim = outer;
  }
  return only(scene, kept);
};

export const withoutHidden = (scene: Scene, hidden: ReadonlySet<string>): Scene => {
  if (!scene.nodes.some(({ id }) => hidden.has(id))) return scene;
  return only(scene, new Set(scene.nodes.map(({ id }) => id).filter((id) => !hidden.has(id))));
};
