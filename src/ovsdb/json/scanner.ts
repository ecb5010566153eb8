/**
 * Splits a stream of bytes into JSON messages.
 *
 * OVSDB sends JSON texts one after the other with nothing between them (RFC 7047 §4). Depth and strings are all
 * that is needed to see where one ends; both are decided on bytes, so that a chunk may end inside a UTF-8
 * character or an escape. Every byte is looked at once, however the chunks are cut. While scanning, the
 * rows are marked: those of a large message are handed out unparsed (see `body.ts`).
 */
import { excerpt, OvnscopeError } from '../../text/index.ts';
import { Body, WHOLE_LIMIT } from './body.ts';
import { Marks } from './marks.ts';
import { Rope } from './rope.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** As deep as ovsdb-server itself reads. */
const MAX_DEPTH = 1000;

/**
 * Depth at which rows, or the updates of rows, lie in every reply and notification of OVSDB:
 * `{result:[{rows:[ROW` and `{params:[id,{table:{uuid:UPDATE` and `{result:[f,id,{table:{uuid:UPDATE`
 * all have the fifth container there, and `{result:{table:{uuid:{new:ROW` (plain `monitor`) too.
 */
export const REPLY_ROW_DEPTH = 5;

export interface Progress {
  /** Of the message that is being received; 0 between messages. */
  readonly bytes: number;
  readonly rows: number;
}

export class MessageScanner {
  private readonly rowDepth: number;
  private readonly wholeLimit: number;
  private depth = 0;
  private inString = false;
  private escaped = false;
  private rope = new Rope();
  private marks = new Marks();

  constructor(rowDepth = REPLY_ROW_DEPTH, wholeLimit = WHOLE_LIMIT) {
    this.rowDepth = rowDepth;
    this.wholeLimit = wholeLimit;
  }

  get progress(): Progress {
    return { bytes: this.rope.length, rows: this.marks.rowCount };
  }

  /**
   * Takes the next bytes and gives each message that they complete to `deliver`, in order.
   * Throws `OvnscopeError` of kind `protocol` or `data`; the stream cannot be used after that.
   */
  push(chunk: Uint8Array, deliver: (message: Body) => void): void {
    let start = 0;
    let i = 0;
    const end = chunk.length;
    while (i < end) {
      if (this.depth === 0) {
        start = i = this.skipSpace(chunk, i);
        if (i === end) return;
      }
      i = this.scan(chunk, i, this.rope.length - start);
      if (this.depth === 0) {
        const message = this.finish(chunk, start, i);
        start = i;
        deliver(message);
      }
    }
    if (this.depth > 0) this.rope.append(chunk, start, end);
  }

  /** What is wrong if the stream ends here, if anything. */
  unfinished(): string | undefined {
    return this.depth === 0 ? undefined : `in the middle of a message, after ${this.rope.length} bytes of it`;
  }

  /** Goes on until a message is complete or the chunk ends; returns the position after. */
  private scan(chunk: Uint8Array, i: number, base: number): number {
    const end = chunk.length;
    const { rowDepth, marks } = this;
    const containerDepth = rowDepth - 1;
    let depth = this.depth;
    let inString = this.inString;
    if (this.escaped) {
      this.escaped = false;
      i++;
    }
    while (i < end) {
      const byte = chunk[i++] as number;
      if (inString) {
        if (byte === QUOTE) inString = false;
        else if (byte === BACKSLASH) i++;
      } else if (byte === QUOTE) {
        inString = true;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (++depth === rowDepth) marks.row(base + i - 1);
        else if (depth === containerDepth) marks.openContainer(base + i - 1);
        else if (depth > MAX_DEPTH) throw tooDeep();
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        if (depth === rowDepth) marks.row(base + i);
        else if (depth === containerDepth) marks.closeContainer(base + i);
        if (--depth === 0) break;
      }
    }
    // An escape at the very end of the chunk skips the first byte of the next one.
    if (i > end) {
      this.escaped = true;
      i = end;
    }
    this.depth = depth;
    this.inString = inString;
    return i;
  }

  private skipSpace(chunk: Uint8Array, i: number): number {
    while (i < chunk.length) {
      const byte = chunk[i] as number;
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) return i;
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) throw noMessage(chunk, i);
      i++;
    }
    return i;
  }

  private finish(chunk: Uint8Array, start: number, end: number): Body {
    const bytes = this.rope.length + end - start;
    if (bytes <= this.wholeLimit) {
      this.marks.clear();
      if (this.rope.length === 0) {
        const text = Buffer.from(chunk.buffer, chunk.byteOffset + start, end - start).toString('utf8');
        return Body.whole(text, bytes);
      }
      this.rope.append(chunk, start, end);
      const text = this.rope.text(0, bytes);
      this.rope.reset();
      return Body.whole(text, bytes);
    }
    this.rope.append(chunk, start, end);
    const { rope, marks } = this;
    this.rope = new Rope();
    this.marks = new Marks();
    return Body.outline(rope, marks, this.rowDepth);
  }
}

const tooDeep = (): OvnscopeError =>
  new OvnscopeError('protocol', `a message nests more than ${MAX_DEPTH} levels deep`);

const noMessage = (chunk: Uint8Array, i: number): OvnscopeError => {
  const seen = Buffer.from(chunk.subarray(i, i + 40)).toString('latin1');
  return new OvnscopeError('protocol', `bytes that are no JSON message: "${excerpt(seen, 40)}"`, {
    expected: 'a JSON object, as OVSDB servers send',
    hint: 'is this the address of an OVSDB server?',
  });
};
