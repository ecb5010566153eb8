export type * from './types.ts';
export * from './openflow/index.ts';
