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

  /** `ovn-bridge-mappings`: physical network → bridge. Older controllers write it to `external_ids`. */
  get bridgeMappings(): string | undefined {
    const key = 'ovn-bridge-mappings';
    return this.row.get('other_config').get(key) ?? this.row.get('external_ids').get(key);
  }

  /** Whether it may serve as a gateway for any router (`ovn-cms-options=enable-chassis-as-gw`, as Neutron). */
  get isGatewayCandidate(): boolean {
    const key = 'ovn-cms-options';
    const options = this.row.get('other_config').get(key) ?? this.row.get('external_ids').get(key) ?? '';
    return options.split(',').includes('enable-chassis-as-gw');
  }

  /** Bindings on this chassis, as the main or an additional one. */
  get bindings(): readonly PortBinding[] {
    return this.network.bindingsOn(this.uuid);
  }
}
