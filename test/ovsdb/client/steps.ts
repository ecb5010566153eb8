/** Random transactions on the schema of `live.ts`, and what else can happen between them. */
import fc from 'fast-check';
import { encodeDatum } from '../../../src/ovsdb/datum/index.ts';
import { formatJson } from '../../../src/ovsdb/json/exact.ts';
import type { Json, JsonObject } from '../../../src/ovsdb/json/value.ts';
import type { Clause, Where } from '../../../src/ovsdb/rpc/readonly.ts';
import { parseDatabaseSchema } from '../../../src/ovsdb/schema/parse.ts';
import { valueOf } from '../datum/arbitraries.ts';
import { EVERY_KIND, PLAIN, type Writer } from './live.ts';

const schema = parseDatabaseSchema(EVERY_KIND);
export const root = schema.tables.get('Root');
export const ROOT_COLUMNS = [...(root?.columns.keys() ?? [])];

/**
 * A few columns with random values, as JSON. The server refuses whole messages that hold a NUL, or a real number
 * that strtod(3) calls out of range; it prints 15 digits, with which the largest real is one.
 */
const columnsOfRoot = fc
  .record(
    Object.fromEntries(
      Object.keys(PLAIN).map((name) => {
        const type = root?.columns.get(name)?.type;
        if (type === undefined) throw new Error(name);
        return [name, valueOf(type).map((value) => encodeDatum(type, value))];
      }),
    ),
    { requiredKeys: [] },
  )
  .map((row) => row as JsonObject)
  .filter((row) => !/\\u0000|e[+-]30[0-9]|e-3[12]/.test(formatJson(row)));

const nth = fc.nat({ max: 30 });
const small = fc.integer({ min: -5, max: 5 });
const colour = fc.constantFrom<Json>('red', 'green', ['set', []]);

export type Step =
  | { readonly kind: 'insert'; readonly row: JsonObject; readonly colour: Json }
  | { readonly kind: 'update'; readonly which: number; readonly row: JsonObject }
  | { readonly kind: 'mutate'; readonly which: number; readonly mutations: Json }
  | { readonly kind: 'delete'; readonly which: number }
  | { readonly kind: 'leaf'; readonly which: number; readonly n: number }
  | { readonly kind: 'point'; readonly from: number; readonly to: number }
  | { readonly kind: 'drop' }
  | { readonly kind: 'want'; readonly root: Where; readonly leaf: Where };

const clause: fc.Arbitrary<Clause> = fc.oneof(
  fc.tuple(fc.constant('i'), fc.constantFrom('==', '!=', '<', '<=', '>', '>='), small),
  fc.tuple(fc.constant('b'), fc.constant('=='), fc.boolean()),
  fc.tuple(fc.constant('e'), fc.constantFrom('==', 'includes'), fc.constant('red')),
  fc.tuple(fc.constant('ss'), fc.constantFrom('includes', 'excludes'), fc.constant('a')),
) as fc.Arbitrary<Clause>;
const where: fc.Arbitrary<Where> = fc.oneof(
  fc.constantFrom<Where>([true], [false], []),
  fc.array(clause, { minLength: 1, maxLength: 3 }),
);

const mutation = fc.oneof(
  fc.tuple(fc.constant('i'), fc.constantFrom('+=', '-='), small),
  fc.tuple(
    fc.constantFrom('ss', 'few'),
    fc.constantFrom('insert', 'delete'),
    fc.constantFrom<Json>('a', ['set', ['a', 'b']]),
  ),
  fc.tuple(fc.constant('si'), fc.constantFrom('insert', 'delete'), fc.constantFrom<Json>(1, 2n ** 53n + 1n)),
  fc.tuple(
    fc.constant('mss'),
    fc.constantFrom('insert', 'delete'),
    fc.constantFrom<Json>([
      'map',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ]),
  ),
);

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('insert' as const), row: columnsOfRoot, colour }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('update' as const), which: nth, row: columnsOfRoot }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('mutate' as const),
      which: nth,
      mutations: fc.array(mutation, { minLength: 1, maxLength: 3 }) as fc.Arbitrary<Json>,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), which: nth }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('leaf' as const), which: nth, n: small }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('point' as const), from: nth, to: nth }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('want' as const),
      root: where,
      leaf: fc.constantFrom<Where>([true], [['n', '>', 0]], []),
    }),
  },
);

const uuidRef = (id: string): Json => ['uuid', id];

export const operationsOf = async (writer: Writer, one: Step): Promise<Json[]> => {
  const ids = [...(await writer.rows('Root', [])).keys()];
  const pick = (n: number): string | undefined => ids[n % Math.max(ids.length, 1)];
  const on = (id: string | undefined): Json =>
    id === undefined ? [['i', '==', 12345]] : [['_uuid', '==', uuidRef(id)]];
  switch (one.kind) {
    case 'insert':
      return [{ op: 'insert', table: 'Root', row: { one: 0, ...one.row, e: one.colour } }];
    case 'update':
      return [{ op: 'update', table: 'Root', where: on(pick(one.which)), row: one.row }];
    case 'mutate':
      return [{ op: 'mutate', table: 'Root', where: on(pick(one.which)), mutations: one.mutations }];
    case 'delete':
      return [{ op: 'delete', table: 'Root', where: on(pick(one.which)) }];
    case 'leaf':
      return [
        { op: 'insert', table: 'Leaf', row: { n: one.n }, 'uuid-name': 'leaf' },
        {
          op: 'mutate',
          table: 'Root',
          where: on(pick(one.which)),
          mutations: [['strong', 'insert', ['named-uuid', 'leaf']]],
        },
      ];
    case 'point': {
      const to = pick(one.to);
      if (to === undefined) return [];
      const row = { first: uuidRef(to), named: ['map', [['x', uuidRef(to)]]] };
      const add = {
        op: 'mutate',
        table: 'Root',
        where: on(pick(one.from)),
        mutations: [['weak', 'insert', uuidRef(to)]],
      };
      return [{ op: 'update', table: 'Root', where: on(pick(one.from)), row }, add];
    }
    case 'drop':
    case 'want':
      return [];
  }
};
