/**
 * Goes through a container of rows without parsing the rows: between two rows stand a comma and, in an object, a
 * name; rarely also members that are not rows (`"0b7e…": null` in a database file is a deletion).
 */
import { OvnscopeError } from '../../text/index.ts';
import { parseJson } from './exact.ts';
import type { Marks } from './marks.ts';
import { Raw } from './raw.ts';
import type { Rope } from './rope.ts';
import { isObject, type Json } from './value.ts';

/** `name` is empty for the elements of an array. */
export type Visit = (name: string, member: Json | Raw) => void;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const UUID_LENGTH = 36;

/** After how many rows a walk can be left for a while: some 20 ms of work. */
export const STRIDE = 20_000;

/**
 * Visits the members of a marked container in order, and comes to rest after every `STRIDE` rows. Throws
 * `OvnscopeError` of kind `data` if it is no JSON.
 */
export function* walkMembers(
  rope: Rope,
  marks: Marks,
  container: number,
  visit: Visit,
): Generator<void, void> {
  const start = marks.containerStart(container);
  const end = marks.containerEnd(container) - 1;
  const inObject = rope.byteAt(start) === 0x7b;
  if (rope.byteAt(end) !== (inObject ? 0x7d : 0x5d)) throw malformed(rope, end);
  const endRow = marks.endRow(container);
  let from = start + 1;
  let first = true;
  for (let row = marks.firstRow(container); row < endRow; row++) {
    const at = marks.rowStart(row);
    const uuid = inObject ? uuidBetween(rope, from, at, first) : undefined;
    const name = uuid ?? visitGap(rope, from, at, { first, inObject, beforeRow: true }, visit);
    visit(name, new Raw(rope, at, marks.rowEnd(row)));
    from = marks.rowEnd(row);
    first = false;
    if (row % STRIDE === STRIDE - 1) yield;
  }
  visitGap(rope, from, end, { first, inObject, beforeRow: false }, visit);
}

/** The usual case, `,"UUID":` to the byte. */
const uuidBetween = (rope: Rope, from: number, to: number, first: boolean): string | undefined => {
  const start = first ? from : from + 1;
  if (to - start !== UUID_LENGTH + 3 || (!first && rope.byteAt(from) !== COMMA)) return undefined;
  if (rope.byteAt(start) !== QUOTE || rope.byteAt(to - 2) !== QUOTE || rope.byteAt(to - 1) !== COLON)
    return undefined;
  const text = rope.text(start + 1, to - 2);
  return text.length === UUID_LENGTH && !text.includes('"') && !text.includes('\\') ? text : undefined;
};

interface Gap {
  /** Nothing stands before it. */
  readonly first: boolean;
  readonly inObject: boolean;
  /** A row follows, so the gap ends with its name. */
  readonly beforeRow: boolean;
}

/** Any gap: visits the members in it and returns the name of the row that follows. */
const visitGap = (rope: Rope, from: number, to: number, gap: Gap, visit: Visit): string => {
  const text = rope.text(from, to).trim();
  const comma = text.startsWith(',');
  if (text === '' && (!gap.beforeRow || (gap.first && !gap.inObject))) return '';
  if (comma === gap.first) throw malformed(rope, from);
  const inner = `${comma ? text.slice(1) : text}${gap.beforeRow ? ' 0' : ''}`;
  if (inner.trim() === '') throw malformed(rope, from);
  const members = parseJson(gap.inObject ? `{${inner}}` : `[${inner}]`);
  const entries: [string, Json][] = isObject(members)
    ? Object.entries(members)
    : (members as readonly Json[]).map((element) => ['', element]);
  const following = gap.beforeRow ? entries.pop() : undefined;
  for (const [name, member] of entries) visit(name, member);
  return following?.[0] ?? '';
};

const malformed = (rope: Rope, offset: number): OvnscopeError =>
  new OvnscopeError(
    'data',
    `not JSON: at offset ${offset} stands ${JSON.stringify(rope.text(offset, offset + 20))}`,
    {
      where: `offset ${offset}`,
      expected: '"," or the end of the container',
    },
  );
