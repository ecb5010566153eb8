/** The field to search in, with what was found below it: a combobox in the words of ARIA. */
import { h, safe } from './dom.ts';
import type { FoundHits, Hit } from './searches.ts';
import { spellingsOf } from './spellings.ts';
import { uuidOf, type Thing } from './things.ts';

const SHOWN = 50;

export interface SearchEvents {
  /** With `isWhole` no view is left out because it is not read yet. */
  readonly find: (query: string, limit: number, isWhole: boolean) => FoundHits;
  /** Somebody is about to search. */
  readonly entered: () => void;
  readonly typed: (query: string) => void;
  readonly chosen: (hit: Hit) => void;
  /** Of a view that is not the one that is looked at. */
  readonly viewName: (view: number) => string | undefined;
  readonly left: () => void;
}

/** The line that says why it was found, when that is neither name nor place. */
const reason = (thing: Thing, query: string): string => {
  const words = spellingsOf(query.trim().toLowerCase().split(/\s+/)[0] ?? '');
  const has = (text: string): boolean => words.some((word) => text.toLowerCase().includes(word));
  if (has(thing.name)) return '';
  const uuid = uuidOf(thing);
  if (uuid !== undefined && words.some((word) => uuid.startsWith(word))) return uuid;
  const line = thing.lines.flatMap((text) => text.split('\n')).find(has);
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
  private hits: readonly Hit[] = [];
  private query = '';
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
      onfocus: () => {
        events.entered();
        this.show();
      },
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
      // Whoever does not wait for the other views has asked them all the same.
      if (this.hits.length === 0) this.show(true);
      this.choose(this.active);
    }
  }

  private choose(number: number): void {
    const hit = this.hits[number];
    if (hit === undefined) return;
    this.close();
    this.events.chosen(hit);
  }

  /** There is more to search in than there was. */
  refresh(): void {
    if (!this.results.hidden) this.show();
  }

  private close(): void {
    this.results.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }

  private activate(number: number): void {
    const { length } = this.hits;
    if (length === 0) return;
    this.results.children[this.active]?.setAttribute('aria-selected', 'false');
    this.active = (number + length) % length;
    const entry = this.results.children[this.active];
    entry?.setAttribute('aria-selected', 'true');
    entry?.scrollIntoView({ block: 'nearest' });
    this.input.setAttribute('aria-activedescendant', `result-${this.active}`);
  }

  private show(isWhole = false): void {
    const query = this.input.value;
    if (query.trim() === '') {
      this.hits = [];
      this.told.textContent = '';
      this.close();
      return;
    }
    const { hits, more, pending } = this.events.find(query, SHOWN, isWhole);
    // What comes later stands below what is there.
    const active = query === this.query ? this.active : 0;
    [this.hits, this.query] = [hits, query];
    const entries = hits.map(({ thing, view }, i) => {
      const name = this.events.viewName(view);
      const why = reason(thing, query);
      const where = [thing.where === '' ? '' : `in ${safe(thing.where, 120)}`, why].filter(
        (text) => text !== '',
      );
      return h(
        'li',
        { role: 'option', id: `result-${i}`, 'aria-selected': 'false' },
        h('span', { class: 'ui-kind' }, safe(thing.kind, 40)),
        h('span', { class: 'ui-name' }, safe(thing.name, 160) || '""'),
        name === undefined ? undefined : h('span', { class: 'ui-view' }, `in view ${name}`),
        h('span', { class: 'ui-where' }, where.join(' · ')),
      );
    });
    const last = pending
      ? 'Looking in the other views …'
      : hits.length === 0
        ? 'Nothing has this'
        : more
          ? `The first ${hits.length}; type more to see others`
          : undefined;
    this.results.replaceChildren(
      ...entries,
      ...(last === undefined ? [] : [h('li', { class: 'ui-none', role: 'presentation' }, last)]),
    );
    this.results.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
    const elsewhere = hits.filter(({ view }) => this.events.viewName(view) !== undefined).length;
    const found = hits.length === 0 ? 'nothing found' : `${hits.length}${more ? ' or more' : ''} found`;
    this.told.textContent = elsewhere === 0 ? found : `${found}, ${elsewhere} in other views`;
    this.activate(active);
  }
}
