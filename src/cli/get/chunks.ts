import type { Output } from '../io.ts';

/** Large enough that writing costs nothing, small enough that an answer of any size stays out of the memory. */
const CHUNK = 1 << 16;

/** Gathers small texts and writes them in larger pieces. */
export class Chunks {
  private readonly out: Pick<Output, 'write'>;
  private parts: string[] = [];
  private length = 0;

  constructor(out: Pick<Output, 'write'>) {
    this.out = out;
  }

  add(text: string): void {
    this.parts.push(text);
    this.length += text.length;
    if (this.length >= CHUNK) this.flush();
  }

  flush(): void {
    if (this.length > 0) this.out.write(this.parts.join(''));
    this.parts = [];
    this.length = 0;
  }
}
