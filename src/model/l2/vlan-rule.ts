/**
 * What a port does to tags. Within a bridge a frame has a VLAN and, below it, the tags that are payload to it.
 *
 * Linux: net/bridge/br_vlan.c (`__allowed_ingress`, `br_handle_vlan`), bridge(8) `bridge vlan`.
 * Open vSwitch: ovs-vswitchd.conf.db(5), Port, `vlan_mode`; ofproto/trace is the judge.
 */
import type { Tag } from './frame.ts';
import { hasNumber, rangeWith } from './ranges.ts';
import type { FilteringRule, L2Bridge, L2Port, OpenVSwitchRule } from './types.ts';

/** Within a bridge. */
export interface Inside {
  /** 0 where the bridge does not look at VLANs, and of frames without tag on a trunk of Open vSwitch. */
  readonly vlan: number;
  /** Of the VLAN's own tag, as it came or would be sent; undefined of a frame without, in no VLAN. */
  readonly protocol: Tag['protocol'] | undefined;
  /** Below it. Open vSwitch looks at one of them at most. */
  readonly inner: readonly Tag[];
  /** Payload to Open vSwitch. */
  readonly hidden: readonly Tag[];
}

export type VlanRefusal =
  /** Neither tag nor PVID. */
  | { readonly kind: 'no-pvid' }
  | { readonly kind: 'vlan-not-allowed'; readonly vlan: number }
  /** An access port of Open vSwitch takes no tag, not even its own. */
  | { readonly kind: 'tagged-on-access'; readonly vlan: number }
  /** Open vSwitch drops a frame of which it took the outer tags away while it does not look at the inner ones. */
  | { readonly kind: 'partial-tag' }
  | { readonly kind: 'vlan-state'; readonly vlan: number; readonly state: string };

export type Admitted = { readonly inside: Inside } | { readonly refusal: VlanRefusal };

export const admit = ({ vlans: rule, bridge, devices }: L2Port, tags: readonly Tag[]): Admitted => {
  switch (rule.kind) {
    case 'transparent':
      return { inside: { vlan: 0, protocol: undefined, inner: tags, hidden: [] } };
    case 'filtering':
      return admitLinux(rule, tags, bridge);
    case 'openvswitch': {
      // What comes by a patch is still the same frame, taken apart once.
      const patched = devices.some(({ kind }) => kind === 'patch');
      return admitOpenVSwitch(rule, tags, patched ? tags.length : bridge.vlanLimit);
    }
  }
};

/** The outermost tag where the bridge takes it for a VLAN: of the bridge's protocol. */
const admitLinux = (rule: FilteringRule, tags: readonly Tag[], { vlanProtocol }: L2Bridge): Admitted => {
  const [outer, ...rest] = tags;
  const own = outer?.protocol === vlanProtocol ? outer : undefined;
  // A priority tag says no VLAN.
  const vlan = own === undefined || own.vlan === 0 ? rule.pvid : own.vlan;
  if (vlan === undefined) return { refusal: { kind: 'no-pvid' } };
  const range = rangeWith(rule.ranges, vlan);
  if (range === undefined) return { refusal: { kind: 'vlan-not-allowed', vlan } };
  if (range.state !== 'forwarding') return { refusal: { kind: 'vlan-state', vlan, state: range.state } };
  return { inside: { vlan, protocol: vlanProtocol, inner: own === undefined ? tags : rest, hidden: [] } };
};

const withoutTag = (tags: readonly Tag[]): boolean => tags.length === 0 || tags[0]?.vlan === 0;

/** `xlate_normal` and `xvlan_input_translate` of ofproto/ofproto-dpif-xlate.c: two tags at most are looked at. */
const admitOpenVSwitch = (
  { mode, tag, trunks, customer, outer: outerProtocol }: OpenVSwitchRule,
  tags: readonly Tag[],
  limit: number,
): Admitted => {
  const end = tags.findIndex(({ hidden }, index) => hidden === true || index >= limit);
  const seen = end === -1 ? tags : tags.slice(0, end);
  const hidden = end === -1 ? [] : tags.slice(end);
  const [outer, ...inner] = seen;
  if (outer === undefined && hidden.length > 0) return { refusal: { kind: 'partial-tag' } };
  const vlan = outer?.vlan ?? 0;
  const protocol = outer?.protocol;
  const refusal = { refusal: { kind: 'vlan-not-allowed', vlan } } as const;
  switch (mode) {
    case 'access':
      if (vlan !== 0) return { refusal: { kind: 'tagged-on-access', vlan } };
      return { inside: { vlan: tag, protocol: protocol ?? 0x8100, inner: [], hidden } };
    case 'native-tagged':
    case 'native-untagged':
      if (withoutTag(seen)) return { inside: { vlan: tag, protocol: protocol ?? 0x8100, inner, hidden } };
      break;
    case 'trunk':
      break;
    case 'dot1q-tunnel':
      if (!hasNumber(customer, vlan)) return refusal;
      // There is room for two: what was below the first is lost.
      return { inside: { vlan: tag, protocol: outerProtocol, inner: seen.slice(0, 1), hidden } };
  }
  return hasNumber(trunks, vlan) ? { inside: { vlan, protocol, inner, hidden } } : refusal;
};

export type Released = { readonly tags: readonly Tag[] } | { readonly refusal: VlanRefusal };

/** How it leaves by a port. */
export const release = ({ vlans: rule, isSelf }: L2Port, inside: Inside, promiscuous: boolean): Released => {
  const { vlan, protocol, inner } = inside;
  switch (rule.kind) {
    case 'transparent':
      return { tags: inner };
    case 'filtering': {
      const range = rangeWith(rule.ranges, vlan);
      // Whoever captures on the bridge itself sees all.
      if (range === undefined && isSelf && promiscuous)
        return { tags: [{ protocol: protocol ?? 0x8100, vlan }, ...inner] };
      if (range === undefined) return { refusal: { kind: 'vlan-not-allowed', vlan } };
      if (range.state !== 'forwarding') return { refusal: { kind: 'vlan-state', vlan, state: range.state } };
      return { tags: range.untagged ? inner : [{ protocol: protocol ?? 0x8100, vlan }, ...inner] };
    }
    case 'openvswitch':
      return releaseOpenVSwitch(rule, inside);
  }
};

const releaseOpenVSwitch = (
  { mode, tag, trunks, customer, priorityTags }: OpenVSwitchRule,
  { vlan, protocol, inner, hidden }: Inside,
): Released => {
  const all = protocol === undefined ? [] : [{ protocol, vlan }, ...inner];
  const below = inner[0]?.vlan ?? 0;
  const put = (tags: readonly Tag[]): Released => ({
    tags: [
      ...written(tags, priorityTags === 'always'),
      ...hidden.map((one) => ({ ...one, hidden: true as const })),
    ],
  });
  const refusal = { refusal: { kind: 'vlan-not-allowed', vlan } } as const;
  switch (mode) {
    case 'access':
      return vlan === tag && below === 0 ? put([]) : refusal;
    case 'dot1q-tunnel':
      return vlan === tag && hasNumber(customer, below) ? put(inner) : refusal;
    case 'native-untagged':
    case 'native-tagged':
    case 'trunk':
      if (!hasNumber(trunks, vlan)) return refusal;
      return put(mode === 'native-untagged' && vlan === tag ? inner : all);
  }
};

/** A tag of VLAN 0 is not written unless `priority-tags` is `always`, and then nothing below it is (`xvlan_put`). */
const written = (tags: readonly Tag[], always: boolean): readonly Tag[] => {
  const end = tags.findIndex(({ vlan }) => vlan === 0 && !always);
  return end === -1 ? tags : tags.slice(0, end);
};
