/** How errors and notes are told to a person, on stderr. */
import type { Problem } from '../ovsdb/index.ts';
import { OvnscopeError, printable } from '../text/index.ts';
import type { Output } from './io.ts';

/** Names and paths are escaped line by line: the layout is ours, the content is not. */
const safe = (text: string): string => text.split('\n').map(printable).join('\n');

export const reportError = (err: Output, error: unknown, verbose: boolean): void => {
  if (!(error instanceof OvnscopeError)) {
    const text =
      error instanceof Error ? (verbose ? (error.stack ?? error.message) : error.message) : String(error);
    err.write(`ovnscope: ${safe(text)}\n`);
    if (!verbose) err.write('  this should not happen; -v shows more\n');
    return;
  }
  err.write(`ovnscope: ${safe(error.message)}\n`);
  const parts: [string, string | undefined][] = [
    ['where', error.message.includes(error.where ?? '\0') ? undefined : error.where],
    ['expected', error.expected],
    ['try', error.hint],
  ];
  for (const [name, text] of parts) {
    if (text === undefined) continue;
    // A place that is shown, with a line that points at it, stands for itself.
    err.write(text.startsWith('\n') ? `${safe(text.slice(1))}\n` : `  ${name}: ${safe(text)}\n`);
  }
};

/** Names the first few and counts the rest: nothing that was not understood goes unmentioned. */
export const reportProblems = (
  err: Output,
  source: string,
  count: number,
  list: readonly Problem[],
  verbose: boolean,
): void => {
  if (count === 0) return;
  const shown = verbose ? list : list.slice(0, 3);
  err.write(
    `ovnscope: ${safe(source)}: ${count} ${count === 1 ? 'thing' : 'things'} could not be understood\n`,
  );
  for (const { where, message } of shown) err.write(`  ${safe(where)}: ${safe(message)}\n`);
  if (shown.length < count)
    err.write(`  … and ${count - shown.length} more${verbose ? '' : ' (-v names them)'}\n`);
};

/** Files that looked like databases and could not be read. */
export const reportSkipped = (
  err: Output,
  skipped: readonly { readonly name: string; readonly reason: string }[],
  verbose: boolean,
): void => {
  const shown = verbose ? skipped : skipped.slice(0, 3);
  for (const { name, reason } of shown) {
    err.write(`ovnscope: left out ${safe(reason.startsWith(name) ? reason : `${name}: ${reason}`)}\n`);
  }
  if (shown.length < skipped.length)
    err.write(`ovnscope: … and ${skipped.length - shown.length} more (-v names them)\n`);
};
