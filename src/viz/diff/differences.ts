/** What became different about one thing, a line each, for its tooltip. */
import type { Tone } from '../scene.ts';

const TONES: Readonly<Record<Tone, string>> = {
  good: 'up',
  bad: 'down or broken',
  warn: 'disabled or doubtful',
  unknown: 'not known',
  idle: 'without a state',
};

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** Says how many there are: what is counted tells its change itself. */
export const isTally = (text: string): boolean => /^\d+ [a-z]/i.test(text);

export class Differences {
  readonly lines: string[] = [];
  private readonly told = new Set<string>();
  private readonly omit: (text: string) => boolean;
  private readonly apart: boolean;

  /** `apart`: the two have other UUIDs, so that these are no difference. `omit`: lines of lists that are none either. */
  constructor(apart: boolean, omit: (text: string) => boolean = () => false) {
    this.apart = apart;
    this.omit = omit;
  }

  private read(text: string | undefined): string {
    return this.apart ? (text ?? '').replace(UUID, '…') : (text ?? '');
  }

  text(from: string | undefined, to: string | undefined): void {
    const [old, now] = [this.read(from), this.read(to)];
    if (old !== now) this.pairs([old], [now]);
  }

  /** Texts whose order does not matter. */
  list(from: readonly string[], to: readonly string[]): void {
    if (from.length === to.length && from.every((text, i) => text === to[i])) return;
    const [a, b] = this.apart ? [from, to].map((all) => all.map((text) => this.read(text))) : [from, to];
    const [old, now] = [without(a ?? [], b ?? []), without(b ?? [], a ?? [])];
    const wanted = (text: string): boolean => !this.omit(text) && !this.told.has(text);
    this.pairs(old.filter(wanted), now.filter(wanted));
  }

  /** What is not told yet. */
  tooltip(from: string, to: string): void {
    if (from !== to) this.list(from.split('\n'), to.split('\n'));
  }

  /** Told where nothing else says it. */
  tone(from: Tone | undefined, to: Tone | undefined, of = ''): void {
    if (from === to) return;
    const line = `${TONES[from ?? 'idle']} → ${TONES[to ?? 'idle']}`;
    if (of !== '') this.lines.push(`${of}: was ${line}`);
    else if (this.lines.length === 0) this.lines.push(`was: ${line}`);
  }

  private pairs(old: readonly string[], now: readonly string[]): void {
    for (const text of [...old, ...now]) this.told.add(text);
    const both = old.length === now.length;
    old.forEach((text, i) => {
      const to = both ? (now[i] ?? '') : '';
      if (text === '' && to === '') return;
      if (text === '') this.lines.push(`new: ${to}`);
      else this.lines.push(to === '' ? `gone: ${text}` : `was: ${text} → ${to}`);
    });
    if (!both) for (const text of now) if (text !== '') this.lines.push(`new: ${text}`);
  }
}

/** Each as often as it is there more often. */
const without = (all: readonly string[], others: readonly string[]): string[] => {
  const counts = new Map<string, number>();
  for (const text of others) counts.set(text, (counts.get(text) ?? 0) + 1);
  return all.filter((text) => {
    const count = counts.get(text) ?? 0;
    if (count > 0) counts.set(text, count - 1);
    return count === 0;
  });
};

/** The tooltip of what changed starts with that. */
export const withLines = (lines: readonly string[], tooltip: string): string =>
  [...lines, ...(tooltip === '' ? [] : [tooltip])].join('\n');
