/** The face of the pictures: a network becomes a scene, a scene gets coordinates, coordinates become a file. */
export { SCENE_SCHEMA, sceneFromJson, sceneToJson, type SceneJson } from './json/index.ts';
export { layoutScene, type PlacedEdge, type PlacedNode, type PlacedScene } from './layout/index.ts';
export { logicalScene, type LogicalOptions } from './logical/index.ts';
export type { Badge, Item, NodeKind, Pin, Scene, SceneEdge, SceneNode, Tone } from './scene.ts';
export { renderSvg, type SvgOptions } from './svg/index.ts';
