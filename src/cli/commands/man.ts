/** `ovnscope man`: the manual page of the commands that stand in the table. */
import type { Command, Run } from '../command.ts';
import { manualPage } from '../man/page.ts';
import { globalOptions } from '../options.ts';
import { VERSION } from '../version.ts';

export const runOver =
  (commands: readonly Command[]): Run =>
  (_args, io) => {
    io.out.write(manualPage({ version: VERSION, commands, globals: globalOptions }));
    return Promise.resolve(0);
  };
