/**
 * Datapaths, groups of them, logical flows (ovn-sb(5)). A flow belongs to one datapath or to a group; counts are
 * worked out group by group before they are given to the datapaths of each, for a group may have thousands.
 */
import type { Row } from '../../ovsdb/index.ts';
import type { Southbound } from '../generated/index.ts';
import { naturalCompare } from '../natural.ts';
import type { Network } from '../network.ts';
import { refOf } from '../rowref.ts';
import { isRouterDatapath } from '../southbound.ts';
import {
  datapathColumns,
  datapathLabel,
  datapathLabels,
  datapathOf,
  datapathsOfGroup,
  groupColumns,
  namesOf,
  sbColumns,
  some,
} from './joins.ts';
import { southboundKind, type Of } from './kind.ts';
import { oncePerNetwork } from './once.ts';

type Flow = Row<Southbound['Logical_Flow']>;
type Datapath = Row<Southbound['Datapath_Binding']>;

const kindOfDatapath = (row: Datapath): string => (isRouterDatapath(row) ? 'router' : 'switch');

/** Flows of the datapath alone and of its groups. */
const flowsByDatapath = oncePerNetwork((network) => {
  const totals = new Map<string, number>();
  for (const { datapath, count } of counted(network)) {
    totals.set(datapath, (totals.get(datapath) ?? 0) + count);
  }
  return totals;
});

export const datapaths = southboundKind('Datapath_Binding', {
  title: 'datapath binding',
  name: 'datapaths',
  words: ['datapath', 'dp', 'datapath-bindings'],
  summary: 'Datapaths: the switches and routers as the Southbound has them',
  named: datapathLabel,
  joins: [sbColumns({ Port_Binding: ['datapath'], MAC_Binding: ['datapath'], Load_Balancer: ['name'] })],
  fields: (f) => [
    f.name(['external_ids', 'nb_uuid']),
    f.of('type', 'table', ['type', 'external_ids'], ({ row }) => kindOfDatapath(row)),
    f.column('tunnel_key'),
    f.of(
      'ports',
      'table',
      [],
      ({ ref }, { sbRows }) => sbRows.where('Port_Binding', 'datapath', ref.uuid).length,
      'number',
    ),
    f.of(
      'mac-bindings',
      'table',
      [],
      ({ ref }, { sbRows }) => some(sbRows.where('MAC_Binding', 'datapath', ref.uuid).length),
      'number',
    ),
    f.key('external_ids', 'name', 'wide', { as: 'northbound-name' }),
    f.of('northbound-uuid', 'wide', ['nb_uuid', 'external_ids'], ({ row }) => {
      const ids = row.get('external_ids');
      return row.get('nb_uuid') ?? ids.get('logical-switch') ?? ids.get('logical-router');
    }),
    f.of('load-balancers', 'more', ['load_balancers'], ({ row }, { sbRows }) =>
      namesOf(sbRows.rows('Load_Balancer', row.get('load_balancers'))),
    ),
    f.column('external_ids', 'more'),
  ],
});

export const datapathGroups = southboundKind('Logical_DP_Group', {
  title: 'logical datapath group',
  name: 'datapath-groups',
  words: ['datapath-group', 'dp-groups', 'dp-group'],
  summary: 'Groups of datapaths that share logical flows',
  named: () => undefined,
  joins: [datapathColumns, sbColumns({ Logical_Flow: ['logical_dp_group'] })],
  fields: (f) => [
    f.label(['datapaths'], 'group'),
    f.count('datapaths', 'table', 'size'),
    f.of(
      'flows',
      'table',
      [],
      ({ ref }, { sbRows }) => some(sbRows.where('Logical_Flow', 'logical_dp_group', ref.uuid).length),
      'number',
    ),
    f.of('datapaths', 'table', ['datapaths'], ({ row }, network) =>
      datapathLabels(network, row.get('datapaths')),
    ),
  ],
});

/** A group's labels, once for the hundreds of flows that share it. */
const labelsOfGroups = oncePerNetwork(() => new Map<string, readonly string[]>());

const datapathsOf = (network: Network, row: Flow): readonly string[] => {
  const one = row.get('logical_datapath');
  const group = row.get('logical_dp_group');
  if (group === undefined) return one === undefined ? [] : datapathLabels(network, [one]);
  const known = labelsOfGroups(network);
  let labels = known.get(group);
  if (labels === undefined) {
    labels = datapathLabels(network, datapathsOfGroup(network, group));
    known.set(group, labels);
  }
  return labels;
};

/** One datapath by its name, several by their number. */
const datapathText = (network: Network, row: Flow): string | undefined => {
  const all = datapathsOf(network, row);
  return all.length <= 1 ? all[0] : `(${all.length} datapaths)`;
};

const pipelineOrder = (text: string): number => (text === 'ingress' ? 0 : 1);

/** As `ovn-sbctl lflow-list`: datapath, pipeline, table, priority from the highest, match. */
const listing = (
  network: Network,
): ((a: Of<Southbound['Logical_Flow']>, b: Of<Southbound['Logical_Flow']>) => number) => {
  const texts = new Map<string, string>();
  const text = (row: Flow): string => {
    const id = row.get('logical_dp_group') ?? row.get('logical_datapath') ?? '';
    let found = texts.get(id);
    if (found === undefined) texts.set(id, (found = datapathText(network, row) ?? ''));
    return found;
  };
  return ({ row: a }, { row: b }) =>
    naturalCompare(text(a), text(b)) ||
    pipelineOrder(a.get('pipeline')) - pipelineOrder(b.get('pipeline')) ||
    Number(a.get('table_id')) - Number(b.get('table_id')) ||
    Number(b.get('priority')) - Number(a.get('priority')) ||
    naturalCompare(a.get('match'), b.get('match'));
};

export const logicalFlows = southboundKind('Logical_Flow', {
  title: 'logical flow',
  name: 'logical-flows',
  words: ['lflow', 'lflows', 'lflow-list', 'flows'],
  summary: 'Logical flows, in the order in which they are evaluated',
  named: () => undefined,
  joins: [groupColumns],
  order: listing,
  fields: (f) => [
    f.of('datapath', 'table', ['logical_datapath', 'logical_dp_group'], ({ row }, network) =>
      datapathText(network, row),
    ),
    f.column('pipeline'),
    f.column('table_id', 'table', { as: 'table' }),
    f.key('external_ids', 'stage-name', 'table', { as: 'stage' }),
    ...f.columns('table', 'priority', 'match', 'actions'),
    f.column('controller_meter', 'wide'),
    f.key('external_ids', 'source', 'wide'),
    f.column('flow_desc', 'wide', { as: 'description' }),
    f.of('datapaths', 'more', ['logical_datapath', 'logical_dp_group'], ({ row }, network) =>
      datapathsOf(network, row),
    ),
    f.key('external_ids', 'stage-hint', 'more'),
    ...f.columns('more', 'tags', 'external_ids'),
  ],
});

interface Stage {
  readonly pipeline: string;
  readonly table: number;
  /** Of flows that disagree about it, the least, so that the order of rows decides nothing. */
  name: string | undefined;
}

/** What the stage is called, when one more flow has its say. */
const stageName = (known: string | undefined, said: string | undefined): string | undefined =>
  known === undefined || (said !== undefined && said < known) ? said : known;

interface Counted extends Stage {
  readonly datapath: string;
  readonly count: number;
}

/** Counts of flows by what has them (a datapath or a group) and stage. */
const countedByHolder = (
  network: Network,
): ReadonlyMap<string, ReadonlyMap<string, Stage & { count: number }>> => {
  const holders = new Map<string, Map<string, Stage & { count: number }>>();
  for (const row of network.sbRows.all('Logical_Flow')) {
    const holder = row.get('logical_dp_group') ?? row.get('logical_datapath') ?? '';
    let stages = holders.get(holder);
    if (stages === undefined) holders.set(holder, (stages = new Map()));
    const [pipeline, table] = [row.get('pipeline'), Number(row.get('table_id'))];
    const name = row.get('external_ids').get('stage-name');
    const known = stages.get(`${pipeline}/${table}`);
    if (known === undefined) {
      stages.set(`${pipeline}/${table}`, { pipeline, table, name, count: 1 });
      continue;
    }
    known.count++;
    known.name = stageName(known.name, name);
  }
  return holders;
};

/** The same, given to every datapath. */
const counted = oncePerNetwork((network): readonly Counted[] => {
  const found = new Map<string, Stage & { datapath: string; count: number }>();
  for (const [holder, stages] of countedByHolder(network)) {
    const group = network.sbRows.row('Logical_DP_Group', holder);
    for (const datapath of group?.get('datapaths') ?? [holder]) {
      for (const [id, { count, ...stage }] of stages) {
        const key = `${datapath}/${id}`;
        const known = found.get(key);
        if (known === undefined) {
          found.set(key, { ...stage, datapath, count });
          continue;
        }
        known.count += count;
        known.name = stageName(known.name, stage.name);
      }
    }
  }
  return [...found.values()];
});

interface FlowCount extends Of<Southbound['Datapath_Binding']> {
  readonly counted: Counted;
}

export const flowCounts = southboundKind<'Datapath_Binding', FlowCount>('Datapath_Binding', {
  title: 'count of logical flows',
  name: 'flow-counts',
  words: ['flow-count', 'lflow-counts'],
  summary: 'How many logical flows each datapath has in each stage of its pipelines',
  tableWord: 'none',
  joins: [
    groupColumns,
    sbColumns({
      Logical_Flow: ['logical_datapath', 'logical_dp_group', 'pipeline', 'table_id', 'external_ids'],
    }),
  ],
  subjects: (network) =>
    counted(network).flatMap((one) => {
      const row = network.sbRows.row('Datapath_Binding', one.datapath);
      if (row === undefined) return [];
      const ref = refOf('OVN_Southbound', row);
      return [{ ref, name: datapathOf(network, row.uuid) ?? row.uuid, row, counted: one }];
    }),
  order: () => (a, b) =>
    naturalCompare(a.name, b.name) ||
    naturalCompare(a.ref.uuid, b.ref.uuid) ||
    pipelineOrder(a.counted.pipeline) - pipelineOrder(b.counted.pipeline) ||
    naturalCompare(a.counted.pipeline, b.counted.pipeline) ||
    a.counted.table - b.counted.table,
  fields: (f) => [
    f.name(['external_ids', 'nb_uuid'], 'datapath'),
    f.of('type', 'table', ['type', 'external_ids'], ({ row }) => kindOfDatapath(row)),
    f.of('pipeline', 'table', [], ({ counted: { pipeline } }) => pipeline),
    f.of('table', 'table', [], ({ counted: { table } }) => table, 'number'),
    f.of('stage', 'table', [], ({ counted: { name } }) => name),
    f.of('flows', 'table', [], ({ counted: { count } }) => count, 'number'),
    f.of(
      'flows-of-datapath',
      'wide',
      [],
      ({ ref }, network) => flowsByDatapath(network).get(ref.uuid),
      'number',
    ),
  ],
});

export const flowKinds = [datapaths, datapathGroups, logicalFlows, flowCounts];
