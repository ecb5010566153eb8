/** Why a flow is there: the row of the Northbound that northd made it of, with what a person wants to know of it. */
import type { RowRef } from '../../../model/index.ts';

/** Whose ACL it is. */
export interface AclHolder {
  readonly kind: 'switch' | 'port group';
  readonly name: string;
}

export type Reason =
  | {
      readonly kind: 'acl';
      readonly name: string | undefined;
      readonly direction: string;
      readonly tier: number;
      readonly priority: number;
      readonly action: string;
      readonly match: string;
      readonly holders: readonly AclHolder[];
    }
  | {
      readonly kind: 'route';
      readonly prefix: string;
      readonly nexthop: string;
      readonly policy: string;
      readonly table: string;
      readonly outputPort: string | undefined;
    }
  | {
      readonly kind: 'policy';
      readonly priority: number;
      readonly match: string;
      readonly action: string;
      readonly nexthops: readonly string[];
    }
  | {
      readonly kind: 'nat';
      readonly type: string;
      readonly externalIp: string;
      readonly logicalIp: string;
      readonly logicalPort: string | undefined;
    }
  | {
      readonly kind: 'load-balancer';
      readonly name: string;
      readonly protocol: string | undefined;
      /** Those of its addresses that the flow is about; all, if that cannot be told. */
      readonly vips: readonly { readonly vip: string; readonly backends: string }[];
    }
  | { readonly kind: 'qos'; readonly priority: number; readonly match: string; readonly direction: string }
  | { readonly kind: 'switch-port'; readonly name: string; readonly alias: string | undefined }
  | { readonly kind: 'router-port'; readonly name: string; readonly networks: readonly string[] }
  | { readonly kind: 'dhcp'; readonly cidr: string }
  | { readonly kind: 'dns' }
  | { readonly kind: 'forwarding-group'; readonly name: string; readonly vip: string }
  /** Any other row. */
  | { readonly kind: 'row'; readonly name: string };

export interface Why {
  readonly reason: Reason | undefined;
  readonly row: RowRef | undefined;
  /** The flow names its row, and no other row of the datapath could be meant. */
  readonly certain: boolean;
  /** What the stage is for. */
  readonly purpose: string | undefined;
}
