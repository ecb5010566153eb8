/**
 * `parse-actions` of OVN's own test program: actions, one list a line; each is echoed, and below it stand the form that
 * OVN would write if it is another one, the prerequisites, or what is wrong. (What the actions are in OpenFlow is left
 * out.)
 */
import {
  expandTemplate,
  formatActions,
  formatExpression,
  parseActions,
} from '../../src/flows/language/index.ts';
import { actionContext } from './ovn-setup.ts';

/** What the program prints for a line, without the last newline. */
export const runParseActions = (line: string): string => {
  const { text, missing } = expandTemplate(line, new Map());
  const described = missing.length > 0 ? [`failed to parse ${line}`] : describe(line, text);
  return [line, ...described].join('\n    ');
};

const describe = (line: string, text: string): readonly string[] => {
  const { value, error } = parseActions(text, actionContext);
  if (error !== undefined) return [error.message];
  const formatted = formatActions(value.actions);
  const lines: string[] = [];
  if (formatted !== line) lines.push(`formats as ${formatted}`);
  if (value.prerequisites !== undefined) {
    lines.push(`has prereqs ${formatExpression(value.prerequisites)}`);
  }
  const again = parseActions(formatted, actionContext);
  if (again.error !== undefined) return [...lines, `reparse error: ${again.error.message}`];
  const reformatted = formatActions(again.value.actions);
  return reformatted === formatted ? lines : [...lines, `bad reformat: ${reformatted}`];
};
