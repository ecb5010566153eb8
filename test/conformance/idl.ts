/** The subcommands that follow a live database. */
import type { Command } from './command.ts';

const notImplemented = (): void => {
  process.stderr.write('not implemented\n');
  process.exitCode = 1;
};

export const idlCommands: ReadonlyMap<string, Command> = new Map(
  Object.entries({
    idl: {
      least: 2,
      most: Infinity,
      summary:
        'SCHEMA SERVER [?T1:C1,C2...[?T2:C1,C2,...]...] [TRANSACTION...]: print the database after each',
      run: notImplemented,
    },
  }),
);
