/** Random Open vSwitch set-ups and frames: bridges that forward by NORMAL, ports of every VLAN mode, patches between them. */
import fc from 'fast-check';

export interface PortPlan {
  readonly name: string;
  /** Patch to that port. */
  readonly peer: string | undefined;
  readonly columns: Readonly<Record<string, string>>;
}

export interface BridgePlan {
  readonly name: string;
  readonly ports: readonly PortPlan[];
}

export interface SwitchPlan {
  readonly vlanLimit: number;
  readonly bridges: readonly BridgePlan[];
}

/** Few, so that ports have some in common. */
const VLANS = [1, 10, 20, 30];

const vlan = fc.constantFrom(...VLANS);
const list = fc.uniqueArray(fc.constantFrom(0, ...VLANS), { maxLength: 3 });

const columns = fc
  .record({
    mode: fc.constantFrom(undefined, 'access', 'trunk', 'native-tagged', 'native-untagged', 'dot1q-tunnel'),
    tag: fc.option(vlan, { nil: undefined }),
    trunks: list,
    cvlans: list,
    isProtected: fc.boolean(),
    ethertype: fc.constantFrom(undefined, '802.1q', '802.1ad'),
    priority: fc.constantFrom(undefined, undefined, 'true', 'always', 'never', 'if-nonzero'),
  })
  .map(({ mode, tag, trunks, cvlans, isProtected, ethertype, priority }) => ({
    ...(mode === undefined ? {} : { vlan_mode: mode }),
    ...(tag === undefined ? {} : { tag: `${tag}` }),
    ...(trunks.length === 0 ? {} : { trunks: trunks.join(',') }),
    ...(cvlans.length === 0 ? {} : { cvlans: cvlans.join(',') }),
    ...(isProtected ? { protected: 'true' } : {}),
    ...(ethertype === undefined ? {} : { 'other_config:qinq-ethtype': ethertype }),
    ...(priority === undefined ? {} : { 'other_config:priority-tags': priority }),
  }));

const ports = fc.array(columns, { minLength: 2, maxLength: 5 });

/** A patch between each bridge and the next. */
export const switchPlan: fc.Arbitrary<SwitchPlan> = fc
  .record({
    vlanLimit: fc.constantFrom(0, 1, 2),
    bridges: fc.array(fc.record({ ports, up: columns, down: columns }), { minLength: 1, maxLength: 3 }),
  })
  .map(({ vlanLimit, bridges }) => ({
    vlanLimit,
    bridges: bridges.map(({ ports: own, up, down }, b) => ({
      name: `b${b}`,
      ports: [
        ...own.map((one, p) => ({ name: `p${b}${p}`, peer: undefined, columns: one })),
        ...(b === 0 ? [] : [{ name: `up${b}`, peer: `down${b - 1}`, columns: up }]),
        ...(b === bridges.length - 1 ? [] : [{ name: `down${b}`, peer: `up${b + 1}`, columns: down }]),
      ],
    })),
  }));

export interface TagPlan {
  readonly protocol: 0x8100 | 0x88a8;
  readonly vlan: number;
}

export const tagPlans: fc.Arbitrary<readonly TagPlan[]> = fc.array(
  fc.record({
    protocol: fc.constantFrom(0x8100 as const, 0x8100 as const, 0x88a8 as const),
    vlan: fc.constantFrom(0, ...VLANS),
  }),
  { maxLength: 3 },
);
