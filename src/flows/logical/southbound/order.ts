/**
 * The order in which ovn-trace takes flows of one priority. It reads the rows of a table out of a hash table by the text of
 * their UUIDs into another by the first 32 bits of them, goes through that one's buckets, and sorts by priority without
 * changing what is equal. Where two flows of one priority fit a packet, OVN does not say which one is taken: this is
 * only what ovn-trace does.
 */
import { hashString, hashTableOrder } from '../../language/index.ts';

/** UUIDs of all rows of a table in that order. */
export const rowOrder = (uuids: Iterable<string>): readonly string[] =>
  hashTableOrder(hashTableOrder(uuids, hashString), (uuid) => Number.parseInt(uuid.slice(0, 8), 16));
