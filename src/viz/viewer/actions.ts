/** What an action makes of a state: pure, so that every key can be tried without a browser. */
import type { PlacedScene } from '../layout/index.ts';
import { foldChange } from './cards.ts';
import type { Action } from './keys.ts';
import { nearest, readingOrder, type Direction } from './order.ts';
import type { Shown } from './shown.ts';
import { untouched, withId, without, type State, type ThemeChoice } from './state.ts';

export interface World {
  readonly shown: Shown;
  readonly placed: PlacedScene;
  readonly views: number;
}

const THEMES: Readonly<Record<ThemeChoice, ThemeChoice>> = { auto: 'light', light: 'dark', dark: 'auto' };

const DIRECTIONS: Readonly<Partial<Record<Action, Direction>>> = {
  left: 'ArrowLeft',
  right: 'ArrowRight',
  up: 'ArrowUp',
  down: 'ArrowDown',
};

const fold = (state: State, { shown, placed }: World): State => {
  const id = state.focus?.node;
  const node = placed.nodes.find((one) => one.node.id === id)?.node;
  if (id === undefined || node === undefined) return state;
  switch (foldChange(node, state.open, shown.hubs(shown.sceneOf(state)))) {
    case 'unfold': {
      const open = withId(state.open, id);
      // A group is gone when it is open: what was in it is looked at next.
      const first = node.kind === 'group' ? node.folded?.[0] : undefined;
      const next = { ...state, open, closed: without(state.closed, id) };
      if (first === undefined) return next;
      const there = shown.sceneOf(next).nodes.some((one) => one.id === first);
      return { ...next, focus: there ? { node: first } : undefined };
    }
    case 'fold': {
      const found = new Map(state.found);
      found.delete(id);
      // What was listed is no longer drawn; a link would unfold the card for it again.
      const focus = state.focus?.part === undefined ? state.focus : { node: id };
      return { ...state, open: without(state.open, id), closed: withId(state.closed, id), found, focus };
    }
    case undefined:
      return state;
  }
};

const refold = (state: State, { shown }: World): State => {
  const id = state.focus?.node;
  if (id === undefined) return state;
  const holder = shown.holderOf(state, id);
  return holder === undefined
    ? state
    : { ...state, open: without(state.open, holder), focus: { node: holder } };
};

const hide = (state: State, { placed }: World): State => {
  const id = state.focus?.node;
  if (id === undefined) return state;
  const order = readingOrder(placed.nodes);
  const at = order.indexOf(id);
  const next = order[at + 1] ?? order[at - 1];
  return {
    ...state,
    hidden: withId(state.hidden, id),
    focus: next === undefined ? undefined : { node: next },
  };
};

const pin = (state: State, { placed }: World): State => {
  const id = state.focus?.node;
  const one = placed.nodes.find(({ node }) => node.id === id);
  if (id === undefined || one === undefined) return state;
  const pinned = new Map(state.pinned);
  if (!pinned.delete(id)) pinned.set(id, { x: one.x, y: one.y });
  return { ...state, pinned };
};

const toStep = (state: State, world: World, by: 1 | -1): State => {
  const steps = world.shown.scene.path?.steps ?? [];
  if (steps.length === 0) return state;
  const at = state.step === undefined ? (by > 0 ? 0 : steps.length - 1) : state.step + by;
  return goToStep(state, world, Math.min(steps.length - 1, Math.max(0, at)));
};

/** The step's card is unfolded, if need be. */
export const goToStep = (state: State, { shown }: World, step: number): State => {
  const one = shown.scene.path?.steps[step];
  if (one === undefined) return state;
  const revealed = shown.reveal(state, { node: one.node });
  return { ...state, ...revealed, step, focus: { node: one.node } };
};

const toCard = (state: State, { placed }: World, by: 1 | -1): State => {
  const order = readingOrder(placed.nodes);
  const at = state.focus === undefined ? -1 : order.indexOf(state.focus.node);
  const next = at < 0 ? (by > 0 ? order[0] : order.at(-1)) : order[at + by];
  return next === undefined ? state : { ...state, focus: { node: next } };
};

/** The state after it; the same one where there is nothing to do, or where it is not the state's affair. */
export const act = (state: State, action: Action, world: World): State => {
  const direction = DIRECTIONS[action];
  if (direction !== undefined) {
    const next =
      state.focus === undefined ? undefined : nearest(world.placed.nodes, state.focus.node, direction);
    return next === undefined ? state : { ...state, focus: { node: next } };
  }
  switch (action) {
    case 'fold':
      return fold(state, world);
    case 'refold':
      return refold(state, world);
    case 'hide':
      return hide(state, world);
    case 'pin':
      return pin(state, world);
    case 'hops 1':
    case 'hops 2':
    case 'hops 3':
    case 'hops 4':
      return state.focus === undefined
        ? state
        : { ...state, around: { node: state.focus.node, hops: Number(action.slice(-1)) }, centre: undefined };
    case 'all':
      return { ...state, around: undefined, hidden: new Set(), centre: undefined };
    case 'reset':
      return { ...state, ...untouched };
    case 'next step':
      return toStep(state, world, 1);
    case 'previous step':
      return toStep(state, world, -1);
    case 'next card':
      return toCard(state, world, 1);
    case 'previous card':
      return toCard(state, world, -1);
    case 'theme':
      return { ...state, theme: THEMES[state.theme] };
    case 'list':
      return { ...state, list: !state.list };
    case 'fit':
      return { ...state, centre: undefined };
    case 'leave':
      return state.focus === undefined ? { ...state, step: undefined } : { ...state, focus: undefined };
    default:
      return state;
  }
};
