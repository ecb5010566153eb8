/**
 * Bytes that arrive piece by piece, kept in blocks of equal size: appending never copies what is there
 * already, the whole may be larger than any string or buffer can be, and a slice is two numbers.
 */
const BLOCK_BITS = 20;
const BLOCK_SIZE = 1 << BLOCK_BITS;
const BLOCK_MASK = BLOCK_SIZE - 1;

export class Rope {
  private readonly blocks: Buffer[] = [];
  private size = 0;

  get length(): number {
    return this.size;
  }

  /** Copies `chunk[start, end)` to the end. */
  append(chunk: Uint8Array, start: number, end: number): void {
    while (start < end) {
      const offset = this.size & BLOCK_MASK;
      const index = Math.floor(this.size / BLOCK_SIZE);
      if (index === this.blocks.length) this.blocks.push(Buffer.allocUnsafeSlow(BLOCK_SIZE));
      const room = Math.min(BLOCK_SIZE - offset, end - start);
      (this.blocks[index] as Buffer).set(chunk.subarray(start, start + room), offset);
      this.size += room;
      start += room;
    }
  }

  /** Forgets the content but keeps one block for the next message. */
  reset(): void {
    this.blocks.length = Math.min(this.blocks.length, 1);
    this.size = 0;
  }

  byteAt(offset: number): number {
    return this.blocks[Math.floor(offset / BLOCK_SIZE)]?.[offset & BLOCK_MASK] ?? -1;
  }

  /** The text of `[start, end)`; must fit into one string. */
  text(start: number, end: number): string {
    const first = Math.floor(start / BLOCK_SIZE);
    if (start >= end) return '';
    if (first === Math.floor((end - 1) / BLOCK_SIZE)) {
      const base = first * BLOCK_SIZE;
      return (this.blocks[first] as Buffer).toString('utf8', start - base, end - base);
    }
    const joined = Buffer.allocUnsafe(end - start);
    this.copyTo(joined, 0, start, end);
    return joined.toString('utf8');
  }

  /** Copies `[start, end)` into `target` at `at`; returns the position after it. */
  copyTo(target: Uint8Array, at: number, start: number, end: number): number {
    while (start < end) {
      const offset = start & BLOCK_MASK;
      const block = this.blocks[Math.floor(start / BLOCK_SIZE)] as Buffer;
      const count = Math.min(BLOCK_SIZE - offset, end - start);
      if (count < 64) for (let i = 0; i < count; i++) target[at + i] = block[offset + i] as number;
      else target.set(block.subarray(offset, offset + count), at);
      at += count;
      start += count;
    }
    return at;
  }
}
