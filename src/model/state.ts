/**
 * Whether a port is up, from what both databases say (ovn-nb(5) `up`, `enabled`; ovn-sb(5) Port_Binding `up`,
 * `chassis`). northd writes `up` for every port; only for those that something plugs into does it mean
 * anything: a localnet port stays "down" for life.
 */
import type { PortBinding } from './bindings.ts';
import { isWorkload, type PortState } from './switches.ts';

export const stateOf = (
  type: string,
  enabled: boolean,
  nbUp: boolean | undefined,
  binding: PortBinding | undefined,
): PortState => {
  if (!enabled) return 'disabled';
  if (!isWorkload({ type })) return 'none';
  const up = nbUp ?? binding?.up;
  return up === undefined ? 'unknown' : up ? 'up' : 'down';
};
