/** Why flows are there, each asked once: of a trace the same flow is told several times. */
import type { Network, RowRef } from '../../../model/index.ts';
import type { LogicalFlow } from '../pipeline/flow.ts';
import { attributeOn } from './attribute.ts';
import { candidatesOf, type Candidates } from './candidates.ts';
import type { Doubt, Fact } from './types.ts';

export interface Why {
  /** Of the row that fits best. */
  readonly fact: Fact | undefined;
  readonly row: RowRef | undefined;
  readonly certain: boolean;
  readonly doubt: Doubt | undefined;
  /** What the stage is for. */
  readonly purpose: string | undefined;
}

export class Reasons {
  private readonly network: Network;
  private readonly known = new WeakMap<LogicalFlow, Why>();
  private readonly candidates = new Map<string, Candidates | undefined>();

  constructor(network: Network) {
    this.network = network;
  }

  /** On the datapath that the flow was read for: one of a group is another datapath's as well. */
  of(flow: LogicalFlow): Why {
    let why = this.known.get(flow);
    if (why === undefined) this.known.set(flow, (why = this.why(flow, flow.datapath.uuid)));
    return why;
  }

  private why(flow: LogicalFlow, datapath: string): Why {
    if (!this.candidates.has(datapath)) this.candidates.set(datapath, candidatesOf(this.network, datapath));
    const candidates = this.candidates.get(datapath);
    if (candidates === undefined) {
      return { fact: undefined, row: undefined, certain: false, doubt: undefined, purpose: undefined };
    }
    const { rows, certain, doubt, stage } = attributeOn(candidates, flow.whole);
    const [first] = rows;
    return { fact: first?.fact, row: first?.ref, certain, doubt, purpose: stage?.purpose };
  }
}
