/** The public library. */
export * from './text/index.ts';
export * from './ovsdb/index.ts';
export * as model from './model/index.ts';
export * as viz from './viz/index.ts';
