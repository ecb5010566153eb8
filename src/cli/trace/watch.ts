/** `--watch`: the same question again whenever a row that its answer was made of changes, and what changed in it. */
import { OvnscopeError } from '../../text/index.ts';
import { reportError } from '../errors.ts';
import type { Io } from '../io.ts';
import { converse, type Conversation } from './converse.ts';
import { changedLines } from './difference.ts';
import type { TraceOptions } from './options.ts';
import type { TraceSession } from './session.ts';

/** Changes that come together are answered together. */
const SETTLES = 100;

export const watch = async (
  session: TraceSession,
  options: TraceOptions,
  first: Conversation,
  print: (conversation: Conversation) => string,
  io: Io,
): Promise<0 | 1> => {
  if (!session.pieces.isLive) {
    throw new OvnscopeError('usage', 'files do not change: --watch needs a server', {
      hint: '--sb unix:PATH, tcp:HOST:PORT or ssl:HOST:PORT',
    });
  }
  let before = print(first);
  while (!io.signal.aborted) {
    await session.changed(io.signal, SETTLES);
    if (io.signal.aborted) break;
    const conversation = await session.ask((view) => converse(view, options));
    if (conversation instanceof OvnscopeError) {
      reportError(io.err, conversation, false);
      continue;
    }
    const now = print(conversation);
    if (now === before) continue;
    io.out.write(`\n${changedLines(before, now).join('\n')}\n`);
    before = now;
  }
  return 0;
};
