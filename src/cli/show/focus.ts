/** What `show NAME` shows: the thing itself with all that hangs on it, and nothing else. */
import type {
  Chassis,
  DatabaseName,
  Host,
  LogicalRouter,
  LogicalSwitch,
  ModelIssue,
  Network,
  RouterPort,
  RowRef,
  SwitchPort,
} from '../../model/index.ts';

export interface Shown {
  readonly routers: readonly LogicalRouter[];
  readonly switches: readonly LogicalSwitch[];
  readonly chassis: readonly Chassis[];
  readonly hosts: readonly Host[];
  /** Whether zones and transit switches are shown. */
  readonly interconnect: boolean;
  readonly issues: readonly ModelIssue[];
  /** The port that was asked for, among all of its switch or router. */
  readonly port?: SwitchPort | RouterPort | undefined;
}

export const everything = (network: Network): Shown => ({
  routers: network.routers,
  switches: network.switches,
  chassis: network.chassis,
  hosts: network.hosts,
  interconnect: true,
  issues: network.issues,
});

const NOTHING: Shown = {
  routers: [],
  switches: [],
  chassis: [],
  hosts: [],
  interconnect: false,
  issues: [],
};

type Chooser = (network: Network, ref: RowRef, host: string | undefined) => Partial<Shown>;

const withUuid = <T extends { readonly uuid: string }>(things: readonly T[], uuid: string): T[] =>
  things.filter((thing) => thing.uuid === uuid);

const holding = <T extends { readonly ports: readonly { readonly uuid: string }[] }>(
  things: readonly T[],
  uuid: string,
): T[] => things.filter(({ ports }) => ports.some((port) => port.uuid === uuid));

const switchOrRouter: Chooser = (network, { uuid }) => ({
  routers: [...withUuid(network.routers, uuid), ...holding(network.routers, uuid)],
  switches: [...withUuid(network.switches, uuid), ...holding(network.switches, uuid)],
});

/** A chassis-redirect binding belongs to the port that it redirects. */
const bound: Chooser = (network, ref) => {
  const direct = switchOrRouter(network, ref, undefined);
  if ([...(direct.routers ?? []), ...(direct.switches ?? [])].length > 0) return direct;
  const name = network.sbRows.anyRow(ref.table, ref.uuid)?.get('logical_port');
  return {
    routers: network.routers.filter(({ ports }) =>
      ports.some((port) => port.name === name || port.redirect?.name === name),
    ),
    switches: network.switches.filter(({ ports }) => ports.some((port) => port.name === name)),
  };
};

const onChassis: Chooser = (network, { uuid }) => {
  const chassis = withUuid(network.chassis, uuid);
  return { chassis, hosts: chassis.flatMap((one) => network.hostOf(one) ?? []) };
};

const onHost: Chooser = (network, { table, uuid }, name) => ({
  hosts: network.hosts.filter(
    (host) => (name === undefined || host.name === name) && host.rows.anyRow(table, uuid) !== undefined,
  ),
});

const ofInterconnect: Chooser = () => ({ interconnect: true });

const CHOOSERS: Readonly<Partial<Record<DatabaseName, Readonly<Record<string, Chooser>>>>> = {
  OVN_Northbound: {
    Logical_Switch: switchOrRouter,
    Logical_Router: switchOrRouter,
    Logical_Switch_Port: switchOrRouter,
    Logical_Router_Port: switchOrRouter,
  },
  OVN_Southbound: { Datapath_Binding: switchOrRouter, Port_Binding: bound, Chassis: onChassis },
  Open_vSwitch: { Open_vSwitch: onHost, Bridge: onHost, Port: onHost, Interface: onHost },
  OVN_IC_Northbound: { Transit_Switch: ofInterconnect },
  OVN_IC_Southbound: { Availability_Zone: ofInterconnect, Gateway: ofInterconnect },
};

/** `undefined` for a kind of thing that has no place in `show`: `describe` tells of it. */
export const focusOn = (network: Network, ref: RowRef, host: string | undefined): Shown | undefined => {
  const chosen = CHOOSERS[ref.database]?.[ref.table]?.(network, ref, host);
  if (chosen === undefined) return undefined;
  const shown = { ...NOTHING, ...chosen };
  const subjects = new Set([
    ref.uuid,
    ...[...shown.routers, ...shown.switches].flatMap(({ uuid, ports }) => [
      uuid,
      ...ports.map((port) => port.uuid),
    ]),
    ...shown.chassis.map(({ uuid }) => uuid),
  ]);
  const issues = network.issues.filter(({ subject }) => subjects.has(subject.uuid));
  return { ...shown, issues, port: portOf(network, ref, shown) };
};

/** By its own row, or by that of its binding. */
const portOf = (
  network: Network,
  { table, uuid, database }: RowRef,
  { switches, routers }: Shown,
): Shown['port'] => {
  const ports = [...switches, ...routers].flatMap((one): readonly (SwitchPort | RouterPort)[] => one.ports);
  const binding = database === 'OVN_Southbound' ? network.sbRows.anyRow(table, uuid) : undefined;
  const bound = binding?.get('logical_port');
  return ports.find((port) => port.uuid === uuid || (bound !== undefined && port.name === bound));
};
