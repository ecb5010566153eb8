/** What Open vSwitch's NORMAL does with VLANs, against the real ovs-vswitchd. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { l2Network, tagsKey, walk } from '../../../src/model/l2/index.ts';
import { switchPlan, tagPlans } from './random-switch.ts';
import { RealSwitch } from './real-switch.ts';

let real: RealSwitch;
beforeAll(async () => {
  real = await RealSwitch.start();
}, 60_000);
afterAll(() => real.stop());

describe('a frame of any tags in any set-up', () => {
  it('comes out where ofproto/trace says, tagged as it says', { timeout: 600_000 }, async () => {
    const frames = fc.array(fc.record({ at: fc.nat(), tags: tagPlans }), { minLength: 10, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(switchPlan, frames, async (plan, asked) => {
        await real.setUp(plan);
        try {
          const { devices } = l2Network([{ openVSwitch: await real.host() }]);
          const entries = plan.bridges.flatMap(({ name, ports }) =>
            ports.filter(({ peer }) => peer === undefined).map((port) => [name, port.name] as const),
          );
          for (const { at, tags } of asked) {
            const [bridge, port] = entries[at % entries.length] as readonly [string, string];
            const device = devices.find(({ name }) => name === port);
            if (device === undefined) throw new Error(`no ${port}`);
            const frame = { tags, source: undefined, destination: { kind: 'broadcast' }, size: 0 } as const;
            const { arrivals } = walk(device, 'receive', frame);
            expect(
              arrivals.map((one) => `${one.device.name} ${tagsKey(one.tags)}`).sort(),
              `${port} ${tagsKey(tags)}`,
            ).toEqual(await real.trace(bridge, port, tags));
          }
        } finally {
          await real.tearDown(plan);
        }
      }),
      { numRuns: Number(process.env['RUNS'] ?? 20) },
    );
  });
});
