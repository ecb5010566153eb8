/** The face of layer 2: Linux bridges and Open vSwitch in one model. */
export {
  broadcastDomains,
  domainIndex,
  type DomainIndex,
  type Domain,
  type Member,
  type Place,
} from './domains.ts';
export { l2Network, type L2Source } from './build.ts';
export { destinationOf, tagsKey, type Destination, type Frame, type Tag, type TagProtocol } from './frame.ts';
export { deviceName, devicesCalled } from './locate.ts';
export type { Blocked } from './blocked.ts';
export { findPath, type PathAnswer, type PathQuestion } from './path.ts';
export { entryOf, type PathTarget } from './target.ts';
export { rangesText, type Range, type Ranges } from './ranges.ts';
export type * from './steps.ts';
export type * from './types.ts';
export type { VlanRefusal } from './vlan-rule.ts';
export { walk } from './walk.ts';
