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

export interface ActionsReport {
  /** What the program prints, without the last newline. */
  readonly output: string;
  /** Whether what was written back was read as the same; otherwise the program fails in the end. */
  readonly readAgain: boolean;
}

/** What the program says of a line. */
export const runParseActions = (line: string): ActionsReport => {
  const { text, missing } = expandTemplate(line, new Map());
  if (missing.length > 0) return report(line, [`failed to parse ${line}`]);
  const { value, error } = parseActions(text, actionContext);
  if (error !== undefined) return report(line, [error.message]);
  const formatted = formatActions(value.actions);
  const lines: string[] = [];
  if (formatted !== line) lines.push(`formats as ${formatted}`);
  if (value.prerequisites !== undefined) {
    lines.push(`has prereqs ${formatExpression(value.prerequisites)}`);
  }
  const again = parseActions(formatted, actionContext);
  if (again.error !== undefined) {
    return report(line, [...lines, `reparse error: ${again.error.message}`], false);
  }
  const reformatted = formatActions(again.value.actions);
  if (reformatted === formatted) return report(line, lines);
  return report(line, [...lines, `bad reformat: ${reformatted}`], false);
};

const report = (line: string, lines: readonly string[], readAgain = true): ActionsReport => ({
  output: [line, ...lines].join('\n    '),
  readAgain,
});
