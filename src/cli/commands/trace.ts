/** `ovnscope trace`: what happens to a packet, and why. */
import type { Run } from '../command.ts';
import { runTrace } from '../trace/index.ts';

export const run: Run = (args, io) => runTrace(args, io);
