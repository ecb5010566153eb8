/** A packet built from what the model knows of its two ends. */
import type { Found } from '../../../model/index.ts';

export type Protocol = 'tcp' | 'udp' | 'icmp' | 'sctp' | 'arp' | 'nd';

export type Family = 4 | 6;

export interface MicroflowRequest {
  /** A logical switch port or router port: name, alias, UUID or its first digits, MAC, IP. */
  readonly from: string;
  /** A port likewise, an IP, `IP:PORT`, a load balancer's name, a MAC. */
  readonly to: string;
  /** Without it the protocol of the VIP, TCP if a port is asked for, else an ICMP echo request. */
  readonly protocol?: Protocol | undefined;
  readonly sourcePort?: number | undefined;
  readonly destinationPort?: number | undefined;
  /** Without it what both ends have, IPv4 first. */
  readonly family?: Family | undefined;
  /** The source address of whoever is behind a localnet port, or sends by another address than the port's. */
  readonly sourceIp?: string | undefined;
  readonly ttl?: number | undefined;
}

/** Where an address of a port is written down. */
export type AddressSource = 'addresses' | 'port security' | 'virtual-ip' | 'networks' | 'link-local';

/** What decided between several router ports of a switch. */
export type RouterChoice = 'only' | "DHCP's router option" | 'connected network' | 'route' | 'name';

/** Why a field has its value. */
export type Because =
  | { readonly kind: 'asked-for' }
  /** OVN does not care, and neither does a first look: TTL 64, source port 49152, … */
  | { readonly kind: 'default' }
  | { readonly kind: 'own-address'; readonly port: string; readonly source: AddressSource }
  /** Nobody knows who is there: `outside` a localnet or L2 gateway, `behind` a port of unknown addresses, beyond a router port. */
  | { readonly kind: 'made-up'; readonly who: 'outside' | 'behind' | 'neighbour'; readonly port: string }
  /** `network` holds both ends; `undefined` where no network of the switch is known. */
  | { readonly kind: 'same-network'; readonly port: string; readonly network: string | undefined }
  | {
      readonly kind: 'router-port';
      readonly port: string;
      readonly router: string | undefined;
      readonly target: string;
      /** Of the switch; the target is in none that holds the source. */
      readonly networks: readonly string[];
      readonly by: RouterChoice;
      /** Other router ports that would have done. */
      readonly others: readonly string[];
      /** A distributed gateway port. */
      readonly isGateway: boolean;
    }
  /** A port that is no router port has the address that DHCP gives as router. */
  | { readonly kind: 'dhcp-router'; readonly port: string; readonly ip: string }
  /** A router answers for an external IP: `distributed` with the rule's own MAC. */
  | {
      readonly kind: 'nat';
      readonly port: string;
      readonly externalIp: string;
      readonly distributed: boolean;
    }
  /** A router answers for a VIP. */
  | { readonly kind: 'vip'; readonly port: string; readonly vip: string; readonly loadBalancer: string }
  /** Protocol and port of a VIP; `others` has it as well. */
  | {
      readonly kind: 'vip-port';
      readonly loadBalancer: string;
      readonly vip: string;
      readonly others: readonly string[];
    }
  /** The router port that the packet comes in by. */
  | { readonly kind: 'input-port'; readonly port: string }
  /** Packets of an external port come in by the switch's localnet port. */
  | { readonly kind: 'external-port'; readonly port: string; readonly localnet: string }
  /** Packets of a virtual port come in by a port that may hold it. */
  | {
      readonly kind: 'virtual-parent';
      readonly port: string;
      readonly parent: string;
      readonly bound: boolean;
    }
  | { readonly kind: 'broadcast' }
  | { readonly kind: 'solicited-node' }
  /** Both have it; `both` if they have the other one as well. */
  | { readonly kind: 'common-family'; readonly both: boolean };

export interface Choice {
  /** `inport`, `eth.src`, `ip4.dst`, `tcp.dst` …; `family` and `protocol` where those were chosen. */
  readonly field: string;
  readonly value: string;
  readonly because: Because;
}

export interface DatapathName {
  readonly kind: 'logical switch' | 'logical router';
  readonly name: string;
  readonly alias: string | undefined;
  readonly uuid: string;
}

export interface BuiltMicroflow {
  readonly datapath: DatapathName;
  /** In OVN's language. */
  readonly microflow: string;
  /** In the order of the microflow's fields; those that leave nothing to choose (`arp.op`) have none. */
  readonly choices: readonly Choice[];
}

export type End = 'from' | 'to';

/** Why no packet can be built, with what could be asked instead. */
export type MicroflowProblem =
  | { readonly kind: 'unknown'; readonly end: End; readonly text: string; readonly nearest: readonly Found[] }
  | {
      readonly kind: 'ambiguous';
      readonly end: End;
      readonly text: string;
      readonly candidates: readonly Found[];
    }
  /** It is a switch, a chassis, an ACL …: `from` must be a port. */
  | { readonly kind: 'not-a-port'; readonly end: End; readonly text: string; readonly found: Found }
  | { readonly kind: 'several-vips'; readonly loadBalancer: string; readonly vips: readonly string[] }
  | { readonly kind: 'no-vips'; readonly loadBalancer: string }
  | { readonly kind: 'bad-address'; readonly field: 'sourceIp' | 'to'; readonly text: string }
  | {
      readonly kind: 'bad-number';
      readonly field: 'sourcePort' | 'destinationPort' | 'ttl';
      readonly value: number;
    }
  | { readonly kind: 'same'; readonly port: string; readonly ip: string | undefined }
  /** The port is of no switch or router. */
  | { readonly kind: 'no-datapath'; readonly port: string }
  /** `known`: its addresses of the other family. */
  | {
      readonly kind: 'no-address';
      readonly end: End;
      readonly port: string;
      readonly family: Family | undefined;
      readonly known: readonly string[];
      /** Anything may be behind it: an address can be given. */
      readonly isUnknown: boolean;
    }
  | { readonly kind: 'no-mac'; readonly port: string }
  | {
      readonly kind: 'no-common-family';
      readonly from: string;
      readonly fromHas: readonly string[];
      readonly to: string;
      readonly toHas: readonly string[];
    }
  /** ARP is for IPv4, neighbour discovery for IPv6. */
  | { readonly kind: 'wrong-family'; readonly protocol: 'arp' | 'nd'; readonly family: Family }
  /** The protocol has no ports. */
  | { readonly kind: 'no-ports'; readonly protocol: 'icmp' | 'arp' | 'nd' }
  /** A MAC says nothing about IP. */
  | { readonly kind: 'needs-ip'; readonly mac: string; readonly protocol: Protocol }
  /** The target is in none of the switch's networks, and no router port is on the switch. */
  | {
      readonly kind: 'no-router';
      readonly datapath: string;
      readonly ip: string;
      readonly networks: readonly string[];
    }
  /**
   * A switch port of type router brings what its router sends into the switch, and the target is not there: a packet
   * that goes through the router comes in by the router port.
   */
  | {
      readonly kind: 'router-itself';
      readonly port: string;
      readonly routerPort: string;
      readonly ip: string;
    }
  /** The target would be in this network, where nobody answers for it. */
  | {
      readonly kind: 'nobody-has';
      readonly ip: string;
      readonly network: string;
      readonly nearest: readonly string[];
    };

export type Build =
  | { readonly value: BuiltMicroflow; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: MicroflowProblem };
