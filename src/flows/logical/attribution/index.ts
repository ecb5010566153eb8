/** Which row of the Northbound made a logical flow: attribution, certain where northd left its hint. */
import type { Network } from '../../../model/index.ts';
import { attributeOn } from './attribute.ts';
import { candidatesOf } from './candidates.ts';
import { datapathsOf, type LogicalFlowRow } from './datapaths.ts';
import { stageOf } from './stages.ts';
import type { Attribution } from './types.ts';

export { STAGES, stageKind, stageOf } from './stages.ts';
export type { LogicalFlowRow } from './datapaths.ts';
export type * from './types.ts';

/**
 * The Northbound's row or rows that a logical flow was made of, with what a person wants to know of them, and whether
 * that is certain.
 *
 *     attribute(network, flow, datapath)
 *       → { origin: 'row', certain: true, rows: [{ ref: ACL …, fact: { kind: 'acl', name: 'deny-db', … } }], … }
 *
 * `datapath` is the UUID of a Datapath_Binding, for flows that several datapaths share; without it the first of them
 * that leads to a row. Never throws: what is not known is a doubt.
 */
export const attribute = (network: Network, flow: LogicalFlowRow, datapath?: string): Attribution => {
  let first: Attribution | undefined;
  for (const uuid of datapath === undefined ? datapathsOf(network, flow) : [datapath]) {
    const candidates = candidatesOf(network, uuid);
    if (candidates === undefined) continue;
    const found = attributeOn(candidates, flow);
    if (found.origin !== 'unknown') return found;
    first ??= found;
  }
  return first ?? unplaced(flow);
};

/** Of no datapath that is known. */
const unplaced = (flow: LogicalFlowRow): Attribution => {
  const ids = flow.get('external_ids');
  const [name, hint] = [ids.get('stage-name'), ids.get('stage-hint')];
  return {
    stage: name === undefined ? undefined : stageOf(name),
    origin: 'unknown',
    rows: [],
    certain: false,
    doubt: hint === undefined ? { kind: 'no-hint' } : { kind: 'row-missing', hint },
    hint,
    source: ids.get('source'),
  };
};
