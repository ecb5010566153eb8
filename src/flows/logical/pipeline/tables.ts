/** The two pipelines of a datapath, table by table, with the flows that are its own and those of its groups. */
import type { LogicalDatapath } from '../southbound/datapath.ts';
import { Memo } from '../southbound/memo.ts';
import { LogicalFlow, type LogicalFlowRow, type Pipeline } from './flow.ts';
import { byTable, type GroupFlows } from './group-flows.ts';
import { flowsOf, heldBackFlows } from './held-back.ts';
import type { StagePart } from './part.ts';
import { Stage } from './stage.ts';

interface Rows {
  readonly own: Readonly<Record<Pipeline, ReadonlyMap<number, readonly LogicalFlowRow[]>>>;
  readonly groups: readonly GroupFlows[];
}

export class FlowTables {
  private readonly datapath: LogicalDatapath;
  private readonly rows = new Memo<Rows>();
  /** Of either pipeline, by table. */
  private readonly stages: Readonly<Record<Pipeline, (Stage | undefined)[]>> = { ingress: [], egress: [] };
  private readonly busy: Readonly<Record<Pipeline, number[]>> = { ingress: [], egress: [] };

  constructor(datapath: LogicalDatapath) {
    this.datapath = datapath;
  }

  /** `packet`: for whom it is asked, where of a large table a part is enough. */
  stage(pipeline: Pipeline, table: number, packet?: Uint32Array): Stage | undefined {
    const stages = this.stages[pipeline];
    const known = stages[table];
    if (known !== undefined) return known;
    const { rows } = this.datapath.deployment;
    const before = rows.missing;
    const stage = this.newStage(pipeline, table);
    if (rows.missing !== before) return stage;
    if (stage !== undefined || packet === undefined) return (stages[table] = stage);
    const heldBack = heldBackFlows(this.datapath, pipeline, table, packet);
    return heldBack.length === 0 ? undefined : this.stageOf(pipeline, table, heldBack);
  }

  /** The first table from this one on that does more with some packet than send it to the next. */
  firstBusy(pipeline: Pipeline, table: number): number {
    const known = this.busy[pipeline][table];
    if (known !== undefined) return known;
    const { rows } = this.datapath.deployment;
    const before = rows.missing;
    let first = table;
    while (this.stage(pipeline, first)?.only?.isPassedOver === true) first++;
    if (rows.missing === before) this.busy[pipeline][table] = first;
    return first;
  }

  private stageOf(
    pipeline: Pipeline,
    table: number,
    rows: readonly LogicalFlowRow[],
    parts: readonly StagePart[] = [],
  ): Stage {
    return new Stage(
      { datapath: this.datapath, pipeline, table },
      rows.map((row) => new LogicalFlow(this.datapath, row)),
      parts,
    );
  }

  private newStage(pipeline: Pipeline, table: number): Stage | undefined {
    const { own, groups } = this.rows.get(this.datapath.deployment.rows, () => this.readRows());
    const parts = groups.map((group) => group.part(pipeline, table)).filter((part) => part !== undefined);
    const rows = [
      ...(own[pipeline].get(table) ?? []),
      ...groups.flatMap((group) => group.placed(pipeline, table)),
    ];
    if (rows.length === 0 && parts.length === 0) return undefined;
    return this.stageOf(pipeline, table, rows, parts);
  }

  private readRows(): Rows {
    const { datapath } = this;
    const { deployment } = datapath;
    const { rows } = deployment;
    const before = rows.missing;
    const groups = rows.where('Logical_DP_Group', 'datapaths', datapath.uuid);
    // A server looks through all of its flows for each change of what is wanted: once per datapath is enough.
    if (rows.missing !== before) return { own: byTable([]), groups: [] };
    const own = flowsOf('logical_datapath', datapath.uuid, datapath);
    return {
      own: byTable(own),
      groups: groups.map(({ uuid }) => deployment.groupFlows(uuid, datapath)),
    };
  }
}
