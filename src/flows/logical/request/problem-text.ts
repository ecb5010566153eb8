/** What ovn-trace prints, on its standard output, in place of a trace. */
import type { TraceProblem } from './types.ts';

export const ovnTraceProblem = (problem: TraceProblem): string => {
  switch (problem.kind) {
    case 'unknown-datapath':
    case 'ambiguous-datapath':
      return `unknown datapath "${problem.name}"\n`;
    case 'unknown-port':
      return `unknown port "${problem.name}"\n`;
    case 'microflow':
      return `error parsing flow: ${problem.diagnostic.message}\n`;
    case 'no-inport':
      // Without an end of line, as ovn-trace prints it.
      return 'microflow does not specify ingress port';
    case 'bad-address':
      return `${problem.text}: bad address\n`;
    case 'unknown-chassis':
      return `unknown chassis "${problem.name}"\n`;
  }
};
