/** `ovnscope completion SHELL`: the script that makes a shell complete words. */
import { OvnscopeError } from '../../text/index.ts';
import type { Run } from '../command.ts';
import { scripts } from '../completion/scripts.ts';

export const run: Run = (args, io) => {
  const shell = String(args['shell']);
  const script = Object.entries(scripts).find(([name]) => name === shell)?.[1];
  if (script === undefined) {
    throw new OvnscopeError('usage', 'no completion for this shell', {
      where: shell,
      expected: Object.keys(scripts).join(', '),
    });
  }
  io.out.write(script);
  return Promise.resolve(0);
};
