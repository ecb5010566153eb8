/**
 * Southbound databases of a few lines, as northd would have written them:
 *
 *     const { tracer } = world({
 *       sw0: {
 *         ports: { p1: {}, p2: { options: { … } } },          keys 1, 2, … in this order
 *         groups: { flood: ['p1', 'p2'] },                   keys 32768, 32769, …
 *         flows: `
 *           in 0: 100 eth.dst == 00:00:00:00:00:02 => outport = "p2"; output;
 *           in 0 ls_in_l2_lkup: 0 1 => drop;
 *           out 0: 0 1 => output;
 *         `,
 *       },
 *     });
 */
import { Network, type Lookup, type Southbound } from '../../../src/model/index.ts';
import type { LogicalDatapath } from '../../../src/flows/logical/southbound/datapath.ts';
import type { Deployment } from '../../../src/flows/logical/southbound/deployment.ts';
import type { Trace } from '../../../src/flows/logical/trace/types.ts';
import type { Connections } from '../../../src/flows/logical/engine/connections.ts';
import type { TraceRequest } from '../../../src/flows/logical/request/types.ts';
import { Tracer, type TracerOptions } from '../../../src/flows/logical/tracer.ts';
import { southbound, uuidOf, type Cell, type Tables } from '../../model/build.ts';

type Cells = Readonly<Record<string, Cell>>;

export interface DatapathPlan {
  /** Also of the table `Datapath_Binding` itself: `external_ids` beside the name. */
  readonly ids?: Readonly<Record<string, string>>;
  readonly router?: boolean;
  readonly ports?: Readonly<Record<string, Cells>>;
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  readonly flows?: string;
}

export interface FlowPlan {
  readonly pipeline: 'ingress' | 'egress';
  readonly table: number;
  readonly stage?: string | undefined;
  readonly priority: number;
  readonly match: string;
  readonly actions: string;
}

const FLOW = /^(in|out) (\d+)(?: (\w+))?: (\d+) (.*?) => (.*)$/;

/** One flow a line. */
export const flowsOf = (text: string): FlowPlan[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [, pipeline, table, stage, priority, match, actions] = FLOW.exec(line) ?? [];
      if (match === undefined || actions === undefined) throw new Error(`no flow: ${line}`);
      return {
        pipeline: pipeline === 'in' ? 'ingress' : 'egress',
        table: Number(table),
        stage,
        priority: Number(priority),
        match,
        actions,
      };
    });

export const flowRow = (flow: FlowPlan, more: Cells): Cells => ({
  pipeline: flow.pipeline,
  table_id: flow.table,
  priority: flow.priority,
  match: flow.match,
  actions: flow.actions,
  external_ids: flow.stage === undefined ? {} : { 'stage-name': flow.stage, source: 'northd.c:1' },
  ...more,
});

type Plan = Readonly<Record<string, DatapathPlan>>;

const FIRST_GROUP = 32768;

export const tablesOf = (plan: Plan): Tables => {
  const tables: Record<string, Record<string, Cells>> = {
    Datapath_Binding: {},
    Port_Binding: {},
    Multicast_Group: {},
    Logical_Flow: {},
  };
  const put = (table: string, handle: string, cells: Cells): void => {
    (tables[table] ??= {})[handle] = cells;
  };
  Object.entries(plan).forEach(([name, { ids, router, ports, groups, flows }], index) => {
    const kind = router === true ? 'logical-router' : 'logical-switch';
    put('Datapath_Binding', name, {
      tunnel_key: index + 1,
      external_ids: { name, [kind]: uuidOf(`nb ${name}`), ...ids },
    });
    Object.entries(ports ?? {}).forEach(([port, cells], key) => {
      put('Port_Binding', port, { datapath: name, tunnel_key: key + 1, ...cells });
    });
    Object.entries(groups ?? {}).forEach(([group, members], key) => {
      put('Multicast_Group', `${name} ${group}`, {
        name: group,
        datapath: name,
        tunnel_key: FIRST_GROUP + key,
        ports: members,
      });
    });
    flowsOf(flows ?? '').forEach((flow, number) => {
      put('Logical_Flow', `${name} flow ${number}`, flowRow(flow, { logical_datapath: name }));
    });
  });
  return tables;
};

/** Rows of `more` stand beside those of the plan. */
export const rowsOf = (plan: Plan, more: Tables = {}): Lookup<Southbound> => {
  const tables: Record<string, Tables[string]> = { ...tablesOf(plan) };
  for (const [name, rows] of Object.entries(more)) tables[name] = { ...tables[name], ...rows };
  return new Network({ sb: southbound(tables) }).sbRows;
};

export class World {
  readonly rows: Lookup<Southbound>;
  readonly tracer: Tracer;

  constructor(rows: Lookup<Southbound>, options: TracerOptions) {
    this.rows = rows;
    this.tracer = new Tracer(rows, options);
  }

  deployment(on?: string): Deployment {
    const found = this.tracer.deployment(on);
    if (found === undefined) throw new Error(`no chassis ${on ?? ''}`);
    return found;
  }

  datapath(name: string, on?: string): LogicalDatapath {
    const found = this.deployment(on).findDatapath(name);
    if ('problem' in found) throw new Error(`no datapath ${name}`);
    return found.found;
  }

  /** The packet's words. */
  packet(microflow: string): Uint32Array {
    const { value, problem } = this.tracer.start({ microflow });
    if (problem !== undefined) throw new Error(JSON.stringify(problem));
    return value.packet;
  }

  trace(microflow: string, request: Omit<TraceRequest, 'microflow'> = {}, connections?: Connections): Trace {
    const { value, problem } = this.tracer.trace({ ...request, microflow }, connections);
    if (problem !== undefined) throw new Error(JSON.stringify(problem));
    return value;
  }
}

/** With the packets of every step, unless it is to be as ovn-trace. */
export const world = (plan: Plan, more: Tables = {}, options: TracerOptions = { keepPackets: true }): World =>
  new World(rowsOf(plan, more), options);
