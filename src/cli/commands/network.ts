/** Reads what a first look needs and makes the network of it. */
import { Network, showTables } from '../../model/index.ts';
import type { Spec } from '../../ovsdb/index.ts';
import type { CommandArguments } from '../command.ts';
import type { Io } from '../io.ts';
import { readSources, reportLate, type Reading } from '../read.ts';
import { OvnscopeError, printable } from '../../text/index.ts';

const specOf = (name: keyof typeof showTables): Spec =>
  Object.fromEntries(Object.entries(showTables[name]).map(([table, columns]) => [table, { columns }]));

const NEEDS = {
  nb: specOf('OVN_Northbound'),
  sb: specOf('OVN_Southbound'),
  ovs: specOf('Open_vSwitch'),
};

export interface Looked {
  readonly network: Network;
  /** Tells what was found to be wrong with rows while the answer was made. */
  readonly finish: () => void;
}

export const readNetwork = async (args: CommandArguments, io: Io): Promise<Looked> => {
  const readings = await readSources({ args, io }, NEEDS);
  const before = readings.map(({ database }) => database.problems.count);
  const ovs = readings.filter(({ role }) => role === 'ovs').map(({ name, database }) => ({ name, database }));
  const network = new Network({ nb: only(io, readings, 'nb'), sb: only(io, readings, 'sb'), ovs });
  return { network, finish: () => reportLate({ args, io }, readings, before) };
};

/**
 * The one database of a role. Files of several members of one cluster are the same database: the one that is
 * furthest is taken. Two different databases must not become one picture.
 */
const only = (io: Io, readings: readonly Reading[], role: 'nb' | 'sb'): Reading['database'] | undefined => {
  const found = readings.filter((reading) => reading.role === role);
  const [first, ...others] = [...found].sort(
    (a, b) => (b.cluster?.commitIndex ?? 0) - (a.cluster?.commitIndex ?? 0),
  );
  if (first === undefined || others.length === 0) return first?.database;
  const id = first.cluster?.clusterId;
  if (id !== undefined && others.every(({ cluster }) => cluster?.clusterId === id)) {
    const behind = others.map(({ name }) => printable(name)).join(', ');
    io.err.write(`ovnscope: took ${printable(first.name)}, the furthest of its cluster, not ${behind}\n`);
    return first.database;
  }
  throw new OvnscopeError('usage', `${found.length} databases ${first.database.name} were found`, {
    where: found.map(({ name }) => name).join(', '),
    expected: 'one',
    hint: `choose one with --${role} FILE`,
  });
};
