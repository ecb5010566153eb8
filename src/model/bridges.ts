/** What a host's Open_vSwitch database holds: bridges, their ports, and the interfaces that OVN binds. */
import type { Database, Row } from '../ovsdb/index.ts';
import type { OpenVSwitch } from './generated/index.ts';
import type { Lookup } from './lookup.ts';
import { byName } from './natural.ts';
import { once } from './once.ts';
import { refOf, type RowRef } from './rowref.ts';
import { viewsOf } from './views.ts';

export interface OvsInterface {
  readonly kind: 'interface';
  readonly ref: RowRef;
  readonly uuid: string;
  readonly name: string;
  /** Empty for a system device, else `internal`, `patch`, `geneve`, `dpdkvhostuserclient`, … */
  readonly type: string;
  readonly ofport: number | undefined;
  readonly linkState: string | undefined;
  readonly error: string | undefined;
  readonly options: ReadonlyMap<string, string>;
  /** The chassis at the other end of one of OVN's tunnels (the port's `external_ids:ovn-chassis-id`, without its address). */
  readonly tunnelTo: string | undefined;
  /** `bfd_status:state`: `up`, `down`, `init` or `admin_down`; `undefined` where BFD does not run. */
  readonly bfdState: string | undefined;
  /** The logical port that it is bound to (`external_ids:iface-id`). */
  readonly ifaceId: string | undefined;
  readonly host: Host;
}

export interface BridgePort {
  readonly kind: 'bridge port';
  readonly ref: RowRef;
  readonly uuid: string;
  readonly name: string;
  /** The access VLAN. */
  readonly tag: number | undefined;
  readonly trunks: readonly number[];
  readonly bondMode: string | undefined;
  /** More than one in a bond. */
  readonly interfaces: readonly OvsInterface[];
  readonly host: Host;
}

export interface Bridge {
  readonly kind: 'bridge';
  readonly ref: RowRef;
  readonly uuid: string;
  readonly name: string;
  readonly datapathType: string;
  readonly failMode: string | undefined;
  readonly ports: readonly BridgePort[];
  readonly host: Host;
}

const numberOf = (value: number | bigint | undefined): number | undefined =>
  value === undefined ? undefined : Number(value);

/** The tunnels that OVN makes (ovn-controller(8), `ovn-encap-type`). */
const TUNNELS: ReadonlySet<string> = new Set(['geneve', 'vxlan', 'stt']);

/** One host, by its Open_vSwitch database. */
export class Host {
  readonly kind = 'host';
  /** Where its database was read from: a remote or a file. */
  readonly source: string;
  readonly rows: Lookup<OpenVSwitch>;
  private readonly chassisHostname: (systemId: string) => string | undefined;

  /** `chassisHostname` is what the Southbound calls the host that has a system-id. */
  constructor(
    source: string,
    rows: Lookup<OpenVSwitch>,
    chassisHostname: (systemId: string) => string | undefined = () => undefined,
  ) {
    this.source = source;
    this.rows = rows;
    this.chassisHostname = chassisHostname;
  }

  get database(): Database<OpenVSwitch> {
    return this.rows.database as Database<OpenVSwitch>;
  }

  /** As people know it: the host name of its chassis, the one that it gives itself, or else where it was read from. */
  get name(): string {
    const { systemId } = this;
    const known = systemId === undefined ? undefined : this.chassisHostname(systemId);
    return known ?? this.root?.get('external_ids').get('hostname') ?? this.source;
  }

  /** The one row of the table that names the host. */
  get root(): Row<OpenVSwitch['Open_vSwitch']> | undefined {
    const [row] = this.rows.all('Open_vSwitch');
    return row;
  }

  /** The name of this host's chassis. */
  get systemId(): string | undefined {
    return this.root?.get('external_ids').get('system-id');
  }

  get version(): string | undefined {
    return this.root?.get('ovs_version');
  }

  /** Addresses of the Southbound that its controller talks to. */
  get ovnRemote(): string | undefined {
    return this.root?.get('external_ids').get('ovn-remote');
  }

  get bridges(): readonly Bridge[] {
    return this.allBridges();
  }

  get interfaces(): readonly OvsInterface[] {
    return this.allInterfaces();
  }

  /** By `external_ids:iface-id`. */
  interfacesOf(logicalPort: string): readonly OvsInterface[] {
    const rows = this.rows.whereKey('Interface', 'external_ids', 'iface-id', logicalPort);
    return rows.map(this.interfaceOfRow).sort(byName);
  }

  /** The port that an interface belongs to, with the bridge of that port. */
  portOfInterface(
    uuid: string,
  ): { readonly port: BridgePort; readonly bridge: string | undefined } | undefined {
    const row = this.rows.where('Port', 'interfaces', uuid)[0];
    if (row === undefined) return undefined;
    return {
      port: this.portOfRow(row),
      bridge: this.rows.where('Bridge', 'ports', row.uuid)[0]?.get('name'),
    };
  }

  readonly interfaceOfRow = viewsOf((row: Row<OpenVSwitch['Interface']>) => this.interfaceOf(row));
  readonly portOfRow = viewsOf((row: Row<OpenVSwitch['Port']>) => this.portOf(row));
  readonly bridgeOfRow = viewsOf((row: Row<OpenVSwitch['Bridge']>) => this.bridgeOf(row));

  private readonly allInterfaces = once(() =>
    [...this.rows.all('Interface')].map(this.interfaceOfRow).sort(byName),
  );
  private readonly allBridges = once(() => [...this.rows.all('Bridge')].map(this.bridgeOfRow).sort(byName));

  private bridgeOf(row: Row<OpenVSwitch['Bridge']>): Bridge {
    return {
      kind: 'bridge',
      ref: refOf('Open_vSwitch', row),
      uuid: row.uuid,
      name: row.get('name'),
      datapathType: row.get('datapath_type'),
      failMode: row.get('fail_mode'),
      ports: this.rows.rows('Port', row.get('ports')).map(this.portOfRow).sort(byName),
      host: this,
    };
  }

  private portOf(row: Row<OpenVSwitch['Port']>): BridgePort {
    return {
      kind: 'bridge port',
      ref: refOf('Open_vSwitch', row),
      uuid: row.uuid,
      name: row.get('name'),
      tag: numberOf(row.get('tag')),
      trunks: row.get('trunks').map(Number),
      bondMode: row.get('bond_mode'),
      interfaces: this.rows.rows('Interface', row.get('interfaces')).map(this.interfaceOfRow).sort(byName),
      host: this,
    };
  }

  private tunnelTo(uuid: string): string | undefined {
    const [port] = this.rows.where('Port', 'interfaces', uuid);
    return port
      ?.get('external_ids')
      .get('ovn-chassis-id')
      ?.replace(/@[^@]*$/, '');
  }

  private interfaceOf(row: Row<OpenVSwitch['Interface']>): OvsInterface {
    return {
      kind: 'interface',
      ref: refOf('Open_vSwitch', row),
      uuid: row.uuid,
      name: row.get('name'),
      type: row.get('type'),
      ofport: numberOf(row.get('ofport')),
      linkState: row.get('link_state'),
      error: row.get('error'),
      options: row.get('options'),
      tunnelTo: TUNNELS.has(row.get('type')) ? this.tunnelTo(row.uuid) : undefined,
      bfdState: row.get('bfd_status').get('state'),
      ifaceId: row.get('external_ids').get('iface-id'),
      host: this,
    };
  }
}
