/** How much of the physical topology is drawn in the open; what is more is a matrix, a table or a count. */
export interface PhysicalOptions {
  /** Up to this many chassis, tunnels are edges. */
  readonly tunnelEdges: number;
  /** Up to this many, a matrix; beyond, a table of what is wrong. */
  readonly tunnelMatrix: number;
  /** A physical network on more chassis than this has no edges: the chassis say which bridge is mapped to it. */
  readonly physicalFan: number;
  /** Ports that a bridge's section writes out. */
  readonly portsListed: number;
}

/** Up to this many chassis, cards are open. */
export const OPEN_CHASSIS = 12;

export const defaultOptions = (chassis: number): PhysicalOptions => ({
  tunnelEdges: OPEN_CHASSIS,
  tunnelMatrix: 64,
  physicalFan: 24,
  portsListed: chassis <= OPEN_CHASSIS ? 4 : 0,
});
