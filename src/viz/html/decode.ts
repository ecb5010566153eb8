/** The way back from columns.ts, in the browser; the page's own writer made them, so nothing is checked. */
import { GAP, MOST_SIBLINGS, siblingOf, unpackDigits, type Column } from './columns.ts';

const uuids = (packed: string, count: number): string[] => {
  const digits = unpackDigits(packed);
  const found = new Array<string>(count);
  for (let i = 0, at = 0; i < count; i++, at += 32) {
    const [a, b, c, d] = [at + 8, at + 12, at + 16, at + 20];
    found[i] =
      `${digits.slice(at, a)}-${digits.slice(a, b)}-${digits.slice(b, c)}-${digits.slice(c, d)}-${digits.slice(d, at + 32)}`;
  }
  return found;
};

const isText = (column: Column): boolean =>
  column[0] === 'v'
    ? column[1].length > 0 && column[1].every((value) => typeof value === 'string')
    : column[0] !== 'a' && column[0] !== 'o' && (column[0] !== '=' || typeof column[1] === 'string');

type Texts = readonly string[];

/** A pattern, what fills its gaps, and how often it was used so far. */
interface Pattern {
  readonly parts: readonly string[];
  readonly fill: readonly (Texts | undefined)[];
  next: number;
}

class Decoder {
  private readonly known: (readonly string[])[] = [];
  private number = 0;

  column(column: Column, count: number): readonly unknown[] {
    switch (column[0]) {
      case 'a': {
        const lengths = this.column(column[1], count) as readonly number[];
        const all = this.column(
          column[2],
          lengths.reduce((sum, length) => sum + length, 0),
        );
        let at = 0;
        return lengths.map((length) => all.slice(at, (at += length)));
      }
      case 'o':
        return this.objects(column[1], count);
      case '=':
        return new Array<unknown>(count).fill(column[1]);
      case 'v':
        return isText(column) ? this.texts(column, count) : column[1];
      default:
        return this.texts(column, count);
    }
  }

  private objects(
    fields: readonly (readonly [key: string, presence: string | 1, Column])[],
    count: number,
  ): unknown[] {
    const objects = Array.from({ length: count }, (): Record<string, unknown> => ({}));
    const siblings: (readonly string[])[] = [];
    for (const [key, presence, column] of fields) {
      if (presence === 1) {
        const values = isText(column) ? this.texts(column, count, siblings) : this.column(column, count);
        if (typeof values[0] === 'string' && siblings.length < MOST_SIBLINGS)
          siblings.push(values as readonly string[]);
        for (let i = 0; i < count; i++) (objects[i] as Record<string, unknown>)[key] = values[i];
        continue;
      }
      const present: Record<string, unknown>[] = [];
      objects.forEach((one, i) => {
        if (presence[i] === '1') present.push(one);
      });
      const values = this.column(column, present.length);
      present.forEach((one, i) => (one[key] = values[i]));
    }
    return objects;
  }

  /** Numbered in the order in which they were written. */
  private texts(column: Column, count: number, siblings: readonly Texts[] = []): Texts {
    if (column[0] === '=') return new Array<string>(count).fill(String(column[1]));
    if (column[0] === '@') return this.known[column[1]] ?? [];
    const number = this.number++;
    const texts = this.written(column, count, siblings);
    this.known[number] = texts;
    return texts;
  }

  private written(column: Column, count: number, siblings: readonly Texts[]): Texts {
    switch (column[0]) {
      case 'u':
        return uuids(column[1], count);
      case 't':
        return column[2].split(column[1]);
      case 'd': {
        const [, dictionary, indices] = column;
        const words = this.texts(dictionary, Math.max(-1, ...new Set(indices)) + 1);
        return indices.map((index) => words[index] ?? '');
      }
      case 'p':
        return this.patterns(column[1], column[2], count, siblings);
      default:
        return column[1] as readonly string[];
    }
  }

  private patterns(
    patternColumn: Column,
    slotColumns: readonly Column[],
    count: number,
    siblings: readonly Texts[],
  ): string[] {
    const patterns = this.texts(patternColumn, count);
    const uses = new Map<string, number>();
    for (const pattern of patterns) uses.set(pattern, (uses.get(pattern) ?? 0) + 1);
    let slot = 0;
    const filled = new Map<string, Pattern>();
    for (const [pattern, used] of uses) {
      const parts = pattern.split(/([\u0001-\u0007])/);
      const fill = parts.map((part): Texts | undefined =>
        part === GAP ? this.texts(slotColumns[slot++] as Column, used) : undefined,
      );
      filled.set(pattern, { parts, fill, next: 0 });
    }
    return patterns.map((pattern, row) => {
      const one = filled.get(pattern) as Pattern;
      const at = one.next++;
      let text = '';
      for (let i = 0; i < one.parts.length; i++) {
        const part = one.parts[i] ?? '';
        // Every second part is a code.
        text += i % 2 === 0 ? part : (one.fill[i]?.[at] ?? siblings[siblingOf(part)]?.[row] ?? '');
      }
      return text;
    });
  }
}

/** `decode(encode(values), values.length)` has the same values. */
export const decode = (column: Column, count: number): readonly unknown[] =>
  new Decoder().column(column, count);
