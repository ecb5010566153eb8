/** From one port to another: whether a frame gets there, by which way, and if not, why. */
import { destinationOf, type Destination, type Frame, type Tag } from './frame.ts';
import type { Way } from './passage.ts';
import type { Arrival, DropReason, L2Walk, WalkStep } from './steps.ts';
import type { Device, L2Bridge, L2Port } from './types.ts';
import { walk } from './walk.ts';

export interface PathQuestion {
  readonly from: Device;
  readonly tags: readonly Tag[];
  readonly to: PathTarget;
  /** Octets of payload. */
  readonly size: number;
}

export type PathTarget =
  { readonly kind: 'device'; readonly device: Device } | { readonly kind: 'mac'; readonly mac: string };

export interface PathAnswer {
  readonly question: PathQuestion;
  /** By which side it enters. */
  readonly way: Way;
  /** Of the destination that the frame has: a broadcast where no MAC is known. */
  readonly walk: L2Walk;
  /** Everything on the way to where it came out; undefined where it did not. */
  readonly path: readonly WalkStep[] | undefined;
  /** With which tags it came out. */
  readonly tags: readonly Tag[] | undefined;
  readonly blocked: Blocked | undefined;
  /** Where the MTU is smaller than at both ends. */
  readonly narrow: readonly Device[];
  /** Other places that get the frame as well. */
  readonly others: readonly Arrival[];
}

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

/** A port's outside is where its traffic comes from; what is no port sends by itself. */
export const entryOf = (device: Device): Way =>
  device.port !== undefined || device.aggregate !== undefined ? 'receive' : 'send';

export const findPath = (question: PathQuestion): PathAnswer => {
  const { from, tags, to, size } = question;
  const way = entryOf(from);
  const frame: Frame = { tags, source: sourceOf(from), destination: addressOf(to), size };
  const walked = walk(from, way, frame);
  const { steps, arrivals } = walked;
  const end = endOf(walked, to);
  const path = end === -1 ? undefined : pathTo(steps, end);
  const last = steps[end];
  return {
    question,
    way,
    walk: walked,
    path,
    tags: last === undefined || last.type === 'bridge' ? undefined : last.tags,
    blocked: path === undefined ? blockedBy(walked, to) : undefined,
    narrow: path === undefined ? [] : narrowOf(path),
    others: arrivals.filter(({ before }) => end === -1 || !comesBy(steps, end, before)),
  };
};

/** Whether a step comes before another one, or is it. */
const comesBy = (steps: readonly WalkStep[], step: number, from: number | undefined): boolean => {
  for (let at = from; at !== undefined; at = steps[at]?.before) if (at === step) return true;
  return false;
};

/** Who stands behind a port sends with its own MAC. */
const sourceOf = (device: Device): string | undefined => {
  if (entryOf(device) === 'send') return device.mac;
  return device.peer?.mac;
};

const addressOf = (to: PathTarget): Destination => {
  if (to.kind === 'mac') return destinationOf(to.mac);
  const { device } = to;
  const mac = entryOf(device) === 'send' ? device.mac : device.peer?.mac;
  return mac === undefined ? { kind: 'broadcast' } : destinationOf(mac);
};

/** To a port one gets by going out of it; to a device of a stack by being received. */
const isEnd = (step: WalkStep, to: PathTarget): boolean => {
  if (step.type === 'bridge') return false;
  if (to.kind === 'mac') return step.type === 'receive' && step.device.mac === to.mac.toLowerCase();
  return step.device === to.device && step.type === (entryOf(to.device) === 'send' ? 'receive' : 'send');
};

/** A MAC that no device has is a guest's or another machine's: where the forwarding databases alone lead. */
const endOf = ({ steps, arrivals }: L2Walk, to: PathTarget): number => {
  const end = steps.findIndex((step) => isEnd(step, to));
  if (end !== -1 || to.kind === 'device') return end;
  const outside = arrivals.filter(({ as }) => as !== 'stack');
  return outside.length === 1 ? (outside[0]?.before ?? -1) : -1;
};

const pathTo = (steps: readonly WalkStep[], end: number): readonly WalkStep[] => {
  const path: WalkStep[] = [];
  for (let at: number | undefined = end; at !== undefined; at = steps[at]?.before)
    path.unshift(steps[at] as WalkStep);
  return path;
};

/** Ports by which the target is reached: its own, its peer's, of what stands on it. */
const leadsTo = (port: L2Port, to: PathTarget): boolean =>
  port.devices.some((device) => {
    const ends = [device, device.peer, ...device.vlanDevices, ...(device.peer?.vlanDevices ?? [])];
    return ends.some((one) =>
      one === undefined ? false : to.kind === 'device' ? one === to.device : one.mac === to.mac.toLowerCase(),
    );
  });

const blockedBy = ({ steps, drops }: L2Walk, to: PathTarget): Blocked => {
  for (let at = steps.length - 1; at >= 0; at--) {
    const step = steps[at] as WalkStep;
    if (step.type !== 'bridge') continue;
    const found = step.excluded.find(({ port }) => leadsTo(port, to));
    if (found !== undefined) return { kind: 'excluded', ...found, path: pathTo(steps, at) };
  }
  const isTarget = (at: Device | L2Port): boolean =>
    'devices' in at ? leadsTo(at, to) : to.kind === 'device' && at === to.device;
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

/** Every step follows the one before it. */
const isOneWay = (steps: readonly WalkStep[]): boolean =>
  steps.every(({ before }, index) => before === undefined || before === index - 1);

/** Devices whose MTU is smaller than that of both ends. */
const narrowOf = (path: readonly WalkStep[]): readonly Device[] => {
  const devices = path.flatMap((step) => (step.type === 'bridge' ? [] : [step.device]));
  const [first, last] = [devices[0]?.mtu, devices.at(-1)?.mtu];
  if (first === undefined || last === undefined) return [];
  const least = Math.min(first, last);
  return [...new Set(devices)].filter(({ mtu }) => mtu !== undefined && mtu < least);
};
