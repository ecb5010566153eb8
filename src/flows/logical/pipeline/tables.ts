/** The two pipelines of a datapath, table by table, with the flows that are its own and those of its groups. */
import type { LogicalDatapath } from '../southbound/datapath.ts';
import { LogicalFlow, type LogicalFlowRow, type Pipeline } from './flow.ts';
import { Stage } from './stage.ts';

export class FlowTables {
  private readonly datapath: LogicalDatapath;
  private rows: Readonly<Record<Pipeline, ReadonlyMap<number, readonly LogicalFlowRow[]>>> | undefined;
  private readonly stages = new Map<string, Stage | undefined>();

  constructor(datapath: LogicalDatapath) {
    this.datapath = datapath;
  }

  stage(pipeline: Pipeline, table: number): Stage | undefined {
    const key = `${pipeline}${table}`;
    if (!this.stages.has(key)) this.stages.set(key, this.newStage(pipeline, table));
    return this.stages.get(key);
  }

  /** Asks for the flows, where they are not here yet. */
  demand(): void {
    this.rows ??= this.byTable();
  }

  private newStage(pipeline: Pipeline, table: number): Stage | undefined {
    this.rows ??= this.byTable();
    const rows = this.rows[pipeline].get(table);
    return rows && new Stage(table, this.inOrder(rows));
  }

  private byTable(): Readonly<Record<Pipeline, ReadonlyMap<number, readonly LogicalFlowRow[]>>> {
    const { rows } = this.datapath.deployment;
    const own = rows.where('Logical_Flow', 'logical_datapath', this.datapath.uuid);
    const shared = rows
      .where('Logical_DP_Group', 'datapaths', this.datapath.uuid)
      .map((group) => rows.where('Logical_Flow', 'logical_dp_group', group.uuid));
    const found = {
      ingress: new Map<number, LogicalFlowRow[]>(),
      egress: new Map<number, LogicalFlowRow[]>(),
    };
    for (const list of [own, ...shared]) {
      for (const row of list) {
        const tables = row.get('pipeline') === 'egress' ? found.egress : found.ingress;
        const table = row.get('table_id');
        const known = tables.get(table);
        if (known === undefined) tables.set(table, [row]);
        else known.push(row);
      }
    }
    return found;
  }

  private inOrder(rows: readonly LogicalFlowRow[]): LogicalFlow[] {
    const { deployment } = this.datapath;
    const flows = rows.map((row) => ({
      flow: new LogicalFlow(this.datapath, row),
      bucket: deployment.bucketOf(row.uuid),
    }));
    flows.sort(
      (a, b) =>
        b.flow.priority - a.flow.priority || a.bucket - b.bucket || (a.flow.uuid < b.flow.uuid ? -1 : 1),
    );
    return flows.map(({ flow }) => flow);
  }
}
