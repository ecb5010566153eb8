/** VLANs that nothing in a network treats differently, as ranges: what holds for the first holds for all. */
import type { L2Network, VlanRule } from './types.ts';

export interface Span {
  readonly first: number;
  readonly last: number;
}

const LAST = 4095;

/** The span of a VLAN; alike in all of the networks. */
export const spansOf = (networks: readonly L2Network[]): ((vlan: number) => Span) => {
  // VLAN 0 is none, and 4095 is reserved.
  const starts = new Uint8Array(LAST + 2);
  starts[0] = starts[1] = starts[LAST] = 1;
  const cut = (first: number, last: number): void => {
    if (first >= 0 && first <= LAST) starts[first] = 1;
    if (last >= 0 && last < LAST) starts[last + 1] = 1;
  };
  const bridges = networks.flatMap((network) => network.bridges);
  const devices = networks.flatMap((network) => network.devices);
  for (const { ports } of bridges)
    for (const { vlans } of ports) for (const { first, last } of cutsOf(vlans)) cut(first, last);
  for (const { tag, tunnel } of devices) {
    if (tag !== undefined) cut(tag.vlan, tag.vlan);
    for (const { first, last } of tunnel?.vlanKeys ?? []) cut(first, last);
  }
  const spans: Span[] = [];
  const spanOf = new Uint16Array(LAST + 1);
  for (let vlan = 0; vlan <= LAST; vlan++) {
    if (starts[vlan] === 1) {
      let last = vlan;
      while (last < LAST && starts[last + 1] !== 1) last++;
      spans.push({ first: vlan, last });
    }
    spanOf[vlan] = spans.length - 1;
  }
  return (vlan) => spans[spanOf[vlan] ?? 0] ?? { first: vlan, last: vlan };
};

const cutsOf = (rule: VlanRule): readonly Span[] => {
  switch (rule.kind) {
    case 'transparent':
      return [];
    case 'filtering':
      return [...rule.ranges, ...(rule.pvid === undefined ? [] : [{ first: rule.pvid, last: rule.pvid }])];
    case 'openvswitch':
      return [...rule.trunks, ...rule.customer, { first: rule.tag, last: rule.tag }];
  }
};
