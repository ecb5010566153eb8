/**
 * From a scene and what the reader did to it, to what is drawn. Every step keeps its last result, so that moving a card
 * lays nothing out again.
 */
import { foundFirst } from '../around/promote.ts';
import { foldScene } from '../fold/index.ts';
import { layoutScene, type PlacedScene } from '../layout/index.ts';
import type { Scene, SceneNode } from '../scene.ts';
import { hubsOf, neighbourhood, withoutHidden } from './around.ts';
import { movePlaced } from './moved.ts';
import { withId, without, type Focus, type ViewState } from './state.ts';
import { isDrawn, thingAt } from './things.ts';

const remember = <A extends readonly unknown[], R>(make: (...args: A) => R): ((...args: A) => R) => {
  let last: { readonly args: A; readonly result: R } | undefined;
  return (...args) => {
    if (last === undefined || args.some((arg, i) => arg !== last?.args[i]))
      last = { args, result: make(...args) };
    return last.result;
  };
};

/** More groups in one another than there are. */
const DEEPEST = 12;

export class Shown {
  readonly scene: Scene;
  private readonly byId: ReadonlyMap<string, SceneNode>;

  constructor(scene: Scene) {
    this.scene = scene;
    this.byId = new Map(scene.nodes.map((node) => [node.id, node]));
  }

  private readonly near = remember((around: ViewState['around']) =>
    around === undefined ? this.scene : neighbourhood(this.scene, around.node, around.hops),
  );

  private readonly folded = remember(
    (
      scene: Scene,
      open: ViewState['open'],
      closed: ViewState['closed'],
      around: ViewState['around'],
    ): Scene => {
      const folded = foldScene(scene, { open, closed });
      // A group is there only once it is folded.
      return around === undefined || this.byId.has(around.node)
        ? folded
        : neighbourhood(folded, around.node, around.hops);
    },
  );

  private readonly promoted = remember((scene: Scene, found: ViewState['found']): Scene => {
    if (found.size === 0) return scene;
    const nodes = scene.nodes.map((node) => {
      const part = found.get(node.id);
      return part === undefined || isDrawn(node, part) ? node : foundFirst(node, ({ id }) => id === part);
    });
    return { ...scene, nodes };
  });

  private readonly left = remember(withoutHidden);
  private readonly laidOut = remember(layoutScene);
  private readonly moved = remember(movePlaced);

  /** Folded, with neither what is hidden nor what is too far away. */
  sceneOf(state: ViewState): Scene {
    const { open, closed, found, hidden, around } = state;
    const folded = this.folded(this.near(around), open, closed, around);
    return this.left(this.promoted(folded, found), hidden);
  }

  placedOf(state: ViewState): PlacedScene {
    return this.moved(this.laidOut(this.sceneOf(state)), state.pinned);
  }

  /** Of a scene of `sceneOf`: cards that can take others in. */
  readonly hubs = remember(hubsOf);

  /** A node of the whole scene, or one that folding made. */
  nodeOf(state: ViewState, id: string): SceneNode | undefined {
    return this.sceneOf(state).nodes.find((node) => node.id === id) ?? this.byId.get(id);
  }

  /** The state in which a card, or a part of one, is there; the same one for what the scene does not have. */
  reveal(state: ViewState, { node, part }: Focus): ViewState {
    const next = this.withCard(state, node);
    const whole = this.byId.get(node);
    const drawnIn = (one: ViewState): SceneNode | undefined =>
      this.sceneOf(one).nodes.find(({ id }) => id === node);
    const drawn = drawnIn(next);
    if (part === undefined || whole === undefined || drawn === undefined || isDrawn(drawn, part)) return next;
    if (whole.pins.some(({ id }) => id === part)) return this.withPin(next, node, part);
    if (thingAt(drawn, part) === undefined) return next;
    const open = { ...next, open: withId(next.open, node), closed: without(next.closed, node) };
    const unfolded = drawnIn(open);
    // What was folded into the card is listed in it no longer.
    if (unfolded === undefined || isDrawn(unfolded, part) || thingAt(whole, part) === undefined) return open;
    return { ...next, found: new Map(next.found).set(node, part) };
  }

  /** A pin is gone while the card that it leads to is folded. */
  private withPin(state: ViewState, node: string, pin: string): ViewState {
    for (const { from, to } of this.scene.edges) {
      if (from.node === node && from.pin === pin) return this.withCard(state, to.node);
      if (to.node === node && to.pin === pin) return this.withCard(state, from.node);
    }
    return state;
  }

  /** Unfolded, not hidden, near. */
  private withCard(state: ViewState, id: string): ViewState {
    let next = state;
    const there = (): boolean => this.sceneOf(next).nodes.some((node) => node.id === id);
    if (there() || !this.byId.has(id)) return next;
    if (next.hidden.has(id)) next = { ...next, hidden: without(next.hidden, id) };
    for (let depth = 0; depth < DEEPEST && !there(); depth++) {
      const holder = this.sceneOf(next).nodes.find(({ folded }) => folded?.includes(id));
      if (holder === undefined) {
        if (next.around === undefined && next.hidden.size === 0) break;
        // Folded into what is hidden, or too far away.
        next = { ...next, around: undefined, hidden: new Set() };
        continue;
      }
      if (next.open.has(holder.id)) break;
      next = { ...next, open: withId(next.open, holder.id), closed: without(next.closed, holder.id) };
    }
    return next;
  }

  /** Of what was opened, what a card would be folded into again. */
  holderOf(state: ViewState, id: string): string | undefined {
    for (const open of [...state.open].reverse()) {
      if (open === id) continue;
      // Not through what is remembered: that is for the picture as it is.
      const again = foldScene(this.near(state.around), {
        open: without(state.open, open),
        closed: state.closed,
      });
      const holder = again.nodes.find((node) => node.id === open);
      if (holder?.folded?.includes(id) === true) return open;
    }
    return undefined;
  }
}
