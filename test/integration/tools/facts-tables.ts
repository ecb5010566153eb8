/** Every column of every row that `list TABLE` prints is in `get KIND -o json`, and no other row is. */
import { expect, it } from 'vitest';
import { kindOfTable } from '../../../src/model/kinds/index.ts';
import type { DatabaseName } from '../../../src/model/index.ts';
import { run, type Hypervisor } from '../../lab/index.ts';
import type { Deployment } from './deployment.ts';
import type { GetItem } from './said.ts';
import { fromJson, parseListings, type Atoms, type Rows } from './tables.ts';

/** Table => its columns. */
type Tables = ReadonlyMap<string, ReadonlySet<string>>;

const tablesOf = async (remote: string, database: DatabaseName): Promise<Tables> => {
  const text = await run('ovsdb-client', ['get-schema', remote, database]);
  const schema = JSON.parse(text) as { tables: Readonly<Record<string, { columns: object }>> };
  const tables = Object.entries(schema.tables).sort();
  return new Map(tables.map(([table, { columns }]) => [table, new Set(Object.keys(columns))]));
};

/** Table => its rows; `list` runs the tool. */
const listed = async (
  tables: readonly string[],
  list: (...args: string[]) => Promise<string>,
): Promise<ReadonlyMap<string, Rows>> => {
  const words = tables.flatMap((table) => ['--', 'list', table]);
  const rows = parseListings(await list('--format=json', ...words));
  if (rows.length !== tables.length) throw new Error(`${rows.length} answers for ${tables.length} tables`);
  return new Map(tables.map((table, i) => [table, rows[i] ?? new Map<string, never>()]));
};

const toldBy = (items: readonly GetItem[], table: string): Rows =>
  new Map(
    items
      .filter((item) => item.table === table)
      .map(({ uuid, columns }) => [
        uuid,
        new Map(Object.entries(columns).map(([name, value]): [string, Atoms] => [name, fromJson(value)])),
      ]),
  );

/** What differs; a column that changed while everybody read may have either value. */
const differences = (
  columns: ReadonlySet<string>,
  told: Rows,
  before: Rows,
  after: Rows,
): readonly string[] => {
  const found: string[] = [];
  for (const uuid of new Set([...before.keys(), ...after.keys(), ...told.keys()])) {
    const [one, other, row] = [before.get(uuid), after.get(uuid), told.get(uuid)];
    if (one === undefined || other === undefined) {
      if (one === undefined && other === undefined) found.push(`${uuid}: no tool lists it`);
      continue;
    }
    for (const [name, value] of one) {
      // ovn-sbctl has a column "hash" of its own in Logical_Flow, which the database does not.
      if (!columns.has(name)) continue;
      const said = row?.get(name)?.join('\n');
      if (said !== value.join('\n') && said !== other.get(name)?.join('\n'))
        found.push(`${uuid} ${name}: ${said ?? 'missing'}, not ${value.join(' ')}`);
    }
    for (const name of row?.keys() ?? []) if (!one.has(name)) found.push(`${uuid} ${name}: no tool lists it`);
  }
  return found;
};

const kindsOf = (database: DatabaseName, tables: Tables): readonly string[] =>
  [...tables.keys()].map((table) => kindOfTable(database, table)?.name ?? `(no kind for ${table})`);

const compare = async (
  deployment: Deployment,
  database: DatabaseName,
  remote: string,
  list: (...args: string[]) => Promise<string>,
  host?: Hypervisor,
): Promise<number> => {
  const tables = await tablesOf(remote, database);
  const before = await listed([...tables.keys()], list);
  const all = await deployment.get(...kindsOf(database, tables));
  const after = await listed([...tables.keys()], list);
  const items = host === undefined ? all : all.filter((item) => item.host === host.name);
  const none: Rows = new Map();
  let count = 0;
  for (const [table, columns] of tables) {
    const [one = none, other = none] = [before.get(table), after.get(table)];
    expect([table, differences(columns, toldBy(items, table), one, other)]).toEqual([table, []]);
    count += one.size;
  }
  return count;
};

export const tellsTables = (deployment: () => Deployment): void => {
  it('has every column of every table of the Northbound', async () => {
    const { lab } = deployment();
    const list = (...args: string[]): Promise<string> => lab.nbctl(...args);
    expect(await compare(deployment(), 'OVN_Northbound', lab.nb.remote, list)).toBeGreaterThan(10);
  });

  it('has every column of every table of the Southbound', async () => {
    const { lab } = deployment();
    const list = (...args: string[]): Promise<string> => lab.sbctl(...args);
    expect(await compare(deployment(), 'OVN_Southbound', lab.sb.remote, list)).toBeGreaterThan(100);
  });

  it('has every column of every table of each Open_vSwitch', async () => {
    for (const host of deployment().lab.hypervisors) {
      const list = (...args: string[]): Promise<string> => host.vsctl(...args);
      const count = await compare(deployment(), 'Open_vSwitch', host.ovs.remote, list, host);
      expect(count).toBeGreaterThan(10);
    }
  });
};
