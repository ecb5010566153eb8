/** The two pipelines of a datapath, table by table, with the flows that are its own and those of its groups. */
import type { LogicalDatapath } from '../southbound/datapath.ts';
import { LogicalFlow, type LogicalFlowRow, type Pipeline } from './flow.ts';
import { Stage } from './stage.ts';

type Tables = ReadonlyMap<number, Stage>;

export class FlowTables {
  private readonly datapath: LogicalDatapath;
  private pipelines: Readonly<Record<Pipeline, Tables>> | undefined;
  /** Flows, both pipelines together. */
  count = 0;

  constructor(datapath: LogicalDatapath) {
    this.datapath = datapath;
  }

  stage(pipeline: Pipeline, table: number): Stage | undefined {
    this.pipelines ??= this.build();
    return this.pipelines[pipeline].get(table);
  }

  /** Every table that has flows, in ascending order. */
  stages(pipeline: Pipeline): readonly Stage[] {
    this.pipelines ??= this.build();
    return [...this.pipelines[pipeline].values()];
  }

  private build(): Readonly<Record<Pipeline, Tables>> {
    const { rows } = this.datapath.deployment;
    const own = rows.where('Logical_Flow', 'logical_datapath', this.datapath.uuid);
    const shared = rows
      .where('Logical_DP_Group', 'datapaths', this.datapath.uuid)
      .flatMap((group) => rows.where('Logical_Flow', 'logical_dp_group', group.uuid));
    const all = [...own, ...shared];
    this.count = all.length;
    return { ingress: this.tablesOf('ingress', all), egress: this.tablesOf('egress', all) };
  }

  private tablesOf(pipeline: Pipeline, rows: readonly LogicalFlowRow[]): Tables {
    const byTable = new Map<number, LogicalFlow[]>();
    for (const row of rows) {
      if (row.get('pipeline') !== pipeline) continue;
      const flow = new LogicalFlow(this.datapath, row);
      const known = byTable.get(flow.table);
      if (known === undefined) byTable.set(flow.table, [flow]);
      else known.push(flow);
    }
    const { deployment } = this.datapath;
    const order = new Map<LogicalFlow, number>();
    const bucket = (flow: LogicalFlow): number => {
      let known = order.get(flow);
      if (known === undefined) order.set(flow, (known = deployment.bucketOf(flow.uuid)));
      return known;
    };
    return new Map(
      [...byTable.entries()]
        .sort(([a], [b]) => a - b)
        .map(([table, flows]) => [
          table,
          new Stage(
            table,
            flows.sort(
              (a, b) => b.priority - a.priority || bucket(a) - bucket(b) || (a.uuid < b.uuid ? -1 : 1),
            ),
          ),
        ]),
    );
  }
}
