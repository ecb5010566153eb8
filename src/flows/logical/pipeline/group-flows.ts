/**
 * The flows of a group of datapaths (Logical_DP_Group, ovn-sb(5)), made once for all of them: but for flows that name
 * ports, whose keys differ from datapath to datapath.
 */
import type { LogicalDatapath } from '../southbound/datapath.ts';
import { LogicalFlow, type LogicalFlowRow, type Pipeline } from './flow.ts';
import { FlowPart, PlacedFlows, PlacedPart, type StagePart } from './part.ts';
import { Stage } from './stage.ts';

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

/** Of one table. */
interface GroupTable {
  readonly shared: StagePart | undefined;
  readonly placed: PlacedFlows | undefined;
  /** Of datapaths that have no other flows in this table. */
  stage: Stage | undefined;
}

export class GroupFlows {
  /** Any of the group: only what all of them have in common is asked of it. */
  private readonly datapath: LogicalDatapath;
  private readonly rows: ByTable<LogicalFlowRow[]>;
  private readonly tables = new Map<string, GroupTable>();

  constructor(datapath: LogicalDatapath, rows: readonly LogicalFlowRow[]) {
    this.datapath = datapath;
    this.rows = byTable(rows);
  }

  /** For one of the datapaths. */
  parts(datapath: LogicalDatapath, pipeline: Pipeline, table: number): readonly StagePart[] {
    const { shared, placed } = this.table(pipeline, table) ?? {};
    const parts: StagePart[] = [];
    if (shared !== undefined) parts.push(shared);
    if (placed !== undefined) parts.push(new PlacedPart(datapath, placed));
    return parts;
  }

  /** All that a datapath has in this table, if it has no flows beside those of the group: one for all of them. */
  stage(pipeline: Pipeline, table: number): Stage | undefined {
    const known = this.table(pipeline, table);
    if (known?.shared === undefined || known.placed !== undefined) return undefined;
    return (known.stage ??= new Stage(table, [known.shared]));
  }

  private table(pipeline: Pipeline, table: number): GroupTable | undefined {
    const rows = this.rows[pipeline].get(table);
    if (rows === undefined) return undefined;
    const key = `${pipeline}${table}`;
    let known = this.tables.get(key);
    if (known === undefined) this.tables.set(key, (known = this.newTable(rows)));
    return known;
  }

  private newTable(rows: readonly LogicalFlowRow[]): GroupTable {
    const shared = rows.filter((row) => !namesPort(row));
    const placed = rows.filter(namesPort);
    const { deployment } = this.datapath;
    return {
      shared:
        shared.length === 0
          ? undefined
          : new FlowPart(shared.map((row) => new LogicalFlow(this.datapath, row))),
      placed:
        placed.length === 0
          ? undefined
          : new PlacedFlows(
              placed.map((row) => ({
                row,
                priority: row.get('priority'),
                rank: deployment.rankOf(row.uuid),
              })),
            ),
      stage: undefined,
    };
  }
}
