/** Actions read where OVN's own tests read them. */
import {
  formatActions,
  formatExpression,
  parseActions,
  type Action,
  type ActionContext,
  type Diagnostic,
} from '../../../../src/flows/language/index.ts';
import { actionContext } from '../../../conformance/ovn-setup.ts';

type Changes = Partial<ActionContext>;

const read = (text: string, changes: Changes = {}) => parseActions(text, { ...actionContext, ...changes });

export const actionsOf = (text: string, changes?: Changes): readonly Action[] => {
  const { value, error } = read(text, changes);
  if (error !== undefined) throw new Error(`${text}: ${error.message}`);
  return value.actions;
};

/** The only action of a text. */
export const actionOf = (text: string, changes?: Changes): Action => {
  const [action, ...more] = actionsOf(text, changes);
  if (action === undefined || more.length > 0) throw new Error(`${text}: not one action`);
  return action;
};

export const prerequisitesOf = (text: string, changes?: Changes): string | undefined => {
  const prerequisites = read(text, changes).value?.prerequisites;
  return prerequisites && formatExpression(prerequisites);
};

export const formatted = (text: string, changes?: Changes): string => formatActions(actionsOf(text, changes));

export const errorOf = (text: string, changes?: Changes): Diagnostic | undefined => read(text, changes).error;

/** Offsets to where a word stands in a text, which has it once. */
export const place = (text: string, word: string): { readonly start: number; readonly end: number } => {
  const start = text.indexOf(word);
  return { start, end: start + word.length };
};
