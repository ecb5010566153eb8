/**
 * Deployments by size: a Northbound of so many switches, ports, ACLs and load balancers, and the Southbound that
 * goes with it, with as many logical flows as a benchmark wants. The flows are not what ovn-northd would compute,
 * but have its shapes and lengths; names, bindings and datapaths fit the Northbound.
 */
import { groupFlows, portFlows, type Flow } from './generate-flows.ts';
import { ACL_PORTS, backendsOf, planSwitch, range, vip, type Size } from './generate-plan.ts';
import type { Lab } from './lab.ts';
import { DATABASES } from './ovsdb.ts';
import { insertRows, writeDatabase, type Batch, type Row } from './rows.ts';
import { uuid } from './scenarios/rows.ts';

export interface SouthboundSize extends Size {
  readonly flows: number;
  /** Chassis that the ports are spread over; 10 when absent. */
  readonly chassis?: number;
}

export type { Size };

const BATCH_ROWS = 5000;

const ref = (word: string): readonly [string, string] => ['uuid', uuid(word)];
const setOf = (items: readonly unknown[]): readonly [string, readonly unknown[]] => ['set', items];
const mapOf = (object: Readonly<Record<string, string>>): readonly [string, readonly unknown[]] => [
  'map',
  Object.entries(object),
];
/** The rows of a Northbound: load balancers first, then a batch for each switch, then the routers. */
export function* northbound(size: Size): Generator<Batch> {
  const { switches, acls = 0, loadBalancers = 0 } = size;
  const group: readonly Row[] =
    loadBalancers === 0
      ? []
      : [
          {
            table: 'Load_Balancer_Group',
            uuid: uuid('lb group'),
            columns: {
              name: 'all',
              load_balancer: setOf(range(loadBalancers).map((index) => ref(`lb ${index}`))),
            },
          },
        ];
  yield [
    ...range(loadBalancers).map((index) => ({
      table: 'Load_Balancer',
      uuid: uuid(`lb ${index}`),
      columns: {
        name: `lb-${index}`,
        protocol: 'tcp',
        vips: mapOf({ [`${vip(index)}:80`]: backendsOf(size, index) }),
        options: mapOf({ reject: 'true', hairpin_snat_ip: '169.254.169.5' }),
      },
    })),
    ...group,
  ];
  for (const index of range(switches)) {
    const plan = planSwitch(size, index);
    yield [
      {
        table: 'Logical_Switch',
        uuid: uuid(plan.name),
        columns: {
          name: plan.name,
          ports: setOf([plan.gateway.peer, ...plan.ports.map((port) => port.name)].map((name) => ref(name))),
          acls: setOf(range(acls).map((acl) => ref(`${plan.name} acl ${acl}`))),
          ...(loadBalancers === 0 ? {} : { load_balancer_group: ref('lb group') }),
        },
      },
      {
        table: 'Logical_Switch_Port',
        uuid: uuid(plan.gateway.peer),
        columns: {
          name: plan.gateway.peer,
          type: 'router',
          addresses: 'router',
          options: mapOf({ 'router-port': plan.gateway.name }),
        },
      },
      ...plan.ports.map((port) => ({
        table: 'Logical_Switch_Port',
        uuid: uuid(port.name),
        columns: {
          name: port.name,
          addresses: `${port.mac} ${port.ip}`,
          port_security: `${port.mac} ${port.ip}`,
          external_ids: mapOf({ owner: `tenant-${index % 16}` }),
        },
      })),
      ...range(acls).map((acl) => ({
        table: 'ACL',
        uuid: uuid(`${plan.name} acl ${acl}`),
        columns: {
          direction: acl % 2 === 0 ? 'to-lport' : 'from-lport',
          priority: 1000 + acl,
          match: `${acl % 2 === 0 ? 'outport' : 'inport'} == "${plan.ports[acl % size.ports]?.name ?? ''}" && ip4 && tcp.dst == ${ACL_PORTS[acl % 9] ?? 22}`,
          action: acl % 5 === 4 ? 'drop' : 'allow-related',
        },
      })),
    ];
  }
  const plans = range(switches).map((index) => planSwitch({ ...size, ports: 0 }, index));
  const gateways = range(switches).map((index) => planSwitch(size, index).gateway);
  yield [
    ...[...new Set(plans.map((plan) => plan.router))].map((router) => ({
      table: 'Logical_Router',
      uuid: uuid(router),
      columns: {
        name: router,
        ports: setOf(plans.filter((plan) => plan.router === router).map(({ gateway }) => ref(gateway.name))),
      },
    })),
    ...gateways.map((gateway) => ({
      table: 'Logical_Router_Port',
      uuid: uuid(gateway.name),
      columns: { name: gateway.name, mac: gateway.mac, networks: `${gateway.ip}/${gateway.length}` },
    })),
  ];
}

const flowRow = (flow: Flow, key: string, where: Readonly<Record<string, unknown>>): Row => ({
  table: 'Logical_Flow',
  uuid: uuid(key),
  columns: {
    ...where,
    pipeline: flow.pipeline,
    table_id: flow.table,
    priority: flow.priority,
    match: flow.match,
    actions: flow.actions,
    external_ids: mapOf({ source: flow.source, 'stage-name': flow.stage }),
  },
});

function* flowRows(size: SouthboundSize): Generator<Row> {
  let count = 0;
  if (size.flows === 0) return;
  // In the flows' own batch: a row that is no root is deleted at once when nothing refers to it.
  yield {
    table: 'Logical_DP_Group',
    uuid: uuid('dp group'),
    columns: { datapaths: setOf(range(size.switches).map((index) => ref(`dp ls-${index}`))) },
  };
  for (const flow of groupFlows) {
    if (count++ >= size.flows) return;
    yield flowRow(flow, `flow ${count}`, { logical_dp_group: ref('dp group') });
  }
  for (let round = 0; ; round++) {
    for (const index of range(size.switches)) {
      const plan = planSwitch(size, index);
      for (const port of plan.ports) {
        for (const flow of portFlows(size, plan, port, round)) {
          if (count++ >= size.flows) return;
          yield flowRow(flow, `flow ${count}`, { logical_datapath: ref(`dp ${plan.name}`) });
        }
      }
    }
  }
}

/** The rows of the Southbound that goes with `northbound` of the same size. */
export function* southbound(size: SouthboundSize): Generator<Batch> {
  if (size.switches * size.ports === 0 && size.flows > groupFlows.length)
    throw new Error('no ports for the flows');
  const chassis = size.chassis ?? 10;
  const plans = range(size.switches).map((index) => planSwitch(size, index));
  const routers = [...new Set(plans.map((plan) => plan.router))];
  const datapaths = [...plans.map((plan) => plan.name), ...routers];
  yield [
    { table: 'SB_Global', uuid: uuid('SB_Global'), columns: {} },
    ...range(chassis).flatMap((index) => [
      {
        table: 'Encap',
        uuid: uuid(`encap ${index}`),
        columns: {
          type: 'geneve',
          ip: `192.168.${index >> 8}.${(index & 255) + 1}`,
          chassis_name: `hv${index}`,
        },
      },
      {
        table: 'Chassis',
        uuid: uuid(`chassis ${index}`),
        columns: { name: `hv${index}`, hostname: `hv${index}`, encaps: ref(`encap ${index}`) },
      },
    ]),
    ...datapaths.map((name, index) => ({
      table: 'Datapath_Binding',
      uuid: uuid(`dp ${name}`),
      columns: {
        tunnel_key: index + 1,
        external_ids: mapOf({
          name,
          [name.startsWith('lr') ? 'logical-router' : 'logical-switch']: uuid(name),
        }),
      },
    })),
  ];
  const binding = (name: string, datapath: string, key: number, columns: Record<string, unknown>): Row => ({
    table: 'Port_Binding',
    uuid: uuid(`binding ${name}`),
    columns: { logical_port: name, datapath: ref(`dp ${datapath}`), tunnel_key: key, ...columns },
  });
  for (const plan of plans) {
    const { gateway, ports, name, router, index } = plan;
    yield [
      binding(gateway.peer, name, 1, {
        type: 'patch',
        mac: 'router',
        options: mapOf({ peer: gateway.name }),
      }),
      binding(gateway.name, router, index + 1, {
        type: 'patch',
        mac: `${gateway.mac} ${gateway.ip}/${gateway.length}`,
        options: mapOf({ peer: gateway.peer }),
      }),
      ...ports.map((port, number) =>
        binding(port.name, name, number + 2, {
          mac: `${port.mac} ${port.ip}`,
          chassis: ref(`chassis ${(index + number) % chassis}`),
          up: true,
        }),
      ),
    ];
  }
  let batch: Row[] = [];
  for (const row of flowRows(size)) {
    batch.push(row);
    if (batch.length >= BATCH_ROWS) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** Fills the lab's Northbound over one connection; ovn-northd does the rest. Gives the number of rows. */
export const fillNorthbound = (lab: Lab, size: Size): Promise<number> => {
  const socket = lab.nb.sockets[0];
  if (socket === undefined || lab.nb.cluster !== undefined)
    throw new Error('fills a standalone Northbound only');
  return insertRows(socket, DATABASES.nb, northbound(size));
};

/** Writes a Northbound file. */
export const writeNorthbound = (file: string, size: Size): Promise<number> =>
  writeDatabase(file, 'nb', northbound(size));

/** Writes a Southbound file with so many logical flows; a server (or a reader of files) takes it as it is. */
export const writeSouthbound = (file: string, size: SouthboundSize): Promise<number> =>
  writeDatabase(file, 'sb', southbound(size));
