/** Values on their way into a page: see columns.ts for the form. What is `undefined` counts as absent. */
import { CODES, GAP, MOST_PATTERNS, MOST_SIBLINGS, packDigits, siblingCode, type Column } from './columns.ts';

type Fields = Readonly<Record<string, unknown>>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Words with a digit are what differs between texts of one pattern: addresses, numbers, names with a number. */
const WORD = /[^\s,()]*\d[^\s,()]*/g;
/** The cheapest first: JSON writes a line end as two characters. */
const SEPARATORS = ['|', ' ', ';', '~', '\n', '\t'];
/** Columns that are compared with later ones. */
const REMEMBERED = 64;
/** Shorter texts are not taken apart. */
const LONG = 20;

const areTexts = (values: readonly unknown[]): values is readonly string[] =>
  values.every((value) => typeof value === 'string');

class Encoder {
  private readonly known: { readonly texts: readonly string[]; readonly number: number }[] = [];
  private number = 0;

  column(values: readonly unknown[]): Column {
    if (values.length === 0) return ['v', []];
    if (areTexts(values)) return this.texts(values);
    if (values.every((value) => Array.isArray(value))) {
      const lengths = this.column(values.map(({ length }) => length));
      return ['a', lengths, this.column(values.flat(1))];
    }
    if (values.every((value) => typeof value === 'object' && value !== null && !Array.isArray(value)))
      return this.objects(values as readonly Fields[]);
    const [first] = values;
    if (typeof first !== 'object' && values.every((value) => value === first)) return ['=', first];
    return ['v', values];
  }

  private objects(values: readonly Fields[]): Column {
    const keys = new Set<string>();
    for (const value of values) for (const key in value) if (value[key] !== undefined) keys.add(key);
    const siblings: (readonly string[])[] = [];
    return [
      'o',
      [...keys].map((key) => {
        const present = values.filter((value) => value[key] !== undefined);
        const presence =
          present.length === values.length
            ? 1
            : values.map((value) => (value[key] === undefined ? '0' : '1')).join('');
        const fields = present.map((value) => value[key]);
        if (presence !== 1 || !areTexts(fields)) return [key, presence, this.column(fields)] as const;
        const column = this.texts(fields, siblings);
        if (siblings.length < MOST_SIBLINGS) siblings.push(fields);
        return [key, presence, column] as const;
      }),
    ];
  }

  /** `siblings` are columns of the same objects. */
  private texts(values: readonly string[], siblings: readonly (readonly string[])[] = []): Column {
    const [first = ''] = values;
    if (values.every((value) => value === first)) return ['=', first];
    const same = this.known.find(
      ({ texts }) => texts.length === values.length && texts.every((text, i) => text === values[i]),
    );
    if (same !== undefined) return ['@', same.number];
    const number = this.number++;
    if (this.known.length < REMEMBERED) this.known.push({ texts: values, number });
    return this.few(values) ?? this.uuids(values) ?? this.patterns(values, siblings) ?? this.joined(values);
  }

  private few(values: readonly string[]): Column | undefined {
    const index = new Map<string, number>();
    for (const value of values) if (!index.has(value)) index.set(value, index.size);
    if (index.size > values.length / 3) return undefined;
    return ['d', this.texts([...index.keys()]), values.map((value) => index.get(value) ?? 0)];
  }

  private uuids(values: readonly string[]): Column | undefined {
    return values.every((value) => UUID.test(value))
      ? ['u', packDigits(values.join('').replaceAll('-', ''))]
      : undefined;
  }

  private patterns(values: readonly string[], siblings: readonly (readonly string[])[]): Column | undefined {
    const total = values.reduce((sum, { length }) => sum + length, 0);
    if (total < LONG * values.length || values.length < 8) return undefined;
    const slots = new Map<string, string[][]>();
    const patterns: string[] = [];
    for (const [row, value] of values.entries()) {
      if (CODES.test(value)) return undefined;
      const words: string[] = [];
      const pattern = value.replace(WORD, (word) => {
        const sibling = siblings.findIndex((column) => column[row] === word);
        if (sibling >= 0) return siblingCode(sibling);
        words.push(word);
        return GAP;
      });
      patterns.push(pattern);
      const known = slots.get(pattern);
      if (known === undefined)
        slots.set(
          pattern,
          words.map((word) => [word]),
        );
      else words.forEach((word, i) => known[i]?.push(word));
      if (slots.size > MOST_PATTERNS) return undefined;
    }
    if (slots.size > values.length / 4) return undefined;
    // A text without gaps on both sides of this would go round in a circle.
    if (slots.size === 1 && patterns[0] === GAP) return undefined;
    return [
      'p',
      this.texts(patterns),
      [...slots.values()].flatMap((of) => of.map((slot) => this.texts(slot))),
    ];
  }

  private joined(values: readonly string[]): Column {
    const separator = SEPARATORS.find((one) => values.every((value) => !value.includes(one)));
    return separator === undefined ? ['v', values] : ['t', separator, values.join(separator)];
  }
}

/** For `decode`; JSON without further ado. */
export const encode = (values: readonly unknown[]): Column => new Encoder().column(values);
