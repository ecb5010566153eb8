/** Chassis for tests of the physical and combined views: geneve, one address each, as many as are wanted. */
import { Network, type NetworkSources } from '../../../src/model/index.ts';
import { northbound, openVSwitch, southbound, type Rows } from '../../model/build.ts';

type Row = Rows[string];

export const ipOf = (n: number): string => `192.0.2.${n}`;

export interface ChassisOf {
  readonly type?: string;
  readonly zones?: readonly string[];
  readonly other?: Readonly<Record<string, string>>;
}

/** `hv1` … `hvN`; `given` says what is different about some of them. */
export const chassisTables = (
  count: number,
  given: Readonly<Record<number, ChassisOf>> = {},
): { Chassis: Record<string, Row>; Encap: Record<string, Row> } => {
  const [chassis, encaps]: [Record<string, Row>, Record<string, Row>] = [{}, {}];
  for (let n = 1; n <= count; n++) {
    const { type = 'geneve', zones = [], other = {} } = given[n] ?? {};
    chassis[`hv${n}`] = {
      hostname: `compute-${n}`,
      encaps: [`encap${n}`],
      transport_zones: zones,
      other_config: other,
    };
    encaps[`encap${n}`] = { type, ip: ipOf(n) };
  }
  return { Chassis: chassis, Encap: encaps };
};

export interface TunnelOf {
  readonly to: number;
  readonly type?: string;
  /** Columns of the interface. */
  readonly row?: Row;
}

/** The Open_vSwitch database of `hvN`, with these tunnels. */
export const hostOf = (
  n: number,
  tunnels: readonly TunnelOf[],
): { readonly name: string; readonly database: ReturnType<typeof openVSwitch> } => {
  const ports: Record<string, Row> = {};
  const interfaces: Record<string, Row> = {};
  for (const { to, type = 'geneve', row = {} } of tunnels) {
    const name = `ovn-hv${to}-0`;
    ports[name] = { interfaces: [`${n}-${name}`], external_ids: { 'ovn-chassis-id': `hv${to}@${ipOf(to)}` } };
    interfaces[`${n}-${name}`] = { name, type, options: { remote_ip: ipOf(to), key: 'flow' }, ...row };
  }
  return {
    name: `host-${n}.db`,
    database: openVSwitch({
      Open_vSwitch: { [`root${n}`]: { bridges: [`br${n}`], external_ids: { 'system-id': `hv${n}` } } },
      Bridge: { [`br${n}`]: { name: 'br-int', ports: Object.keys(ports) } },
      Port: ports,
      Interface: interfaces,
    }),
  };
};

export const others = (count: number, n: number): TunnelOf[] =>
  Array.from({ length: count }, (_, i) => ({ to: i + 1 })).filter(({ to }) => to !== n);

export const cluster = (
  count: number,
  given: Readonly<Record<number, ChassisOf>> = {},
  ovs: NetworkSources['ovs'] = [],
): Network => new Network({ sb: southbound(chassisTables(count, given)), ovs });

/** Each of the chassis has so many ports of a few switches bound, the last one of each being down and bound nowhere. */
export const workloads = (chassis: number, each: number, switches = 4): NetworkSources => {
  const held: Record<string, string[]> = {};
  const [ports, bindings, datapaths]: Record<string, Row>[] = [{}, {}, {}];
  for (let s = 0; s < switches; s++) {
    held[`net${s}`] = [];
    datapaths![`dp${s}`] = { tunnel_key: s + 1 };
  }
  for (let n = 1; n <= chassis; n++) {
    for (let i = 0; i < each; i++) {
      const name = `vm-${n}-${i}`;
      const s = (n + i) % switches;
      const bound = i < each - 1;
      held[`net${s}`]?.push(name);
      ports![name] = { addresses: [`0a:00:00:00:00:01 10.${n % 256}.${i % 256}.1`], up: bound };
      bindings![name] = { datapath: `dp${s}`, up: bound, ...(bound ? { chassis: `hv${n}` } : {}) };
    }
  }
  return {
    nb: northbound({
      Logical_Switch: Object.fromEntries(Object.entries(held).map(([name, own]) => [name, { ports: own }])),
      Logical_Switch_Port: ports!,
    }),
    sb: southbound({ ...chassisTables(chassis), Datapath_Binding: datapaths!, Port_Binding: bindings! }),
  };
};
