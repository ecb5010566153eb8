/**
 * Deployments by size: a Northbound of so many switches, ports, ACLs and load balancers, and the Southbound that
 * goes with it, with as many logical flows as a benchmark wants. The flows are not what ovn-northd would compute,
 * but have its shapes and lengths; names, bindings and datapaths fit the Northbound.
 */
import type { Lab } from './lab.ts';
import { DATABASES } from './ovsdb.ts';
import { insertRows, writeDatabase, type Batch, type Row } from './rows.ts';
import { uuid } from './scenarios/rows.ts';

export interface Size {
  readonly switches: number;
  /** For each switch. */
  readonly ports: number;
  /** For each switch; none when absent. */
  readonly acls?: number;
  /** In all; every switch has them, through a load balancer group. None when absent. */
  readonly loadBalancers?: number;
  /** Of load balancers; 3 when absent. */
  readonly backends?: number;
  /** Switches for each router; 50 when absent. */
  readonly switchesPerRouter?: number;
}

export interface SouthboundSize extends Size {
  readonly flows: number;
  /** Chassis that the ports are spread over; 10 when absent. */
  readonly chassis?: number;
}

const BATCH_ROWS = 5000;

const ref = (word: string): readonly [string, string] => ['uuid', uuid(word)];
const setOf = (items: readonly unknown[]): readonly [string, readonly unknown[]] => ['set', items];
const mapOf = (object: Readonly<Record<string, string>>): readonly [string, readonly unknown[]] => [
  'map',
  Object.entries(object),
];
const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const ipv4 = (value: number): string =>
  [24, 16, 8, 0].map((shift) => String((value >>> shift) & 255)).join('.');
const mac = (prefix: number, value: number): string =>
  [prefix, 0x50, value >>> 24, value >>> 16, value >>> 8, value]
    .map((byte) => (byte & 255).toString(16).padStart(2, '0'))
    .join(':');

/** The smallest subnet that holds the ports, the router and the two reserved addresses. */
const prefixLength = (size: Size): number => Math.min(29, 32 - Math.ceil(Math.log2(size.ports + 3)));

/** Names and addresses of one switch; the same for NB and SB. */
const planSwitch = (size: Size, index: number) => {
  const length = prefixLength(size);
  const base = (10 << 24) + index * 2 ** (32 - length);
  return {
    index,
    name: `ls-${index}`,
    router: `lr-${Math.floor(index / (size.switchesPerRouter ?? 50))}`,
    gateway: {
      name: `lrp-${index}`,
      peer: `ls-${index}-lr`,
      ip: ipv4(base + 1),
      mac: mac(0x02, index),
      length,
    },
    ports: range(size.ports).map((port) => ({
      name: `ls-${index}-p${port}`,
      ip: ipv4(base + 2 + port),
      mac: mac(0x0a, index * size.ports + port),
    })),
  };
};

const vip = (index: number): string => ipv4((172 << 24) + (16 << 16) + index + 1);

const backendsOf = (size: Size, index: number): string =>
  range(size.backends ?? 3)
    .map((backend) => {
      const port = index * 7 + backend;
      const base = (10 << 24) + (port % size.switches) * 2 ** (32 - prefixLength(size));
      return `${ipv4(base + 2 + (port % Math.max(size.ports, 1)))}:8080`;
    })
    .join(',');

const ACL_PORTS = [22, 53, 80, 443, 3306, 5432, 6379, 8080, 9090];

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

interface Flow {
  readonly pipeline: 'ingress' | 'egress';
  readonly table: number;
  readonly stage: string;
  readonly priority: number;
  readonly match: string;
  readonly actions: string;
  readonly source: string;
}

/** Flows of a port as ovn-northd 23.03 writes them, the same number for every port and `round`. */
const portFlows = (
  size: Size,
  plan: ReturnType<typeof planSwitch>,
  port: { readonly name: string; readonly ip: string; readonly mac: string },
  round: number,
): Flow[] => {
  const { name, ip } = port;
  const service = ACL_PORTS[round % 9] ?? 22;
  const lb = round * 31 + plan.index;
  return [
    {
      pipeline: 'ingress',
      table: 0,
      stage: 'ls_in_check_port_sec',
      priority: 70,
      match: `inport == "${name}"`,
      actions: 'reg0[15] = check_in_port_sec(); next;',
      source: 'northd.c:5632',
    },
    {
      pipeline: 'ingress',
      table: 8,
      stage: 'ls_in_acl',
      priority: 2001 + round,
      match: `reg0[7] == 1 && (inport == "${name}" && ip4 && tcp.dst == ${service})`,
      actions: 'reg0[1] = 1; next;',
      source: 'northd.c:6482',
    },
    {
      pipeline: 'ingress',
      table: 8,
      stage: 'ls_in_acl',
      priority: 2001 + round,
      match: `reg0[8] == 1 && (inport == "${name}" && ip4 && tcp.dst == ${service})`,
      actions: 'next;',
      source: 'northd.c:6505',
    },
    {
      pipeline: 'ingress',
      table: 12,
      stage: 'ls_in_lb',
      priority: 120,
      match: `ct.new && ip4.dst == ${vip(lb)} && tcp.dst == 80`,
      actions: `reg0[1] = 0; reg1 = ${vip(lb)}; reg2[0..15] = 80; ct_lb_mark(backends=${backendsOf(size, lb)});`,
      source: 'northd.c:7212',
    },
    {
      pipeline: 'ingress',
      table: 18,
      stage: 'ls_in_arp_rsp',
      priority: 50,
      match: `arp.tpa == ${ip} && arp.op == 1`,
      actions: `eth.dst = eth.src; eth.src = ${port.mac}; arp.op = 2; /* ARP reply */ arp.tha = arp.sha; arp.sha = ${port.mac}; arp.tpa = arp.spa; arp.spa = ${ip}; outport = inport; flags.loopback = 1; output;`,
      source: 'northd.c:7991',
    },
    {
      pipeline: 'ingress',
      table: 18,
      stage: 'ls_in_arp_rsp',
      priority: 100,
      match: `arp.tpa == ${ip} && arp.op == 1 && inport == "${name}"`,
      actions: 'next;',
      source: 'northd.c:8002',
    },
    {
      pipeline: 'ingress',
      table: 19,
      stage: 'ls_in_dhcp_options',
      priority: 100,
      match: `inport == "${name}" && eth.src == ${port.mac} && ip4.src == 0.0.0.0 && ip4.dst == 255.255.255.255 && udp.src == 68 && udp.dst == 67`,
      actions: `reg0[3] = put_dhcp_opts(offerip = ${ip}, dns_server = {192.0.2.53}, lease_time = 43200, mtu = 1442, netmask = 255.255.255.0, router = ${plan.gateway.ip}, server_id = ${plan.gateway.ip}); next;`,
      source: 'northd.c:8135',
    },
    {
      pipeline: 'ingress',
      table: 25,
      stage: 'ls_in_l2_lkup',
      priority: 50,
      match: `eth.dst == ${port.mac}`,
      actions: `outport = "${name}"; output;`,
      source: 'northd.c:8681',
    },
    {
      pipeline: 'egress',
      table: 4,
      stage: 'ls_out_acl',
      priority: 2001 + round,
      match: `reg0[7] == 1 && (outport == "${name}" && ip4 && ip4.src == 10.0.0.0/8 && tcp.dst == ${service})`,
      actions: 'reg0[1] = 1; next;',
      source: 'northd.c:6482',
    },
    {
      pipeline: 'egress',
      table: 8,
      stage: 'ls_out_check_port_sec',
      priority: 100 + round,
      match: `eth.mcast && outport == "${name}"`,
      actions: 'reg0[15] = 0; next;',
      source: 'northd.c:5701',
    },
  ];
};

/** Flows that ovn-northd repeats for every datapath, kept once for a datapath group. */
const groupFlows: readonly Flow[] = [
  {
    pipeline: 'ingress',
    table: 0,
    stage: 'ls_in_check_port_sec',
    priority: 100,
    match: 'eth.src[40]',
    actions: 'drop;',
    source: 'northd.c:5580',
  },
  {
    pipeline: 'ingress',
    table: 0,
    stage: 'ls_in_check_port_sec',
    priority: 100,
    match: 'vlan.present',
    actions: 'drop;',
    source: 'northd.c:5576',
  },
  {
    pipeline: 'ingress',
    table: 0,
    stage: 'ls_in_check_port_sec',
    priority: 50,
    match: '1',
    actions: 'reg0[15] = check_in_port_sec(); next;',
    source: 'northd.c:5595',
  },
  {
    pipeline: 'ingress',
    table: 25,
    stage: 'ls_in_l2_lkup',
    priority: 70,
    match: 'eth.mcast',
    actions: 'outport = "_MC_flood"; output;',
    source: 'northd.c:8620',
  },
  {
    pipeline: 'egress',
    table: 9,
    stage: 'ls_out_apply_port_sec',
    priority: 0,
    match: '1',
    actions: 'output;',
    source: 'northd.c:5730',
  },
];

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
