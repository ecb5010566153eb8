/** A packet to be built from what the database knows of its ends. */
import type { LogicalPort } from '../southbound/port.ts';

export type BuildProtocol = 'tcp' | 'udp' | 'icmp' | 'sctp' | 'arp' | 'nd';

export interface BuildRequest {
  readonly from: LogicalPort;
  /** A port, or an address. */
  readonly to:
    | { readonly kind: 'port'; readonly port: LogicalPort }
    | { readonly kind: 'ip'; readonly ip: string }
    | { readonly kind: 'mac'; readonly mac: string };
  /** An echo request without it. */
  readonly protocol: BuildProtocol | undefined;
  readonly sourcePort: number | undefined;
  readonly destinationPort: number | undefined;
  readonly family: 4 | 6 | undefined;
}

/** Why a field has its value. */
export type Because =
  | { readonly kind: 'own-address'; readonly port: string }
  | { readonly kind: 'same-switch'; readonly port: string }
  | { readonly kind: 'router'; readonly port: string; readonly others: number }
  /** Nobody on the switch has it: made up, for whoever is behind ports with unknown addresses. */
  | { readonly kind: 'made-up' }
  | { readonly kind: 'broadcast' }
  | { readonly kind: 'solicited-node' }
  | { readonly kind: 'asked-for' };

export interface Choice {
  readonly field: string;
  readonly value: string;
  readonly because: Because;
}

export interface BuiltMicroflow {
  readonly microflow: string;
  readonly choices: readonly Choice[];
}

export type BuildProblem =
  | { readonly kind: 'router-port'; readonly port: string }
  | { readonly kind: 'no-address'; readonly port: string; readonly family: 4 | 6 | undefined }
  | { readonly kind: 'no-common-family'; readonly from: string; readonly to: string }
  | { readonly kind: 'same-port'; readonly port: string }
  | { readonly kind: 'no-router'; readonly datapath: string; readonly ip: string }
  | { readonly kind: 'needs-ip'; readonly protocol: BuildProtocol }
  | { readonly kind: 'wrong-family'; readonly protocol: BuildProtocol; readonly family: 4 | 6 };

export type Build =
  | { readonly value: BuiltMicroflow; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: BuildProblem };
