/** The two pipelines of a datapath, table by table, with the flows that are its own and those of its groups. */
import type { LogicalDatapath } from '../southbound/datapath.ts';
import { Memo } from '../southbound/memo.ts';
import { LogicalFlow, type LogicalFlowRow, type Pipeline } from './flow.ts';
import { byTable, type GroupFlows } from './group-flows.ts';
import { flowsOf, heldBackFlows } from './held-back.ts';
import { FlowPart } from './part.ts';
import { Stage } from './stage.ts';

interface Rows {
  readonly own: Readonly<Record<Pipeline, ReadonlyMap<number, readonly LogicalFlowRow[]>>>;
  readonly groups: readonly GroupFlows[];
}

type Stages = (Stage | undefined)[];

export class FlowTables {
  private readonly datapath: LogicalDatapath;
  private readonly rows = new Memo<Rows>();
  private readonly ingress: Stages = [];
  private readonly egress: Stages = [];
  /** By table, the first from there on that does more with some packet than send it to the next. */
  private readonly busyIngress: Stages = [];
  private readonly busyEgress: Stages = [];

  constructor(datapath: LogicalDatapath) {
    this.datapath = datapath;
  }

  /** `packet`: for whom it is asked, where of a large table a part is enough. */
  stage(pipeline: Pipeline, table: number, packet?: Uint32Array): Stage | undefined {
    const stages = pipeline === 'ingress' ? this.ingress : this.egress;
    const known = stages[table];
    if (known !== undefined) return known;
    const { rows } = this.datapath.deployment;
    const before = rows.missing;
    const stage = this.newStage(pipeline, table);
    if (rows.missing !== before) return stage;
    if (stage !== undefined || packet === undefined) return (stages[table] = stage);
    const heldBack = heldBackFlows(this.datapath, pipeline, table, packet);
    return heldBack.length === 0 ? undefined : new Stage(table, [this.partOf(heldBack)]);
  }

  /**
   * The first from this table on that does more with some packet than send it to the next; `undefined` where there is no
   * flow, with the table in `emptyTable`.
   */
  busy(pipeline: Pipeline, table: number, packet: Uint32Array): Stage | undefined {
    const known = (pipeline === 'ingress' ? this.busyIngress : this.busyEgress)[table];
    return known ?? this.findBusy(pipeline, table, packet);
  }

  /** Where `busy` found nothing. */
  emptyTable = 0;

  private findBusy(pipeline: Pipeline, table: number, packet: Uint32Array): Stage | undefined {
    const { rows } = this.datapath.deployment;
    const before = rows.missing;
    let first = table;
    while (this.stage(pipeline, first)?.only?.isPassedOver === true) first++;
    // Of a table of which only a part is here, another packet needs another part.
    const known = this.stage(pipeline, first);
    if (known !== undefined && rows.missing === before) {
      (pipeline === 'ingress' ? this.busyIngress : this.busyEgress)[table] = known;
    }
    this.emptyTable = first;
    return known ?? this.stage(pipeline, first, packet);
  }

  private partOf(rows: readonly LogicalFlowRow[]): FlowPart {
    return new FlowPart(rows.map((row) => new LogicalFlow(this.datapath, row)));
  }

  private newStage(pipeline: Pipeline, table: number): Stage | undefined {
    const { own, groups } = this.rows.get(this.datapath.deployment.rows, () => this.readRows());
    const rows = own[pipeline].get(table) ?? [];
    const parts = groups.flatMap((group) => group.parts(this.datapath, pipeline, table));
    if (rows.length === 0 && parts.length === 1) {
      for (const group of groups) {
        const shared = group.stage(pipeline, table);
        if (shared !== undefined) return shared;
      }
    }
    const all = rows.length === 0 ? parts : [this.partOf(rows), ...parts];
    return all.length === 0 ? undefined : new Stage(table, all);
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
