/** What every format without pixels writes the same way: marks, signs, what is listed and what is only counted. */
import { printable } from '../text/index.ts';
import { KIND_LABELS } from './layout/card/index.ts';
import { someItems, someOf } from './some.ts';
import type { Item, SceneNode, SceneTable, TableRow, Tone } from './scene.ts';

/** Up a disc, down a triangle, disabled a cross, not known a ring, without a state a square. */
export const MARKS: Readonly<Record<Tone, string>> = {
  good: '●',
  bad: '▼',
  warn: '✕',
  unknown: '○',
  idle: '▪',
};

/** The tones that a text without colours has to tell. */
export const isWrong = (tone: Tone | undefined): boolean => tone === 'bad' || tone === 'warn';

/** A mark before what is wrong, nothing before the rest. */
export const marked = (text: string, tone: Tone | undefined): string =>
  tone !== undefined && isWrong(tone) ? `${MARKS[tone]} ${text}` : text;

/** Safe to show, and at most so many characters of it. */
export const short = (text: string, limit: number): string => {
  const head = printable(text.slice(0, limit));
  if (text.length <= limit && head.length <= limit) return head;
  return `${[...head].slice(0, limit - 1).join('')}…`;
};

/** An empty name is one, too. */
export const named = (text: string): string => (text === '' ? '""' : text);

/** What the card is: `distributed router`, `switch`. */
export const kindOf = (node: SceneNode): string => node.label ?? KIND_LABELS[node.kind];

/** Steps of a trace; of many, the first and the last. */
export const stepsOf = ({ steps = [] }: SceneNode): readonly (number | '…')[] =>
  steps.length > 6 ? [steps[0] ?? 0, '…', steps.at(-1) ?? 0] : steps;

export const moreOf = (left: number): string => `${left} more`;

export interface OpenSection {
  readonly title: string | undefined;
  readonly items: readonly Item[];
  /** How many there are besides. */
  readonly more: number;
}

/** Sections as they are written out; those that say nothing are left out, for a fact has their count. */
export const openSections = ({ sections }: SceneNode): readonly OpenSection[] =>
  sections.flatMap((section) => {
    const some = someItems(section);
    return some === undefined ? [] : [{ title: section.title, items: some.shown, more: some.left }];
  });

export const openRows = ({
  rows,
  listed,
}: SceneTable): { readonly rows: readonly TableRow[]; readonly more: number } => {
  const { shown, left } = someOf(rows, listed);
  return { rows: shown, more: left };
};
