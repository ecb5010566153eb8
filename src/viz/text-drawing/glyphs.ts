/** The characters that a drawing is made of: box drawing (Unicode U+2500), or ASCII for terminals that have nothing else. */
import type { Tone } from '../scene.ts';
import { MARKS } from '../words.ts';

export interface Glyphs {
  readonly corners: readonly [topLeft: string, topRight: string, bottomLeft: string, bottomRight: string];
  readonly across: string;
  readonly down: string;
  /** From an upright line to the right, with more below and without. */
  readonly branch: string;
  readonly last: string;
  /** In the lower edge of a box, where what hangs on it begins. */
  readonly fork: string;
  readonly rule: readonly [left: string, right: string];
  readonly frame: string;
  readonly marks: Readonly<Record<Tone, string>>;
  readonly dots: string;
  readonly also: string;
  readonly up: string;
  readonly between: string;
}

export const UNICODE: Glyphs = {
  corners: ['╭', '╮', '╰', '╯'],
  across: '─',
  down: '│',
  branch: '├',
  last: '╰',
  fork: '┬',
  rule: ['├', '┤'],
  frame: '═',
  marks: MARKS,
  dots: '…',
  also: '⇢',
  up: '▲',
  between: '·',
};

export const ASCII: Glyphs = {
  corners: ['+', '+', '+', '+'],
  across: '-',
  down: '|',
  branch: '+',
  last: '`',
  fork: '+',
  rule: ['+', '+'],
  frame: '=',
  marks: { good: '*', bad: 'v', warn: 'x', unknown: 'o', idle: '-' },
  dots: '...',
  also: '->',
  up: '^',
  between: ',',
};
