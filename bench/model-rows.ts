/**
 * The deployment by which commands are measured, as three database files:
 *
 *     Northbound     20,000 ports on 200 switches, 5,000 port groups of 20 ports, 20,000 ACLs (half of them of the
 *                    port groups), 2,000 load balancers of 3 backends, 4 routers
 *     Southbound     what goes with it: bindings on 100 chassis, datapaths
 *     Open_vSwitch   one chassis: the interfaces of its ports, tunnels to the others
 */
import { northbound, southbound, type SouthboundSize } from '../test/lab/generate.ts';
import { planSwitch } from '../test/lab/generate-plan.ts';
import { writeDatabase, type Batch, type Row } from '../test/lab/rows.ts';
import { uuid } from '../test/lab/scenarios/rows.ts';

const GROUPS_OF_SWITCH = 25;
const PORTS_OF_GROUP = 20;
const ACLS_OF_GROUP = 2;

export type ModelSize = SouthboundSize & { readonly chassis: number; readonly groups: number };

/** `share` 1 is the whole; less, fewer switches and what goes with them. */
export const modelSize = (share: number): ModelSize => {
  const switches = Math.max(2, Math.round(200 * share));
  return {
    switches,
    ports: 100,
    acls: 50,
    loadBalancers: 10 * switches,
    chassis: 100,
    groups: GROUPS_OF_SWITCH * switches,
    flows: 0,
  };
};

/** `generate.ts` binds port `n` of switch `i` to chassis `i + n`, over all chassis in turn: that of the first one. */
const portOfHost = ({ chassis }: ModelSize, index: number): number => (chassis - (index % chassis)) % chassis;

/** The port that is looked for and described: in the middle, on the chassis whose Open_vSwitch database there is. */
export const portToFind = (size: ModelSize): { name: string; mac: string; ip: string } => {
  const index = size.switches >> 1;
  const port = planSwitch(size, index).ports[portOfHost(size, index)];
  if (port === undefined) throw new Error('no such port');
  return port;
};

const ref = (word: string): readonly [string, string] => ['uuid', uuid(word)];
const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const portOf = ({ switches, ports }: ModelSize, number: number): string =>
  `ls-${Math.floor(number / ports) % switches}-p${number % ports}`;

function* portGroups(size: ModelSize): Generator<Batch> {
  for (const part of range(size.switches)) {
    yield range(GROUPS_OF_SWITCH).flatMap((offset): Row[] => {
      const index = part * GROUPS_OF_SWITCH + offset;
      const name = `pg_${index}`;
      // 4,001 is prime to the number of ports: every port is in five groups.
      const ports = range(PORTS_OF_GROUP).map((number) =>
        portOf(size, (index * PORTS_OF_GROUP + number) * 4001),
      );
      return [
        {
          table: 'Port_Group',
          uuid: uuid(name),
          columns: {
            name,
            ports: ['set', ports.map((port) => ref(port))],
            acls: ['set', range(ACLS_OF_GROUP).map((acl) => ref(`${name} acl ${acl}`))],
            external_ids: ['map', [['security-group', name]]],
          },
        },
        ...range(ACLS_OF_GROUP).map((acl) => ({
          table: 'ACL',
          uuid: uuid(`${name} acl ${acl}`),
          columns: {
            direction: acl === 0 ? 'to-lport' : 'from-lport',
            priority: 1001 + acl,
            match: `${acl === 0 ? 'outport' : 'inport'} == @${name} && ip4 && tcp.dst == ${1000 + (index % 9000)}`,
            action: 'allow-related',
          },
        })),
      ];
    });
  }
}

function* chassisDatabase(size: ModelSize): Generator<Batch> {
  const ports = range(size.switches).map((index) => ({
    name: `tap${index}`,
    type: '',
    ids: { 'iface-id': `ls-${index}-p${portOfHost(size, index)}` },
    options: {},
  }));
  const tunnels = range(size.chassis)
    .slice(1)
    .map((index) => ({
      name: `ovn-hv${index}-0`,
      type: 'geneve',
      ids: {},
      options: { remote_ip: `192.168.0.${index + 1}`, key: 'flow' },
    }));
  const local = { name: 'br-int', type: 'internal', ids: {}, options: {} };
  const all = [local, ...ports, ...tunnels];
  yield [
    {
      table: 'Open_vSwitch',
      uuid: uuid('Open_vSwitch'),
      columns: {
        bridges: ref('bridge br-int'),
        external_ids: ['map', Object.entries({ 'system-id': 'hv0', hostname: 'hv0' })],
      },
    },
    {
      table: 'Bridge',
      uuid: uuid('bridge br-int'),
      columns: { name: 'br-int', ports: ['set', all.map(({ name }) => ref(`port ${name}`))] },
    },
    ...all.flatMap(({ name, type, ids, options }, index): Row[] => [
      {
        table: 'Port',
        uuid: uuid(`port ${name}`),
        columns: { name, interfaces: ref(`interface ${name}`) },
      },
      {
        table: 'Interface',
        uuid: uuid(`interface ${name}`),
        columns: {
          name,
          type,
          ofport: index === 0 ? 65534 : index,
          admin_state: 'up',
          link_state: 'up',
          external_ids: ['map', Object.entries(ids)],
          options: ['map', Object.entries(options)],
        },
      },
    ]),
  ];
}

export interface ModelFiles {
  readonly nb: string;
  readonly sb: string;
  readonly ovs: string;
}

/** Gives the paths, and how many rows were written. */
export const writeModel = async (
  directory: string,
  size: ModelSize,
): Promise<ModelFiles & { readonly rows: number }> => {
  const files = { nb: `${directory}/nb.db`, sb: `${directory}/sb.db`, ovs: `${directory}/conf.db` };
  const counts = [
    await writeDatabase(files.nb, 'nb', both(northbound(size), portGroups(size))),
    await writeDatabase(files.sb, 'sb', southbound(size)),
    await writeDatabase(files.ovs, 'ovs', chassisDatabase(size)),
  ];
  return { ...files, rows: counts.reduce((sum, count) => sum + count, 0) };
};

function* both(...parts: readonly Iterable<Batch>[]): Generator<Batch> {
  for (const part of parts) yield* part;
}
