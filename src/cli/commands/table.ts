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
        complete: 'file',
      },
      title: { type: 'string', describe: 'title of the picture', requiresArg: true },
    },
    examples: [['ovnscope graph -o topology.svg', 'open it in any browser']],
    load: () => import('./graph.ts'),
  },
  {
    usage: 'completion <shell>',
    summary: 'a script that completes words in your shell, names of things among them',
    description: [
      'Prints a script for the shell to read. It calls ovnscope for what can stand at the cursor: commands, options, their values, kinds, and the names of things in the databases that the line says (--from, --nb, --sb ...) or else the environment. Databases that take longer than a second to read are left out.',
    ],
    positionals: [{ name: 'shell', describe: 'bash, zsh or fish', complete: ['bash', 'zsh', 'fish'] }],
    options: {},
    examples: [
      ['source <(ovnscope completion bash)', 'in this shell; in ~/.bashrc for every one'],
      ['ovnscope completion fish | source', 'for fish'],
    ],
    load: () => import('./completion.ts'),
  },
  {
    usage: 'man',
    summary: 'the manual page, as man(7) source',
    options: {},
    examples: [['ovnscope man | man -l -', 'read it']],
    load: () => import('./man.ts'),
  },
];
