/** Which addresses the networks of a deployment have. */
import type { LogicalSwitch } from './world.ts';

/** What a host's number is put behind. */
export interface Prefixes {
  readonly prefix4: string;
  readonly prefix6: string;
}

/** Networks of a switch are numbered by it; host 1 is the router's port, from 17 on are machines. */
export const inner = (index: number): Prefixes => ({ prefix4: `10.0.${index}.`, prefix6: `fd00:${index}::` });

export const outer = (index: number): Prefixes => ({
  prefix4: `172.31.${index}.`,
  prefix6: `2001:db8:${index}::`,
});

/** A host's addresses, as many as the network has families. */
export const hostOf = (
  { prefix4, prefix6 }: LogicalSwitch,
  host: number,
): { v4: string[]; v6: string[] } => ({
  v4: prefix4 === undefined ? [] : [`${prefix4}${host}`],
  v6: prefix6 === undefined ? [] : [`${prefix6}${host.toString(16)}`],
});
