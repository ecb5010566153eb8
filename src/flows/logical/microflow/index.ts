/** Easy microflows: from two ends to a packet in OVN's language. */
export { buildMicroflow } from './build.ts';
export type * from './types.ts';
