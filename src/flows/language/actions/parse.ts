/**
 * Texts of actions to values:
 *
 *     actions = 'drop' ';' | { action ';' }
 *     action  = word … | field '=' … | field '<->' field
 */
import type { Parsed } from '../diagnostic.ts';
import type { Expression } from '../expr/types.ts';
import { conntrackParsers } from './conntrack.ts';
import type { ActionContext } from './context.ts';
import { fieldParsers, parseExchange, parseLoad, parseMove } from './fields.ts';
import { loadBalancingParsers, loadBalancingResultParsers } from './load-balancing.ts';
import { logParsers } from './log.ts';
import { lookupParsers, lookupResultParsers } from './lookups.ts';
import { miscParsers, miscResultParsers } from './misc.ts';
import { nestedParsers } from './nested.ts';
import { optionParsers, optionResultParsers, relayParsers } from './options.ts';
import { ActionReader, type ActionParser, type ResultParser } from './reader.ts';
import type { Action } from './types.ts';
import { recover } from './unknown.ts';

export interface ParsedActions {
  /** Empty of "drop;". */
  readonly actions: readonly Action[];
  /** What the packets must be for the actions to make sense: belongs to the flow's match. */
  readonly prerequisites: Expression | undefined;
}

const parsers: ReadonlyMap<string, ActionParser> = new Map(
  Object.entries({
    ...miscParsers,
    ...fieldParsers,
    ...conntrackParsers,
    ...nestedParsers,
    ...lookupParsers,
    ...optionParsers,
    ...loadBalancingParsers,
    ...logParsers,
  }),
);

/** By the word that stands before a parenthesis after `field =`. */
const resultParsers: ReadonlyMap<string, ResultParser> = new Map(
  Object.entries({
    ...miscResultParsers,
    ...lookupResultParsers,
    ...optionResultParsers,
    ...loadBalancingResultParsers,
  }),
);

const resultParsersWithoutParenthesis: ReadonlyMap<string, ResultParser> = new Map(
  Object.entries(relayParsers),
);

/**
 * Reads the actions of a logical flow. An error is in OVN's words. In lenient mode there is none: what is not understood
 * is an unknown action.
 */
export const parseActions = (text: string, context: ActionContext): Parsed<ParsedActions> => {
  const readList = (reader: ActionReader, end: '}' | 'end'): readonly Action[] | undefined =>
    readActions(reader, text, end);
  const reader = new ActionReader(text, context, readList);
  const actions = readList(reader, 'end');
  const { failure } = reader.lexer;
  if (failure !== undefined) return { error: failure };
  return { value: { actions: actions ?? [], prerequisites: reader.prerequisites } };
};

const readActions = (reader: ActionReader, text: string, end: '}' | 'end'): readonly Action[] | undefined => {
  const actions: Action[] = [];
  const startOfDrop = reader.offset;
  if (isDrop(reader)) {
    reader.skip(2);
    if (reader.lexer.forceMatch(end)) return actions;
    if (!canRecover(reader)) return undefined;
    actions.push(recover(reader, text, startOfDrop));
  }
  while (!reader.lexer.match(end)) {
    const { prerequisites, offset } = reader;
    const action = readAction(reader);
    if (reader.lexer.failure === undefined) {
      if (action !== undefined) actions.push(action);
      continue;
    }
    // At the end of the text a brace is missing: the action around is the one to keep the text of.
    const missingBrace = offset >= text.length || reader.lexer.token.type === 'end';
    if (!canRecover(reader) || (missingBrace && end === '}')) return undefined;
    reader.prerequisites = prerequisites;
    actions.push(recover(reader, text, offset));
  }
  return actions;
};

const canRecover = (reader: ActionReader): boolean => reader.context.lenient === true;

/** "drop;" alone is a list without actions, but no action that may stand beside others. */
const isDrop = ({ lexer }: ActionReader): boolean =>
  lexer.token.type === 'id' && lexer.token.text === 'drop' && lexer.lookahead() === ';';

/** One action with its semicolon. */
const readAction = (reader: ActionReader): Action | undefined => {
  const { lexer } = reader;
  const { type, text, start } = lexer.token;
  reader.actionStart = start;
  if (type === 'template') {
    lexer.error('Unexpanded template.');
    return undefined;
  }
  if (type !== 'id') {
    lexer.syntaxError();
    return undefined;
  }
  const action = readBody(reader, text);
  // Not the lexer from above: what stands nested may have made the reader start anew.
  reader.lexer.forceMatch(';');
  return action;
};

const readBody = (reader: ActionReader, word: string): Action | undefined => {
  const { lexer } = reader;
  const next = lexer.lookahead();
  if (next === '=' || next === '<->' || next === '[') return readAssignment(reader);
  const parser = parsers.get(word);
  if (parser === undefined) {
    lexer.syntaxError('expecting action');
    return undefined;
  }
  lexer.get();
  return parser(reader);
};

/** What begins with a field. */
const readAssignment = (reader: ActionReader): Action | undefined => {
  const { lexer } = reader;
  const field = reader.anyField();
  if (field === undefined) return undefined;
  if (lexer.match('<->')) return parseExchange(reader, field);
  if (!lexer.match('=')) {
    lexer.syntaxError("expecting `=' or `<->'");
    return undefined;
  }
  const { type, text } = lexer.token;
  if (type !== 'id') return parseLoad(reader, field);
  const parser =
    resultParsersWithoutParenthesis.get(text) ??
    (lexer.lookahead() === '(' ? resultParsers.get(text) : undefined) ??
    parseMove;
  return parser(reader, field);
};
