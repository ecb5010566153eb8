import { OPEN_CHASSIS } from '../physical/options.ts';

/** How much of both sides is drawn in the open; what is more is a count. */
export interface CombinedOptions {
  /** Ports of a logical switch that a chassis' card writes out; where it is 0, those that are down. */
  readonly portsListed: number;
  /** With more edges from switches to chassis than this, there are none. */
  readonly bindingEdges: number;
  /** A physical network on more chassis than this has no edges. */
  readonly physicalFan: number;
}

export const defaultOptions = (chassis: number): CombinedOptions => ({
  portsListed: chassis <= OPEN_CHASSIS ? 8 : 0,
  bindingEdges: 150,
  physicalFan: OPEN_CHASSIS,
});
