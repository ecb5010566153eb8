/**
 * Databases made at random from hostile strings, wrong references and extreme numbers, with whatever shape the schemas
 * allow: nothing that is printed of them throws, or harms.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { NetworkSources } from '../../../src/model/index.ts';
import { Database, Row, type BaseType, type ColumnType, type Json } from '../../../src/ovsdb/index.ts';
import { uuidOf } from '../../model/build.ts';
import { everything } from '../../model/kinds/everything.ts';
import { HOSTILE_NAMES } from '../../model/scenarios.ts';
import { everyAnswer } from './answers.ts';
import { databasesIn, HARMFUL } from './battery.ts';

const WORDS = [
  ...HOSTILE_NAMES.filter((name) => name.length < 100),
  ...[
    'router',
    'patch',
    'localnet',
    'chassisredirect',
    'vif',
    'snat',
    'dnat_and_snat',
    'drop',
    'up',
    'dynamic',
  ],
  ...[
    '10.0.0.1',
    '10.0.0.0/24',
    'fd00::1/64',
    '0a:00:00:00:00:01 10.0.0.1',
    '10.0.0.1:80',
    '[::1]:80,:',
    'true',
  ],
  ...[
    'ip4 && inport == @p0',
    'p0',
    'p1',
    'constructor',
    'toString',
    '=1',
    '-1',
    '1e999',
    'unknown',
    '{',
    '\\',
  ],
];
/** Keys that the model looks for. */
const KEYS = [
  ...[
    'router-port',
    'peer',
    'network_name',
    'chassis',
    'iface-id',
    'system-id',
    'hostname',
    'logical-switch',
  ],
  ...[
    'logical-router',
    'name',
    'neutron:network_name',
    'neutron:port_name',
    'k8s.ovn.org/name',
    'ovn-bridge-mappings',
  ],
  ...[
    'remote_ip',
    'subnet',
    'distributed-port',
    '__proto__',
    'constructor',
    'pod',
    'namespace',
    'requested-chassis',
  ],
];
const NUMBERS: readonly Json[] = [0, 1, -1, 65535, 2 ** 53, 9007199254740993n as unknown as Json, -(2 ** 31)];
const ROWS = 3;

/** A small generator of our own: a property shrinks its seed, not half a million cells. */
const dice = (seed: number): ((sides: number) => number) => {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) % sides;
  };
};

const random = (database: Database, roll: (sides: number) => number): Database => {
  const pick = <T>(list: readonly T[]): T => list[roll(list.length)] as T;
  const idOf = (table: string, n: number): string => uuidOf(`${database.name} ${table} ${n}`);
  const atom = (type: BaseType, isKey: boolean): Json => {
    if (type.type === 'uuid') return ['uuid', idOf(type.refTable ?? 'none', roll(ROWS + 1))];
    if (type.enum !== undefined && roll(8) > 0) return pick(type.enum) as Json;
    if (type.type === 'boolean') return roll(2) === 0;
    if (type.type !== 'string') return pick(NUMBERS);
    return isKey && roll(3) > 0 ? pick(KEYS) : pick(WORDS);
  };
  const unique = (list: readonly Json[]): Json[] => [
    ...new Map(list.map((one) => [String(Array.isArray(one) ? one[1] : one), one])).values(),
  ];
  const cell = ({ key, value, min, max }: ColumnType): Json => {
    const count = max === 1 && min === 1 ? 1 : roll(max === 1 ? 2 : 5);
    const atoms = unique(Array.from({ length: count }, () => atom(key, value !== undefined)));
    if (value !== undefined) return ['map', atoms.map((one) => [one, atom(value, false)])];
    return max === 1 && atoms.length === 1 ? (atoms[0] as Json) : ['set', atoms];
  };
  const made = new Database(database.schema, database.origin);
  for (const [name, { columns, maxRows }] of database.schema.tables) {
    const table = made.open(name);
    for (let n = roll(Math.min(maxRows, ROWS) + 1); n > 0; n--) {
      const json: Record<string, Json> = {};
      for (const [column, { type }] of columns) if (roll(3) > 0) json[column] = cell(type);
      table?.set(new Row(table.columns, idOf(name, n - 1), json));
    }
  }
  return made;
};

const randomSources = (seed: number): NetworkSources => {
  const roll = dice(seed);
  const { nb, sb, icNb, icSb, ovs = [] } = everything();
  const some = (database: Database | undefined): Database | undefined =>
    database === undefined || roll(6) === 0 ? undefined : random(database, roll);
  return {
    nb: some(nb),
    sb: some(sb),
    icNb: some(icNb),
    icSb: some(icSb),
    ovs: ovs.map(({ name, database }) => ({ name, database: random(database, roll) })),
  };
};

it('whatever a database holds, nothing throws and nothing harms', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const sources = randomSources(seed);
      const { texts, jsons } = await everyAnswer(sources, { few: 3 });
      for (const text of [...texts, ...jsons]) expect(HARMFUL.exec(text)?.[0]).toBeUndefined();
      for (const text of jsons) JSON.parse(text);
      for (const { problems } of databasesIn(sources))
        for (const { where, message } of problems.list) expect(where + message).not.toMatch(HARMFUL);
    }),
    { numRuns: 25, examples: [[0], [1], [2]] },
  );
});

it('the same database says the same, in whatever order its rows come', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const [sources, turned] = [randomSources(seed), randomSources(seed)];
      for (const { all } of databasesIn(turned)) {
        for (const table of all.values()) {
          const rows = [...table.rows.values()].reverse();
          table.clear();
          for (const row of rows) table.set(row);
        }
      }
      const [first, second] = [await everyAnswer(sources, { few: 0 }), await everyAnswer(turned, { few: 0 })];
      expect(second.jsons).toEqual(first.jsons);
      expect(second.texts).toEqual(first.texts);
    }),
    // The example: a datapath with two pipelines that OVN does not have, which no order told apart.
    { numRuns: 12, examples: [[1263895858]] },
  );
});
