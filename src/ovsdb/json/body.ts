/**
 * A message whose text is parsed as far as it pays.
 *
 * Small texts are parsed at once. Of a large one only the outline is: every container at the depth at which
 * rows lie was replaced by `[N]` before parsing, N being its number among those marked by the scanner. No other
 * container can stand at that depth in an outline, so a placeholder cannot be confused with data.
 */
import { OvnscopeError } from '../../text/index.ts';
import { parseJson } from './exact.ts';
import { Raw } from './raw.ts';
import type { Rope } from './rope.ts';
import { isArray, isObject, type Json } from './value.ts';

/** Longest text that is parsed whole; larger ones are outlined. */
export const WHOLE_LIMIT = 256 * 1024;

/** Node's longest string is about 512 MiB; an outline that long would mean ten million rows. */
const OUTLINE_LIMIT = 400 * 1024 * 1024;

export class Body {
  /** The message, with placeholders at row depth if it was outlined. */
  readonly root: Json;
  /** How long the text was. */
  readonly bytes: number;
  private readonly depth: number;
  private readonly rope: Rope | undefined;
  /** Start and end of each container that a placeholder stands for. */
  private readonly marks: Float64Array;

  private constructor(
    root: Json,
    bytes: number,
    depth = 0,
    rope?: Rope,
    marks: Float64Array = new Float64Array(0),
  ) {
    this.root = root;
    this.bytes = bytes;
    this.depth = depth;
    this.rope = rope;
    this.marks = marks;
  }

  static whole(text: string, bytes: number): Body {
    return new Body(parseJson(text), bytes);
  }

  static of(root: Json): Body {
    return new Body(root, 0);
  }

  /** `marks` holds start and end of each container at `depth`, in order. Takes the rope over. */
  static outline(rope: Rope, marks: Float64Array, depth: number): Body {
    let size = rope.length;
    for (let i = 0; i < marks.length; i += 2) size += 12 - ((marks[i + 1] as number) - (marks[i] as number));
    if (size > OUTLINE_LIMIT) {
      throw new OvnscopeError(
        'protocol',
        `a message of ${rope.length} bytes has ${marks.length / 2} rows: too many`,
      );
    }
    const outline = Buffer.allocUnsafe(Math.max(size, 0));
    let at = 0;
    let from = 0;
    for (let i = 0; i < marks.length; i += 2) {
      at = rope.copyTo(outline, at, from, marks[i] as number);
      outline[at++] = 0x5b;
      at = writeDigits(outline, at, i / 2);
      outline[at++] = 0x5d;
      from = marks[i + 1] as number;
    }
    at = rope.copyTo(outline, at, from, rope.length);
    const root = parseJson(outline.toString('utf8', 0, at));
    return new Body(root, rope.length, depth, rope, marks);
  }

  /**
   * What stands at row depth: the text if it was outlined, else the value itself. To be asked only where OVSDB
   * has objects: an array at another depth would be taken for a placeholder.
   */
  open(value: Json): Json | Raw {
    if (this.rope === undefined || !isArray(value) || value.length !== 1) return value;
    const number = Number(value[0]);
    const start = this.marks[2 * number];
    const end = this.marks[2 * number + 1];
    return start === undefined || end === undefined ? value : new Raw(this.rope, start, end);
  }

  /** The whole message as values; for messages that hold no rows. */
  full(): Json {
    return this.rope === undefined ? this.root : this.fill(this.root, 1);
  }

  private fill(value: Json, depth: number): Json {
    if (typeof value !== 'object' || value === null) return value;
    if (depth === this.depth) {
      const opened = this.open(value);
      return opened instanceof Raw ? opened.parse() : opened;
    }
    if (isArray(value)) return value.map((element) => this.fill(element, depth + 1));
    return isObject(value)
      ? Object.fromEntries(
          Object.entries(value).map(([name, member]) => [name, this.fill(member, depth + 1)]),
        )
      : value;
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
