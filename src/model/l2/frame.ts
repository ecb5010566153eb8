/** An Ethernet frame, as far as layer 2 looks at it. */

/** Tag protocol identifier: 802.1Q, 802.1ad. */
export type TagProtocol = 0x8100 | 0x88a8;

export interface Tag {
  readonly protocol: TagProtocol;
  /** 0: a priority tag. */
  readonly vlan: number;
  /** Open vSwitch took it for payload, and goes on doing so until the frame leaves (`other_config:vlan-limit`). */
  readonly hidden?: true | undefined;
}

export interface Frame {
  /** Outermost first. */
  readonly tags: readonly Tag[];
  /** Lower case with colons; undefined where it does not matter. */
  readonly source: string | undefined;
  readonly destination: Destination;
  /** Octets of payload (what an MTU limits); 0 passes everywhere. */
  readonly size: number;
}

export type Destination =
  | { readonly kind: 'broadcast' }
  | { readonly kind: 'unicast'; readonly mac: string }
  /** `group`: the IP address, where it is IP multicast. */
  | { readonly kind: 'multicast'; readonly mac: string; readonly group: string | undefined };

/** How it is handled apart from all others (802.1D table 7-10): 01:80:c2:00:00:00 to 0f. */
export const reservedAddress = (destination: Destination): number | undefined => {
  if (destination.kind !== 'multicast') return undefined;
  const last = /^01:80:c2:00:00:0([0-9a-f])$/.exec(destination.mac)?.[1];
  return last === undefined ? undefined : parseInt(last, 16);
};

export const destinationOf = (mac: string, group?: string): Destination => {
  const lower = mac.toLowerCase();
  if (lower === 'ff:ff:ff:ff:ff:ff') return { kind: 'broadcast' };
  return (parseInt(lower.slice(0, 2), 16) & 1) === 1
    ? { kind: 'multicast', mac: lower, group }
    : { kind: 'unicast', mac: lower };
};

/** Of the IP groups that every switch floods (RFC 4541 §2.1.2): 224.0.0.0/24, ff02::1. */
export const isLocalGroup = (group: string): boolean => group.startsWith('224.0.0.') || group === 'ff02::1';

/** `10`, `ad:5 over 10`: what two frames with the same tags have in common. */
export const tagsKey = (tags: readonly Tag[]): string =>
  tags.map(({ protocol, vlan }) => (protocol === 0x88a8 ? `ad:${vlan}` : `${vlan}`)).join('+');
