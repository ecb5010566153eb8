/**
 * Whole tables as `ovn-nbctl`, `ovn-sbctl` and `ovs-vsctl` list them with `--format=json` (ovs-ctl database commands: a
 * line for each table, `headings` and `data`; values as RFC 7047 has them), and the same values as ovnscope has them.
 */

export type Atoms = readonly string[];
/** UUID => column => what it holds. */
export type Rows = ReadonlyMap<string, ReadonlyMap<string, Atoms>>;

interface Listing {
  readonly headings: readonly string[];
  readonly data: readonly (readonly unknown[])[];
}

const atom = (value: unknown): string =>
  Array.isArray(value) && (value[0] === 'uuid' || value[0] === 'named-uuid') ? String(value[1]) : text(value);

/** With its type: `"5"` is not `5`. UUIDs look like strings on either side. */
const text = (value: unknown): string =>
  JSON.stringify(value).replace(/^"([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})"$/, '$1');

const pair = (key: unknown, value: unknown): string =>
  // JSON has text for keys.
  `${Array.isArray(key) ? String(key[1]) : String(key)}=${atom(value)}`;

/** RFC 7047's notation: `["set", […]]`, `["map", [[key, value]…]]`, or an atom that stands for a set of one. */
const fromWire = (value: unknown): Atoms => {
  if (Array.isArray(value) && value[0] === 'set') return (value[1] as unknown[]).map(atom).sort();
  if (Array.isArray(value) && value[0] === 'map')
    return (value[1] as [unknown, unknown][]).map(([key, held]) => pair(key, held)).sort();
  return [atom(value)];
};

/** ovnscope's: `null`, an atom, an array, an object. */
export const fromJson = (value: unknown): Atoms => {
  if (value === null) return [];
  if (Array.isArray(value)) return (value as unknown[]).map(text).sort();
  if (typeof value === 'object')
    return Object.entries(value as object)
      .map(([key, held]) => pair(key, held))
      .sort();
  return [text(value)];
};

/** The answers to `list TABLE -- list TABLE …`, in their order. */
export const parseListings = (output: string): readonly Rows[] =>
  output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { headings, data } = JSON.parse(line) as Listing;
      return new Map(
        data.map((row) => {
          const columns = new Map(headings.map((heading, i) => [heading, fromWire(row[i])]));
          const [uuid = ''] = columns.get('_uuid') ?? [];
          columns.delete('_uuid');
          return [uuid, columns];
        }),
      );
    });
