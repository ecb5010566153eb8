/** The two pipelines of a datapath, table by table, with the flows that are its own and those of its groups. */
import type { LogicalDatapath } from '../southbound/datapath.ts';
import { Memo, MemoMap } from '../southbound/memo.ts';
import { LogicalFlow, type LogicalFlowRow, type Pipeline } from './flow.ts';
import { Stage } from './stage.ts';

export class FlowTables {
  private readonly datapath: LogicalDatapath;
  private readonly rows = new Memo<
    Readonly<Record<Pipeline, ReadonlyMap<number, readonly LogicalFlowRow[]>>>
  >();
  private readonly stages = new MemoMap<string, Stage | undefined>();

  constructor(datapath: LogicalDatapath) {
    this.datapath = datapath;
  }

  stage(pipeline: Pipeline, table: number): Stage | undefined {
    const { rows } = this.datapath.deployment;
    return this.stages.get(rows, `${pipeline}${table}`, () => this.newStage(pipeline, table));
  }

  private newStage(pipeline: Pipeline, table: number): Stage | undefined {
    const rows = this.rows.get(this.datapath.deployment.rows, () => this.byTable())[pipeline].get(table);
    return rows && new Stage(table, this.inOrder(rows));
  }

  private byTable(): Readonly<Record<Pipeline, ReadonlyMap<number, readonly LogicalFlowRow[]>>> {
    const { rows } = this.datapath.deployment;
    const before = rows.missing;
    const groups = rows.where('Logical_DP_Group', 'datapaths', this.datapath.uuid);
    // A server looks through all of its flows for each change of what is wanted: once per datapath is enough.
    if (rows.missing !== before) return { ingress: new Map(), egress: new Map() };
    const own = rows.where('Logical_Flow', 'logical_datapath', this.datapath.uuid);
    const shared = groups.map((group) => rows.where('Logical_Flow', 'logical_dp_group', group.uuid));
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
      rank: deployment.rankOf(row.uuid),
    }));
    flows.sort(
      (a, b) => b.flow.priority - a.flow.priority || a.rank - b.rank || (a.flow.uuid < b.flow.uuid ? -1 : 1),
    );
    return flows.map(({ flow }) => flow);
  }
}
