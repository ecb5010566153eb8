/**
 * What is drawn, and where. While the reader drags or zooms, what was drawn last is only moved; when the movement rests
 * or leaves what was drawn, it is drawn anew: near by as elements, from far away on a canvas below them.
 */
import { drawEdge, drawFrame, SvgWriter } from '../svg/index.ts';
import type { PlacedEdge, PlacedNode, PlacedScene, Point } from '../layout/index.ts';
import { seen, type Camera, type Size } from './camera.ts';
import { cardMarkup, foldChange, prepareCard, type CardLook } from './cards.ts';
import { cardBoxes, detailFor, edgeBoxes, meeting, weightOf, type Boxes, type Detail } from './cull.ts';
import { h, svgElement } from './dom.ts';
import { markup as marksMarkup, type Marks } from './marks.ts';
import { paint, type Palette } from './paint.ts';

/** Pixels around the window that are drawn beforehand. */
const MARGIN = 240;
/** More lines than this are drawn on the canvas. */
const MOST_LINES = 1500;
const REST = 110;

interface Drawn {
  readonly one: PlacedNode;
  readonly key: string;
  readonly place: Element;
}

/** What the looks of cards follow from, besides their places. */
export interface Looks {
  readonly open: ReadonlySet<string>;
  readonly hubs: ReadonlySet<string>;
  readonly pinned: ReadonlyMap<string, Point>;
}

const EMPTY: PlacedScene = {
  view: 'logical',
  title: '',
  width: 0,
  height: 0,
  summary: '',
  nodes: [],
  edges: [],
  captions: [],
  frames: [],
  notes: [],
  path: undefined,
};

export class Stage {
  readonly element: HTMLElement;
  camera: Camera = { x: 0, y: 0, k: 1 };
  palette: Palette = {};
  marks: Marks = {};
  detail: Detail = 'full';
  placed: PlacedScene = EMPTY;
  private open: ReadonlySet<string> = new Set();
  private hubs: ReadonlySet<string> = new Set();
  private pinned: ReadonlyMap<string, Point> = new Map();
  private dimmed = false;
  private cards: Boxes = new Float64Array();
  private lines: Boxes = new Float64Array();
  private readonly moving: HTMLElement;
  private readonly canvas = h('canvas', { 'aria-hidden': 'true' });
  readonly svg = svgElement('svg', {
    role: 'group',
    'aria-labelledby': 'page-title',
    'aria-describedby': 'summary',
  });
  private readonly world = svgElement('g');
  private readonly below = svgElement('g', { 'aria-hidden': 'true' });
  private readonly edgeLayer = svgElement('g', { 'aria-hidden': 'true' });
  private readonly cardLayer = svgElement('g');
  private readonly above = svgElement('g', { 'aria-hidden': 'true' });
  private readonly drawnCards = new Map<string, Drawn>();
  private readonly drawnEdges = new Map<PlacedEdge, readonly Element[]>();
  private base: Camera = this.camera;
  private size: Size = { width: 0, height: 0 };
  private timer: number | undefined;
  private lastDraw = { at: 0, took: 0 };

  constructor(element: HTMLElement) {
    this.element = element;
    this.above.style.pointerEvents = 'none';
    this.world.append(this.below, this.edgeLayer, this.cardLayer, this.above);
    this.svg.append(this.world);
    this.moving = h('div', { class: 'ui-stage' }, this.canvas, this.svg);
    element.append(this.moving);
  }

  get window(): Size {
    return { width: this.element.clientWidth, height: this.element.clientHeight };
  }

  setPlaced(placed: PlacedScene, { open, hubs, pinned }: Looks): void {
    [this.open, this.hubs, this.pinned] = [open, hubs, pinned];
    if (placed === this.placed) return;
    this.placed = placed;
    this.cards = cardBoxes(placed.nodes);
    this.lines = edgeBoxes(placed.edges);
    this.dimmed = placed.path !== undefined;
  }

  /** Moves what is there; draws where that does not do. */
  setCamera(camera: Camera): void {
    this.camera = camera;
    const { width, height } = this.size;
    const ratio = camera.k / this.base.k;
    const x = camera.x - (MARGIN + this.base.x) * ratio;
    const y = camera.y - (MARGIN + this.base.y) * ratio;
    const [right, bottom] = [x + (width + 2 * MARGIN) * ratio, y + (height + 2 * MARGIN) * ratio];
    const left = x > 0 || y > 0 || right < width || bottom < height;
    const wait = Math.min(400, this.lastDraw.took * 4);
    if ((left || ratio > 1.6 || ratio < 0.6) && performance.now() - this.lastDraw.at > wait) {
      this.draw();
      return;
    }
    this.moving.style.transform = `translate(${x}px,${y}px) scale(${ratio})`;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.draw(), REST);
  }

  /** What is in the window now, at once. */
  draw(): void {
    window.clearTimeout(this.timer);
    const start = performance.now();
    const { camera } = this;
    this.size = this.window;
    this.base = camera;
    const view = seen(camera, this.size, MARGIN);
    const cards = meeting(this.cards, view);
    const lines = meeting(this.lines, view);
    const weight = cards.reduce((sum, number) => sum + weightOf(this.placed.nodes[number] as PlacedNode), 0);
    this.detail = detailFor(camera.k, weight);
    const full = this.detail === 'full';
    const asElements = full && lines.length <= MOST_LINES;
    this.paint(full ? [] : cards, asElements ? [] : lines);
    const [width, height] = [this.size.width + 2 * MARGIN, this.size.height + 2 * MARGIN];
    this.svg.setAttribute('width', String(width));
    this.svg.setAttribute('height', String(height));
    this.world.setAttribute(
      'transform',
      `translate(${MARGIN + camera.x} ${MARGIN + camera.y}) scale(${camera.k})`,
    );
    this.drawFrames(full);
    this.drawEdges(asElements ? lines : []);
    this.drawCards(full ? cards : []);
    this.above.innerHTML = marksMarkup(this.placed, this.marks);
    this.moving.style.transform = `translate(${-MARGIN}px,${-MARGIN}px)`;
    this.lastDraw = { at: performance.now(), took: performance.now() - start };
  }

  /** The element of a card, for the focus of the keyboard. */
  cardElement(id: string): SVGElement | undefined {
    return (this.drawnCards.get(id)?.place.firstElementChild as SVGElement | null) ?? undefined;
  }

  private paint(cards: readonly number[], edges: readonly number[]): void {
    const { camera, canvas, placed, palette } = this;
    const context = canvas.getContext('2d');
    if (context === null) return;
    const ratio = Math.min(2, window.devicePixelRatio);
    const [width, height] = [this.size.width + 2 * MARGIN, this.size.height + 2 * MARGIN];
    const [w, tall] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== w || canvas.height !== tall) {
      [canvas.width, canvas.height] = [w, tall];
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, w, tall);
    const nothing = cards.length === 0 && edges.length === 0;
    canvas.hidden = nothing && this.detail === 'full';
    if (canvas.hidden) return;
    const k = camera.k * ratio;
    context.setTransform(k, 0, 0, k, (MARGIN + camera.x) * ratio, (MARGIN + camera.y) * ratio);
    paint(context, { placed, cards, edges, frames: this.detail === 'plain', camera, palette });
  }

  private drawFrames(full: boolean): void {
    const svg = new SvgWriter();
    if (full) {
      for (const frame of this.placed.frames) drawFrame(svg, frame);
      for (const { text, x, y } of this.placed.captions) svg.text(text, { class: 'caption', x, y });
    }
    this.below.innerHTML = svg.toString();
    for (const title of this.below.querySelectorAll('title')) title.remove();
  }

  private drawEdges(numbers: readonly number[]): void {
    const wanted = new Set(numbers.map((number) => this.placed.edges[number] as PlacedEdge));
    for (const [edge, elements] of this.drawnEdges) {
      if (wanted.has(edge)) continue;
      for (const element of elements) element.remove();
      this.drawnEdges.delete(edge);
    }
    const added = [...wanted].filter((edge) => !this.drawnEdges.has(edge));
    added.sort((a, b) => Number(a.edge.taken === true) - Number(b.edge.taken === true));
    const svg = new SvgWriter();
    for (const edge of added) {
      svg.open('g', {});
      drawEdge(svg, edge, this.dimmed);
      svg.close('g');
    }
    const holder = svgElement('g');
    holder.innerHTML = svg.toString();
    for (const title of holder.querySelectorAll('title')) title.remove();
    [...holder.children].forEach((element, i) => {
      const edge = added[i] as PlacedEdge;
      this.drawnEdges.set(edge, [element]);
      // Taken ones stay on top.
      if (edge.edge.taken === true) this.edgeLayer.append(element);
      else this.edgeLayer.prepend(element);
    });
  }

  private lookOf({ node }: PlacedNode): CardLook {
    return {
      fold: foldChange(node, this.open, this.hubs),
      pinned: this.pinned.has(node.id),
      dimmed: this.dimmed,
    };
  }

  private drawCards(numbers: readonly number[]): void {
    const wanted = new Map<string, PlacedNode>();
    for (const number of numbers) {
      const one = this.placed.nodes[number] as PlacedNode;
      wanted.set(one.node.id, one);
    }
    // What has the focus is always there, wherever it is.
    for (const one of this.placed.nodes)
      if (one.node.id === this.marks.tab || one.node.id === this.marks.focus?.node)
        wanted.set(one.node.id, one);
    const looks = new Map([...wanted].map(([id, one]) => [id, this.lookOf(one)]));
    const keyOf = (id: string): string => JSON.stringify(looks.get(id));
    const focused = document.activeElement?.closest('.card')?.getAttribute('data-id');
    for (const [id, drawn] of this.drawnCards) {
      if (wanted.get(id) === drawn.one && keyOf(id) === drawn.key) continue;
      drawn.place.remove();
      this.drawnCards.delete(id);
    }
    const added = [...wanted.values()].filter(({ node }) => !this.drawnCards.has(node.id));
    const svg = new SvgWriter();
    for (const one of added) cardMarkup(svg, one, looks.get(one.node.id) as CardLook);
    const holder = svgElement('g');
    holder.innerHTML = svg.toString();
    [...holder.children].forEach((place, i) => {
      const one = added[i] as PlacedNode;
      prepareCard(place, one, looks.get(one.node.id) as CardLook);
      this.cardLayer.append(place);
      this.drawnCards.set(one.node.id, { one, key: keyOf(one.node.id), place });
    });
    for (const [id, { place }] of this.drawnCards)
      place.firstElementChild?.setAttribute('tabindex', id === this.marks.tab ? '0' : '-1');
    if (focused !== undefined && focused !== null && document.activeElement === document.body)
      this.cardElement(focused)?.focus({ preventScroll: true });
  }
}
