/**
 * Where the bytes of a file come from: a disk, a pipe, an archive, memory. Files may be larger than memory or than
 * any buffer can be, so they are read once, front to back, in chunks.
 *
 * A chunk belongs to the reader only until it asks for the next one: the source may fill the same memory again.
 */
export type Chunks = AsyncIterable<Uint8Array>;

export interface ByteSource {
  /** In bytes; `undefined` where it is not known before the end (a pipe, an unpacked stream). */
  readonly size: number | undefined;
  /** The bytes from the start. Sources that cannot be rewound give them once. */
  chunks(): Chunks;
}

/** How much of a file is looked at to tell what it is. */
export const HEAD_BYTES = 4096;

/** Bytes in memory as a source, in chunks of `step`. */
export const bytesOf = (bytes: Uint8Array, step = 1 << 20): ByteSource => ({
  size: bytes.length,
  chunks: async function* () {
    for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
  },
});

/** A stream whose first bytes can be looked at before it is read. Either read it to its end or `close` it. */
export class Peeked {
  /** The first `HEAD_BYTES`; fewer only when that is all. */
  readonly head: Uint8Array;
  private readonly iterator: AsyncIterator<Uint8Array>;
  private readonly seen: readonly Uint8Array[];

  private constructor(iterator: AsyncIterator<Uint8Array>, seen: readonly Uint8Array[]) {
    this.iterator = iterator;
    this.seen = seen;
    this.head = Buffer.concat(seen).subarray(0, HEAD_BYTES);
  }

  static async of(chunks: Chunks): Promise<Peeked> {
    const iterator = chunks[Symbol.asyncIterator]();
    const seen: Uint8Array[] = [];
    for (let size = 0; size < HEAD_BYTES;) {
      const next = await iterator.next();
      if (next.done === true) break;
      seen.push(next.value.slice());
      size += next.value.length;
    }
    return new Peeked(iterator, seen);
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    try {
      yield* this.seen;
      for (;;) {
        const next = await this.iterator.next();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    await this.iterator.return?.();
  }
}

/** Reads a stream piece by piece, as formats with headers and lengths need it. */
export class Cursor {
  /** Bytes taken so far. */
  offset = 0;
  private readonly iterator: AsyncIterator<Uint8Array>;
  private chunk: Uint8Array = new Uint8Array(0);
  private at = 0;

  constructor(chunks: Chunks) {
    this.iterator = chunks[Symbol.asyncIterator]();
  }

  /** A copy of the next `count` bytes; fewer at the end of the stream. */
  async read(count: number): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    for await (const part of this.take(count)) parts.push(part.slice());
    return Buffer.concat(parts);
  }

  /** The next `count` bytes as they come; fewer at the end of the stream. */
  async *take(count: number): AsyncGenerator<Uint8Array> {
    while (count > 0) {
      if (this.at === this.chunk.length) {
        const next = await this.iterator.next();
        if (next.done === true) return;
        this.chunk = next.value;
        this.at = 0;
      }
      const part = this.chunk.subarray(this.at, this.at + count);
      this.at += part.length;
      this.offset += part.length;
      count -= part.length;
      yield part;
    }
  }

  /** Passes over `count` bytes; says whether there were as many. */
  async skip(count: number): Promise<boolean> {
    const end = this.offset + count;
    const parts = this.take(count);
    while ((await parts.next()).done !== true);
    return this.offset === end;
  }

  async close(): Promise<void> {
    await this.iterator.return?.();
  }
}
