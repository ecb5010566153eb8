/** `ovnscope graph`: pictures. */
import type { Run } from '../command.ts';
import { runGraph } from '../graph/index.ts';

export const run: Run = runGraph;
