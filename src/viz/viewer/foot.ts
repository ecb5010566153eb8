/** Below the picture: what it is of, what is not in it, and how to have that back. */
import type { PlacedScene } from '../layout/index.ts';
import { h, safe } from './dom.ts';
import type { ViewState } from './state.ts';

/** Notes that are written out at first. */
const NOTES = 3;

export interface FootInput {
  readonly summary: string;
  readonly placed: PlacedScene;
  readonly state: ViewState;
}

export class Foot {
  readonly element = h('div', { class: 'ui-foot' });
  private readonly showAll: () => void;
  private allNotes = false;

  constructor(showAll: () => void) {
    this.showAll = showAll;
  }

  show(input: FootInput): void {
    const { summary, placed, state } = input;
    const { hidden, around } = state;
    const told = [
      ...(hidden.size === 0 ? [] : [`${hidden.size} hidden`]),
      ...(around === undefined ? [] : [`only ${around.hops} ${around.hops === 1 ? 'edge' : 'edges'} around`]),
    ];
    const button = (text: string, onclick: () => void): HTMLElement =>
      h('button', { type: 'button', onclick }, text);
    const written = this.allNotes ? placed.notes : placed.notes.slice(0, NOTES);
    const left = placed.notes.length - written.length;
    const more = (): void => {
      this.allNotes = true;
      this.show(input);
    };
    this.element.replaceChildren(
      h('span', { class: 'ui-summary', id: 'summary' }, safe(summary, 300)),
      ...(placed.nodes.length > 0 ? [] : [h('span', {}, 'Nothing is drawn')]),
      ...written.map((note) => h('span', {}, safe(note, 300))),
      ...(left > 0 ? [button(`${left} more notes`, more)] : []),
      ...(told.length === 0 ? [] : [button(`${told.join(', ')}: show all`, this.showAll)]),
    );
  }
}
