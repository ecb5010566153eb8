/**
 * Shapes that are written and read by one description, so that neither can forget a member that the other has. A reader
 * knows where it is, and says so when it meets what it did not expect; it goes as deep as the shape and no deeper.
 */
import { excerpt, OvnscopeError } from '../../text/index.ts';

/** A value of JSON, as it is written. */
export type Plain =
  string | number | boolean | null | readonly Plain[] | { readonly [member: string]: Plain | undefined };

/** Where a reader is: names of members and places in lists. */
export type Path = (string | number)[];

export interface Codec<T> {
  readonly read: (value: unknown, at: Path) => T;
  readonly write: (value: T) => Plain | undefined;
  /** Left out where there is no value; otherwise that is written as `null`. */
  readonly omitted?: boolean;
}

const where = (at: Path): string =>
  at.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );

/** What stands there instead, without quoting more of it than a person wants to read. */
const found = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? `"${excerpt(value, 40)}"` : String(value);
};

/** The error for people: where in the file, what was expected, what is there. */
export const wrong = (at: Path, expected: string, value: unknown): OvnscopeError =>
  new OvnscopeError('data', `Not a scene: ${found(value)} where ${expected} was expected`, {
    where: at.length === 0 ? 'the whole' : where(at),
    expected,
    hint: 'Scenes are what ovnscope itself writes (schema ovnscope.scene/1).',
  });

export const text: Codec<string> = {
  read: (value, at) => {
    if (typeof value !== 'string') throw wrong(at, 'a text', value);
    return value;
  },
  write: (value) => value,
};

export const flag: Codec<boolean> = {
  read: (value, at) => {
    if (typeof value !== 'boolean') throw wrong(at, 'true or false', value);
    return value;
  },
  write: (value) => value,
};

/** A whole number that is not below the least one. */
export const whole = (least: number): Codec<number> => ({
  read: (value, at) => {
    if (!Number.isSafeInteger(value) || (value as number) < least)
      throw wrong(at, `a whole number from ${least} on`, value);
    return value as number;
  },
  write: (value) => value,
});

export const oneOf = <T extends string>(...words: readonly T[]): Codec<T> => {
  const known: ReadonlySet<unknown> = new Set(words);
  return {
    read: (value, at) => {
      if (!known.has(value)) throw wrong(at, `one of ${words.join(', ')}`, value);
      return value as T;
    },
    write: (value) => value,
  };
};

export const list = <T>(of: Codec<T>): Codec<readonly T[]> => ({
  read: (value, at) => {
    if (!Array.isArray(value)) throw wrong(at, 'a list', value);
    return value.map((one, i) => {
      at.push(i);
      const made = of.read(one, at);
      at.pop();
      return made;
    });
  },
  write: (value) => value.map((one) => of.write(one) ?? null),
});

/** Always written: `null` says that there is none. */
export const orNone = <T>(of: Codec<T>): Codec<T | undefined> => ({
  read: (value, at) => (value === undefined || value === null ? undefined : of.read(value, at)),
  write: (value) => (value === undefined ? null : of.write(value)),
});

/** Written only where there is one. */
export const optional = <T>(of: Codec<T>): Codec<T | undefined> => ({
  ...orNone(of),
  write: (value) => (value === undefined ? undefined : of.write(value)),
  omitted: true,
});

type Shape<T> = { readonly [K in keyof T]-?: Codec<T[K]> };

/** Members beyond the shape are not read: a newer version may write more. */
export const object = <T extends object>(shape: Shape<T>): Codec<T> => {
  const members = Object.entries(shape) as [string, Codec<unknown>][];
  return {
    read: (value, at) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw wrong(at, 'an object', value);
      const made: Record<string, unknown> = {};
      for (const [name, codec] of members) {
        at.push(name);
        const held = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
        const read = codec.read(held, at);
        if (read !== undefined || codec.omitted !== true) made[name] = read;
        at.pop();
      }
      return made as T;
    },
    write: (value) => {
      const made: Record<string, Plain> = {};
      for (const [name, codec] of members) {
        const written = codec.write((value as Record<string, unknown>)[name]);
        if (written !== undefined) made[name] = written;
      }
      return made;
    },
  };
};
