/** What a card lists: sections of ports, and tables. */
import type { Item, SceneTable, Section } from '../../scene.ts';
import { someItems, someOf, type Some } from '../../some.ts';
import { changeGlyph } from './change.ts';
import type { CardBuilder } from './builder.ts';
import { nameOf, PAD, shorten, widthIn } from './sizes.ts';

const NAME_WIDEST = 180;
const VALUE_WIDEST = 125;
const LINE = 16;
/** From the card's side to a name: room for its mark. */
const INDENT = PAD + 14;

/** Above this many items they stand in columns. */
const COLUMN = 40;
const COLUMN_GAP = 22;

const moreOf = (left: number, shown: number): string => (shown === 0 ? `${left} not listed` : `${left} more`);

const listItems = (b: CardBuilder, { shown: items, left: more }: Some<Item>): void => {
  const shown = items.map((item) => ({
    item,
    name: shorten(changeGlyph(item.change) + nameOf(item.name), NAME_WIDEST, 'item'),
    value: shorten(item.detail, VALUE_WIDEST, 'value'),
  }));
  const columns = Math.max(1, Math.min(6, Math.ceil(shown.length / COLUMN)));
  const each = Math.ceil(shown.length / columns);
  const top = b.y;
  let left = 0;
  for (let column = 0; column < columns; column++) {
    const part = shown.slice(column * each, (column + 1) * each);
    const names = Math.max(0, ...part.map(({ name }) => widthIn(name, 'item')));
    const values = Math.max(0, ...part.map(({ value }) => widthIn(value, 'value')));
    const width = 14 + names + (values === 0 ? 0 : values + 14);
    part.forEach(({ item, name, value }, i) => {
      const y = top + (i + 1) * LINE;
      b.items.push({ x: PAD + left + 4, y: y - 4, width: columns === 1 ? 0 : width, item });
      b.texts.push({ x: INDENT + left, y, text: name, style: 'item', anchor: 'start', tone: item.tone });
      if (value === '') return;
      const x = columns === 1 ? -PAD : PAD + left + width;
      b.texts.push({ x, y, text: value, style: 'value', anchor: 'end', tone: 'idle' });
    });
    left += width + COLUMN_GAP;
  }
  b.needs(PAD + left - COLUMN_GAP + PAD);
  b.y = top + each * LINE;
  if (more > 0) {
    b.y += LINE;
    b.text('more', moreOf(more, shown.length), 'idle', INDENT);
  }
};

/** Sections one below the other, each with its title. */
export const listSections = (b: CardBuilder, sections: readonly Section[]): void => {
  for (const section of sections) {
    const some = someItems(section);
    if (some === undefined) continue;
    b.rules.push(b.y);
    b.y += 3;
    if (section.title !== undefined) {
      b.y += 13;
      b.text('section', section.title);
    }
    listItems(b, some);
    b.y += 8;
  }
};

const CELL_WIDEST = 1000;
const CELL_GAP = 16;

export const listTable = (b: CardBuilder, table: SceneTable): void => {
  const { shown, left: more } = someOf(table.rows, table.listed);
  const cells = shown.map((row) =>
    row.cells.map((cell, i) => ({
      ...cell,
      text: shorten(i === 0 ? changeGlyph(row.change) + cell.text : cell.text, CELL_WIDEST, 'cell'),
    })),
  );
  const titles = table.columns.map((text) => shorten(text, CELL_WIDEST, 'column'));
  const lefts: number[] = [];
  let x = PAD;
  titles.forEach((title, i) => {
    lefts.push(x);
    let widest = widthIn(title, 'column');
    for (const row of cells) widest = Math.max(widest, widthIn(row[i]?.text ?? '', 'cell'));
    x += widest + CELL_GAP;
  });
  b.needs(x - CELL_GAP + PAD);
  b.rules.push(b.y);
  b.y += 15;
  titles.forEach((text, i) =>
    b.texts.push({ x: lefts[i] ?? 0, y: b.y, text, style: 'column', anchor: 'start', tone: 'idle' }),
  );
  b.y += 3;
  cells.forEach((row, r) => {
    b.y += LINE;
    const { id, row: ref, tooltip, change } = shown[r] as SceneTable['rows'][number];
    const item = { id, row: ref, name: '', detail: '', tone: 'idle' as const, tooltip, change };
    b.items.push({ x: PAD + 4, y: b.y - 4, width: 0, item, unmarked: true });
    row.forEach(({ text, tone = 'idle' }, i) => {
      if (text === '') return;
      b.texts.push({ x: lefts[i] ?? 0, y: b.y, text, style: 'cell', anchor: 'start', tone });
    });
  });
  if (more > 0) {
    b.y += LINE;
    b.text('more', moreOf(more, shown.length));
  }
  b.y += 8;
};
