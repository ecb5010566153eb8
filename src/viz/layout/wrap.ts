/**
 * A row of two hundred cards is wider than any screen: it is broken into several, as a text is into lines. Edges to the
 * lower ones run between the cards of the upper ones.
 */

/** Cards that stand side by side at most. */
const WIDEST_ROW = 22;

/** Passages of edges between cards of other rows, beyond which the lines would cost more than they give. */
const MOST_PASSAGES = 4000;

/**
 * New rows by node; the same map where no row is too wide. `members`: what stands in rows at all; `edges`: how many
 * there are between them.
 */
export const wrapRanks = (
  ranks: ReadonlyMap<number, number>,
  members: readonly number[],
  edges: number,
): ReadonlyMap<number, number> => {
  const rows: number[][] = [];
  for (const node of members) (rows[ranks.get(node) ?? 0] ??= []).push(node);
  const lines = rows.reduce((sum, row) => sum + Math.ceil(row.length / WIDEST_ROW), 0);
  if (lines === rows.length || (edges * lines) / 2 > MOST_PASSAGES) return ranks;
  const wrapped = new Map<number, number>();
  let next = 0;
  for (const row of rows) {
    const own = Math.max(1, Math.ceil(row.length / WIDEST_ROW));
    const each = Math.ceil(row.length / own);
    row.forEach((node, i) => wrapped.set(node, next + Math.floor(i / each)));
    next += own;
  }
  return wrapped;
};
