/** The words of `graph`, for the command line, its help and its completion. */
import type { Command } from '../command.ts';

export const VIEWS = ['logical', 'physical', 'combined', 'acl', 'lb', 'bridge'] as const;

const FORMATS = ['svg', 'html', 'png', 'text', 'dot', 'mermaid', 'drawio', 'json'] as const;

export const graphCommand: Command = {
  usage: 'graph [name]',
  summary: 'a picture: logical, physical, both, ACLs, load balancers, bridges',
  description: [
    'Draws what there is, in the format that the name of the file ends in: .svg, .html (with search, folding and zoom, in one file), .png, .txt, .dot, .mmd (Mermaid), .drawio, .json. Without a file the picture is drawn in the terminal, or written as SVG where standard output is no terminal.',
    'NAME is anything that describe takes. For the views acl, lb and bridge it is what they are of; for the others the picture is of what is around it.',
    'What is too much to look at is folded: by switch, by role, by router; a folded card counts and names what it stands for. --all draws everything in the open.',
    'A picture that was saved as JSON is drawn again with --scene FILE.',
  ],
  positionals: [
    { name: 'name', describe: 'a port, switch, router, host …: what it is about', complete: 'thing' },
  ],
  options: {
    view: { choices: VIEWS, describe: 'what is drawn (logical)' },
    output: {
      alias: 'o',
      type: 'string',
      array: true,
      describe: 'file to write, - for standard output (repeatable)',
      requiresArg: true,
      complete: 'file',
    },
    format: { alias: 'f', choices: FORMATS, describe: 'format, where the name of the file does not tell' },
    around: {
      type: 'string',
      array: true,
      describe: 'only what is around this (repeatable)',
      requiresArg: true,
      complete: 'thing',
    },
    hops: { type: 'number', describe: 'how far around (1)', requiresArg: true },
    diff: {
      type: 'string',
      array: true,
      describe: 'what differs from these databases: directory, archive or file (repeatable)',
      requiresArg: true,
      complete: 'file',
    },
    trace: {
      type: 'string',
      describe: 'the way of this packet: a MICROFLOW as trace takes it',
      requiresArg: true,
    },
    host: {
      type: 'string',
      array: true,
      describe: 'bridges of captured hosts, of Linux too: host capture, sosreport (repeatable)',
      requiresArg: true,
      complete: 'file',
    },
    open: {
      type: 'string',
      array: true,
      describe: 'do not fold this; list all of it (repeatable)',
      requiresArg: true,
      complete: 'thing',
    },
    all: { type: 'boolean', default: false, describe: 'fold nothing' },
    title: { type: 'string', describe: 'title of the picture', requiresArg: true },
    theme: { choices: ['auto', 'light', 'dark'] as const, describe: 'colours; auto follows the browser' },
    scale: { type: 'number', describe: 'size of a PNG (1)', requiresArg: true },
    width: { type: 'number', describe: 'width of text, in characters', requiresArg: true },
    ascii: { type: 'boolean', default: false, describe: 'text in ASCII only' },
    scene: {
      type: 'string',
      describe: 'draw a picture that was saved as JSON',
      requiresArg: true,
      complete: 'file',
    },
  },
  examples: [
    ['ovnscope graph -o topology.html', 'search it, fold it, share it'],
    ['ovnscope graph web-1 --view acl', 'the ACLs that hold for a port, in the terminal'],
    ['ovnscope graph --around r1 --hops 2 -o r1.svg -o r1.png', 'one router and what is near'],
    ['ovnscope graph --diff yesterday.tar.gz -o changes.svg', 'what has changed since'],
  ],
  load: () => import('../commands/graph.ts'),
};
