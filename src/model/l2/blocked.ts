/** Why a frame does not arrive. */
import type { Frame } from './frame.ts';
import type { DropReason, L2Walk, WalkStep } from './steps.ts';
import { isEnd, pathTo, type PathTarget } from './target.ts';
import type { Device, L2Bridge, L2Port } from './types.ts';
import { release, type Inside } from './vlan-rule.ts';
import { walk } from './walk.ts';

export type Blocked =
  /** A frame that was on its way was dropped. */
  | {
      readonly kind: 'dropped';
      readonly at: Device | L2Port;
      readonly why: DropReason;
      readonly path: readonly WalkStep[];
    }
  /** The bridge did not give it to the port that leads there. */
  | {
      readonly kind: 'excluded';
      readonly port: L2Port;
      readonly why: DropReason;
      readonly path: readonly WalkStep[];
    }
  /** Nothing that the frame came to leads there. */
  | { readonly kind: 'apart'; readonly reached: readonly L2Bridge[] };

/** Ports by which the target is reached: its own, its peer's, of what stands on it. */
const leadsTo = (port: L2Port, to: PathTarget): boolean =>
  port.devices.some((device) => {
    const ends = [device, device.peer, ...device.vlanDevices, ...(device.peer?.vlanDevices ?? [])];
    return ends.some((one) =>
      one === undefined ? false : to.kind === 'device' ? one === to.device : one.mac === to.mac.toLowerCase(),
    );
  });

export const blockedBy = ({ steps, drops, frame }: L2Walk, to: PathTarget): Blocked => {
  for (let at = steps.length - 1; at >= 0; at--) {
    const step = steps[at] as WalkStep;
    if (step.type !== 'bridge') continue;
    const found = step.excluded.find(({ port }) => leadsTo(port, to));
    if (found !== undefined) return { kind: 'excluded', ...found, path: pathTo(steps, at) };
  }
  const isTarget = (at: Device | L2Port): boolean =>
    'devices' in at ? leadsTo(at, to) : to.kind === 'device' && at === to.device;
  for (let at = steps.length - 1; at >= 0; at--) {
    const step = steps[at] as WalkStep;
    if (step.type !== 'bridge') continue;
    const found = step.excluded.find(
      ({ port, why }) => !isOfVlan(why) && wouldLead(port, step.inside, frame, to),
    );
    if (found !== undefined) return { kind: 'excluded', ...found, path: pathTo(steps, at) };
  }
  // The only way that there was, or one that would have led there.
  const drop =
    drops.find(({ at }) => isTarget(at)) ?? (drops.length === 1 && isOneWay(steps) ? drops[0] : undefined);
  if (drop !== undefined) {
    const path = drop.before === undefined ? [] : pathTo(steps, drop.before);
    return { kind: 'dropped', at: drop.at, why: drop.why, path };
  }
  const reached = new Set(steps.flatMap((step) => (step.type === 'bridge' ? [step.bridge] : [])));
  return { kind: 'apart', reached: [...reached] };
};

const isOfVlan = ({ kind }: DropReason): boolean =>
  kind === 'vlan-not-allowed' || kind === 'vlan-state' || kind === 'known-elsewhere' || kind === 'same-port';

/** Whether it would get there if the port let it out. */
const wouldLead = (port: L2Port, inside: Inside, frame: Frame, to: PathTarget): boolean => {
  const [device] = port.devices;
  if (device === undefined || device.peer?.port === undefined) return false;
  const released = release(port, inside, false);
  if ('refusal' in released) return false;
  return walk(device, 'send', { ...frame, tags: released.tags }).steps.some((step) => isEnd(step, to));
};

/** Every step follows the one before it. */
const isOneWay = (steps: readonly WalkStep[]): boolean =>
  steps.every(({ before }, index) => before === undefined || before === index - 1);
