/** One logical flow and the rows around it, for tests of whose it is. */
import { attribute, type Attribution } from '../../../../src/flows/logical/attribution/index.ts';
import { Network } from '../../../../src/model/index.ts';
import { northbound, southbound, uuidOf, type Cell, type Tables } from '../../../model/build.ts';

export const hintOf = (handle: string): string => uuidOf(handle).slice(0, 8);

export interface Flow {
  readonly stage: string;
  readonly hint?: string;
  readonly match: string;
  readonly actions?: string;
  readonly priority?: number;
  readonly datapath?: string;
  readonly shared?: readonly string[];
}

export const network = (tables: Tables, flow: Flow, more: Tables = {}): Network => {
  const { stage, hint, match, actions = 'next;', priority = 100, datapath = 'dp-sw0', shared } = flow;
  const where: Readonly<Record<string, Cell>> =
    shared === undefined ? { logical_datapath: datapath } : { logical_dp_group: 'group' };
  return new Network({
    nb: northbound(tables),
    sb: southbound({
      Datapath_Binding: {
        'dp-sw0': { external_ids: { 'logical-switch': uuidOf('sw0') } },
        'dp-sw1': { external_ids: { 'logical-switch': uuidOf('sw1') } },
        'dp-lr0': { external_ids: { 'logical-router': uuidOf('lr0') } },
      },
      Logical_DP_Group: { group: { datapaths: shared ?? [] } },
      Logical_Flow: {
        flow: {
          ...where,
          priority,
          match,
          actions,
          external_ids: {
            'stage-name': stage,
            source: 'northd.c:42',
            ...(hint === undefined ? {} : { 'stage-hint': hint }),
          },
        },
      },
      ...more,
    }),
  });
};

export const attributed = (tables: Tables, flow: Flow, more?: Tables): Attribution => {
  const made = network(tables, flow, more);
  const row = made.sbRows.row('Logical_Flow', uuidOf('flow'));
  if (row === undefined) throw new Error('no flow');
  return attribute(made, row, flow.shared === undefined ? undefined : uuidOf(flow.datapath ?? 'dp-sw0'));
};

export const ref = (table: string, handle: string) => ({
  database: 'OVN_Northbound',
  table,
  uuid: uuidOf(handle),
});
