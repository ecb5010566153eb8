export * from './error.ts';
export * from './printable.ts';
