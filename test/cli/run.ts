/** Runs the command line in this process, with streams and environment of the test's own. */
import { main } from '../../src/cli/main.ts';
import type { Io } from '../../src/cli/io.ts';

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export const ovnscope = async (args: readonly string[], env: Io['env'] = {}): Promise<Ran> => {
  let out = '';
  let err = '';
  const io: Io = {
    // No test reads the machine's own databases by accident.
    env: { OVN_RUNDIR: '/nonexistent', OVS_RUNDIR: '/nonexistent', ...env },
    out: { write: (text) => void (out += text), terminal: false, columns: undefined },
    err: { write: (text) => void (err += text), terminal: false, columns: undefined },
    signal: new AbortController().signal,
  };
  const status = await main(args, io);
  return { status, out, err };
};
