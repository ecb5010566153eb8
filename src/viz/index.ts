/** The face of the pictures: a network becomes a scene, a scene gets coordinates, coordinates become a file. */
export { BUDGET, foldScene, type FoldOptions } from './fold/index.ts';
export { layoutScene, type PlacedEdge, type PlacedNode, type PlacedScene } from './layout/index.ts';
export { logicalScene, type LogicalOptions } from './logical/index.ts';
export type * from './scene.ts';
export { renderSvg, type SvgOptions } from './svg/index.ts';
