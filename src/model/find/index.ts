export { nameOf as nameInRow } from './catalog.ts';
export { withDetails } from './details.ts';
export { Finder, finderOf, namesOf, resolve } from './finder.ts';
export { isKindWord } from './kinds.ts';
export { nearest } from './nearest.ts';
export { findTables } from './tables.ts';
export type { FindOptions, Found, How, Resolution } from './types.ts';
