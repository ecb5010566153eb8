/**
 * The order in which ovn-trace takes flows of one priority. It keeps the rows of a table in a hash table by the first
 * 32 bits of their UUIDs, goes through its buckets, and sorts by priority without changing what is equal. How many
 * buckets there are follows from the number of rows. Where two flows of one priority fit a packet, OVN does not
 * say which one is taken: this is only what ovn-trace does.
 */

/** Buckets that a hash table of Open vSwitch has after `rows` insertions: its mask. */
export const bucketMask = (rows: number): number => {
  if (rows < 2) return 0;
  return Math.max(3, 2 ** Math.floor(Math.log2(rows)) - 1);
};

export const bucketOf = (uuid: string, mask: number): number =>
  (Number.parseInt(uuid.slice(0, 8), 16) & mask) >>> 0;
