export * from './diagnostic.ts';
export * from './lexer/format.ts';
export * from './lexer/lexer.ts';
export * from './lexer/template.ts';
export * from './lexer/token.ts';
export * from './symbols/types.ts';
export * from './expr/types.ts';
