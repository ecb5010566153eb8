/** What could not be read of hosts, on standard error. */
import type { HostProblem } from '../../host/index.ts';
import { printable } from '../../text/index.ts';

/** More are counted, unless everything was asked for. */
const TOLD = 5;

export const reportHostProblems = (
  out: { write(text: string): void },
  problems: readonly HostProblem[],
  verbose: boolean,
): void => {
  const told = verbose ? problems : problems.slice(0, TOLD);
  for (const { source, where, message } of told) {
    const place = where === undefined ? printable(source) : `${printable(source)}, ${printable(where)}`;
    out.write(`ovnscope: ${place}: ${message}\n`);
  }
  const more = problems.length - told.length;
  if (more > 0) out.write(`ovnscope: and ${more} more: -v tells all\n`);
};
