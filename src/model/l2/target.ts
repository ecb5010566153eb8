/** Where somebody wants to get to. */
import type { Way } from './passage.ts';
import type { WalkStep } from './steps.ts';
import type { Device } from './types.ts';

export type PathTarget =
  { readonly kind: 'device'; readonly device: Device } | { readonly kind: 'mac'; readonly mac: string };

/** A port's outside is where its traffic comes from; what is no port sends by itself. */
export const entryOf = (device: Device): Way =>
  device.port !== undefined || device.aggregate !== undefined ? 'receive' : 'send';

/** To a port one gets by going out of it; to a device of a stack by being received. */
export const isEnd = (step: WalkStep, to: PathTarget): boolean => {
  if (step.type === 'bridge') return false;
  if (to.kind === 'mac') return step.type === 'receive' && step.device.mac === to.mac.toLowerCase();
  return step.device === to.device && step.type === (entryOf(to.device) === 'send' ? 'receive' : 'send');
};

export const pathTo = (steps: readonly WalkStep[], end: number): readonly WalkStep[] => {
  const path: WalkStep[] = [];
  for (let at: number | undefined = end; at !== undefined; at = steps[at]?.before)
    path.unshift(steps[at] as WalkStep);
  return path;
};
