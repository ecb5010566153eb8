/** A card beside the pointer. It waits a little before it comes and before it goes, so that one can reach into it. */
import type { PlacedEdge, PlacedNode, Point } from '../layout/index.ts';
import { h, safeLines } from './dom.ts';
import { factsOf, lineList } from './facts.ts';
import type { Hit } from './hit.ts';
import { thingAt } from './things.ts';

const BEFORE = 280;
const AFTER = 350;
const AWAY = 16;

const sameHit = (a: Hit, b: Hit): boolean => a.card === b.card && a.part === b.part && a.edge === b.edge;

const contentOf = (
  card: PlacedNode | undefined,
  part: string | undefined,
  edge: PlacedEdge | undefined,
): HTMLElement[] => {
  if (card !== undefined) {
    const thing = thingAt(card.node, part) ?? thingAt(card.node, undefined);
    return thing === undefined ? [] : factsOf(thing, 'div');
  }
  if (edge === undefined) return [];
  return [h('span', { class: 'ui-kind' }, edge.edge.kind), lineList(safeLines([edge.edge.tooltip]))];
};

export class Hover {
  readonly element = h('div', { class: 'ui-hover', role: 'tooltip', id: 'hover', hidden: true });
  private readonly frame: HTMLElement;
  private shown: Hit = {};
  private timer: number | undefined;

  constructor(frame: HTMLElement) {
    this.frame = frame;
    frame.append(this.element);
    this.element.addEventListener('pointerenter', () => window.clearTimeout(this.timer));
    this.element.addEventListener('pointerleave', () => this.point({}, { x: 0, y: 0 }));
  }

  point(hit: Hit, at: Point): void {
    if (sameHit(hit, this.shown) && (hit.card !== undefined || hit.edge !== undefined)) {
      if (!this.element.hidden) window.clearTimeout(this.timer);
      return;
    }
    window.clearTimeout(this.timer);
    const nothing = hit.card === undefined && hit.edge === undefined;
    if (nothing && this.element.hidden) {
      this.shown = {};
      return;
    }
    this.timer = window.setTimeout(
      () => (nothing ? this.hide() : this.show(hit, at)),
      nothing ? AFTER : BEFORE,
    );
  }

  hide(): void {
    window.clearTimeout(this.timer);
    this.element.hidden = true;
    this.shown = {};
  }

  private show(hit: Hit, at: Point): void {
    this.shown = hit;
    this.element.replaceChildren(...contentOf(hit.card, hit.part, hit.edge));
    this.element.hidden = this.element.childElementCount === 0;
    const { clientWidth: width, clientHeight: height } = this.frame;
    const { offsetWidth: wide, offsetHeight: tall } = this.element;
    const left = at.x + AWAY + wide > width ? Math.max(4, at.x - AWAY - wide) : at.x + AWAY;
    const top = Math.max(4, Math.min(at.y + AWAY, height - tall - 4));
    this.element.style.left = `${left}px`;
    this.element.style.top = `${top}px`;
  }
}
