/** The bar at the top: which view, the search, and what the keys do as buttons. */
import { h } from './dom.ts';
import type { Action } from './keys.ts';
import type { State } from './state.ts';

export interface BarInput {
  readonly title: string;
  /** Of the scenes, in their order. */
  readonly views: readonly string[];
  readonly search: HTMLElement;
  readonly act: (action: Action) => void;
  readonly look: (view: number) => void;
}

const THEMES: Readonly<Record<State['theme'], string>> = { auto: 'Auto', light: 'Light', dark: 'Dark' };

export class Bar {
  readonly element: HTMLElement;
  private readonly views: readonly HTMLButtonElement[];
  private readonly list: HTMLButtonElement;
  private readonly theme: HTMLButtonElement;

  constructor({ title, views, search, act, look }: BarInput) {
    const button = (text: string, label: string, action: Action): HTMLButtonElement =>
      h('button', { type: 'button', 'aria-label': label, title: label, onclick: () => act(action) }, text);
    this.views = views.map((name, view) =>
      h('button', { type: 'button', 'aria-pressed': 'false', onclick: () => look(view) }, name),
    );
    this.list = button('List', 'list of what is drawn', 'list');
    this.list.classList.add('ui-toggle');
    this.theme = button('Auto', 'light, dark, or as the system has it', 'theme');
    this.element = h(
      'header',
      { class: 'ui-bar' },
      h('h1', { id: 'page-title' }, title),
      this.list,
      ...(views.length < 2
        ? []
        : [h('div', { class: 'ui-group', role: 'group', 'aria-label': 'view' }, ...this.views)]),
      h('span', { class: 'ui-grow' }),
      search,
      h(
        'div',
        { class: 'ui-group', role: 'group', 'aria-label': 'zoom' },
        button('−', 'farther', 'farther'),
        button('+', 'nearer', 'nearer'),
        button('Fit', 'fit the whole picture in', 'fit'),
      ),
      button('Reset', 'reset the picture', 'reset'),
      this.theme,
      button('?', 'keys', 'help'),
    );
  }

  show(state: State): void {
    this.views.forEach((button, view) => button.setAttribute('aria-pressed', String(view === state.view)));
    this.list.setAttribute('aria-expanded', String(state.list));
    this.theme.textContent = THEMES[state.theme];
    this.theme.setAttribute('aria-label', `${THEMES[state.theme]} colours`);
  }
}
