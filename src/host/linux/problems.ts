import { excerpt } from '../../text/index.ts';
import type { HostProblem } from '../types.ts';

/** A source of a hundred thousand lines, each wrong in its own way, is told in this many problems. */
const MOST = 50;

const FURTHER = 'further problems';

interface Found {
  readonly message: string;
  readonly where: string | undefined;
  lost: number;
}

/**
 * Collects what is wrong with one source. Problems of one kind become one: the first is told with its place, all are
 * counted.
 */
export class Problems {
  readonly #source: string;
  readonly #found = new Map<string, Found>();

  constructor(source: string) {
    this.#source = source;
  }

  /**
   * `kind` and `message` are our own words; text of the source goes through `quoted` first. `where` is only asked
   * for when the problem is the first of its kind.
   */
  add(
    kind: string,
    message: string | (() => string),
    where: string | (() => string) | undefined,
    lost = 1,
  ): void {
    const known = this.#found.get(kind) ?? (this.#found.size > MOST ? this.#found.get(FURTHER) : undefined);
    if (known !== undefined) {
      known.lost += lost;
      return;
    }
    if (this.#found.size === MOST) {
      this.#found.set(FURTHER, { message: FURTHER, where: undefined, lost });
      return;
    }
    this.#found.set(kind, {
      message: typeof message === 'string' ? message : message(),
      where: typeof where === 'function' ? where() : where,
      lost,
    });
  }

  get list(): readonly HostProblem[] {
    return [...this.#found.values()].map(({ message, where, lost }) => ({
      source: this.#source,
      where,
      message,
      lost,
    }));
  }
}

/** Text of the source for a message: printable, and short. */
export const quoted = (text: string): string => `"${excerpt(text.trim(), 80)}"`;
