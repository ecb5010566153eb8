/** The words of `compare`, for the command line, its help and its completion. */
import type { Command } from '../command.ts';

export const compareCommand: Command = {
  usage: 'compare <a> <b>',
  summary: 'two set-ups of bridges, Linux or Open vSwitch: do they carry the same frames?',
  description: [
    'Holds two hosts beside each other, or one host before and after: for every port, namespace and wire that both have, and every tag that it may send, whether a broadcast gets to the same places with the same tags; then MTU, state, isolation, hairpin, learning and flooding of the ports. A and B are captures (ovnscope host capture), sosreports or databases of Open vSwitch.',
    'Ends are matched by name (NAMESPACE/NAME); --map A=B says that an end has another name in B. Bridges that flows control are not judged, and named. Filters, spanning tree timers, tunnels and quality of service are not compared yet.',
    'The exit status is 2 if they are not equivalent.',
  ],
  positionals: [
    { name: 'a', describe: 'capture of the one', complete: 'file' },
    { name: 'b', describe: 'capture of the other', complete: 'file' },
  ],
  options: {
    map: {
      type: 'string',
      array: true,
      describe: 'A=B: what is called A in the first is B in the second (repeatable)',
      requiresArg: true,
    },
    output: {
      alias: 'o',
      choices: ['text', 'json'] as const,
      default: 'text',
      describe: 'how to print it',
    },
  },
  examples: [
    ['ovnscope compare linux-bridge.tar.gz openvswitch.tar.gz', 'does the new host do what the old one did?'],
    ['ovnscope compare before after --map tap1=vnet0', 'an end with another name'],
  ],
  load: () => import('../commands/compare.ts'),
};
