/** How much of a network is drawn in the open; what is more is folded into counts. */
export interface LogicalOptions {
  /** VIFs listed by name in a switch's card. */
  readonly portsListed: number;
  /** A physical network with more switches than this is a label on each, not a node with a fan of edges. */
  readonly physicalFan: number;
}

/** Up to this many switches, cards list their ports; beyond, only those that are down. */
const OPEN_SWITCHES = 24;

export const defaultOptions = (switches: number): LogicalOptions => ({
  portsListed: switches <= OPEN_SWITCHES ? 8 : 0,
  physicalFan: 8,
});

/** Ports that are down, named even where the others are only counted. */
export const DOWN_LISTED = 3;
