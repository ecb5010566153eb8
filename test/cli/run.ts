/** Runs the command line in this process, with streams and environment of the test's own. */
import { main } from '../../src/cli/main.ts';
import type { Io } from '../../src/cli/io.ts';

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** What is typed in, when it is enough, and what is printed as it comes. */
export interface Session {
  readonly in?: Io['in'];
  readonly signal?: AbortSignal;
  readonly onOut?: (text: string) => void;
  readonly terminal?: boolean;
}

export const ovnscope = async (
  args: readonly string[],
  env: Io['env'] = {},
  session: Session = {},
): Promise<Ran> => {
  let out = '';
  let err = '';
  const io: Io = {
    // No test reads the machine's own databases by accident.
    env: { OVN_RUNDIR: '/nonexistent', OVS_RUNDIR: '/nonexistent', ...env },
    in: session.in,
    out: {
      write: (text) => {
        out += text;
        session.onOut?.(text);
      },
      terminal: session.terminal === true,
      columns: undefined,
    },
    err: { write: (text) => void (err += text), terminal: false, columns: undefined },
    signal: session.signal ?? new AbortController().signal,
  };
  const status = await main(args, io);
  return { status, out, err };
};
