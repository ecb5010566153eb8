/**
 * What is broken in the databases themselves: references to nothing, names that stand for two things, peers
 * that do not agree. The model tolerates all of it; this says where. A list of facts, not of opinions: what is
 * merely unwise belongs to the audits.
 */
import { excerpt } from '../text/index.ts';
import type { Database, Row } from '../ovsdb/index.ts';
import { sharedAddresses } from './duplicate-addresses.ts';
import { mayBeOnSeveral } from './migration.ts';
import type { Network } from './network.ts';
import { naturalCompare } from './natural.ts';
import { groupBy } from './once.ts';
import type { RouterPort } from './routers.ts';
import { refOf, type DatabaseName, type RowRef } from './rowref.ts';

export type IssueKind =
  | 'dangling-reference'
  | 'duplicate-name'
  | 'duplicate-address'
  | 'peer-loop'
  | 'peer-not-mutual'
  | 'port-in-two-switches'
  | 'port-in-two-routers'
  | 'router-port-shared'
  | 'chassis-without-encap'
  | 'binding-chassis-missing'
  | 'gateway-unbound'
  | 'interface-claimed-twice';

export interface ModelIssue {
  readonly kind: IssueKind;
  readonly subject: RowRef;
  /** The subject's name, as the database has it. */
  readonly name: string;
  /** One sentence for a person; names in it are made printable. */
  readonly message: string;
}

interface Subject {
  readonly ref: RowRef;
  readonly name: string;
}

const quote = (name: string): string => `"${excerpt(name, 80)}"`;

const issue = (kind: IssueKind, { ref, name }: Subject, message: string): ModelIssue => ({
  kind,
  subject: ref,
  name,
  message,
});

/** By kind, then by name. */
export const findIssues = (network: Network): readonly ModelIssue[] => {
  const found = [
    ...dangling(network),
    ...duplicates(network),
    ...addresses(network),
    ...peers(network),
    ...owners(network),
    ...sharedRouterPorts(network),
    ...chassis(network),
    ...bindings(network),
    ...gateways(network),
    ...interfaces(network),
  ];
  return found.sort(
    (a, b) =>
      naturalCompare(a.kind, b.kind) ||
      naturalCompare(a.name, b.name) ||
      naturalCompare(a.message, b.message) ||
      naturalCompare(a.subject.uuid, b.subject.uuid),
  );
};

type References = readonly (readonly [table: string, column: string, target: string])[];

/** Columns whose targets the model follows. Where the target table was not read, nothing can be said. */
const REFERENCES: Readonly<Partial<Record<DatabaseName, References>>> = {
  OVN_Northbound: [
    ['Logical_Switch', 'ports', 'Logical_Switch_Port'],
    ['Logical_Router', 'ports', 'Logical_Router_Port'],
    ['Logical_Router_Port', 'gateway_chassis', 'Gateway_Chassis'],
    ['Logical_Router_Port', 'ha_chassis_group', 'HA_Chassis_Group'],
    ['HA_Chassis_Group', 'ha_chassis', 'HA_Chassis'],
    ['Logical_Switch', 'load_balancer_group', 'Load_Balancer_Group'],
    ['Logical_Router', 'load_balancer_group', 'Load_Balancer_Group'],
    ['Port_Group', 'ports', 'Logical_Switch_Port'],
  ],
  OVN_Southbound: [
    ['Port_Binding', 'datapath', 'Datapath_Binding'],
    ['Port_Binding', 'ha_chassis_group', 'HA_Chassis_Group'],
    ['Port_Binding', 'gateway_chassis', 'Gateway_Chassis'],
    ['Chassis', 'encaps', 'Encap'],
    ['HA_Chassis_Group', 'ha_chassis', 'HA_Chassis'],
  ],
  Open_vSwitch: [
    ['Open_vSwitch', 'bridges', 'Bridge'],
    ['Bridge', 'ports', 'Port'],
    ['Port', 'interfaces', 'Interface'],
  ],
};

/** What a reference holds that nobody has written: a column that was not read, or a row that broke the schema. */
const UNSET = '00000000-0000-0000-0000-000000000000';

const nameOfRow = (row: Row): string => {
  const name = row.get('name') ?? row.get('logical_port');
  return typeof name === 'string' && name !== '' ? name : row.uuid;
};

const danglingIn = (name: DatabaseName, database: Database): ModelIssue[] => {
  const found: ModelIssue[] = [];
  for (const [table, column, target] of REFERENCES[name] ?? []) {
    if (!database.has(target)) continue;
    const rows = database.table(target).rows;
    for (const row of database.table(table)) {
      const value = row.get(column);
      const uuids = Array.isArray(value)
        ? (value as readonly string[])
        : typeof value === 'string'
          ? [value]
          : [];
      const isLost = (uuid: string): boolean => !rows.has(uuid) && uuid !== UNSET;
      if (!uuids.some(isLost)) continue;
      const lost = uuids.filter(isLost);
      const more = lost.length > 1 ? ` and ${lost.length - 1} more` : '';
      const thing = { ref: refOf(name, row), name: nameOfRow(row) };
      const message = `${table} ${quote(thing.name)}: ${column} names ${target} ${lost[0]}${more}, which does not exist`;
      found.push(issue('dangling-reference', thing, message));
    }
  }
  return found;
};

const dangling = (network: Network): ModelIssue[] => {
  const found: ModelIssue[] = [];
  if (network.nb !== undefined)
    found.push(...danglingIn('OVN_Northbound', network.nb as unknown as Database));
  if (network.sb !== undefined)
    found.push(...danglingIn('OVN_Southbound', network.sb as unknown as Database));
  for (const { database } of network.hosts) {
    found.push(...danglingIn('Open_vSwitch', database as unknown as Database));
  }
  for (const port of network.switchPorts) {
    if (port.peerName === undefined || port.peer !== undefined) continue;
    const message = `switch port ${quote(port.name)}: its ${port.type} port ${quote(port.peerName)} does not exist`;
    found.push(issue('dangling-reference', port, message));
  }
  for (const port of network.routerPorts) {
    if (port.peerName === undefined || port.peer !== undefined) continue;
    const message = `router port ${quote(port.name)}: its peer ${quote(port.peerName)} does not exist`;
    found.push(issue('dangling-reference', port, message));
  }
  return found;
};

const duplicates = (network: Network): ModelIssue[] => {
  const kinds: readonly (readonly [string, readonly Subject[]])[] = [
    ['logical switches', network.switches],
    ['logical routers', network.routers],
    ['switch ports', network.switchPorts],
    ['router ports', network.routerPorts],
    ['chassis', network.chassis],
  ];
  return kinds.flatMap(([kind, things]) => {
    // As in every sound database.
    if (new Set(things.map(({ name }) => name)).size === things.length) return [];
    return [...groupBy(things, ({ name }) => name || undefined).values()].flatMap((same) => {
      const [one] = same;
      if (one === undefined || same.length < 2) return [];
      return [issue('duplicate-name', one, `${same.length} ${kind} are called ${quote(one.name)}`)];
    });
  });
};

const addresses = (network: Network): ModelIssue[] =>
  sharedAddresses(network).map(({ what, address, switch: on, ports }) => {
    const names = ports.slice(0, 3).map(({ name }) => quote(name));
    const more = ports.length > 3 ? ` and ${ports.length - 3} more` : '';
    const message = `${what} ${excerpt(address, 60)} is on ${ports.length} ports of switch ${quote(on.name)}: ${names.join(', ')}${more}`;
    return issue('duplicate-address', ports[0] as Subject, message);
  });

/** A walk along `peer` that comes back after other than two steps never gets a packet home. */
const peers = (network: Network): ModelIssue[] =>
  network.routerPorts.flatMap((port) => {
    const other = routerPeer(network, port);
    if (other === undefined || other.kind !== 'router port') return [];
    const back = routerPeer(network, other);
    if (other !== port && back === port) return [];
    if (other === port) return [issue('peer-loop', port, `router port ${quote(port.name)} is its own peer`)];
    const steps = stepsHome(network, port);
    if (steps !== undefined) {
      const message = `router port ${quote(port.name)}: its peers form a loop of ${steps} ports, so none leads back`;
      return [issue('peer-loop', port, message)];
    }
    const says = other.peerName === undefined ? 'names no peer' : `names ${quote(other.peerName)}`;
    const message = `router port ${quote(port.name)} names ${quote(other.name)} as its peer, which ${says}`;
    return [issue('peer-not-mutual', port, message)];
  });

const routerPeer = (network: Network, port: RouterPort): RouterPort | undefined =>
  port.peerName === undefined ? undefined : network.routerPort(port.peerName);

const stepsHome = (network: Network, start: RouterPort): number | undefined => {
  const seen = new Set<RouterPort>();
  let at = routerPeer(network, start);
  while (at !== undefined && !seen.has(at)) {
    if (at === start) return seen.size + 1;
    seen.add(at);
    at = routerPeer(network, at);
  }
  return undefined;
};

const owners = (network: Network): ModelIssue[] => {
  if (network.nb === undefined) return [];
  const views = network.northbound;
  const shared = (
    kind: IssueKind,
    what: string,
    port: Subject,
    holders: readonly Subject[],
  ): ModelIssue[] => {
    if (holders.length < 2) return [];
    const names = holders.map(({ name }) => quote(name)).join(', ');
    return [issue(kind, port, `port ${quote(port.name)} is in ${holders.length} ${what}: ${names}`)];
  };
  return [
    ...views
      .switchPorts()
      .flatMap((port) => shared('port-in-two-switches', 'switches', port, views.switchesOf(port))),
    ...views
      .routerPorts()
      .flatMap((port) => shared('port-in-two-routers', 'routers', port, views.routersOf(port))),
  ];
};

const sharedRouterPorts = (network: Network): ModelIssue[] =>
  network.routerPorts.flatMap((port) => {
    const claims = network.nb === undefined ? [] : network.switchPortsTo(port.name);
    if (claims.length < 2) return [];
    const names = claims.map(({ name }) => quote(name)).join(', ');
    return [
      issue(
        'router-port-shared',
        port,
        `router port ${quote(port.name)} is claimed by switch ports ${names}`,
      ),
    ];
  });

const chassis = (network: Network): ModelIssue[] =>
  network.chassis
    .filter(({ encaps }) => encaps.length === 0)
    .map((one) =>
      issue('chassis-without-encap', one, `chassis ${quote(one.name)} has no encap: no tunnel reaches it`),
    );

const bindings = (network: Network): ModelIssue[] => {
  if (network.sb?.has('Chassis') !== true) return [];
  return network.bindings
    .filter((binding) => binding.isBound && binding.chassis === undefined)
    .map((binding) => {
      const uuid = binding.row.get('chassis') ?? '';
      const message = `port ${quote(binding.name)} is bound to chassis ${uuid}, which does not exist`;
      return issue('binding-chassis-missing', binding, message);
    });
};

const gateways = (network: Network): ModelIssue[] =>
  network.bindings
    .filter((binding) => binding.type === 'chassisredirect' && !binding.isBound)
    .map((binding) => {
      const message = `gateway port ${quote(binding.name)} is on no chassis: traffic through it is lost`;
      return issue('gateway-unbound', binding, message);
    });

const interfaces = (network: Network): ModelIssue[] => {
  const all = network.hosts.flatMap((host) => host.interfaces);
  return [...groupBy(all, ({ ifaceId }) => ifaceId)].flatMap(([ifaceId, claims]) => {
    const [one] = claims;
    if (one === undefined || claims.length < 2 || ifaceId === undefined) return [];
    if (mayBeOnSeveral(network, ifaceId)) return [];
    const names = claims.map(({ name, host }) => `${quote(name)} on ${quote(host.name)}`).join(', ');
    return [
      issue('interface-claimed-twice', one, `port ${quote(ifaceId)} is claimed by interfaces ${names}`),
    ];
  });
};
