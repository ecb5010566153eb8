/** The datapaths that a flow belongs to: its own, or those of its group (ovn-sb(5), Logical_Flow). */
import type { Network, Southbound } from '../../../model/index.ts';
import type { Row } from '../../../ovsdb/index.ts';

export type LogicalFlowRow = Row<Southbound['Logical_Flow']>;

export const datapathsOf = (network: Network, flow: LogicalFlowRow): readonly string[] => {
  const own = flow.get('logical_datapath');
  const group = network.sbRows.row('Logical_DP_Group', flow.get('logical_dp_group'));
  return [...(own === undefined ? [] : [own]), ...(group?.get('datapaths') ?? [])];
};
