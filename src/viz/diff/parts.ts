/** What is inside two nodes that are the same one: pins, sections of items, a table. */
import type { Change, Item, Pin, SceneNode, SceneTable, Section, TableRow } from '../scene.ts';
import { Differences, withLines } from './differences.ts';
import { merged, pairUp, type Either, type Key, type Pairs } from './pair.ts';
import { uniteTables } from './tables.ts';

export type Part = Pin | Item | TableRow;

export interface Parts {
  readonly pins: readonly Pin[];
  readonly sections: readonly Section[];
  readonly table: SceneTable | undefined;
  /** Whether any of them is not as it was. */
  readonly touched: boolean;
  /** Pins of the node before, by id → what they are called now. */
  readonly pinIds: ReadonlyMap<string, string>;
}

/** Where a port is that went from one node to another, by its id. */
export type Elsewhere = (id: string, side: 'before' | 'after') => string | undefined;

/** The node at the other end of a pin's edge, as the union calls it. */
export type Towards = (node: string, pin: string, side: 'before' | 'after') => string | undefined;

/** More changes than this are counted. */
const CHANGES_LISTED = 40;

/** Ids of things without a row may hold their node's. */
const relative = (id: string, node: string): string => (id.startsWith(node) ? id.slice(node.length) : id);

export const uniteParts = (
  before: SceneNode,
  after: SceneNode,
  places: Elsewhere,
  towards: Towards,
): Parts => {
  const elsewhere: Elsewhere = (id, side) => {
    const place = places(id, side);
    return place === before.title || place === after.title ? undefined : place;
  };
  const keys: readonly Key<Pin | Item>[] = [
    { of: ({ id }) => id, unique: false },
    { of: ({ id }, side) => relative(id, side === 'before' ? before.id : after.id), unique: false },
    { of: ({ name }) => name, unique: true },
  ];
  const byEnd: Key<Pin> = {
    of: ({ id }, side) => towards((side === 'before' ? before : after).id, id, side),
    unique: true,
  };
  const apart = before.id !== after.id;
  const pinPairs = pairUp<Pin>(before.pins, after.pins, apart ? [...keys, byEnd] : keys);
  const pins = merged(before.pins, after.pins, pinPairs).map((one) => unitePart(one, pinChanges, elsewhere));
  const sections = uniteSections(before, after, keys, elsewhere);
  const table = uniteTables(before.table, after.table);
  return {
    pins,
    sections,
    table,
    touched:
      pins.some(isChanged) ||
      sections.some(({ items }) => items.some(isChanged)) ||
      table?.rows.some(isChanged) === true,
    pinIds: new Map([...pinPairs.toAfter].map(([one, other]) => [one.id, other.id])),
  };
};

export const isChanged = ({ change }: { readonly change?: Change | undefined }): boolean =>
  change !== undefined;

/** What is new, gone, or both with what changed. */
const unitePart = <T extends Pin | Item>(
  one: Either<T>,
  changes: (before: T, after: T) => readonly string[],
  elsewhere: Elsewhere,
): T => {
  if (one.before === undefined) {
    const after = one.after as T;
    const from = elsewhere(after.id, 'before');
    return marked(after, 'added', from === undefined ? [] : [`was at ${from}`]);
  }
  if (one.after === undefined) {
    const to = elsewhere(one.before.id, 'after');
    return marked(one.before, 'removed', to === undefined ? [] : [`is at ${to} now`]);
  }
  const lines = one.before === one.after ? [] : changes(one.before, one.after);
  return lines.length === 0 ? one.after : marked(one.after, 'changed', lines);
};

export const marked = <T extends { readonly tooltip: string }>(
  one: T,
  change: Change,
  lines: readonly string[] = [],
): T => ({ ...one, change, tooltip: withLines(lines, one.tooltip) });

const pinChanges = (before: Pin, after: Pin): readonly string[] => {
  const found = new Differences(before.id !== after.id);
  found.text(before.name, after.name);
  found.list(before.details, after.details);
  found.tooltip(before.tooltip, after.tooltip);
  found.tone(before.tone, after.tone);
  return found.lines;
};

const itemChanges = (before: Item, after: Item): readonly string[] => {
  const found = new Differences(before.id !== after.id);
  found.text(before.name, after.name);
  found.text(before.detail, after.detail);
  found.tooltip(before.tooltip, after.tooltip);
  found.tone(before.tone, after.tone);
  return found.lines;
};

const SECTIONS: readonly Key<Section>[] = [{ of: ({ title }) => title ?? '', unique: false }];

/** An item may have gone from one section to another. */
const uniteSections = (
  before: SceneNode,
  after: SceneNode,
  keys: readonly Key<Item>[],
  elsewhere: Elsewhere,
): Section[] => {
  const itemsOf = ({ sections }: SceneNode): readonly Item[] => sections.flatMap(({ items }) => items);
  const items = pairUp<Item>(itemsOf(before), itemsOf(after), keys);
  const pairs = pairUp(before.sections, after.sections, SECTIONS);
  return merged(before.sections, after.sections, pairs)
    .map((one) => ({ of: one.after, section: uniteSection(one, items, elsewhere) }))
    .filter(({ of, section }) => of !== undefined || section.items.length > 0)
    .map(({ section }) => section);
};

const uniteSection = (
  { before, after }: Either<Section>,
  pairs: Pairs<Item>,
  elsewhere: Elsewhere,
): Section => {
  const items = merged(before?.items ?? [], after?.items ?? [], pairs).map((one) =>
    unitePart(one, itemChanges, elsewhere),
  );
  const { title, listed } = (after ?? before) as Section;
  return { title, ...changedFirst(items, listed, after?.items.length ?? 0) };
};

/** What changed comes first and is listed; `of` of them were there before, of which `listed` were listed. */
const changedFirst = (
  items: readonly Item[],
  listed: number,
  of: number,
): { readonly items: readonly Item[]; readonly listed: number } => {
  const changed = items.filter(isChanged);
  if (changed.length === 0) return { items, listed };
  const open = listed >= of ? Math.min(items.length, of + CHANGES_LISTED) : listed;
  return {
    items: [...changed, ...items.filter((one) => !isChanged(one))],
    listed: Math.max(open, Math.min(changed.length, CHANGES_LISTED)),
  };
};
