/** `ovnscope trace`, from its words to its exit status. */
import { existsSync } from 'node:fs';
import { OvnscopeError, printable } from '../../text/index.ts';
import type { CommandArguments } from '../command.ts';
import { reportError } from '../errors.ts';
import type { Io } from '../io.ts';
import { runBatch } from './batch.ts';
import { holds } from './expect.ts';
import { conversationText } from './answer-text.ts';
import { tellOf, type Conversation, type Told } from './converse.ts';
import { conversationJson } from './json.ts';
import { formsText } from './forms.ts';
import { traceOptions, type TraceOptions } from './options.ts';
import { splitFrom } from './sender.ts';
import { TraceSession } from './session.ts';
import { needServer, watch } from './watch.ts';
import { renderOptions } from './style.ts';

type Status = 0 | 1 | 2;

export const runTrace = async (given: CommandArguments, io: Io): Promise<Status> => {
  const { args: split, sender } = splitFrom(given, existsSync);
  const options = traceOptions(split, sender);
  const args = typeof split['db'] === 'string' ? { ...split, sb: [split['db']] } : split;
  for (const complaint of options.complaints) io.err.write(`ovnscope: ${complaint}\n`);
  const started = performance.now();
  const session = await TraceSession.open(args, io, {
    keepPackets: options.explain,
    follows: options.watch || options.batch !== undefined,
  });
  try {
    if (options.watch) needServer(session);
    const status = await answer(options, args, session, io);
    if (args.verbose) tell(session, io, performance.now() - started);
    return status;
  } finally {
    await session.pieces.close();
  }
};

const answer = async (
  options: TraceOptions,
  args: CommandArguments,
  session: TraceSession,
  io: Io,
): Promise<Status> => {
  if (options.batch !== undefined) {
    const failed = await runBatch(options.batch, session, io);
    session.pieces.finish();
    return failed === 0 ? 0 : 1;
  }
  if (options.forms.length > 0) {
    const text = await session.ask((view) => formsText(view, options));
    if (text instanceof OvnscopeError) throw text;
    io.out.write(io.out.terminal ? text.split('\n').map(printable).join('\n') : text);
    session.pieces.finish();
    return 0;
  }
  const print = (one: Conversation): string =>
    options.json ? conversationJson(one) : conversationText(one, renderOptions(io, args, options));
  const told = await session.ask((view) => tellOf(view, options, print));
  if (told instanceof OvnscopeError) {
    reportError(io.err, told, args.verbose);
    return 1;
  }
  io.out.write(told.text);
  session.pieces.finish();
  if (options.pictures.length > 0) {
    // Drawing is loaded only by who draws.
    const { drawConversation } = await import('../graph/conversation.ts');
    await drawConversation(told.conversation, options.pictures, args, io);
  }
  if (options.watch) return watch(session, options, told.text, print, io);
  return judge(told, io);
};

const judge = ({ wanted, conversation }: Told, io: Io): Status => {
  if (wanted === undefined || holds(wanted, conversation)) return 0;
  io.err.write(`ovnscope: expected ${wanted.text}, and it is not so\n`);
  return 2;
};

/** What was asked of servers: of a large Southbound it is the flows of a few datapaths. */
const tell = ({ pieces }: TraceSession, io: Io, milliseconds: number): void => {
  if (!pieces.isLive) return;
  const bytes = (pieces.bytes / 1e6).toFixed(2);
  const seconds = (milliseconds / 1000).toFixed(2);
  io.err.write(
    `ovnscope: ${pieces.rows} rows, ${bytes} MB asked for in ${pieces.rounds} rounds, ${seconds} s\n`,
  );
};
