/** Port bindings: where the Southbound says that a logical port is, and whether it is up (ovn-sb(5)). */
import type { Row } from '../ovsdb/index.ts';
import type { Chassis } from './chassis.ts';
import type { Southbound } from './generated/index.ts';
import { Thing } from './thing.ts';

export type PortBindingRow = Row<Southbound['Port_Binding']>;

export class PortBinding extends Thing<Southbound['Port_Binding']> {
  readonly kind = 'port binding';
  protected readonly database = 'OVN_Southbound';

  /** Read once: sorting bindings asks for it a million times. */
  readonly name = this.row.get('logical_port');

  /** As in the Southbound: `patch`, `l3gateway`, `chassisredirect`, … and empty for a VIF. */
  get type(): string {
    return this.row.get('type');
  }

  /** `undefined` while unbound, or when the row that it names was not read. */
  get chassis(): Chassis | undefined {
    return this.chassisOf(this.row.get('chassis'));
  }

  /** Where it is bound as well, during a live migration. */
  get additional(): readonly Chassis[] {
    const found = this.row.get('additional_chassis').map((uuid) => this.chassisOf(uuid));
    return found.filter((chassis) => chassis !== undefined);
  }

  get requested(): Chassis | undefined {
    return this.chassisOf(this.row.get('requested_chassis'));
  }

  get isBound(): boolean {
    return this.row.get('chassis') !== undefined;
  }

  /** Whether its flows are in place; a controller that does not report it counts as up once bound. */
  get up(): boolean {
    return this.row.get('up') ?? this.isBound;
  }

  private chassisOf(uuid: string | undefined): Chassis | undefined {
    return uuid === undefined ? undefined : this.network.chassisByUuid(uuid);
  }
}
