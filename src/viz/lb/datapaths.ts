/** Logical switches and routers that a load balancer is attached to, by itself or by a group, and their cards. */
import {
  byLabel,
  naturalCompare,
  type LoadBalancerRow,
  type LogicalRouter,
  type LogicalSwitch,
  type Network,
} from '../../model/index.ts';
import { count, lines, ofDatabase } from '../logical/words.ts';
import type { Item, Pin, SceneNode } from '../scene.ts';

export type Datapath = LogicalSwitch | LogicalRouter;

export interface Attached {
  /** Switches, then routers, each once. */
  readonly datapaths: readonly Datapath[];
  /** Names of the groups by which it is attached. */
  readonly groups: readonly string[];
}

export type AttachedOf = (row: LoadBalancerRow) => Attached;

const inOrder = (datapaths: Iterable<Datapath>): readonly Datapath[] => {
  const all = [...new Set(datapaths)];
  const of = (kind: Datapath['kind']): Datapath[] => all.filter((one) => one.kind === kind).sort(byLabel);
  return [...of('logical switch'), ...of('logical router')];
};

/** What a group is attached to is worked out once: thousands of load balancers may be in it. */
export const attachments = (network: Network): AttachedOf => {
  const { nbRows } = network;
  const known = new Map<string, Datapath>(
    [...network.switches, ...network.routers].map((datapath) => [datapath.uuid, datapath]),
  );
  const found = (rows: readonly { readonly uuid: string }[]): readonly Datapath[] =>
    rows.flatMap(({ uuid }) => known.get(uuid) ?? []);
  const ofSets = new Map<string, readonly Datapath[]>();
  const ofGroups = (uuids: readonly string[]): readonly Datapath[] => {
    const key = uuids.join();
    let datapaths = ofSets.get(key);
    if (datapaths === undefined) {
      const all = uuids.flatMap((uuid) => [
        ...found(nbRows.where('Logical_Switch', 'load_balancer_group', uuid)),
        ...found(nbRows.where('Logical_Router', 'load_balancer_group', uuid)),
      ]);
      ofSets.set(key, (datapaths = inOrder(all)));
    }
    return datapaths;
  };
  return ({ uuid }) => {
    const groups = nbRows.where('Load_Balancer_Group', 'load_balancer', uuid);
    const direct = [
      ...found(nbRows.where('Logical_Switch', 'load_balancer', uuid)),
      ...found(nbRows.where('Logical_Router', 'load_balancer', uuid)),
    ];
    const grouped = ofGroups(groups.map((group) => group.uuid));
    return {
      datapaths: direct.length === 0 ? grouped : inOrder([...direct, ...grouped]),
      groups: groups.map((group) => group.get('name')).sort(naturalCompare),
    };
  };
};

/** `3 switches, 1 router` */
export const datapathsText = (datapaths: readonly Datapath[]): string => {
  const switches = datapaths.filter(({ kind }) => kind === 'logical switch').length;
  const routers = datapaths.length - switches;
  return [
    ...(switches === 0 ? [] : [count(switches, 'switch', 'switches')]),
    ...(routers === 0 ? [] : [count(routers, 'router')]),
  ].join(', ');
};

const labelOf = ({ alias, name }: Datapath): string => alias ?? name;

const tooltipOf = ({ kind, name, alias }: Datapath): string =>
  lines([`${kind} ${name}`, alias === undefined ? '' : `aka ${alias}`]);

/** The pin by which a card is joined to load balancers below it. */
export const downPin = (node: string): Pin => ({
  id: `${node}-load-balancers`,
  row: undefined,
  name: 'load balancers',
  details: [],
  labelled: false,
  tone: 'idle',
  tooltip: 'its load balancers',
});

export const datapathNode = (datapath: Datapath): SceneNode => {
  const id = ofDatabase(datapath.ref);
  const isSwitch = datapath.kind === 'logical switch';
  return {
    id,
    kind: isSwitch ? 'switch' : 'router',
    row: datapath.ref,
    title: labelOf(datapath),
    subtitle: datapath.alias === undefined ? undefined : datapath.name,
    facts: isSwitch
      ? datapath.subnets.slice(0, 2).map((text) => ({ text, tone: 'idle' as const }))
      : datapath.gatewayLabel === undefined
        ? []
        : [{ text: `gateway router on ${datapath.gatewayLabel}`, tone: 'idle' }],
    badges: [],
    pins: [downPin(id)],
    sections: [],
    tooltip: tooltipOf(datapath),
    tier: 0,
  };
};

const GROUP_LISTED = 8;

/** A datapath may be in several groups. */
const itemOf = (group: string, datapath: Datapath): Item => ({
  id: `${group}-${datapath.uuid}`,
  row: datapath.ref,
  name: labelOf(datapath),
  detail: datapath.kind === 'logical switch' ? 'switch' : 'router',
  tone: 'idle',
  tooltip: tooltipOf(datapath),
});

/** Too many to stand side by side: one card for all of them. */
export const datapathGroup = (id: string, datapaths: readonly Datapath[]): SceneNode => ({
  id,
  kind: 'group',
  label: 'datapaths',
  row: undefined,
  title: datapathsText(datapaths),
  subtitle: undefined,
  facts: [],
  badges: [],
  pins: [downPin(id)],
  sections: [{ title: undefined, items: datapaths.map((one) => itemOf(id, one)), listed: GROUP_LISTED }],
  tooltip: datapathsText(datapaths),
  tier: 0,
});
