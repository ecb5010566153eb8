export { Finder, finderOf, namesOf, resolve } from './finder.ts';
export { nearest } from './nearest.ts';
export { findTables } from './tables.ts';
export type { FindOptions, Found, How, Resolution } from './types.ts';
