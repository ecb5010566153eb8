/** The face of the host room: other rooms import from here only. */
export type * from './types.ts';
export type * from './capture/types.ts';
export type * from './filters/types.ts';
export type * from './tc/types.ts';
export type { Parsed } from './parsed.ts';
export { CAPTURE_MANIFEST, classify, hostsIn, type Classified } from './capture/layout.ts';
export { nameOfPart, safePath } from './capture/paths.ts';
export { captureScript } from './capture/script.ts';
export { isCaptureStream, readCapture, type Capture, type CapturedCommand } from './capture/stream.ts';
export { parseBonding } from './bonding/index.ts';
export * from './linux/index.ts';
export * from './openflow/index.ts';
export { readHost, type ReadHost } from './read.ts';
