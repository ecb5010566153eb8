/** The face of the audit room: what is found when networks are looked at, or held beside each other. */
export { compareL2, isMissed, type Side } from './l2/compare.ts';
export { groupReach, type ReachGroup } from './l2/groups.ts';
export type * from './l2/types.ts';
