/** Descriptions of made-up networks, and what stands in a section. */
import { describe } from '../../../../src/model/describe/index.ts';
import type { Description } from '../../../../src/model/describe/types.ts';
import { Network, type DatabaseName, type NetworkSources } from '../../../../src/model/index.ts';
import { uuidOf } from '../../build.ts';

export const of = (
  sources: NetworkSources,
  table: string,
  handle: string,
  database: DatabaseName = 'OVN_Northbound',
): Description => {
  const found = describe(new Network(sources), { database, table, uuid: uuidOf(handle) });
  if (found === undefined) throw new Error(`no ${handle}`);
  return found;
};

export const notes = (description: Description, id = 'problems'): readonly string[] =>
  description.sections.find((one) => one.id === id)?.notes ?? [];

export const cellsOf = (description: Description, id: string, column: string): readonly unknown[] => {
  const list = description.sections.find((one) => one.id === id)?.listing;
  const at = list?.columns.findIndex((one) => one.id === column) ?? -1;
  return list?.rows.map((row) => row[at]) ?? [];
};
