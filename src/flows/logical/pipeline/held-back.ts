/**
 * The table of a router that has a flow for each address behind it, and of which a packet takes one: of a large network
 * most of the flows that a trace comes by. A server that can be asked so is not asked for them, but for
 *
 *     the flow whose match is `outport == "PORT" && reg0 == ADDRESS`, as northd writes it, and
 *     those of higher priority than such flows have
 *
 * and only where there is no such flow for all. What is not seen in this way are flows of the same priority that are
 * written otherwise and fit as well: OVN does not say which of them it would take.
 */
import type { Clause, Json } from '../../../ovsdb/index.ts';
import { registerWord, standardSymbols } from '../../language/index.ts';
import { formatIp4, formatIp6 } from '../southbound/addresses.ts';
import type { LogicalDatapath } from '../southbound/datapath.ts';
import type { LogicalFlowRow, Pipeline } from './flow.ts';

const STAGE: Json = ['map', [['stage-name', 'lr_in_arp_resolve']]];

/** What to say of a router's flows so that those are not among them, and that only those are. */
const WITHOUT: readonly Clause[] = [['external_ids', 'excludes', STAGE]];
const ONLY: Clause = ['external_ids', 'includes', STAGE];

/** That of the flows for single addresses, in all versions. */
const USUAL_PRIORITY = 100;

const wordOf = (symbol: string): number => standardSymbols().get(symbol)?.field?.words[0] ?? 0;

const OUTPORT = wordOf('outport');
const ETH_TYPE = wordOf('eth.type');

/** xxreg0 is made of these, least significant first. */
const NEXT_HOP_IP6 = [3, 2, 1, 0].map(registerWord);

const isHeldBack = ({ deployment, isRouter }: LogicalDatapath): boolean =>
  isRouter && deployment.rows.canNarrow;

/** The flows of a datapath, or of one of its groups, but those. */
export const flowsOf = (
  column: 'logical_datapath' | 'logical_dp_group',
  uuid: string,
  datapath: LogicalDatapath,
): readonly LogicalFlowRow[] =>
  datapath.deployment.rows.where('Logical_Flow', column, uuid, isHeldBack(datapath) ? WITHOUT : undefined);

/** Of a table of which there are no flows here, those that the packet needs: nothing where none were held back. */
export const heldBackFlows = (
  datapath: LogicalDatapath,
  pipeline: Pipeline,
  table: number,
  packet: Uint32Array,
): readonly LogicalFlowRow[] => {
  if (!isHeldBack(datapath) || pipeline !== 'ingress') return [];
  const { rows } = datapath.deployment;
  const before = rows.missing;
  const ask = (...only: readonly Clause[]): readonly LogicalFlowRow[] =>
    rows.where('Logical_Flow', 'logical_datapath', datapath.uuid, [...only, ONLY]);
  const ofTable = (...lists: readonly (readonly LogicalFlowRow[])[]): readonly LogicalFlowRow[] =>
    [...new Set(lists.flat())].filter(
      (row) => row.get('table_id') === table && row.get('pipeline') === pipeline,
    );
  const ofGroups = rows
    .where('Logical_DP_Group', 'datapaths', datapath.uuid)
    .flatMap(({ uuid }) => rows.where('Logical_Flow', 'logical_dp_group', uuid, [ONLY]));
  const match = likelyMatch(datapath, packet);
  if (match !== undefined) {
    const above = ask(['priority', '>', USUAL_PRIORITY]);
    const likely = ask(['match', '==', match]);
    if (rows.missing !== before) return [];
    const isTaken = (row: LogicalFlowRow): boolean =>
      row.get('priority') >= USUAL_PRIORITY && row.get('match') === match;
    if (ofTable(likely).some(isTaken)) return ofTable(above, likely, ofGroups);
  }
  const all = ask();
  return rows.missing === before ? ofTable(all, ofGroups) : [];
};

const likelyMatch = (datapath: LogicalDatapath, packet: Uint32Array): string | undefined => {
  const name = datapath.port(packet[OUTPORT] ?? 0)?.name;
  if (name === undefined) return undefined;
  const outport = `outport == ${JSON.stringify(name)}`;
  switch (packet[ETH_TYPE]) {
    case 0x0800:
      return `${outport} && reg0 == ${formatIp4(packet[registerWord(0)] ?? 0)}`;
    case 0x86dd: {
      const [a = 0, b = 0, c = 0, d = 0] = NEXT_HOP_IP6.map((word) => packet[word]);
      return `${outport} && xxreg0 == ${formatIp6(a, b, c, d)}`;
    }
    default:
      return undefined;
  }
};
