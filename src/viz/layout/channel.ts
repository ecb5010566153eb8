/**
 * The space between two rows, in which edges run sideways. Each gets a track of its own where it would lie on
 * another, and tracks are ordered so that edges cross as little as they must.
 *
 *     ups    ─┬──────┬──   where the edge comes from the row above
 *             └──┐   │     its track
 *     downs   ───┴───┴──   where it goes on into the row below
 */
export interface Crossing {
  readonly ups: readonly number[];
  readonly downs: readonly number[];
}

/** Two verticals nearer than this look like one. */
const NEAR = 3;
const ON_TOP = 50;

const spanOf = ({ ups, downs }: Crossing): readonly [number, number] => {
  const all = [...ups, ...downs];
  return [Math.min(...all), Math.max(...all)];
};

const within = (x: number, [from, to]: readonly [number, number]): number => (x > from && x < to ? 1 : 0);

/** What it costs when `a` runs above `b`. */
const cost = (
  a: Crossing,
  b: Crossing,
  spanA: readonly [number, number],
  spanB: readonly [number, number],
): number => {
  let sum = 0;
  for (const up of b.ups) sum += within(up, spanA);
  for (const down of a.downs) sum += within(down, spanB);
  for (const up of b.ups) for (const down of a.downs) if (Math.abs(up - down) < NEAR) sum += ON_TOP;
  return sum;
};

export const isStraight = ({ ups, downs }: Crossing): boolean =>
  ups.length === 1 && downs.length === 1 && Math.abs((ups[0] ?? 0) - (downs[0] ?? 0)) < 0.5;

/** Track numbers from 0 at the top; -1 for an edge that goes straight down and needs none. */
export const assignTracks = (crossings: readonly Crossing[]): number[] => {
  const bent = crossings.map((crossing, i) => ({ crossing, i, span: spanOf(crossing), score: 0 }));
  const moving = bent.filter(({ crossing }) => !isStraight(crossing));
  const near = moving.map(() => new Set<number>());
  /** Those that must run above it, or verticals would lie on each other. */
  const below = moving.map(() => new Set<number>());
  for (let a = 0; a < moving.length; a++) {
    for (let b = a + 1; b < moving.length; b++) {
      const [x, y] = [moving[a], moving[b]];
      if (x === undefined || y === undefined || x.span[0] > y.span[1] + NEAR || y.span[0] > x.span[1] + NEAR)
        continue;
      const difference =
        cost(y.crossing, x.crossing, y.span, x.span) - cost(x.crossing, y.crossing, x.span, y.span);
      x.score += difference;
      y.score -= difference;
      near[a]?.add(b);
      near[b]?.add(a);
      if (difference <= -ON_TOP / 2) below[a]?.add(b);
      if (difference >= ON_TOP / 2) below[b]?.add(a);
    }
  }
  const waiting = moving
    .map((_, a) => a)
    .sort((a, b) => (moving[b]?.score ?? 0) - (moving[a]?.score ?? 0) || a - b);
  const track = new Map<number, number>();
  while (waiting.length > 0) {
    // In a circle nobody is free to go first: then the one with the fewest crossings goes.
    const free = waiting.findIndex((a) => [...(below[a] ?? [])].every((b) => track.has(b)));
    const [a = 0] = waiting.splice(Math.max(0, free), 1);
    let highest = -1;
    for (const b of near[a] ?? []) highest = Math.max(highest, track.get(b) ?? -1);
    track.set(a, highest + 1);
  }
  const result = crossings.map(() => -1);
  moving.forEach(({ i }, a) => (result[i] = track.get(a) ?? 0));
  return result;
};
