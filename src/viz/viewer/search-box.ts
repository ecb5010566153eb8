/** The field to search in, with what was found below it: a combobox in the words of ARIA. */
import { h, safe } from './dom.ts';
import type { FoundThing } from './searches.ts';
import { spelled } from './spellings.ts';

const SHOWN = 50;

export interface SearchEvents {
  readonly find: (
    query: string,
    limit: number,
  ) => { readonly things: readonly FoundThing[]; readonly more: boolean };
  readonly typed: (query: string) => void;
  readonly chosen: (thing: FoundThing) => void;
  /** The name of a view. */
  readonly nameOf: (view: number) => string;
  readonly left: () => void;
}

/** The line that says why it was found, when that is neither name nor place. */
const reason = (thing: FoundThing, query: string): string => {
  const word = spelled(query.trim().toLowerCase().split(/\s+/)[0] ?? '');
  if (thing.name.toLowerCase().includes(word)) return '';
  if (thing.row?.uuid.startsWith(word) === true) return thing.row.uuid;
  const line = thing.lines
    .flatMap((text) => text.split('\n'))
    .find((text) => text.toLowerCase().includes(word));
  return line === undefined ? '' : safe(line, 120);
};

export class SearchBox {
  readonly element: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly results = h('ul', {
    class: 'ui-results',
    id: 'results',
    role: 'listbox',
    'aria-label': 'found',
    hidden: true,
  });
  private readonly told = h('span', { class: 'ui-hidden', role: 'status' });
  private things: readonly FoundThing[] = [];
  private active = 0;
  private readonly events: SearchEvents;

  constructor(events: SearchEvents) {
    this.events = events;
    this.input = h('input', {
      class: 'ui-input',
      type: 'text',
      role: 'combobox',
      placeholder: 'Search names, addresses, UUIDs',
      'aria-label': 'search names, addresses, UUIDs',
      'aria-controls': 'results',
      'aria-expanded': 'false',
      'aria-autocomplete': 'list',
      autocomplete: 'off',
      spellcheck: 'false',
      oninput: () => {
        events.typed(this.input.value);
        this.show();
      },
      onfocus: () => this.show(),
      onblur: () => this.close(),
      onkeydown: (event) => this.pressed(event as KeyboardEvent),
    });
    // Choosing with the mouse must not take the focus away first.
    this.results.addEventListener('pointerdown', (event) => event.preventDefault());
    this.results.addEventListener('click', (event) => {
      const entry = event.target instanceof Element ? event.target.closest('[role=option]') : null;
      if (entry !== null) this.choose([...this.results.children].indexOf(entry));
    });
    this.element = h(
      'div',
      { class: 'ui-search', role: 'search' },
      this.input,
      h('span', { class: 'ui-hint', 'aria-hidden': 'true' }, '/'),
      this.results,
      this.told,
    );
  }

  focus(): void {
    this.input.focus();
    this.input.select();
  }

  set value(query: string) {
    if (this.input.value !== query) this.input.value = query;
  }

  private pressed(event: KeyboardEvent): void {
    const { key } = event;
    if (key === 'Escape') {
      event.stopPropagation();
      if (this.results.hidden) this.events.left();
      else this.close();
    } else if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (this.results.hidden) this.show();
      else this.activate(this.active + (key === 'ArrowDown' ? 1 : -1));
    } else if (key === 'Enter') {
      event.preventDefault();
      if (this.results.hidden) this.show();
      this.choose(this.active);
    }
  }

  private choose(number: number): void {
    const thing = this.things[number];
    if (thing === undefined) return;
    this.close();
    this.events.chosen(thing);
  }

  private close(): void {
    this.results.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }

  private activate(number: number): void {
    const { length } = this.things;
    if (length === 0) return;
    this.results.children[this.active]?.setAttribute('aria-selected', 'false');
    this.active = (number + length) % length;
    const entry = this.results.children[this.active];
    entry?.setAttribute('aria-selected', 'true');
    entry?.scrollIntoView({ block: 'nearest' });
    this.input.setAttribute('aria-activedescendant', `result-${this.active}`);
  }

  private show(): void {
    const query = this.input.value;
    if (query.trim() === '') {
      this.things = [];
      this.told.textContent = '';
      this.close();
      return;
    }
    const { things, more } = this.events.find(query, SHOWN);
    this.things = things;
    const entries = things.map((thing, i) => {
      const why = reason(thing, query);
      const view = thing.view === undefined ? '' : `view ${safe(this.events.nameOf(thing.view), 60)}`;
      const where = [view, thing.where === '' ? '' : `in ${safe(thing.where, 120)}`, why].filter(
        (text) => text !== '',
      );
      return h(
        'li',
        { role: 'option', id: `result-${i}`, 'aria-selected': 'false' },
        h('span', { class: 'ui-kind' }, safe(thing.kind, 40)),
        h('span', { class: 'ui-name' }, safe(thing.name, 160) || '""'),
        h('span', { class: 'ui-where' }, where.join(' · ')),
      );
    });
    const last =
      things.length === 0
        ? h('li', { class: 'ui-none', role: 'presentation' }, 'Nothing has this')
        : more
          ? h('li', { class: 'ui-none', role: 'presentation' }, `The first ${SHOWN}; type more to see others`)
          : undefined;
    this.results.replaceChildren(...entries, ...(last === undefined ? [] : [last]));
    this.results.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
    this.told.textContent =
      things.length === 0 ? 'nothing found' : `${things.length}${more ? ' or more' : ''} found`;
    this.activate(0);
  }
}
