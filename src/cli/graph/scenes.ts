/** From what is asked for to the scenes that are drawn. */
import { finderOf, type Found, type Network } from '../../model/index.ts';
import { OvnscopeError } from '../../text/index.ts';
import {
  aclScene,
  aroundScene,
  bridgeScene,
  BUDGET,
  combinedScene,
  findInScene,
  lbScene,
  logicalScene,
  nodesWith,
  physicalScene,
  type Scene,
  type View,
} from '../../viz/index.ts';
import { chosenThing } from '../describe/search.ts';
import type { Io } from '../io.ts';
import type { GraphOptions } from './options.ts';

/** Of what a view is, where it is of one thing. */
const OF_ONE: ReadonlySet<View> = new Set(['acl', 'lb', 'bridge']);

export const isOfOne = (view: View): boolean => OF_ONE.has(view);

/** The thing that a text means. Throws `OvnscopeError` of kind `usage` with candidates or the nearest names. */
export const thingCalled = (network: Network, text: string, io: Io): Found => {
  const one = chosenThing(text, finderOf(network).resolve(text), io, 'nothing');
  if (one instanceof OvnscopeError) throw one;
  return one.found;
};

export const sceneOf = (network: Network, view: View, subject: Found | undefined): Scene => {
  switch (view) {
    case 'logical':
      return logicalScene(network);
    case 'physical':
      return physicalScene(network);
    case 'combined':
      return combinedScene(network);
    case 'acl':
      return aclScene(network, subject?.ref);
    case 'lb':
      return lbScene(network, subject?.ref);
    case 'bridge':
      return bridgeScene(network, subject);
  }
};

/** Ids in the scene of what a text means: of the model's thing, or of what is written in the scene. */
export const idsOf = (scene: Scene, network: Network, text: string, io: Io): readonly string[] => {
  const resolution = finderOf(network).resolve(text);
  if (resolution.kind === 'one') {
    const { ref, name } = resolution.found;
    for (const words of [`${ref.table}-${ref.uuid}`, ref.uuid, name]) {
      const ids = findInScene(scene, words);
      if (ids.length > 0) return ids;
    }
  }
  const ids = findInScene(scene, text);
  if (ids.length > 0 && resolution.kind !== 'several') return ids;
  const one = chosenThing(text, resolution, io, 'nothing');
  if (one instanceof OvnscopeError) throw one;
  throw new OvnscopeError('usage', `${one.found.kind} ${one.found.name} is not in the ${scene.view} view`, {
    hint: '--view physical, combined or bridge show hosts and chassis; logical shows switches and routers',
  });
};

/** Cards in which these ids stand: a port's is its switch. */
export const cardsOf = (scene: Scene, ids: readonly string[]): ReadonlySet<string> => {
  const found = nodesWith(scene, new Set(ids));
  return new Set([...found.values()].flat());
};

/** What is near; of a network that is small enough a name alone leaves all of it there. */
export const narrowed = (scene: Scene, network: Network, options: GraphOptions, io: Io): Scene => {
  const { name, around, hops, view } = options;
  const names = [...around];
  if (name !== undefined && !isOfOne(view) && scene.nodes.length > BUDGET / 4) names.push(name);
  if (names.length === 0) {
    // A name that nothing has is an error all the same.
    if (name !== undefined && !isOfOne(view)) idsOf(scene, network, name, io);
    return scene;
  }
  return aroundScene(
    scene,
    names.flatMap((one) => idsOf(scene, network, one, io)),
    hops,
  );
};
