/**
 * A live reader fetches what a description asks for, and asks again. Here the server is a whole database, and the
 * law is: however little was there at first, in the end the description is the one of the whole database, and no
 * table was asked for whole but those of one row.
 */
import { describe as suite, expect, it } from 'vitest';
import { describe } from '../../../../src/model/describe/index.ts';
import { Network, type DatabaseName } from '../../../../src/model/index.ts';
import { refOf } from '../../../../src/model/rowref.ts';
import { Database, type AnyTables, type Clause, type Row, type Value } from '../../../../src/ovsdb/index.ts';
import { fixture, type Fixture } from '../../fixtures.ts';
import { rendered } from './render.ts';

const WHOLE = ['SB_Global', 'NB_Global', 'Open_vSwitch'];

const holds = (row: Row, [column, fn, argument]: Clause): boolean => {
  const tagged = Array.isArray(argument) ? (argument as readonly unknown[]) : undefined;
  if (tagged?.[0] === 'map') {
    const [[key, wanted]] = tagged[1] as [[string, string]];
    return (row.get(column) as ReadonlyMap<string, string> | undefined)?.get(key) === wanted;
  }
  const wanted = tagged?.[0] === 'uuid' ? tagged[1] : argument;
  const value: Value = column === '_uuid' ? row.uuid : row.get(column);
  return fn === '==' ? value === wanted : Array.isArray(value) ? value.includes(wanted) : value === wanted;
};

/** A database that holds what was asked for, and nothing else. */
class Served {
  readonly whole: Database<AnyTables>;
  readonly asked = new Map<string, [table: string, clause: Clause | true]>();

  constructor(whole: Database<AnyTables>) {
    this.whole = whole;
  }

  want(table: string, clause: Clause | true): boolean {
    const key = JSON.stringify([table, clause]);
    const isNew = !this.asked.has(key);
    this.asked.set(key, [table, clause]);
    return isNew;
  }

  part(): Database<AnyTables> {
    const part = new Database<AnyTables>(this.whole.schema, { ...this.whole.origin });
    for (const name of this.whole.schema.tables.keys()) part.open(name);
    for (const [name, clause] of this.asked.values()) {
      for (const row of this.whole.table(name)) {
        if (clause === true || holds(row, clause)) part.table(name).set(row);
      }
    }
    return part;
  }
}

const untyped = (database: unknown): Database<AnyTables> => database as Database<AnyTables>;

const describedLive = (whole: Network, database: DatabaseName, row: Row): string => {
  const served = new Map<string, Served>();
  const serve = (name: string, source: unknown): Served | undefined => {
    if (source === undefined) return undefined;
    const one = new Served(untyped(source));
    served.set(name, one);
    return one;
  };
  const [nb, sb] = [serve('nb', whole.nb), serve('sb', whole.sb)];
  const hosts = whole.hosts.map((host) => ({
    name: host.source,
    served: new Served(untyped(host.database)),
  }));
  const everyone = [...served.values(), ...hosts.map((host) => host.served)];
  const ref = refOf(database, row);
  for (let round = 0; round < 50; round++) {
    const before = everyone.reduce((sum, one) => sum + one.asked.size, 0);
    const demands = new Map<unknown, Served>();
    const partOf = (one: Served | undefined): Database<AnyTables> | undefined => {
      const part = one?.part();
      if (one !== undefined) demands.set(part, one);
      return part;
    };
    const network = new Network({
      nb: partOf(nb),
      sb: partOf(sb),
      ovs: hosts.map((host) => ({ name: host.name, database: partOf(host.served) as Database<AnyTables> })),
      demandOf: (part) => demands.get(part),
    });
    const text = rendered(describe(network, ref));
    if (everyone.reduce((sum, one) => sum + one.asked.size, 0) === before) {
      for (const { asked } of everyone) {
        for (const [table, clause] of asked.values()) if (clause === true) expect(WHOLE).toContain(table);
      }
      return text;
    }
  }
  throw new Error('it never stopped asking');
};

const TABLES: readonly (readonly [DatabaseName, string])[] = [
  ['OVN_Northbound', 'Logical_Switch'],
  ['OVN_Northbound', 'Logical_Switch_Port'],
  ['OVN_Northbound', 'Logical_Router'],
  ['OVN_Northbound', 'Logical_Router_Port'],
  ['OVN_Southbound', 'Port_Binding'],
  ['OVN_Southbound', 'Datapath_Binding'],
];

suite('a description of a database that is read piece by piece', () => {
  it.each(['two-switches', 'ovn-kubernetes', 'neutron'] satisfies Fixture[])(
    'is the one of the whole database: %s',
    async (name) => {
      const whole = await fixture(name);
      for (const [database, table] of TABLES) {
        const source = untyped(database === 'OVN_Northbound' ? whole.nb : whole.sb);
        for (const row of [...source.table(table)].slice(0, 6)) {
          expect(describedLive(whole, database, row)).toBe(rendered(describe(whole, refOf(database, row))));
        }
      }
    },
  );
});
