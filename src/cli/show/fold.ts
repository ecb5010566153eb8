/**
 * Long lists, folded: what is wrong stays in sight, what is well is counted. `ovn-nbctl show` prints ten
 * thousand ports one after the other; the two that are down are among them.
 */
import { isWorkload, type SwitchPort } from '../../model/index.ts';

/** A switch with more of them than this is folded. */
export const FOLD_ABOVE = 16;
/** Of a thousand ports that are down, as many are named. */
export const NAMED_AT_MOST = 16;

export interface FoldedPorts {
  readonly shown: readonly SwitchPort[];
  /** Left out because nothing is wrong with them. */
  readonly well: number;
  /** Left out although something is wrong: too many. */
  readonly wrong: number;
}

/** One that somebody switched off is no failure, but nothing works by it either. */
const isWrong = (port: SwitchPort): boolean => port.state === 'down' || port.state === 'disabled';

/** `asked`: the port that was asked for is always shown. */
export const foldPorts = (
  ports: readonly SwitchPort[],
  all: boolean,
  asked?: { readonly uuid: string },
): FoldedPorts => {
  const workloads = ports.filter(isWorkload);
  if (all || workloads.length <= FOLD_ABOVE) return { shown: ports, well: 0, wrong: 0 };
  const bad = workloads.filter(isWrong);
  const named = new Set(bad.slice(0, NAMED_AT_MOST));
  for (const port of workloads) if (port.uuid === asked?.uuid) named.add(port);
  const left = workloads.filter((port) => !named.has(port));
  const wrong = left.filter(isWrong).length;
  return {
    shown: ports.filter((port) => !isWorkload(port) || named.has(port)),
    well: left.length - wrong,
    wrong,
  };
};
