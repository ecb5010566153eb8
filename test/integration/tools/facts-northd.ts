/**
 * Whether the order in which ovnscope lists ACLs, routes and policies is the one that ovn-northd gave their flows
 * (ovn-northd(8)): the flow of what comes first has no lower priority. A flow names what it was made of by the first eight
 * digits of its UUID (`external_ids:stage-hint`).
 */
import { expect, it } from 'vitest';
import type { Deployment } from './deployment.ts';
import { plain, target, type Cells, type GetItem, type Item } from './said.ts';

interface Flow {
  readonly stage: string;
  readonly priority: number;
  readonly match: string;
  readonly hint: string;
}

/** Flows by the UUID of the logical switch or router in the Northbound. */
const flowsOf = async (deployment: Deployment): Promise<ReadonlyMap<string, readonly Flow[]>> => {
  const items = await deployment.get('logical-flows', 'datapaths', 'datapath-groups');
  const holders = new Map<string, string>();
  const groups = new Map<string, readonly string[]>();
  for (const { table, uuid, columns } of items) {
    const ids = columns['external_ids'] as Cells;
    if (table === 'Datapath_Binding')
      holders.set(uuid, String(ids['logical-switch'] ?? ids['logical-router']));
    if (table === 'Logical_DP_Group') groups.set(uuid, columns['datapaths'] as string[]);
  }
  const flows = new Map<string, Flow[]>();
  for (const { table, columns } of items) {
    if (table !== 'Logical_Flow') continue;
    const ids = columns['external_ids'] as Cells;
    const flow = {
      stage: String(ids['stage-name']),
      priority: Number(columns['priority']),
      match: String(columns['match']),
      hint: String(ids['stage-hint'] ?? ''),
    };
    const one = columns['logical_datapath'] as string | null;
    for (const datapath of [
      ...(one === null ? [] : [one]),
      ...(groups.get(String(columns['logical_dp_group'])) ?? []),
    ]) {
      const holder = holders.get(datapath) ?? datapath;
      flows.set(holder, [...(flows.get(holder) ?? []), flow]);
    }
  }
  return flows;
};

const falls = (priorities: readonly number[]): boolean =>
  priorities.every((priority, i) => i === 0 || priority <= (priorities[i - 1] ?? 0));

const STAGES: Readonly<Record<string, string>> = {
  'from-lport': 'ls_in_acl',
  'from-lport after load balancing': 'ls_in_acl_after_lb',
  'to-lport': 'ls_out_acl',
};

const aclOrder = (deployment: () => Deployment): void => {
  it('lists the ACLs of a switch that northd made flows of, in the order of their flows', async () => {
    const [things, flows] = await Promise.all([deployment().get('switches', 'acls'), flowsOf(deployment())]);
    const acls = things.filter(({ table }) => table === 'ACL').map(({ uuid }) => uuid.slice(0, 8));
    const switches = things.filter(({ table }) => table === 'Logical_Switch');
    const pages = await deployment().describe(switches.map(({ uuid }) => uuid));
    for (const { name, uuid } of switches) {
      const own = (flows.get(uuid) ?? []).filter(
        ({ stage, hint }) => Object.values(STAGES).includes(stage) && acls.includes(hint),
      );
      const rows = pages.get(uuid)?.rows('acls') ?? [];
      const told = rows.map((row) => [STAGES[String(row['direction'])], target(row['acl'])?.slice(0, 8)]);
      const made = new Map(own.map(({ stage, hint }) => [`${stage} ${hint}`, [stage, hint]]));
      expect([name, [...told].sort()]).toEqual([name, [...made.values()].sort()]);
      const stages = told.map(([stage]) => Object.values(STAGES).indexOf(stage ?? ''));
      expect(stages).toEqual([...stages].sort());
      for (const stage of Object.values(STAGES)) {
        const order = told
          .filter(([where]) => where === stage)
          .map(([, hint]) => own.find((flow) => flow.stage === stage && flow.hint === hint)?.priority ?? NaN);
        expect([name, stage, order, falls(order)]).toEqual([name, stage, order, true]);
      }
    }
  });

  it('lists of a port those ACLs of its switch that can match it', async () => {
    const things = await deployment().get('switches', 'ports', 'port-groups');
    const pages = await deployment().describe(things.map(({ uuid }) => uuid));
    const groups = things.filter(({ table }) => table === 'Port_Group');
    const ports = things.filter(({ table }) => table === 'Logical_Switch_Port');
    for (const { name, uuid } of ports) {
      const held = groups.filter(({ columns }) => (columns['ports'] as string[]).includes(uuid));
      const mine = new Set([`"${name}"`, ...held.map((group) => `@${group.name}`)]);
      /** The only port that a match lets through, where it begins so. */
      const isForMe = (row: Cells): boolean => {
        const side = String(row['direction']).startsWith('from') ? 'inport' : 'outport';
        const who = new RegExp(`^${side} == ("[^"]*"|@\\w+)`).exec(String(row['match']))?.[1];
        return who === undefined || mine.has(who);
      };
      const holder = things.find(({ table, columns }) => {
        return table === 'Logical_Switch' && (columns['ports'] as string[]).includes(uuid);
      });
      const all = pages.get(holder?.uuid ?? '')?.rows('acls') ?? [];
      const told = pages.get(uuid)?.rows('acls') ?? [];
      const ids = (rows: readonly Cells[]): readonly unknown[] => rows.map((row) => target(row['acl']));
      expect([name, ids(told)]).toEqual([name, ids(all.filter(isForMe))]);
    }
  });
};

/** `ip4.dst == 10.0.0.0/24`, as northd has it. */
const matchOf = (row: Cells): string => {
  const prefix = String(plain(row['prefix']));
  const isIpv6 = prefix.includes(':');
  const side = row['policy'] === 'src-ip' ? 'src' : 'dst';
  const whole = prefix.includes('/') ? prefix : `${prefix}/${isIpv6 ? 128 : 32}`;
  return `${isIpv6 ? 'ip6' : 'ip4'}.${side} == ${whole}`;
};

/** The flow that forwards by the route: not the one for BFD packets to the same place. */
const flowOfRoute = (
  row: Cells,
  flows: readonly Flow[],
  tables: ReadonlyMap<string, string>,
): Flow | undefined => {
  const match = matchOf(row);
  const number = tables.get(String(row['table']));
  const isConnected = row['kind'] === 'connected';
  // Routes by source are looked up whatever the table, and connected ones are in all.
  const wanted =
    isConnected || row['policy'] === 'src-ip' ? [match] : [`reg7 == ${number ?? '?'} && ${match}`];
  return flows.find((flow) => flow.stage === 'lr_in_ip_routing' && wanted.includes(flow.match));
};

const routeOrder = (deployment: () => Deployment): void => {
  it('lists the routes of a router in the order of their flows', async () => {
    const [routers, flows] = await Promise.all([deployment().get('routers'), flowsOf(deployment())]);
    const pages = await deployment().describe(routers.map(({ uuid }) => uuid));
    let count = 0;
    for (const { name, uuid } of routers) {
      const own = flows.get(uuid) ?? [];
      const rows = (pages.get(uuid) as Item).rows('routes');
      // northd numbers the tables as it meets them; the tests have no more than one besides the main one.
      const tables = new Map(
        [...new Set(rows.map(({ table }) => String(table)))].map((table) => [
          table,
          table === '<main>' ? '0' : '1',
        ]),
      );
      for (const table of tables.keys()) {
        for (const family of ['ip4', 'ip6']) {
          const order = rows
            .filter((row) => row['table'] === table && matchOf(row).startsWith(family))
            // northd makes none of a route whose BFD session is down.
            .filter((row) => row['bfd'] !== 'down')
            .map((row) => [matchOf(row), flowOfRoute(row, own, tables)?.priority ?? NaN] as const);
          const priorities = order.map(([, priority]) => priority);
          expect([name, order, falls(priorities)]).toEqual([name, order, true]);
          count += order.length;
        }
      }
    }
    expect(count).toBeGreaterThan(2);
  });

  it('lists the policies of a router in the order of their flows', async () => {
    const [routers, flows] = await Promise.all([deployment().get('routers'), flowsOf(deployment())]);
    const pages = await deployment().describe(routers.map(({ uuid }) => uuid));
    for (const { name, uuid } of routers) {
      const own = (flows.get(uuid) ?? []).filter(({ stage }) => stage === 'lr_in_policy');
      const rows = (pages.get(uuid) as Item).rows('policies');
      const order = rows.map((row) => {
        const hint = target(row['action'])?.slice(0, 8);
        return own.find((flow) => flow.hint === hint)?.priority ?? NaN;
      });
      expect([name, order, falls(order)]).toEqual([name, order, true]);
    }
  });
};

const natPlaces = (deployment: () => Deployment): void => {
  it('has the NAT of a router that northd made flows of', async () => {
    const [routers, nats, flows] = await Promise.all([
      deployment().get('routers'),
      deployment().get('nats'),
      flowsOf(deployment()),
    ]);
    const pages = await deployment().describe(routers.map(({ uuid }) => uuid));
    const hints = new Map(nats.map((item: GetItem) => [item.uuid.slice(0, 8), item.uuid]));
    for (const { name, uuid } of routers) {
      const stages = new Set(['lr_in_unsnat', 'lr_in_dnat', 'lr_out_snat']);
      const made = (flows.get(uuid) ?? []).flatMap(({ stage, hint }) =>
        stages.has(stage) && hints.has(hint) ? [hints.get(hint)] : [],
      );
      const told = (pages.get(uuid) as Item).rows('nat').map((row) => target(row['type']));
      expect([name, [...told].sort()]).toEqual([name, [...new Set(made)].sort()]);
    }
  });
};

export const agreesWithNorthd = (deployment: () => Deployment): void => {
  aclOrder(deployment);
  routeOrder(deployment);
  natPlaces(deployment);
};
