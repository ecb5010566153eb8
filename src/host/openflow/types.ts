import type { SwitchFdbEntry } from './fdb.ts';
import type { Forwarding } from './flows.ts';
import type { SwitchGroup } from './mdb.ts';
import type { OpenFlowPort } from './ports.ts';

/** What OpenFlow and `ovs-appctl` tell of a bridge and its database does not. */
export interface OpenFlowBridge {
  readonly bridge: string;
  readonly forwarding: Forwarding | undefined;
  readonly ports: readonly OpenFlowPort[];
  readonly fdb: readonly SwitchFdbEntry[];
  readonly groups: readonly SwitchGroup[];
}
