import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareL2, groupReach, type L2Comparison } from '../../../src/audit/index.ts';
import { l2 } from '../../../src/model/index.ts';
import { planned } from '../../model/l2/planned.ts';
import { switchPlan, type PortPlan, type SwitchPlan } from '../../model/l2/random-switch.ts';

const port = (name: string, columns: PortPlan['columns'] = {}): PortPlan => ({
  name,
  columns,
  peer: undefined,
});

const one = (...ports: readonly PortPlan[]): SwitchPlan => ({
  vlanLimit: 1,
  bridges: [{ name: 'br', ports }],
});

const compare = (a: SwitchPlan, b: SwitchPlan, renamed?: ReadonlyMap<string, string>): L2Comparison =>
  compareL2({ name: 'a', network: planned(a) }, { name: 'b', network: planned(b) }, renamed);

const access = (name: string, tag: number): PortPlan => port(name, { tag: `${tag}` });

describe('two set-ups', () => {
  it('that are the same are equivalent', () => {
    const plan = one(access('a', 10), access('b', 10), port('up', { trunks: '10,20' }));
    expect(compare(plan, plan)).toMatchObject({
      equivalent: true,
      reach: [],
      settings: [],
      onlyA: [],
      onlyB: [],
    });
  });

  it('differ by the VLAN of a port: told of every end that notices', () => {
    const { reach, equivalent } = compare(
      one(access('a', 10), access('b', 10), port('up', { trunks: '10,20' })),
      one(access('a', 10), access('b', 20), port('up', { trunks: '10,20' })),
    );
    expect(equivalent).toBe(false);
    const told = reach.map(({ from, tags, onlyA, onlyB }) => [from, tags?.first, onlyA, onlyB]);
    expect(told).toContainEqual(['a', undefined, ['b'], []]);
    expect(told).toContainEqual(['b', undefined, ['a', 'br 10', 'up 10'], ['br 20', 'up 20']]);
    expect(told).toContainEqual(['up', 10, ['b'], []]);
    expect(told).toContainEqual(['up', 20, [], ['b']]);
  });

  it('differ by a tag with which a frame comes out', () => {
    const { reach } = compare(
      one(access('a', 10), port('b', { vlan_mode: 'native-untagged', tag: '10' })),
      one(access('a', 10), port('b', { vlan_mode: 'native-tagged', tag: '10' })),
    );
    expect(groupReach(reach.filter(({ from }) => from === 'a'))).toMatchObject([
      { from: ['a'], tags: undefined, retagged: [{ end: 'b', a: '', b: '10' }], onlyA: [], onlyB: [] },
    ]);
  });

  it('differ by whole ranges of VLANs, told as ranges', () => {
    const { reach } = compare(one(port('a'), port('b')), one(port('a'), port('b', { trunks: '0,10' })));
    expect(reach.filter(({ from }) => from === 'a').map(({ tags }) => tags)).toEqual([
      { first: 1, last: 9 },
      { first: 11, last: 4094 },
    ]);
  });

  it('differ by settings where frames get to the same places', () => {
    const { reach, settings, equivalent } = compare(
      one(access('a', 10), access('b', 10)),
      one(access('a', 10), port('b', { tag: '10', protected: 'true' })),
    );
    expect([reach, equivalent]).toEqual([[], false]);
    expect(settings).toEqual([{ end: 'b', setting: 'isolated', a: 'no', b: 'yes' }]);
  });

  it('may call an end otherwise', () => {
    const [a, b] = [one(access('a', 10), access('b', 10)), one(access('x', 10), access('b', 10))];
    expect(compare(a, b).onlyA.map(({ name }) => name)).toEqual(['a']);
    expect(compare(a, b, new Map([['a', 'x']]))).toMatchObject({ equivalent: true, onlyA: [], onlyB: [] });
  });

  /** As if every frame were sent in both and everybody looked. */
  it('differ for a frame exactly where walking it in both tells another story', () => {
    const unprotected = switchPlan.filter(({ bridges }) =>
      bridges.every(({ ports }) =>
        ports.every(
          ({ columns }) => columns['vlan_mode'] !== 'dot1q-tunnel' && columns['protected'] === undefined,
        ),
      ),
    );
    const seen = (network: l2.L2Network, name: string, vlan: number | undefined): string => {
      const device = network.devices.find((each) => each.name === name) as l2.Device;
      const tags = vlan === undefined ? [] : ([{ protocol: 0x8100, vlan }] as const);
      const frame = { tags, source: undefined, destination: { kind: 'broadcast' }, size: 0 } as const;
      const { arrivals } = l2.walk(device, 'receive', frame);
      const all = arrivals
        .filter((arrival) => arrival.device !== device)
        .map((arrival) => `${arrival.device.name} ${l2.tagsKey(arrival.tags)}`);
      return [...new Set(all)].sort().join();
    };
    fc.assert(
      fc.property(unprotected, fc.infiniteStream(fc.nat()), (plan, choices) => {
        const columns = plan.bridges.flatMap(({ ports }) => ports.map((each) => each.columns));
        const other: SwitchPlan = {
          ...plan,
          bridges: plan.bridges.map((bridge) => ({
            ...bridge,
            ports: bridge.ports.map((each) => ({
              ...each,
              columns: columns[(choices.next().value as number) % columns.length] ?? {},
            })),
          })),
        };
        const { reach } = compare(plan, other);
        const [a, b] = [planned(plan), planned(other)];
        for (const { name, peer } of plan.bridges.flatMap(({ ports }) => ports)) {
          if (peer !== undefined) continue;
          for (const vlan of [undefined, 1, 10, 15, 20, 30]) {
            const told = reach.some(
              ({ from, tags }) =>
                from === name &&
                (vlan === undefined
                  ? tags === undefined
                  : tags !== undefined && tags.first <= vlan && vlan <= tags.last),
            );
            expect([name, vlan, told]).toEqual([name, vlan, seen(a, name, vlan) !== seen(b, name, vlan)]);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
