import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  broadcastDomains,
  tagsKey,
  walk,
  type Device,
  type Domain,
  type Tag,
} from '../../../src/model/l2/index.ts';
import { planned } from './planned.ts';
import { switchPlan, type PortPlan, type SwitchPlan } from './random-switch.ts';

const port = (name: string, columns: PortPlan['columns'] = {}, peer?: string): PortPlan => ({
  name,
  columns,
  peer,
});

const one = (...ports: readonly PortPlan[]): SwitchPlan => ({
  vlanLimit: 1,
  bridges: [{ name: 'br', ports }],
});

const text = ({ places, members, count }: Domain): string => {
  const where = places.map(
    ({ bridge, first, last }) => `${bridge.name}:${first === last ? first : `${first}-${last}`}`,
  );
  const who = members.map(
    ({ device, tags }) => `${device.name}${tags.length === 0 ? '' : `@${tagsKey(tags)}`}`,
  );
  return `${count === 1 ? '' : `${count} × `}${where.join(' ')} | ${who.join(' ')}`;
};

const domains = (plan: SwitchPlan): string[] =>
  broadcastDomains(planned(plan))
    .filter(({ members }) => members.length > 1)
    .map(text);

describe('broadcast domains', () => {
  it('are one without VLANs, and one for each tag', () =>
    expect(domains(one(port('a'), port('b')))).toEqual([
      'br:0 | a b br',
      '4094 × br:1-4094 | a@1 b@1 br@1',
      'br:4095 | a@4095 b@4095 br@4095',
    ]));

  it('are apart by access VLAN, and together on a trunk', () =>
    expect(
      domains(
        one(
          port('a', { tag: '10' }),
          port('b', { tag: '10' }),
          port('c', { tag: '20' }),
          port('up', { trunks: '10,20,30' }),
        ),
      ),
    ).toEqual(['br:10 | a b br@10 up@10', 'br:20 | br@20 c up@20', 'br:30 | br@30 up@30']));

  it('go on over a patch, and may have another VLAN there', () =>
    expect(
      domains({
        vlanLimit: 1,
        bridges: [
          { name: 'x', ports: [port('a', { tag: '10' }), port('p', { tag: '10' }, 'q')] },
          { name: 'y', ports: [port('b', { tag: '20' }), port('q', { tag: '20' }, 'p')] },
        ],
      }),
    ).toEqual(['x:10 y:20 | a b x@10 y@20']));

  // Of the customer tags in a dot1q-tunnel one stands for all, so that others are not found.
  const plain = switchPlan.filter(({ bridges }) =>
    bridges.every(({ ports }) => ports.every(({ columns }) => columns['vlan_mode'] !== 'dot1q-tunnel')),
  );
  const tags = fc.constantFrom<readonly Tag[]>(
    [],
    ...[0, 1, 10, 20, 30].map((vlan): Tag[] => [{ protocol: 0x8100, vlan }]),
  );
  it('hold every place that a broadcast comes by, whatever the ports do to tags', () => {
    fc.assert(
      fc.property(plain, fc.nat(), tags, (plan, at, own) => {
        const network = planned(plan);
        const entries = network.devices.filter(({ port: one }) => one !== undefined);
        const device = entries[at % entries.length] as Device;
        const frame = { tags: own, source: undefined, destination: { kind: 'broadcast' }, size: 0 } as const;
        const visited = walk(device, 'receive', frame).steps.flatMap((step) =>
          step.type === 'bridge' ? [step] : [],
        );
        const all = broadcastDomains(network);
        const isThere = ({ places }: Domain): boolean =>
          visited.every(({ bridge, inside }) =>
            places.some(
              (place) =>
                place.bridge === bridge &&
                place.first <= inside.vlan &&
                inside.vlan <= place.last &&
                place.inner.length === inside.inner.length,
            ),
          );
        // What a priority tag reaches is a domain only once somebody asks for it.
        if (own[0]?.vlan !== 0) expect(all.some(isThere)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
