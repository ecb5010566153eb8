import type { Clause, Json, Row, Value } from '../../src/ovsdb/index.ts';

/** What a server answers to a clause that a lookup makes. */
export const matches = (row: Row, [column, , wanted]: Clause): boolean => {
  const json = wanted as Json;
  const [tag, held] = Array.isArray(json) ? (json as [string, Json]) : ['', json];
  if (column === '_uuid') return row.uuid === held;
  const value: Value = row.get(column);
  if (value instanceof Map) {
    const pairs = held as [string, string][];
    return tag === 'map' && pairs.every(([key, text]) => value.get(key) === text);
  }
  return Array.isArray(value) ? value.includes(held as never) : value === held;
};
