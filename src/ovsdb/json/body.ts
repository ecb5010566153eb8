/**
 * A message whose text is parsed as far as it pays.
 *
 * Small texts are parsed at once. Of a large one only the outline is: every container of rows, at the depth above
 * that of the rows, was replaced by `[N]` before parsing, N being its number among those marked by the scanner. No
 * other container can stand at that depth in an outline, so a placeholder cannot be confused with data.
 */
import { OvnscopeError } from '../../text/index.ts';
import { parseJson } from './exact.ts';
import type { Marks } from './marks.ts';
import { STRIDE, walkMembers, type Visit } from './members.ts';
import { Raw } from './raw.ts';
import type { Rope } from './rope.ts';
import { isArray, isObject, type Json, type JsonObject } from './value.ts';

/** Longest text that is parsed whole; larger ones are outlined. */
export const WHOLE_LIMIT = 256 * 1024;

/** Node's longest string is about 512 MiB. */
const OUTLINE_LIMIT = 400 * 1024 * 1024;

export type Kind = 'object' | 'array';

/** The text that an outline was made of. */
interface Outlined {
  readonly rope: Rope;
  readonly marks: Marks;
  readonly containerDepth: number;
}

export class Body {
  /** The message, with placeholders for containers of rows if it was outlined. */
  readonly root: Json;
  /** How long the text was. */
  readonly bytes: number;
  private readonly outlined: Outlined | undefined;

  private constructor(root: Json, bytes: number, outlined?: Outlined) {
    this.root = root;
    this.bytes = bytes;
    this.outlined = outlined;
  }

  static whole(text: string, bytes: number): Body {
    return new Body(parseJson(text), bytes);
  }

  static of(root: Json): Body {
    return new Body(root, 0);
  }

  /** Takes the rope and its marks over. */
  static outline(rope: Rope, marks: Marks, rowDepth: number): Body {
    const { containerCount } = marks;
    let size = rope.length;
    for (let i = 0; i < containerCount; i++) size += 12 - (marks.containerEnd(i) - marks.containerStart(i));
    if (size > OUTLINE_LIMIT) {
      throw new OvnscopeError('protocol', `a message of ${rope.length} bytes that does not consist of rows`);
    }
    const outline = Buffer.allocUnsafe(Math.max(size, 0));
    let at = 0;
    let from = 0;
    for (let i = 0; i < containerCount; i++) {
      at = rope.copyTo(outline, at, from, marks.containerStart(i));
      outline[at++] = 0x5b;
      at = writeDigits(outline, at, i);
      outline[at++] = 0x5d;
      from = marks.containerEnd(i);
    }
    at = rope.copyTo(outline, at, from, rope.length);
    const root = parseJson(outline.toString('utf8', 0, at));
    return new Body(root, rope.length, { rope, marks, containerDepth: rowDepth - 1 });
  }

  /**
   * Visits the members of an object, or the elements of an array (with empty names), in order. False if the value is
   * not of that kind. In a container of rows of a large message the rows come as text; throws `OvnscopeError` of
   * kind `data` where the container is no JSON.
   */
  visit(kind: Kind, value: Json | undefined, visit: Visit): boolean {
    const walk = this.walk(kind, value, visit);
    if (walk === undefined) return false;
    while (walk.next().done !== true);
    return true;
  }

  /** `visit` in steps: does as much as is good for one turn of the event loop each time it is resumed. */
  walk(kind: Kind, value: Json | undefined, visit: Visit): Generator<void, void> | undefined {
    const container = this.containerOf(value);
    if (container !== undefined && this.outlined !== undefined) {
      const { rope, marks } = this.outlined;
      const isKind = rope.byteAt(marks.containerStart(container)) === (kind === 'object' ? 0x7b : 0x5b);
      return isKind ? walkMembers(rope, marks, container, visit) : undefined;
    }
    if (kind === 'object' ? !isObject(value) : !isArray(value)) return undefined;
    return walkValue(value as JsonObject | readonly Json[], visit);
  }

  /**
   * The text of a container that a placeholder stands for, else the value itself. To be asked only at the depth of
   * containers of rows: an array at another depth could be taken for a placeholder.
   */
  open(value: Json | Raw): Json | Raw {
    const { outlined } = this;
    if (outlined === undefined || value instanceof Raw) return value;
    const container = this.containerOf(value);
    if (container === undefined) return value;
    const { rope, marks } = outlined;
    return new Raw(rope, marks.containerStart(container), marks.containerEnd(container));
  }

  /** The whole message as values; for messages that hold no rows. */
  full(): Json {
    return this.outlined === undefined ? this.root : this.fill(this.root, 1, this.outlined.containerDepth);
  }

  private containerOf(value: Json | undefined): number | undefined {
    if (this.outlined === undefined || !isArray(value) || value.length !== 1) return undefined;
    const [number] = value;
    if (typeof number !== 'number' || number >= this.outlined.marks.containerCount) return undefined;
    return number;
  }

  private fill(value: Json, depth: number, containerDepth: number): Json {
    if (typeof value !== 'object' || value === null) return value;
    if (depth === containerDepth) {
      const opened = this.open(value);
      return opened instanceof Raw ? opened.parse() : opened;
    }
    if (isArray(value)) return value.map((element) => this.fill(element, depth + 1, containerDepth));
    if (!isObject(value)) return value;
    const members = Object.entries(value).map(([name, member]): [string, Json] => [
      name,
      this.fill(member, depth + 1, containerDepth),
    ]);
    return Object.fromEntries(members);
  }
}

function* walkValue(value: JsonObject | readonly Json[], visit: Visit): Generator<void, void> {
  let count = 0;
  for (const name of Object.keys(value)) {
    if (isArray(value)) visit('', value[Number(name)] as Json);
    else visit(name, (value as JsonObject)[name] as Json);
    if (++count % STRIDE === 0) yield;
  }
}

const writeDigits = (target: Uint8Array, at: number, value: number): number => {
  let digits = 1;
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits++;
  for (let i = at + digits - 1; i >= at; i--) {
    target[i] = 0x30 + (value % 10);
    value = Math.floor(value / 10);
  }
  return at + digits;
};
