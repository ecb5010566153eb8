/** `--watch`: the same question again whenever a row that its answer was made of changes, and what changed in it. */
import { OvnscopeError } from '../../text/index.ts';
import { reportError } from '../errors.ts';
import type { Io } from '../io.ts';
import { tellOf, type Conversation } from './converse.ts';
import { changedLines } from './difference.ts';
import type { TraceOptions } from './options.ts';
import type { TraceSession } from './session.ts';

/** Changes that come together are answered together. */
const SETTLES = 100;

/** Throws `OvnscopeError` of kind `usage`. */
export const needServer = ({ pieces }: TraceSession): void => {
  if (pieces.isLive) return;
  throw new OvnscopeError('usage', 'files do not change: --watch needs a server', {
    hint: '--sb unix:PATH, tcp:HOST:PORT or ssl:HOST:PORT',
  });
};

export const watch = async (
  session: TraceSession,
  options: TraceOptions,
  first: string,
  print: (conversation: Conversation) => string,
  io: Io,
): Promise<0 | 1> => {
  let before = first;
  while (!io.signal.aborted) {
    await session.changed(io.signal, SETTLES);
    if (io.signal.aborted) break;
    const told = await session.ask((view) => tellOf(view, options, print));
    if (told instanceof OvnscopeError) {
      reportError(io.err, told, false);
      continue;
    }
    if (told.text === before) continue;
    io.out.write(`\n${changedLines(before, told.text).join('\n')}\n`);
    before = told.text;
  }
  return 0;
};
