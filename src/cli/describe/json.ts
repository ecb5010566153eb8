/**
 * `describe` for programs: sections by id, each with its facts by id and the rows of its list. Names are as the
 * databases have them.
 */
import type { Described, Description, Link, Section } from '../../model/index.ts';
import type { Json } from '../../ovsdb/index.ts';

const linkJson = ({ kind, name, alias, ref }: Link): Json => ({
  kind,
  name,
  alias: alias ?? null,
  ...(ref === undefined ? {} : { database: ref.database, table: ref.table, uuid: ref.uuid }),
});

const valueJson = (value: Described): Json => {
  if (value === undefined) return null;
  if (value instanceof Map) {
    const pairs = value as ReadonlyMap<unknown, Json>;
    return Object.fromEntries([...pairs].map(([key, held]) => [String(key), held]));
  }
  if (Array.isArray(value)) return (value as readonly Described[]).map(valueJson);
  return typeof value === 'object' ? linkJson(value as Link) : value;
};

const sectionJson = ({ id, title, facts, listing, notes }: Section): Json => ({
  id,
  title,
  facts: Object.fromEntries(facts.map((fact) => [fact.id, valueJson(fact.value)])),
  ...(listing === undefined
    ? {}
    : {
        rows: listing.rows.map((row) =>
          Object.fromEntries(listing.columns.map(({ id: column }, i) => [column, valueJson(row[i])])),
        ),
      }),
  notes: [...notes],
});

/** Schema `ovnscope.describe/1`, documented in docs/describe.md. */
export const describeJson = (described: readonly Description[]): Json => ({
  schema: 'ovnscope.describe/1',
  items: described.map(({ kind, ref, name, alias, headline, sections }) => ({
    kind,
    name,
    alias: alias ?? null,
    database: ref.database,
    table: ref.table,
    uuid: ref.uuid,
    headline,
    sections: sections.map(sectionJson),
  })),
});
