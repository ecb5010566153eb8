/**
 * What a row is made of: a card with the stacks that hang on it, or the narrow passage of an edge on its way to
 * a lower row.
 */
import type { SceneNode } from '../scene.ts';
import type { Slot } from './card/index.ts';
import { STACK_GAP, type StackPart } from './hanging.ts';
import type { Card } from './types.ts';

interface Placed {
  x: number;
  y: number;
  row: number;
  /** Position within the row. */
  order: number;
}

export interface CardBlock extends Placed {
  readonly kind: 'card';
  readonly node: number;
  /** The node as it is drawn. */
  shown: SceneNode;
  readonly top: Slot[];
  readonly bottom: Slot[];
  readonly stacks: readonly StackPart[];
  card: Card;
}

export interface Passage extends Placed {
  readonly kind: 'passage';
}

export type Block = CardBlock | Passage;

export const widthOf = (block: Block): number => (block.kind === 'card' ? block.card.width : 0);

export const heightOf = (block: Block): number => {
  if (block.kind === 'passage') return 0;
  const deepest = Math.max(0, ...block.stacks.map(({ height }) => height + STACK_GAP));
  return block.card.height + deepest;
};
