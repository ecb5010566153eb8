/**
 * A database read piece by piece: a description asks for rows, they are fetched, it is made again, until nothing is
 * missing. What comes out is what the whole databases give.
 */
import { describe, expect, it } from 'vitest';
import { Database, type AnyTables, type Row } from '../../../src/ovsdb/index.ts';
import { Network } from '../../../src/model/index.ts';
import type { Describers } from '../../../src/model/describe/describer.ts';
import { describeRow } from '../../../src/model/describe/generic.ts';
import { physicalDescribers } from '../../../src/model/describe/physical/index.ts';
import { rulesDescribers } from '../../../src/model/describe/rules/index.ts';
import { matches } from '../clause.ts';
import { deployments, everyRow, type Located } from './fixtures.ts';

const describers: Describers = { ...rulesDescribers, ...physicalDescribers };

const described = (network: Network, { database, row, host }: Located) =>
  describers[`${database}.${row.tableName}`]?.(network, row, host) ??
  describeRow(network, row, database, host);

/** The full databases of one deployment, and how much of them was read. */
class Server {
  private readonly full: readonly Database[];
  private readonly read = new Map<Database, Set<string>>();
  grew = false;

  constructor(full: readonly Database[]) {
    this.full = full;
    for (const database of full) this.read.set(database, new Set());
  }

  take(full: Database, rows: Iterable<Row>): void {
    const known = this.read.get(full) as Set<string>;
    for (const { uuid } of rows) {
      if (!known.has(uuid)) this.grew = true;
      known.add(uuid);
    }
  }

  /** What was read so far, as a network whose questions come here. */
  network(): Network {
    const parts = new Map<unknown, Database>();
    const part = (full: Database): Database => {
      const copy = new Database(full.schema, full.origin);
      const known = this.read.get(full) as Set<string>;
      for (const [name, table] of full.all) {
        const target = copy.open(name);
        for (const row of table) if (known.has(row.uuid)) target?.set(row);
      }
      parts.set(copy, full);
      return copy;
    };
    const of = (schema: string): Database[] => this.full.filter(({ name }) => name === schema).map(part);
    return new Network({
      nb: of('OVN_Northbound')[0],
      sb: of('OVN_Southbound')[0],
      ovs: of('Open_vSwitch').map((database, i) => ({ name: `host-${i}`, database })),
      demandOf: (database: Database<AnyTables>) => ({
        want: (table, clause) => {
          const full = parts.get(database) as Database;
          const rows = [...full.table(table)];
          this.take(full, clause === true ? rows : rows.filter((row) => matches(row, clause)));
          return true;
        },
      }),
    });
  }
}

const ROUNDS = 30;

describe('a description of databases that are read piece by piece', () => {
  it('is the same as of whole ones', async () => {
    let compared = 0;
    for (const { name, network } of await deployments()) {
      if (name === 'neutron-capture') continue;
      const full = [network.nb, network.sb, ...network.hosts.map((host) => host.database)]
        .filter((database) => database !== undefined)
        .map((database) => database as unknown as Database);
      const whole = new Server(full);
      for (const database of full) for (const table of database.all.values()) whole.take(database, table);
      const expected = whole.network();
      const seen = new Map<string, number>();
      for (const located of everyRow(expected)) {
        const key = `${located.database}.${located.row.tableName}`;
        const count = seen.get(key) ?? 0;
        seen.set(key, count + 1);
        if (count >= 2) continue;
        const server = new Server(full);
        const source = full.find((database) => database.table(located.row.tableName).row(located.row.uuid));
        server.take(source as Database, [located.row]);
        for (let round = 0; round < ROUNDS; round++) {
          server.grew = false;
          const partial = server.network();
          const host = partial.hosts[expected.hosts.findIndex((one) => one === located.host)];
          const got = described(partial, { ...located, host });
          if (!server.grew) {
            compared++;
            expect(got, key).toEqual(described(expected, located));
            break;
          }
          expect(round, key).toBeLessThan(ROUNDS - 1);
        }
      }
    }
    expect(compared).toBeGreaterThan(150);
  });
});
