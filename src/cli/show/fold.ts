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

export const isDown = (port: SwitchPort): boolean => port.state === 'down' || port.state === 'disabled';

export const foldPorts = (ports: readonly SwitchPort[], all: boolean): FoldedPorts => {
  const workloads = ports.filter(isWorkload);
  if (all || workloads.length <= FOLD_ABOVE) return { shown: ports, well: 0, wrong: 0 };
  const down = workloads.filter(isDown);
  const named = new Set(down.slice(0, NAMED_AT_MOST));
  return {
    shown: ports.filter((port) => !isWorkload(port) || named.has(port)),
    well: workloads.length - down.length,
    wrong: down.length - named.size,
  };
};
