/** All commands; help, completion and the manual are made from this table. */
import type { Command } from '../command.ts';

export const commands: readonly Command[] = [
  {
    usage: 'show',
    summary: 'the deployment at a glance: routers, switches, ports, chassis',
    options: {
      output: {
        alias: 'o',
        choices: ['text', 'json'] as const,
        default: 'text',
        describe: 'how to print it',
      },
      all: { type: 'boolean', default: false, describe: 'unfold long lists' },
    },
    examples: [
      ['ovnscope show', 'the OVN of this machine'],
      ['ovnscope show --from sosreport.tar.gz', 'a support archive'],
    ],
    load: () => import('./show.ts'),
  },
  {
    usage: 'graph',
    summary: 'the logical topology as a picture (SVG)',
    options: {
      output: {
        alias: 'o',
        type: 'string',
        describe: 'file to write; standard output without it',
        requiresArg: true,
      },
      title: { type: 'string', describe: 'title of the picture', requiresArg: true },
    },
    examples: [['ovnscope graph -o topology.svg', 'open it in any browser']],
    load: () => import('./graph.ts'),
  },
];
