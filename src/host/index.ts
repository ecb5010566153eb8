/** What a host tells besides OVSDB. */
export * from './linux/index.ts';
export type { Parsed } from './parsed.ts';
export type * from './capture/types.ts';
export type * from './filters/types.ts';
export type * from './tc/types.ts';
export type * from './types.ts';
