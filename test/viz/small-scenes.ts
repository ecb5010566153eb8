/** Scenes that every format is tried on. */
import { Network, type NetworkSources } from '../../src/model/index.ts';
import { logicalScene, type Scene } from '../../src/viz/index.ts';
import { hostile, kubernetes, mesh, peerLoops, provider, twoSwitches } from '../model/scenarios.ts';

const sceneOf = (sources: NetworkSources): Scene => logicalScene(new Network(sources));

export const goldenScenes: readonly (readonly [name: string, Scene])[] = [
  ['two-switches', sceneOf(twoSwitches())],
  ['provider', sceneOf(provider())],
  ['kubernetes-3', sceneOf(kubernetes(3))],
];

export const smallScenes: readonly (readonly [name: string, Scene])[] = [
  ...goldenScenes,
  ['nothing', sceneOf({})],
  ['a mesh', sceneOf(mesh(4))],
  ['peers in loops', sceneOf(peerLoops())],
  ['hostile names', sceneOf(hostile())],
];
