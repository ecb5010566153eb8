/** Reads what a first look needs and makes the network of it. */
import { Network, showTables, type NetworkSources } from '../../model/index.ts';
import type { Spec } from '../../ovsdb/index.ts';
import type { CommandArguments } from '../command.ts';
import type { Io } from '../io.ts';
import type { Role } from '../sources.ts';
import { readSources, reportLate, type Needs } from '../read.ts';
import type { Reading } from '../reading.ts';
import { OvnscopeError } from '../../text/index.ts';

const specOf = (name: keyof typeof showTables): Spec =>
  Object.fromEntries(Object.entries(showTables[name]).map(([table, columns]) => [table, { columns }]));

const NEEDS = {
  nb: specOf('OVN_Northbound'),
  sb: specOf('OVN_Southbound'),
  ovs: specOf('Open_vSwitch'),
  icNb: specOf('OVN_IC_Northbound'),
  icSb: specOf('OVN_IC_Southbound'),
};

export interface Looked {
  readonly network: Network;
  /** Tells what was found to be wrong with rows while the answer was made. */
  readonly finish: () => void;
}

/** What `show` and `graph` are made of. */
export const readNetwork = (args: CommandArguments, io: Io): Promise<Looked> =>
  readNetworkOf(args, io, NEEDS);

/** The network over what `needs` says of each database: from servers no more than that. */
export const readNetworkOf = async (args: CommandArguments, io: Io, needs: Needs): Promise<Looked> =>
  networkOf(await readSources({ args, io }, needs), { args, io });

/** `demandOf`: for databases that are read piece by piece, who takes note of what is asked for. */
export const networkOf = (
  readings: readonly Reading[],
  context: { readonly args: CommandArguments; readonly io: Io },
  demandOf?: NetworkSources['demandOf'],
): Looked => {
  const before = readings.map(({ database }) => database.problems.count);
  const ovs = readings.filter(({ role }) => role === 'ovs').map(({ name, database }) => ({ name, database }));
  const network = new Network({
    nb: only(readings, 'nb'),
    sb: only(readings, 'sb'),
    icNb: only(readings, 'icNb'),
    icSb: only(readings, 'icSb'),
    ovs,
    demandOf,
  });
  return { network, finish: () => reportLate(context, readings, before) };
};

const OPTIONS = { nb: '--nb', sb: '--sb', icNb: '--ic-nb', icSb: '--ic-sb' } as const;

/** Two different databases must not become one picture. */
const only = (readings: readonly Reading[], role: Exclude<Role, 'ovs'>): Reading['database'] | undefined => {
  const found = readings.filter((reading) => reading.role === role);
  if (found.length > 1) {
    throw new OvnscopeError(
      'usage',
      `${found.length} different databases ${found[0]?.database.name} were found`,
      {
        where: found.map(({ name }) => name).join(', '),
        expected: 'one',
        hint: `choose one with ${OPTIONS[role]} FILE`,
      },
    );
  }
  return found[0]?.database;
};
