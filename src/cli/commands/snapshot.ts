/** `ovnscope snapshot`: saves the databases for a later look. */
import { randomBytes } from 'node:crypto';
import type { Run } from '../command.ts';
import { nodeDisk } from '../snapshot/disk.ts';
import { takeSnapshot } from '../snapshot/index.ts';

export const run: Run = async (args, io) => {
  const asked = {
    path: String(args['path']),
    noFlows: args['noFlows'] === true,
    redact: args['redact'] === true,
    force: args['force'] === true,
  };
  await takeSnapshot(args, asked, io, { disk: nodeDisk, now: () => new Date(), randomBytes });
  return 0;
};
