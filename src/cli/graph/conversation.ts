/** `trace --svg FILE`: the trace that was just told, as a picture. */
import { logicalScene, tracedScene } from '../../viz/index.ts';
import type { CommandArguments } from '../command.ts';
import { readNetworkOf } from '../commands/network.ts';
import type { Io } from '../io.ts';
import type { Conversation } from '../trace/converse.ts';
import { writePictures } from './index.ts';
import { needsOf } from './needs.ts';
import type { Target } from './options.ts';
import { drawnTraces } from './traced.ts';

export const drawConversation = async (
  conversation: Conversation,
  targets: readonly Target[],
  args: CommandArguments,
  io: Io,
): Promise<void> => {
  const { network } = await readNetworkOf(args, io, needsOf(['logical'], false));
  const scene = tracedScene(logicalScene(network), drawnTraces(conversation));
  const options = {
    title: undefined,
    theme: 'auto' as const,
    scale: 1,
    width: 100,
    ascii: false,
    fold: {},
  };
  await writePictures([scene], options, { targets }, io);
};
