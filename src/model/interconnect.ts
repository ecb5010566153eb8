/**
 * OVN Interconnection: several deployments, each an availability zone, joined by transit switches (ovn-ic(8),
 * ovn-architecture(7) "OVN Deployments Interconnection"). The Northbound names the transit switches, the Southbound
 * tells who takes part: zones, their gateways, the ports that they put on a transit switch and the routes they offer.
 */
import type { Database } from '../ovsdb/index.ts';
import type { InterconnectNorthbound, InterconnectSouthbound, Uuid } from './generated/index.ts';
import { byName } from './natural.ts';
import { groupBy, once } from './once.ts';

export interface InterconnectGateway {
  readonly uuid: string;
  /** The chassis' name in its own zone. */
  readonly name: string;
  readonly hostname: string;
  readonly encaps: readonly { readonly type: string; readonly ip: string }[];
}

export interface AvailabilityZone {
  readonly uuid: string;
  readonly name: string;
  readonly gateways: readonly InterconnectGateway[];
  /** Routes that it offers to the other zones. */
  readonly routes: number;
}

export interface TransitPort {
  readonly uuid: string;
  readonly name: string;
  /** The zone that put it there; `undefined` if that zone is gone. */
  readonly zone: string | undefined;
  /** The gateway that it is bound to; empty while there is none. */
  readonly gateway: string;
  readonly address: string;
}

export interface TransitSwitch {
  /** Of the Northbound row, or of the datapath where only the Southbound was read. */
  readonly uuid: string;
  readonly name: string;
  readonly tunnelKey: number | undefined;
  readonly ports: readonly TransitPort[];
}

export class Interconnect {
  readonly nb: Database<InterconnectNorthbound> | undefined;
  readonly sb: Database<InterconnectSouthbound> | undefined;

  constructor(
    nb: Database<InterconnectNorthbound> | undefined,
    sb: Database<InterconnectSouthbound> | undefined,
  ) {
    this.nb = nb;
    this.sb = sb;
  }

  get zones(): readonly AvailabilityZone[] {
    return this.allZones();
  }

  get transitSwitches(): readonly TransitSwitch[] {
    return this.allSwitches();
  }

  private readonly allZones = once((): AvailabilityZone[] => {
    const { sb } = this;
    if (sb === undefined) return [];
    const gateways = groupBy(sb.table('Gateway'), (row) => row.get('availability_zone'));
    const routes = groupBy(sb.table('Route'), (row) => row.get('availability_zone'));
    const encapOf = (uuid: Uuid): { type: string; ip: string }[] => {
      const row = sb.table('Encap').row(uuid);
      return row === undefined ? [] : [{ type: row.get('type'), ip: row.get('ip') }];
    };
    return [...sb.table('Availability_Zone')]
      .map((zone) => ({
        uuid: zone.uuid,
        name: zone.get('name'),
        routes: routes.get(zone.uuid)?.length ?? 0,
        gateways: (gateways.get(zone.uuid) ?? [])
          .map((row) => ({
            uuid: row.uuid,
            name: row.get('name'),
            hostname: row.get('hostname'),
            encaps: row.get('encaps').flatMap(encapOf),
          }))
          .sort(byName),
      }))
      .sort(byName);
  });

  private readonly allSwitches = once((): TransitSwitch[] => {
    const { nb, sb } = this;
    // Two of one name are two: neither hides the other.
    const datapaths = groupBy(sb?.table('Datapath_Binding') ?? [], (row) => row.get('transit_switch'));
    const keys = new Map([...datapaths].map(([name, rows]) => [name, rows.sort(byUuid)[0]]));
    const bindings = groupBy(sb?.table('Port_Binding') ?? [], (row) => row.get('transit_switch'));
    const configured = [...(nb?.table('Transit_Switch') ?? [])].map((row) => ({
      name: row.get('name'),
      uuid: row.uuid,
    }));
    const names = new Set(configured.map(({ name }) => name));
    const learned = [...keys].flatMap(([name, row]) =>
      row === undefined || names.has(name) ? [] : [{ name, uuid: row.uuid }],
    );
    const named = [...configured, ...learned];
    return named
      .map(({ name, uuid }) => ({
        uuid,
        name,
        tunnelKey: keys.get(name)?.get('tunnel_key'),
        ports: (bindings.get(name) ?? [])
          .map((row) => ({
            uuid: row.uuid,
            name: row.get('logical_port'),
            zone: sb?.table('Availability_Zone').row(row.get('availability_zone'))?.get('name'),
            gateway: row.get('gateway'),
            address: row.get('address'),
          }))
          .sort(byName),
      }))
      .sort(byName);
  });
}

const byUuid = (a: { readonly uuid: string }, b: { readonly uuid: string }): number =>
  a.uuid < b.uuid ? -1 : 1;
