export * from './atoms.ts';
export * from './codec.ts';
export * from './diff.ts';
export * from './error.ts';
export * from './value.ts';
