/** The way of a packet, drawn over the logical or the combined view. */
import { OvnscopeError } from '../../text/index.ts';
import type { DrawnTrace } from '../../viz/index.ts';
import type { CommandArguments } from '../command.ts';
import type { Io } from '../io.ts';
import { converse, type Conversation } from '../trace/converse.ts';
import type { TraceOptions } from '../trace/options.ts';
import { TraceSession } from '../trace/session.ts';

/** A packet, and what answers it, as the drawing takes them. */
export const drawnTraces = ({ first, reply, reasons }: Conversation): readonly DrawnTrace[] => [
  { answer: first, reasons },
  ...(reply === undefined ? [] : [{ answer: reply, reasons, reply: true }]),
];

/** Throws `OvnscopeError` where the microflow is none, or nothing is known of where it starts. */
export const traceMicroflow = async (
  microflow: string,
  args: CommandArguments,
  io: Io,
): Promise<readonly DrawnTrace[]> => {
  const session = await TraceSession.open(args, io, { keepPackets: true });
  try {
    const options: TraceOptions = {
      datapath: undefined,
      microflow,
      endpoints: undefined,
      forms: [],
      friendlyNames: true,
      ct: [],
      complaints: [],
      lbDst: undefined,
      selectId: undefined,
      on: undefined,
      size: undefined,
      dnsName: undefined,
      reply: false,
      explain: false,
      json: false,
      expect: undefined,
      batch: undefined,
      watch: false,
      pictures: [],
    };
    const conversation = await session.ask((view) => converse(view, options));
    if (conversation instanceof OvnscopeError) throw conversation;
    return drawnTraces(conversation);
  } finally {
    await session.pieces.close();
  }
};
