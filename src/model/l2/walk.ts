/**
 * Where a frame goes that enters at a device: through bridges, VLAN devices, bonds, veth pairs and patches, to every place
 * where it comes out. A frame that comes to the same place with the same tags again is not followed again.
 */
import { forward } from './forward.ts';
import { tagsKey, type Frame, type Tag } from './frame.ts';
import { outOf, passages, type Passage, type Way } from './passage.ts';
import type { Arrival, Drop, DropReason, L2Step, L2Walk, WalkStep } from './steps.ts';
import type { Device, L2Port } from './types.ts';

/** More tags than these are a circle that pushes one each time. */
const DEEPEST = 8;

interface Task {
  readonly way: Way;
  readonly device: Device;
  readonly tags: readonly Tag[];
  readonly before: number | undefined;
}

/** `way`: `receive` if it comes from the device's medium, `send` if the host itself sends it. */
export const walk = (device: Device, way: Way, frame: Frame): L2Walk => new Walker(frame).run(device, way);

class Walker {
  private readonly frame: Frame;
  private readonly steps: WalkStep[] = [];
  private readonly arrivals: Arrival[] = [];
  private readonly drops: Drop[] = [];
  private readonly loops: { device: Device; before: number }[] = [];
  private readonly open: Task[] = [];
  /** Per device: keys of way and tags, with the step. */
  private readonly seen = new Map<Device, Map<string, number>>();

  constructor(frame: Frame) {
    this.frame = frame;
  }

  run(device: Device, way: Way): L2Walk {
    this.open.push({ way, device, tags: this.frame.tags, before: undefined });
    for (let next = 0; next < this.open.length; next++) this.take(this.open[next] as Task);
    const { frame, steps, arrivals, drops, loops } = this;
    return { frame, steps, arrivals, drops, loops };
  }

  private take({ way, device, tags, before }: Task): void {
    if (tags.length > DEEPEST) {
      this.drop(device, tags, { kind: 'circle' }, before);
      return;
    }
    if (this.wasHere(way, device, tags, before)) return;
    const step = this.add({ type: way, device, tags }, before);
    for (const passage of passages(way, device, tags, this.frame)) this.follow(device, passage, tags, step);
  }

  private follow(device: Device, passage: Passage, tags: readonly Tag[], step: number): void {
    switch (passage.to) {
      case 'device':
        this.open.push({ ...passage, before: step });
        return;
      case 'bridge':
        this.bridge(passage.port, passage.tags, step);
        return;
      case 'end': {
        const { as, key, taken } = passage;
        this.arrivals.push({ device, tags: passage.tags, as, key, taken, before: step });
        return;
      }
      case 'nowhere':
        this.drop(device, tags, passage.why, step);
    }
  }

  private bridge(port: L2Port, tags: readonly Tag[], step: number): void {
    const result = forward(port, tags, this.frame);
    if ('why' in result) {
      this.drop(port, tags, result.why, step);
      return;
    }
    const { inside, to, excluded } = result;
    const at = this.add({ type: 'bridge', bridge: port.bridge, port, inside, excluded }, step);
    for (const { port: out, tags: outTags } of to) {
      const passage = outOf(out, outTags);
      if (passage?.to === 'device') this.open.push({ ...passage, before: at });
    }
  }

  private wasHere(way: Way, device: Device, tags: readonly Tag[], before: number | undefined): boolean {
    const keys = this.seen.get(device) ?? new Map<string, number>();
    this.seen.set(device, keys);
    const key = `${way} ${tagsKey(tags)}`;
    const known = keys.get(key);
    if (known === undefined) {
      keys.set(key, this.steps.length);
      return false;
    }
    if (before !== undefined && this.isOnPath(known, before)) this.loops.push({ device, before });
    return true;
  }

  private isOnPath(step: number, from: number): boolean {
    for (let at: number | undefined = from; at !== undefined; at = this.steps[at]?.before)
      if (at === step) return true;
    return false;
  }

  private drop(at: Device | L2Port, tags: readonly Tag[], why: DropReason, before: number | undefined): void {
    this.drops.push({ at, tags, why, before });
  }

  private add(step: L2Step, before: number | undefined): number {
    this.steps.push({ ...step, before });
    return this.steps.length - 1;
  }
}
