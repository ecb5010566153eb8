import type { PortVlans, VlanRange } from '../types.ts';

type Tunnel = PortVlans['tunnels'][number];

const alike = (a: VlanRange, b: VlanRange): boolean =>
  a.pvid === b.pvid && a.untagged === b.untagged && a.state === b.state;

/** Sorted; ranges that touch or overlap and are alike are one. */
export const joinedVlans = (ranges: readonly VlanRange[]): VlanRange[] => {
  const joined: VlanRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.first - b.first || a.last - b.last)) {
    const last = joined.at(-1);
    if (last !== undefined && range.first <= last.last + 1 && alike(last, range))
      joined[joined.length - 1] = { ...last, last: Math.max(last.last, range.last) };
    else joined.push(range);
  }
  return joined;
};

/** Sorted; ranges that touch in VLANs and in VNIs are one. */
export const joinedTunnels = (tunnels: readonly Tunnel[]): Tunnel[] => {
  const joined: Tunnel[] = [];
  for (const tunnel of [...tunnels].sort((a, b) => a.first - b.first || a.last - b.last)) {
    const last = joined.at(-1);
    const follows =
      last !== undefined &&
      tunnel.first === last.last + 1 &&
      tunnel.vni === last.vni + tunnel.first - last.first;
    if (follows) joined[joined.length - 1] = { ...last, last: tunnel.last };
    else joined.push(tunnel);
  }
  return joined;
};
