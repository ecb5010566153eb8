/** Chassis: the hypervisors and gateways that registered themselves in the Southbound (ovn-sb(5)). */
import type { PortBinding } from './bindings.ts';
import type { Southbound } from './generated/index.ts';
import { naturalCompare } from './natural.ts';
import { refOf, type RowRef } from './rowref.ts';
import { Thing } from './thing.ts';

export interface Encap {
  readonly ref: RowRef;
  readonly type: string;
  readonly ip: string;
  readonly options: ReadonlyMap<string, string>;
}

export class Chassis extends Thing<Southbound['Chassis']> {
  readonly kind = 'chassis';
  protected readonly database = 'OVN_Southbound';

  /** The system-id. */
  get name(): string {
    return this.row.get('name');
  }

  get hostname(): string {
    return this.row.get('hostname');
  }

  /** What a person calls it: the host's name where there is one. */
  get label(): string {
    return this.hostname || this.name;
  }

  get encaps(): readonly Encap[] {
    return this.network.sbRows
      .rows('Encap', this.row.get('encaps'))
      .map((row) => ({
        ref: refOf('OVN_Southbound', row),
        type: row.get('type'),
        ip: row.get('ip'),
        options: row.get('options'),
      }))
      .sort((a, b) => naturalCompare(a.type, b.type) || naturalCompare(a.ip, b.ip));
  }

  /** A key of `other_config`, which older controllers write to `external_ids`. */
  setting(key: string): string | undefined {
    return this.row.get('other_config').get(key) ?? this.row.get('external_ids').get(key);
  }

  /** `ovn-bridge-mappings`: physical network → bridge. */
  get bridgeMappings(): string | undefined {
    return this.setting('ovn-bridge-mappings');
  }

  /** How many configurations it has yet to confirm: `nb_cfg` of its private record, before OVN 20.12 its own. */
  get behind(): number {
    const { sbRows } = this.network;
    const [global] = sbRows.all('SB_Global');
    const wanted = Number(global?.get('nb_cfg') ?? 0);
    if (wanted === 0) return 0;
    const own =
      sbRows.where('Chassis_Private', 'chassis', this.uuid)[0] ??
      sbRows.where('Chassis_Private', 'name', this.name)[0];
    return Math.max(0, wanted - Number(own?.get('nb_cfg') ?? this.row.get('nb_cfg')));
  }

  /** Whether it may serve as a gateway for any router (`ovn-cms-options=enable-chassis-as-gw`, as Neutron). */
  get isGatewayCandidate(): boolean {
    return (this.setting('ovn-cms-options') ?? '').split(',').includes('enable-chassis-as-gw');
  }

  /** Bindings on this chassis, as the main or an additional one. */
  get bindings(): readonly PortBinding[] {
    return this.network.bindingsOn(this.uuid);
  }
}
