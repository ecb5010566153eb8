export * from './expected.ts';
export * from './format.ts';
export * from './parse.ts';
export * from './parse-type.ts';
export * from './types.ts';
