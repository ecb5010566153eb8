/**
 * Ties it together: a state, what is shown of it, and what the reader does. Every change goes through `change`, which
 * draws and writes the link.
 */
import { colours } from '../svg/index.ts';
import { DARK_ID, DARK_MEDIA } from '../html/style.ts';
import type { PageData } from '../html/island.ts';
import type { RowRef } from '../../model/index.ts';
import type { Point } from '../layout/index.ts';
import { act, goToStep, type World } from './actions.ts';
import { Bar } from './bar.ts';
import { centreOf, type Camera } from './camera.ts';
import { foldChange } from './cards.ts';
import { h, safe } from './dom.ts';
import { Foot } from './foot.ts';
import { helpDialog } from './help.ts';
import { parseHash, viewNames } from './hash.ts';
import { History } from './history.ts';
import type { Hit } from './hit.ts';
import { Hover } from './hover.ts';
import { actionOf, CARD_ACTIONS, FOLDING, OWN_KEYS, type Action } from './keys.ts';
import { readingOrder } from './order.ts';
import { DetailsPanel } from './panel-details.ts';
import { ListPanel } from './panel-list.ts';
import { TracePanel } from './panel-trace.ts';
import { Pointer } from './pointer.ts';
import { printWith } from './print.ts';
import { SearchBox } from './search-box.ts';
import { Searches } from './searches.ts';
import { Shown } from './shown.ts';
import { Stage } from './stage.ts';
import { untouched, type Focus, type State, type ViewState } from './state.ts';
import { thingAt } from './things.ts';
import { Viewing } from './viewing.ts';

const NEARER = 1.35;
const INDEX_AFTER = 60;
const PAN = 90;

const PANS: Readonly<Partial<Record<Action, Point>>> = {
  'pan left': { x: PAN, y: 0 },
  'pan right': { x: -PAN, y: 0 },
  'pan up': { x: 0, y: PAN },
  'pan down': { x: 0, y: -PAN },
  left: { x: PAN, y: 0 },
  right: { x: -PAN, y: 0 },
  up: { x: 0, y: PAN },
  down: { x: 0, y: -PAN },
};

const viewOf = (state: State): ViewState => {
  const { focus, open, closed, found, hidden, pinned, around, centre, step } = state;
  return { focus, open, closed, found, hidden, pinned, around, centre, step };
};

export class App {
  private state: State;
  private readonly names: readonly string[];
  private readonly shown: readonly Shown[];
  private readonly searches: Searches;
  private isPressed = false;
  private hadSide = false;
  /** What was done in views that are not looked at. */
  private readonly kept = new Map<number, ViewState>();
  private readonly history: History;
  private readonly picture = h('main', { class: 'ui-picture', 'aria-label': 'picture' });
  private readonly stage = new Stage(this.picture);
  private readonly hover = new Hover(this.picture);
  private readonly viewing: Viewing;
  private readonly bar: Bar;
  private readonly search: SearchBox;
  private readonly details: DetailsPanel;
  private readonly trace: TracePanel;
  private readonly list: ListPanel;
  private readonly side = h('aside', { class: 'ui-panel ui-side', 'aria-label': 'details and trace' });
  private readonly foot = new Foot(() => this.act('all'));
  private readonly help = helpDialog();
  private readonly dark = document.getElementById(DARK_ID);
  private readonly system = window.matchMedia('(prefers-color-scheme: dark)');

  constructor(root: HTMLElement, still: HTMLElement, data: PageData) {
    this.names = viewNames(data.scenes);
    this.shown = data.scenes.map((scene) => new Shown(scene));
    this.searches = new Searches(data.scenes, () => this.search.refresh());
    this.state = this.linked(location.hash);
    const perform = (action: Action): void => this.act(action);
    this.search = new SearchBox({
      find: (query, limit, isWhole) => this.searches.find(this.state.view, query, limit, isWhole),
      entered: () => this.searches.prepareAll(),
      viewName: (view) => (view === this.state.view ? undefined : this.names[view]),
      typed: (query) => {
        this.state = { ...this.state, query };
        this.history.replace(this.state);
      },
      chosen: ({ view, thing }) => {
        this.enter(view);
        this.goTo(thing.at);
      },
      left: () => this.focusCard(),
    });
    this.bar = new Bar({
      title: safe(data.title, 200),
      views: this.names,
      search: this.search.element,
      act: perform,
      look: (view) => this.look(view),
    });
    this.details = new DetailsPanel(perform);
    this.trace = new TracePanel(perform, (step) =>
      this.change(goToStep(this.state, this.world(), step), true),
    );
    this.list = new ListPanel(
      (focus) => this.goTo(focus),
      () => this.act('list'),
    );
    this.side.append(this.trace.element, this.details.element);
    this.picture.append(this.foot.element);
    root.append(this.bar.element, this.list.element, this.picture, this.side, this.help);
    this.history = new History(this.names, (hash) => this.restore(this.linked(hash)));
    const pointer = new Pointer(this.stage, {
      moved: (camera, byReader) => this.moved(camera, byReader),
      dragged: (id, to, done) => this.dragged(id, to, done),
      clicked: (hit, twice) => this.clicked(hit, twice),
      pointed: (hit, at) => {
        this.picture.classList.toggle('pointing', hit.card !== undefined);
        this.hover.point(hit, at);
      },
    });
    this.viewing = new Viewing(
      this.stage,
      (camera) => pointer.setCamera(camera),
      (centre) => {
        this.state = { ...this.state, centre };
        this.history.replace(this.state);
      },
    );
    document.addEventListener('keydown', (event) => this.pressed(event));
    this.stage.svg.addEventListener('focusin', (event) => this.focused(event));
    this.picture.addEventListener('pointerdown', () => (this.isPressed = true), { capture: true });
    for (const over of ['pointerup', 'pointercancel'])
      window.addEventListener(over, () => window.setTimeout(() => (this.isPressed = false)));
    new ResizeObserver(() => this.resized()).observe(this.picture);
    this.system.addEventListener('change', () => this.draw());
    printWith(still, () => ({ placed: this.placed(), title: this.scene().scene.title }));
    this.search.value = this.state.query;
  }

  /** After the page has its size. */
  start(): void {
    this.draw();
    this.hadSide = !this.side.hidden;
    this.viewing.place(this.state.centre);
    // Before somebody types the first letter.
    window.setTimeout(() => this.searches.prepare([this.state.view]), INDEX_AFTER);
  }

  /** A link may be older than the page, or typed: what it looks at is there all the same. */
  private linked(hash: string): State {
    const state = parseHash(hash, this.names);
    const { focus, view } = state;
    return focus === undefined ? state : { ...state, ...this.shown[view]?.reveal(state, focus) };
  }

  private scene(): Shown {
    return this.shown[this.state.view] ?? (this.shown[0] as Shown);
  }

  private placed(): ReturnType<Shown['placedOf']> {
    return this.scene().placedOf(this.state);
  }

  private world(): World {
    return { shown: this.scene(), placed: this.placed(), views: this.names.length };
  }

  private act(action: Action): void {
    this.hover.hide();
    switch (action) {
      case 'search':
        this.search.focus();
        return;
      case 'help':
        this.help.showModal();
        return;
      case 'nearer':
      case 'farther':
        this.viewing.zoom(action === 'nearer' ? NEARER : 1 / NEARER);
        return;
      case 'view':
        this.look((this.state.view + 1) % this.names.length);
        return;
      default:
        break;
    }
    const pan = PANS[action];
    const next = act(this.state, action, this.world());
    if (next !== this.state) {
      this.change(next, action !== 'theme', FOLDING.has(action) ? this.state.focus?.node : undefined);
      if (CARD_ACTIONS.has(action)) this.focusCard();
      return;
    }
    if (action === 'fit') this.viewing.place(this.state.centre);
    else if (pan !== undefined && this.state.focus === undefined) this.viewing.pan(pan);
    else if (pan !== undefined && action.startsWith('pan')) this.viewing.pan(pan);
  }

  /**
   * Draws a state and writes it into the link; `push`: one can go back to the one before. The card `still` stays where
   * it is in the window, whatever comes or goes around it.
   */
  private change(next: State, push: boolean, still?: string, isFound = false): void {
    const before = this.state;
    const [drawn, held] = [this.stage.placed, this.viewing.card(still)];
    this.state = next;
    this.draw();
    const moved = next.focus !== before.focus || next.step !== before.step || next.open !== before.open;
    const now =
      held === undefined ? undefined : (this.viewing.card(still) ?? this.viewing.card(next.focus?.node));
    if (held !== undefined && now !== undefined) this.viewing.hold(held, now);
    else if (next.centre === undefined && (before.centre !== undefined || drawn !== this.stage.placed))
      this.viewing.place(this.state.centre);
    if (moved) this.viewing.bring(next.focus, isFound);
    if (push) this.history.push(this.state);
    else this.history.replace(this.state);
  }

  private restore(state: State): void {
    this.kept.clear();
    this.state = state;
    this.search.value = state.query;
    this.draw();
    this.viewing.place(this.state.centre);
  }

  private enter(view: number): void {
    if (view === this.state.view || this.names[view] === undefined) return;
    this.kept.set(this.state.view, viewOf(this.state));
    this.state = { ...this.state, ...(this.kept.get(view) ?? untouched), view };
    this.draw();
    this.viewing.place(this.state.centre);
  }

  private look(view: number): void {
    if (view === this.state.view) return;
    const row = this.focusedRow();
    this.enter(view);
    // What has the same row there is looked at there, too.
    const same =
      row === undefined
        ? undefined
        : this.searches.index(view).things.find((thing) => thing.row?.uuid === row.uuid);
    if (same === undefined) this.history.push(this.state);
    else this.goTo(same.at);
  }

  private focusedRow(): RowRef | undefined {
    const { focus } = this.state;
    const node = focus === undefined ? undefined : this.scene().nodeOf(this.state, focus.node);
    return node === undefined ? undefined : (thingAt(node, focus?.part) ?? thingAt(node, undefined))?.row;
  }

  private goTo(focus: Focus): void {
    const revealed = this.scene().reveal(this.state, focus);
    this.change({ ...this.state, ...revealed, focus }, true, undefined, true);
    this.focusCard();
  }

  private draw(): void {
    const { state } = this;
    const placed = this.placed();
    this.applyTheme();
    this.bar.show(state);
    const hubs = this.scene().hubs(this.scene().sceneOf(state));
    this.stage.setPlaced(placed, { open: state.open, hubs, pinned: state.pinned });
    const [first] = readingOrder(placed.nodes);
    const there = placed.nodes.some(({ node }) => node.id === state.focus?.node);
    const step = this.scene().scene.path?.steps[state.step ?? -1];
    this.stage.marks = {
      focus: there ? state.focus : undefined,
      tab: there ? state.focus?.node : first,
      step: step === undefined ? undefined : { node: step.node, edge: step.edge },
    };
    this.stage.draw();
    const node = state.focus === undefined ? undefined : this.scene().nodeOf(state, state.focus.node);
    this.details.show({
      state,
      node,
      fold: node === undefined || !there ? undefined : foldChange(node, state.open, hubs),
      held: node !== undefined && state.open.size > 0 && this.scene().holderOf(state, node.id) !== undefined,
    });
    this.trace.show(this.scene().scene.path, state.step);
    this.side.hidden = this.details.element.hidden && this.trace.element.hidden;
    const order = new Map(readingOrder(placed.nodes).map((id, i) => [id, i]));
    const nodes = placed.nodes.map((one) => one.node);
    if (state.list) nodes.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
    this.list.show(nodes, state.focus, state.list);
    this.foot.show({ summary: this.scene().scene.summary, placed, state });
  }

  private applyTheme(): void {
    const { theme } = this.state;
    this.dark?.setAttribute('media', DARK_MEDIA[theme]);
    const isDark = theme === 'dark' || (theme === 'auto' && this.system.matches);
    this.stage.palette = isDark ? colours.dark : colours.light;
  }

  /** The window, or a panel beside the picture. What came for a card that is looked at may not move that card away. */
  private resized(): void {
    const bySide = this.hadSide === this.side.hidden;
    this.hadSide = !this.side.hidden;
    if (this.state.centre === undefined && !bySide) this.viewing.place(this.state.centre);
    else {
      this.stage.draw();
      this.viewing.bring(this.state.focus);
    }
  }

  private moved(camera: Camera, byReader: boolean): void {
    this.stage.setCamera(camera);
    if (!byReader) return;
    this.hover.hide();
    this.state = { ...this.state, centre: centreOf(camera, this.stage.window) };
    this.history.replace(this.state);
  }

  private focusCard(): void {
    const { focus } = this.state;
    if (focus === undefined) return;
    this.stage.cardElement(focus.node)?.focus({ preventScroll: true });
  }

  /** Tab came to a card; what a button of the mouse is down on may be about to be dragged. */
  private focused(event: FocusEvent): void {
    if (this.isPressed) return;
    const card = event.target instanceof Element ? event.target.closest('.card') : null;
    const node = card?.getAttribute('data-id');
    if (node === null || node === undefined || node === this.state.focus?.node) return;
    this.change({ ...this.state, focus: { node } }, false);
  }

  private dragged(id: string, to: Point, done: boolean): void {
    this.hover.hide();
    const pinned = new Map(this.state.pinned).set(id, to);
    // Nothing else moves meanwhile.
    const centre = this.state.centre ?? this.viewing.centre;
    const next = { ...this.state, pinned, centre };
    if (done) this.change(next, true);
    else {
      this.state = next;
      const hubs = this.scene().hubs(this.scene().sceneOf(next));
      this.stage.setPlaced(this.placed(), { open: next.open, hubs, pinned });
      this.stage.draw();
    }
  }

  private clicked({ card, part, onSwitch }: Hit, twice: boolean): void {
    if (card === undefined) {
      if (this.state.focus !== undefined) this.change({ ...this.state, focus: undefined }, false);
      return;
    }
    const node = card.node.id;
    this.change({ ...this.state, focus: part === undefined ? { node } : { node, part } }, false);
    if (onSwitch === true || (twice && part === undefined)) this.act('fold');
    this.focusCard();
  }

  private pressed(event: KeyboardEvent): void {
    const target = event.target instanceof Element ? event.target : undefined;
    const within = (selector: string): boolean => (target?.closest(selector) ?? null) !== null;
    if (this.help.open || within('input,textarea,dialog')) return;
    const onCard = within('.ui-stage');
    // Buttons and tables have keys of their own.
    if (!onCard && within('button,.ui-scroll') && OWN_KEYS.has(event.key)) return;
    const action = actionOf(event, onCard);
    if (action === undefined) return;
    if (action === 'next card' || action === 'previous card') {
      const next = act(this.state, action, this.world());
      // At the end Tab leaves the picture.
      if (next === this.state) return;
    }
    event.preventDefault();
    // A card that was dragged has the browser's focus only.
    const node = onCard ? target?.closest('.card')?.getAttribute('data-id') : undefined;
    if (typeof node === 'string' && node !== this.state.focus?.node)
      this.state = { ...this.state, focus: { node } };
    this.act(action);
  }
}
