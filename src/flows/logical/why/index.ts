/**
 * Why a logical flow is there. Its row is certain where northd left its hint and one row of the datapath answers to it;
 * without a hint there is the stage's purpose.
 */
import type { Network, RowRef } from '../../../model/index.ts';
import type { LogicalFlow } from '../pipeline/flow.ts';
import type { LogicalDatapath } from '../southbound/datapath.ts';
import { reasonOf } from './reasons.ts';
import { RowsOfDatapaths } from './rows.ts';
import { stagePurpose } from './stages.ts';
import type { Why } from './types.ts';

export type * from './types.ts';
export { stageKind, stagePurpose } from './stages.ts';

export class Reasons {
  private readonly network: Network;
  private readonly rows: RowsOfDatapaths;
  private readonly known = new Map<LogicalFlow, Why>();

  constructor(network: Network) {
    this.network = network;
    this.rows = new RowsOfDatapaths(network);
  }

  of(flow: LogicalFlow, datapath = flow.datapath): Why {
    let why = this.known.get(flow);
    if (why === undefined) this.known.set(flow, (why = this.why(flow, datapath)));
    return why;
  }

  private why(flow: LogicalFlow, datapath: LogicalDatapath): Why {
    const purpose = flow.stage === undefined ? undefined : stagePurpose(flow.stage);
    const hint = flow.row.get('external_ids').get('stage-hint');
    const candidates = hint === undefined ? [] : this.rows.byHint(datapath, hint, flow.stage);
    const [first, ...others] = candidates;
    if (first === undefined) return { reason: undefined, row: undefined, certain: false, purpose };
    const row: RowRef = { database: 'OVN_Northbound', table: first.table, uuid: first.uuid };
    return { reason: reasonOf(this.network, first, flow), row, certain: others.length === 0, purpose };
  }
}
