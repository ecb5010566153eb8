/** The picture as a table: for screen readers, for the browser's own search, and for whoever likes lists better. */
import type { SceneNode } from '../scene.ts';
import { h, safe } from './dom.ts';
import type { Focus } from './state.ts';
import { kindOf, thingsOf } from './things.ts';

const CARDS = 100;
const PARTS = 50;

const partCount = (node: SceneNode): number =>
  node.sections.reduce((sum, { items }) => sum + items.length, 0) + (node.table?.rows.length ?? 0);

const factText = (node: SceneNode): string =>
  [node.subtitle ?? '', ...node.facts.map(({ text }) => text)].filter((text) => text !== '').join(' · ');

export class ListPanel {
  readonly element: HTMLElement;
  private nodes: readonly SceneNode[] = [];
  private focus: Focus | undefined;
  private page = 0;
  /** Cards whose ports are listed, and how many of these. */
  private readonly opened = new Map<string, number>();
  private readonly table = h('div', {
    class: 'ui-scroll',
    tabindex: '0',
    role: 'region',
    'aria-label': 'list of cards',
  });
  private readonly pages = h('div', { class: 'ui-pages' });
  private readonly chosen: (focus: Focus) => void;

  constructor(chosen: (focus: Focus) => void, close: () => void) {
    this.chosen = chosen;
    this.element = h(
      'section',
      { class: 'ui-panel ui-list', 'aria-label': 'list' },
      h(
        'div',
        { class: 'ui-head' },
        h('h2', {}, 'What is drawn'),
        h(
          'button',
          { type: 'button', class: 'ui-small', 'aria-label': 'close the list', onclick: close },
          'Close',
        ),
      ),
      this.table,
      this.pages,
    );
  }

  /** Cards in the order of reading. */
  show(nodes: readonly SceneNode[], focus: Focus | undefined, open: boolean): void {
    this.element.hidden = !open;
    const changed = nodes !== this.nodes;
    const moved = focus !== this.focus;
    this.nodes = nodes;
    this.focus = focus;
    if (!open) {
      this.table.replaceChildren();
      return;
    }
    if (!changed && !moved && this.table.childElementCount > 0) return;
    if (moved) {
      const at = nodes.findIndex(({ id }) => id === focus?.node);
      if (at >= 0) this.page = Math.floor(at / CARDS);
    }
    this.page = Math.min(this.page, Math.max(0, Math.ceil(nodes.length / CARDS) - 1));
    this.render();
    this.table.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }

  private link(text: string, at: Focus): HTMLElement {
    return h(
      'button',
      { type: 'button', class: 'ui-link', onclick: () => this.chosen(at) },
      safe(text, 200) || '""',
    );
  }

  private partRows(node: SceneNode): HTMLElement[] {
    const many = this.opened.get(node.id) ?? 0;
    if (many === 0) return [];
    const parts = thingsOf(node).slice(1);
    const rows = parts
      .slice(0, many)
      .map((thing) =>
        h(
          'tr',
          { class: 'ui-part' },
          h('td', {}, this.link(thing.name, thing.at)),
          h('td', {}, safe(thing.kind, 60)),
          h('td', { colspan: 2 }, safe(thing.lines[0] ?? '', 160)),
        ),
      );
    const left = parts.length - many;
    if (left > 0) {
      const more = h(
        'button',
        {
          type: 'button',
          class: 'ui-small',
          onclick: () => {
            this.opened.set(node.id, many + PARTS);
            this.render();
          },
        },
        `${Math.min(PARTS, left)} more of ${left}`,
      );
      rows.push(h('tr', { class: 'ui-part' }, h('td', { colspan: 4 }, more)));
    }
    return rows;
  }

  private cardRow(node: SceneNode): HTMLElement {
    const many = partCount(node);
    const open = this.opened.has(node.id);
    const toggle = h(
      'button',
      {
        type: 'button',
        class: 'ui-small',
        'aria-expanded': String(open),
        'aria-label': `${many} listed in ${safe(node.title, 120)}`,
        onclick: () => {
          if (open) this.opened.delete(node.id);
          else this.opened.set(node.id, PARTS);
          this.render();
        },
      },
      `${open ? '−' : '+'} ${many}`,
    );
    const current = node.id === this.focus?.node;
    return h(
      'tr',
      { 'aria-current': current ? 'true' : undefined },
      h('td', {}, this.link(node.title, { node: node.id })),
      h('td', {}, safe(kindOf(node), 60)),
      h('td', {}, safe(factText(node), 200)),
      h('td', {}, many === 0 ? '' : toggle),
    );
  }

  private render(): void {
    const from = this.page * CARDS;
    const shown = this.nodes.slice(from, from + CARDS);
    const head = ['Name', 'Kind', 'Facts', 'Listed'].map((text) => h('th', { scope: 'col' }, text));
    const rows = shown.flatMap((node) => [this.cardRow(node), ...this.partRows(node)]);
    const to = from + shown.length;
    this.table.replaceChildren(
      h(
        'table',
        {},
        h(
          'caption',
          {},
          `${this.nodes.length} cards${this.nodes.length > CARDS ? `, ${from + 1} to ${to}` : ''}`,
        ),
        h('thead', {}, h('tr', {}, ...head)),
        h('tbody', {}, ...rows),
      ),
    );
    const last = Math.ceil(this.nodes.length / CARDS) - 1;
    const turn = (text: string, page: number): HTMLElement =>
      h(
        'button',
        {
          type: 'button',
          class: 'ui-small',
          disabled: page < 0 || page > last,
          onclick: () => {
            this.page = page;
            this.render();
          },
        },
        text,
      );
    this.pages.hidden = last <= 0;
    this.pages.replaceChildren(
      turn('Previous page', this.page - 1),
      h('span', {}, `page ${this.page + 1} of ${last + 1}`),
      turn('Next page', this.page + 1),
    );
  }
}
