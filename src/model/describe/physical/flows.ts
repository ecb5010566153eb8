/** Logical flows and datapath groups (ovn-sb(5)): on which switches and routers, and which rule they were made from. */
import { naturalCompare } from '../../natural.ts';
import type { Network } from '../../network.ts';
import { fact, section } from '../build.ts';
import { called, counted, datapathLink, enumerated, quoted } from '../links.ts';
import { rowLink } from '../row-links.ts';
import { southboundDescriber } from '../telling.ts';
import type { Link } from '../types.ts';

const linksTo = (network: Network, uuids: readonly string[]): readonly Link[] =>
  uuids
    .flatMap((uuid) => datapathLink(network, uuid) ?? [])
    .sort((a, b) => naturalCompare(a.alias ?? a.name, b.alias ?? b.name) || naturalCompare(a.name, b.name));

export const describeLogicalFlow = southboundDescriber<'Logical_Flow'>((page) => {
  const { network, row } = page;
  const [own, group] = [page.take('logical_datapath'), row.get('logical_dp_group')];
  const members = network.sbRows.row('Logical_DP_Group', group)?.get('datapaths') ?? [];
  const datapaths = linksTo(network, [...(own === undefined ? [] : [own]), ...members]);
  const stage = row.get('external_ids').get('stage-name');
  const table = `${row.get('pipeline')} table ${row.get('table_id')}${stage === undefined ? '' : ` (${quoted(stage)})`}`;
  return {
    headline: `In ${table} of ${enumerated(datapaths.map(called)) || 'no datapath'}, at priority ${row.get('priority')}.`,
    sections: [
      section('flow', 'Flow', {
        facts: [
          fact('datapaths', 'Datapaths', datapaths),
          fact('group', 'Datapath group', page.link('logical_dp_group')),
          page.columns('pipeline', 'table_id'),
          page.key('external_ids', 'stage-name', 'Stage'),
          page.columns('priority', 'match', 'actions', 'controller_meter', 'flow_desc'),
          page.key('external_ids', 'stage-hint', 'Made from', {
            value: row.get('external_ids').get('stage-hint'),
            note: 'the UUID of a Northbound row begins so',
          }),
          page.key('external_ids', 'source', 'Source in northd'),
        ],
      }),
    ],
  };
});

export const describeDatapathGroup = southboundDescriber<'Logical_DP_Group'>((page) => {
  const { network, row } = page;
  const datapaths = linksTo(network, page.take('datapaths'));
  const balancers = [
    ...network.sbRows.where('Load_Balancer', 'datapath_group', row.uuid),
    ...network.sbRows.where('Load_Balancer', 'ls_datapath_group', row.uuid),
    ...network.sbRows.where('Load_Balancer', 'lr_datapath_group', row.uuid),
  ];
  return {
    headline: `Stands for ${counted(datapaths.length, 'datapath')}: ${enumerated(datapaths.map(called)) || 'none'}.`,
    sections: [
      section('group', 'Group', {
        facts: [
          fact('datapaths', 'Datapaths', datapaths),
          fact(
            'load-balancers',
            'Load balancers',
            balancers.map((one) => rowLink('OVN_Southbound', one)),
          ),
        ],
        notes: ['Logical flows use it as well; there may be many, and they are not asked for here.'],
      }),
    ],
  };
});
