/** Cards as elements: the markup of the static picture, with a switch to unfold them and what a screen reader says. */
import type { SvgWriter } from '../svg/index.ts';
import { drawNode } from '../svg/index.ts';
import type { PlacedNode } from '../layout/index.ts';
import type { SceneNode } from '../scene.ts';
import { safe } from './dom.ts';
import { kindOf, listedIn, unlisted } from './things.ts';

/** What pressing the switch of a card does. */
export type FoldChange = 'unfold' | 'fold' | undefined;

/** `hubs` are cards that can take in what hangs on them. */
export const foldChange = (
  node: SceneNode,
  open: ReadonlySet<string>,
  hubs: ReadonlySet<string>,
): FoldChange => {
  if (node.kind === 'group') return 'unfold';
  if (open.has(node.id)) return 'fold';
  if (unlisted(node) > 0 || (node.folded?.length ?? 0) > 0) return 'unfold';
  return listedIn(node) > 0 || hubs.has(node.id) ? 'fold' : undefined;
};

const labelOf = ({ node }: PlacedNode, { fold, pinned }: CardLook): string => {
  const facts = node.facts.map(({ text }) => text);
  const changed = node.change === undefined ? [] : [node.change];
  const steps = (node.steps?.length ?? 0) === 0 ? [] : [`step ${node.steps?.join(', ') ?? ''} of the trace`];
  const state = [...(fold === 'unfold' ? ['folded'] : []), ...(pinned ? ['pinned'] : [])];
  return safe([`${kindOf(node)} ${node.title}`, ...changed, ...facts, ...steps, ...state].join(', '), 400);
};

export interface CardLook {
  readonly fold: FoldChange;
  readonly pinned: boolean;
  readonly dimmed: boolean;
}

/** Radius of the switch, and how far from the card's corner. */
export const SWITCH = { radius: 9, left: 4 };

/** Of several cards, to be parsed in one go. */
export const cardMarkup = (svg: SvgWriter, one: PlacedNode, look: CardLook): void => {
  const { x, y, card } = one;
  svg.open('g', { class: 'place' });
  drawNode(svg, one, look.dimmed);
  if (look.fold !== undefined) {
    svg.open('g', { class: 'fold', transform: `translate(${x + card.width - SWITCH.left} ${y})` });
    svg.shape('circle', { r: SWITCH.radius });
    svg.shape('path', { d: look.fold === 'unfold' ? 'M-4.5 0h9M0 -4.5v9' : 'M-4.5 0h9' });
    svg.close('g');
  }
  if (look.pinned) {
    svg.open('g', { class: 'stay', transform: `translate(${x + 6} ${y})` });
    svg.shape('circle', { r: 8 });
    svg.shape('path', { d: 'M-2.5 -5h5l-.8 4.2 2 1.6h-3v4.2l-.7 1 -.7 -1v-4.2h-3l2 -1.6z' });
    svg.close('g');
  }
  svg.close('g');
};

/** Titles would be a second tooltip; labels are for whoever hears them. */
export const prepareCard = (place: Element, one: PlacedNode, look: CardLook): void => {
  for (const title of place.querySelectorAll('title')) title.remove();
  const card = place.firstElementChild;
  if (card === null) return;
  // Not a button: one would have to be called by everything that is written on it.
  card.setAttribute('role', 'group');
  card.setAttribute('aria-roledescription', 'card');
  card.setAttribute('aria-label', labelOf(one, look));
  card.setAttribute('tabindex', '-1');
};
