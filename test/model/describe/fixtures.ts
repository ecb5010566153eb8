/** The real databases under `fixtures/`, each deployment as one network. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openDatabases, type AnyTables, type Database, type Row } from '../../../src/ovsdb/index.ts';
import { Network, type Host } from '../../../src/model/index.ts';
import type { Demand } from '../../../src/model/lookup.ts';
import type { DatabaseName } from '../../../src/model/rowref.ts';

const ROOT = fileURLToPath(new URL('../../../fixtures/', import.meta.url));

/** Directory → the files of it that make one deployment; its other files are other forms of the same. */
const DEPLOYMENTS: Readonly<Record<string, RegExp>> = {
  demo: /\.db$/,
  neutron: /\.db$/,
  'neutron-capture': /\.backup$/,
  'ovn-kubernetes': /\.db$/,
  'two-switches': /^(nb|sb|host-\d)\.db$/,
};

export interface Wanted {
  readonly database: string;
  readonly table: string;
}

export interface Deployment {
  readonly name: string;
  readonly network: Network;
  /** Tables that were asked for as a whole. */
  readonly whole: Wanted[];
}

export const deployments = async (): Promise<readonly Deployment[]> => {
  const found: Deployment[] = [];
  for (const [name, pattern] of Object.entries(DEPLOYMENTS)) {
    const files = readdirSync(ROOT + name).filter((file) => pattern.test(file));
    const opened = await Promise.all(files.map((file) => openDatabases(`${ROOT}${name}/${file}`)));
    const all = opened.flatMap(({ databases }) => databases);
    const of = (schema: string): Database | undefined =>
      all.find(({ database }) => database.name === schema)?.database;
    const hosts = all.filter(({ database }) => database.name === 'Open_vSwitch');
    const whole: Wanted[] = [];
    const demandOf = (database: Database<AnyTables>): Demand => ({
      want: (table, clause) => {
        if (clause === true) whole.push({ database: database.name, table });
        return false;
      },
    });
    const network = new Network({
      nb: of('OVN_Northbound'),
      sb: of('OVN_Southbound'),
      ovs: hosts.map((file) => ({ name: file.name, database: file.database })),
      demandOf,
    });
    found.push({ name, network, whole });
  }
  return found;
};

export interface Located {
  readonly database: DatabaseName;
  readonly row: Row;
  readonly host: Host | undefined;
}

/** Every row of every database. */
export const everyRow = function* (network: Network): Generator<Located> {
  const of = function* (database: object | undefined, host?: Host): Generator<Located> {
    if (database === undefined) return;
    const { name, all } = database as Database;
    for (const table of all.values())
      for (const row of table) yield { database: name as DatabaseName, row, host };
  };
  yield* of(network.nb);
  yield* of(network.sb);
  for (const host of network.hosts) yield* of(host.database, host);
};
