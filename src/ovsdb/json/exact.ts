/**
 * JSON text to values without rounding. `JSON.parse` turns 9007199254740993 into …992 and says nothing;
 * byte counters in `Interface.statistics` pass 2^53 on a long-lived host. Text that may hold such an integer
 * (a run of 16 digits) is read by a parser of our own; all other text takes the engine's.
 */
import { OvnscopeError } from '../../text/index.ts';
import type { Json } from './value.ts';

const LONG = 16;

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** A run of so many digits stands across one of every so many characters: those are looked at, and the few around digits. */
const hasLongInteger = (text: string): boolean => {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isDigit(text.charCodeAt(at))) continue;
    let start = at;
    while (start > 0 && isDigit(text.charCodeAt(start - 1))) start--;
    let end = at + 1;
    while (end - start < LONG && isDigit(text.charCodeAt(end))) end++;
    if (end - start >= LONG) return true;
  }
  return false;
};

/** RFC 8259 text → value; throws `OvnscopeError` of kind `data` with the offset of what is wrong. */
export const parseJson = (text: string): Json => {
  if (!hasLongInteger(text)) {
    try {
      return JSON.parse(text) as Json;
    } catch {
      // Our own parser finds the same fault again and can say where.
    }
  }
  return new ExactParser(text).parse();
};

/** A value → JSON text; `bigint` as an integer. Object members keep their order unless `sorted`. */
export const formatJson = (json: Json, sorted = false): string => {
  switch (typeof json) {
    case 'bigint':
      return json.toString();
    case 'object': {
      if (json === null) return 'null';
      if (Array.isArray(json))
        return `[${(json as readonly Json[]).map((e) => formatJson(e, sorted)).join(',')}]`;
      const members = Object.entries(json as object) as [string, Json][];
      if (sorted) members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
      return `{${members.map(([k, v]) => `${JSON.stringify(k)}:${formatJson(v, sorted)}`).join(',')}}`;
    }
    default:
      return JSON.stringify(json);
  }
};

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const PLAIN_INTEGER = /^-?\d+$/;
const SPACE = /[ \t\r\n]*/y;
const MAX_DEPTH = 1000;

class ExactParser {
  private at = 0;
  private depth = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  parse(): Json {
    const value = this.value();
    this.space();
    if (this.at < this.text.length) this.fail('the end of the text');
    return value;
  }

  private value(): Json {
    this.space();
    switch (this.text[this.at]) {
      case '{':
        return this.nested(() => this.object());
      case '[':
        return this.nested(() => this.array());
      case '"':
        return this.string();
      case 't':
        return this.word('true', true);
      case 'f':
        return this.word('false', false);
      case 'n':
        return this.word('null', null);
      default:
        return this.number();
    }
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > MAX_DEPTH) this.fail(`at most ${MAX_DEPTH} levels of nesting`);
    this.at++;
    const value = read();
    this.depth--;
    return value;
  }

  private object(): Json {
    const members: [string, Json][] = [];
    this.space();
    if (this.text[this.at] === '}') return (this.at++, {});
    for (;;) {
      this.space();
      if (this.text[this.at] !== '"') this.fail('a string');
      const name = this.string();
      this.space();
      if (this.text[this.at] !== ':') this.fail('":"');
      this.at++;
      members.push([name, this.value()]);
      this.space();
      const next = this.text[this.at];
      if (next !== ',' && next !== '}') this.fail('"," or "}"');
      this.at++;
      // fromEntries defines own properties: a member called __proto__ stays data.
      if (next === '}') return Object.fromEntries(members);
    }
  }

  private array(): Json {
    const elements: Json[] = [];
    this.space();
    if (this.text[this.at] === ']') return (this.at++, elements);
    for (;;) {
      elements.push(this.value());
      this.space();
      const next = this.text[this.at];
      if (next !== ',' && next !== ']') this.fail('"," or "]"');
      this.at++;
      if (next === ']') return elements;
    }
  }

  private string(): string {
    const end = this.endOfString();
    try {
      const value = JSON.parse(this.text.slice(this.at, end)) as string;
      this.at = end;
      return value;
    } catch {
      return this.fail('a string');
    }
  }

  /** The position after the closing quote. Not by a regular expression: V8's overflow at some megabytes. */
  private endOfString(): number {
    for (let quote = this.at; ;) {
      quote = this.text.indexOf('"', quote + 1);
      if (quote < 0) return this.fail('a string');
      let before = quote;
      while (this.text[before - 1] === '\\') before--;
      if ((quote - before) % 2 === 0) return quote + 1;
    }
  }

  private number(): number | bigint {
    NUMBER.lastIndex = this.at;
    const match = NUMBER.exec(this.text);
    if (match === null) return this.fail('a value');
    this.at = NUMBER.lastIndex;
    const value = Number(match[0]);
    return Number.isSafeInteger(value) || !PLAIN_INTEGER.test(match[0]) ? value : BigInt(match[0]);
  }

  private word<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) this.fail('a value');
    this.at += word.length;
    return value;
  }

  private space(): void {
    SPACE.lastIndex = this.at;
    SPACE.exec(this.text);
    this.at = SPACE.lastIndex;
  }

  private fail(expected: string): never {
    const found =
      this.at < this.text.length ? JSON.stringify(this.text.slice(this.at, this.at + 20)) : 'the end';
    throw new OvnscopeError('data', `not JSON: at offset ${this.at} stands ${found}`, {
      where: `offset ${this.at}`,
      expected,
    });
  }
}
