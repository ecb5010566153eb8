/**
 * The flows of a group of datapaths (Logical_DP_Group, ovn-sb(5)), made once for all of them: but for flows that name
 * ports, whose keys differ from datapath to datapath.
 */
import type { LogicalDatapath } from '../southbound/datapath.ts';
import { LogicalFlow, type LogicalFlowRow, type Pipeline } from './flow.ts';
import { StagePart } from './part.ts';

type ByTable<T> = Readonly<Record<Pipeline, Map<number, T>>>;

/** Rows by pipeline and table. */
export const byTable = (rows: readonly LogicalFlowRow[]): ByTable<LogicalFlowRow[]> => {
  const found: ByTable<LogicalFlowRow[]> = { ingress: new Map(), egress: new Map() };
  for (const row of rows) {
    const tables = row.get('pipeline') === 'egress' ? found.egress : found.ingress;
    const table = row.get('table_id');
    const known = tables.get(table);
    if (known === undefined) tables.set(table, [row]);
    else known.push(row);
  }
  return found;
};

const namesPort = (row: LogicalFlowRow): boolean => /["@^]/.test(row.get('match'));

export class GroupFlows {
  /** Any of the group: only what all of them have in common is asked of it. */
  private readonly datapath: LogicalDatapath;
  private readonly rows: ByTable<LogicalFlowRow[]>;
  private readonly parts = new Map<string, StagePart>();

  constructor(datapath: LogicalDatapath, rows: readonly LogicalFlowRow[]) {
    this.datapath = datapath;
    this.rows = byTable(rows);
  }

  /** Flows that are the same on every datapath. */
  part(pipeline: Pipeline, table: number): StagePart | undefined {
    const rows = this.rows[pipeline].get(table);
    if (rows === undefined) return undefined;
    const key = `${pipeline}${table}`;
    let part = this.parts.get(key);
    if (part === undefined) {
      const shared = rows.filter((row) => !namesPort(row));
      this.parts.set(key, (part = new StagePart(shared.map((row) => new LogicalFlow(this.datapath, row)))));
    }
    return part;
  }

  /** Rows of the others. */
  placed(pipeline: Pipeline, table: number): readonly LogicalFlowRow[] {
    return this.rows[pipeline].get(table)?.filter(namesPort) ?? [];
  }
}
