export * from './error.ts';
export * from './printable.ts';
export * from './width.ts';
