/** Everything in a scene that one can look for or look at: cards, their ports, their rows, frames. */
import type { RowRef } from '../../model/index.ts';
import { KIND_LABELS } from '../layout/card/index.ts';
import type { SceneNode } from '../scene.ts';
import { someItems, someOf } from '../some.ts';
import type { Focus } from './state.ts';

export interface Thing {
  readonly at: Focus;
  /** What it is called: `switch`, `port`. */
  readonly kind: string;
  readonly name: string;
  /** The card in which it is; nothing for a card. */
  readonly where: string;
  readonly row: RowRef | undefined;
  /** Lines that say more, and in which it is found. */
  readonly lines: readonly string[];
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** Of its row; what has none may have been given one in its id. */
export const uuidOf = ({ row, at }: Thing): string | undefined =>
  row?.uuid ?? UUID.exec(at.part ?? at.node)?.[0];

export const kindOf = (node: SceneNode): string => node.label ?? KIND_LABELS[node.kind];

const cardThing = (node: SceneNode): Thing => ({
  at: { node: node.id },
  kind: kindOf(node),
  name: node.title,
  where: node.container ?? '',
  row: node.row,
  lines: [
    ...(node.subtitle === undefined ? [] : [node.subtitle]),
    ...node.facts.map(({ text }) => text),
    ...node.badges.map(({ text, tooltip }) => (tooltip === '' ? text : `${text}: ${tooltip}`)),
    node.tooltip,
  ],
});

/** Of a row of a table, its cells. */
const rowName = (cells: readonly { readonly text: string }[]): string =>
  cells
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join(' · ');

/** A card first, then what is in it. */
export const thingsOf = (node: SceneNode): Thing[] => {
  const part = (
    id: string,
    name: string,
    row: RowRef | undefined,
    kind: string,
    lines: readonly string[],
  ) => ({
    at: { node: node.id, part: id },
    kind,
    name,
    where: node.title,
    row,
    lines,
  });
  const things: Thing[] = [cardThing(node)];
  for (const pin of node.pins) {
    if (pin.name === '' && pin.row === undefined) continue;
    things.push(part(pin.id, pin.name, pin.row, 'port', [...pin.details, pin.tooltip]));
  }
  // Of a group, its members stand in the whole scene as cards.
  if (node.kind !== 'group')
    for (const { title, items } of node.sections)
      for (const item of items)
        things.push(part(item.id, item.name, item.row, title ?? 'port', [item.detail, item.tooltip]));
  for (const { id, row, cells, tooltip } of node.table?.rows ?? [])
    things.push(part(id, rowName(cells), row, row?.table ?? 'row', [tooltip]));
  return things;
};

/** Of a card as it is drawn; a part that is not in it gives the card. */
export const thingAt = (node: SceneNode, part: string | undefined): Thing | undefined => {
  if (part === undefined) return cardThing(node);
  return thingsOf(node).find(({ at }) => at.part === part);
};

/** Whether a port or a row is written out, or has its pin. */
export const isDrawn = ({ pins, sections, table }: SceneNode, part: string): boolean => {
  const has = (all: readonly { readonly id: string }[], listed = all.length): boolean => {
    const at = all.findIndex(({ id }) => id === part);
    return at >= 0 && at < listed;
  };
  return (
    has(pins) ||
    sections.some(({ items, listed }) => has(items, listed)) ||
    (table !== undefined && has(table.rows, table.listed))
  );
};

/** Items and rows that are not written out. */
export const unlisted = (node: SceneNode): number => {
  let left = 0;
  for (const section of node.sections) left += someItems(section)?.left ?? section.items.length;
  return left + (node.table === undefined ? 0 : someOf(node.table.rows, node.table.listed).left);
};

export const listedIn = (node: SceneNode): number => {
  let many = 0;
  for (const section of node.sections) many += someItems(section)?.shown.length ?? 0;
  return many + (node.table === undefined ? 0 : someOf(node.table.rows, node.table.listed).shown.length);
};
