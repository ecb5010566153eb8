/** Files of a capture: what commands printed on a host. Reading them from a disk or an archive is the caller's. */

export interface CapturedFile {
  /** Within the capture, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** What a file is: of which command, in which namespace. */
export interface CapturedOutput {
  readonly kind: OutputKind;
  /** '' is the root namespace. */
  readonly namespace: string;
  /** Of outputs of one device or bridge. */
  readonly device: string | undefined;
  /** Of `tc-filter`: which of the device's hooks was asked for; absent for its root qdisc. */
  readonly at?: 'ingress' | 'egress';
  readonly file: CapturedFile;
}

export type OutputKind =
  | 'ip-link'
  | 'ip-addr'
  | 'ip-route'
  | 'ip-6-route'
  | 'ip-rule'
  | 'ip-6-rule'
  | 'ip-neigh'
  | 'ip-netns'
  | 'bridge-link'
  | 'bridge-vlan'
  | 'bridge-d-vlan'
  | 'bridge-vlan-tunnel'
  | 'bridge-fdb'
  | 'bridge-mdb'
  | 'proc-bonding'
  | 'tc-qdisc'
  | 'tc-filter'
  | 'iptables-save'
  | 'ip6tables-save'
  | 'ebtables-save'
  | 'nft-ruleset'
  | 'ovsdb'
  // Of one bridge of Open vSwitch.
  | 'openflow-show'
  | 'openflow-flows'
  | 'switch-fdb'
  | 'switch-mdb';
