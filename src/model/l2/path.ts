/** From one port to another: whether a frame gets there, by which way, and if not, why. */
import { destinationOf, type Destination, type Frame, type Tag } from './frame.ts';
import type { Way } from './passage.ts';
import { blockedBy, type Blocked } from './blocked.ts';
import type { Arrival, L2Walk, WalkStep } from './steps.ts';
import { entryOf, isEnd, pathTo, type PathTarget } from './target.ts';
import type { Device } from './types.ts';
import { walk } from './walk.ts';

export interface PathQuestion {
  readonly from: Device;
  readonly tags: readonly Tag[];
  readonly to: PathTarget;
  /** Octets of payload. */
  readonly size: number;
}

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

/** A MAC that no device has is a guest's or another machine's: where the forwarding databases alone lead. */
const endOf = ({ steps, arrivals }: L2Walk, to: PathTarget): number => {
  const end = steps.findIndex((step) => isEnd(step, to));
  if (end !== -1 || to.kind === 'device') return end;
  const outside = arrivals.filter(({ as }) => as !== 'stack');
  return outside.length === 1 ? (outside[0]?.before ?? -1) : -1;
};

/** Devices whose MTU is smaller than that of both ends. */
const narrowOf = (path: readonly WalkStep[]): readonly Device[] => {
  const devices = path.flatMap((step) => (step.type === 'bridge' ? [] : [step.device]));
  const [first, last] = [devices[0]?.mtu, devices.at(-1)?.mtu];
  if (first === undefined || last === undefined) return [];
  const least = Math.min(first, last);
  return [...new Set(devices)].filter(({ mtu }) => mtu !== undefined && mtu < least);
};
