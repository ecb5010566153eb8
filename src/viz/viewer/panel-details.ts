/** What is looked at, in full, with what can be done to it. */
import type { SceneNode } from '../scene.ts';
import type { FoldChange } from './cards.ts';
import { h, safe } from './dom.ts';
import { factsOf } from './facts.ts';
import type { Action } from './keys.ts';
import type { State } from './state.ts';
import { thingAt } from './things.ts';

export interface DetailsInput {
  readonly state: State;
  readonly node: SceneNode | undefined;
  readonly fold: FoldChange;
  /** Whether it can be folded back into something. */
  readonly held: boolean;
}

export class DetailsPanel {
  readonly element = h('section', { class: 'ui-details', 'aria-label': 'details', hidden: true });
  private readonly act: (action: Action) => void;

  constructor(act: (action: Action) => void) {
    this.act = act;
  }

  show({ state, node, fold, held }: DetailsInput): void {
    const thing =
      node === undefined ? undefined : (thingAt(node, state.focus?.part) ?? thingAt(node, undefined));
    this.element.hidden = thing === undefined;
    if (thing === undefined || node === undefined) {
      this.element.replaceChildren();
      return;
    }
    const button = (text: string, action: Action, pressed?: boolean): HTMLElement =>
      h(
        'button',
        {
          type: 'button',
          class: 'ui-small',
          'aria-pressed': pressed === undefined ? undefined : String(pressed),
          onclick: () => this.act(action),
        },
        text,
      );
    const near = state.around?.node === node.id ? state.around.hops : undefined;
    const hops = ([1, 2, 3, 4] as const).map((many) => {
      const one = button(String(many), `hops ${many}`, near === many);
      one.setAttribute('aria-label', `only what is ${many} ${many === 1 ? 'edge' : 'edges'} away`);
      return one;
    });
    this.element.replaceChildren(
      h(
        'div',
        { class: 'ui-head' },
        h('h2', {}, safe(node.title, 120) || 'Details'),
        h(
          'button',
          {
            type: 'button',
            class: 'ui-small',
            'aria-label': 'close the details',
            onclick: () => this.act('leave'),
          },
          'Close',
        ),
      ),
      h(
        'div',
        { class: 'ui-body' },
        ...factsOf(thing),
        h(
          'div',
          { class: 'ui-buttons' },
          ...(fold === undefined ? [] : [button(fold === 'unfold' ? 'Unfold' : 'Fold', 'fold')]),
          ...(held ? [button('Fold back', 'refold')] : []),
          button('Hide', 'hide'),
          button('Pinned', 'pin', state.pinned.has(node.id)),
        ),
        h(
          'div',
          { class: 'ui-buttons', role: 'group', 'aria-label': 'neighbourhood' },
          h('span', {}, 'Only so near:'),
          h('span', { class: 'ui-group' }, ...hops),
          ...(near === undefined ? [] : [button('All', 'all')]),
        ),
      ),
    );
  }
}
