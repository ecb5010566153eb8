/** The face of the pictures: a network becomes a scene, a scene gets coordinates, coordinates become a file. */
export { aclScene } from './acl/index.ts';
export { aroundScene, findInScene } from './around/index.ts';
export { bridgeScene, type BridgeSubject } from './bridge/index.ts';
export { combinedScene, type CombinedOptions } from './combined/index.ts';
export { diffScenes } from './diff/index.ts';
export { renderDot } from './dot/index.ts';
export { renderDrawio } from './drawio/index.ts';
export { BUDGET, foldScene, type FoldOptions } from './fold/index.ts';
export { SCENE_SCHEMA, sceneFromJson, sceneToJson, type SceneJson } from './json/index.ts';
export { layoutScene, type PlacedEdge, type PlacedNode, type PlacedScene } from './layout/index.ts';
export { lbScene } from './lb/index.ts';
export { logicalScene, type LogicalOptions } from './logical/index.ts';
export { renderMermaid } from './mermaid/index.ts';
export { pathScene, tracedScene, type DrawnTrace, type TracedOptions } from './path/index.ts';
export { physicalScene, type PhysicalOptions } from './physical/index.ts';
export type * from './scene.ts';
export { renderSvg, type SvgOptions } from './svg/index.ts';
export { renderText, type TextOptions } from './text-drawing/index.ts';
