/**
 * JSON text that has not been parsed yet: a row of a reply with a million rows costs two numbers until
 * somebody asks for a column of it.
 */
import { parseJson } from './exact.ts';
import type { Rope } from './rope.ts';
import type { Json } from './value.ts';

export class Raw {
  private readonly rope: Rope;
  private readonly start: number;
  private readonly end: number;

  constructor(rope: Rope, start: number, end: number) {
    this.rope = rope;
    this.start = start;
    this.end = end;
  }

  get bytes(): number {
    return this.end - this.start;
  }

  /** Parses the text; throws `OvnscopeError` of kind `data` when it is no JSON. */
  parse(): Json {
    return parseJson(this.rope.text(this.start, this.end));
  }

  /**
   * For text of the form `{"NAME":{…}}` with one of the given names: NAME and the text of the inner object,
   * without parsing it. `undefined` for any other form. That nothing follows the inner object is not checked
   * here: if something does, the inner text is no JSON and says so when it is parsed. So NAME must be one
   * that stands alone in its object.
   */
  onlyMember(names: readonly string[]): { name: string; value: Raw } | undefined {
    if (this.rope.byteAt(this.end - 2) !== 0x7d) return undefined;
    for (const name of names) {
      const prefix = `{"${name}":{`;
      let i = 0;
      while (i < prefix.length && this.rope.byteAt(this.start + i) === prefix.charCodeAt(i)) i++;
      if (i === prefix.length) {
        return { name, value: new Raw(this.rope, this.start + i - 1, this.end - 1) };
      }
    }
    return undefined;
  }
}
