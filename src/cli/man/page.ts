/** ovnscope(1), made of the command table. The order of its sections is that of man-pages(7). */
import type { Command, CommandOption } from '../command.ts';
import { bold, example, italic, item, paragraph, section, subsection, title } from './roff.ts';

export interface Manual {
  readonly version: string;
  readonly commands: readonly Command[];
  readonly globals: Readonly<Record<string, CommandOption>>;
}

const ENVIRONMENT: readonly (readonly [string, string])[] = [
  ['OVN_NB_DB', 'Remote of the Northbound, when no option says where databases are.'],
  ['OVN_SB_DB', 'Remote of the Southbound, when no option says where databases are.'],
  ['OVN_RUNDIR', 'Where the sockets of OVN are looked for instead of /var/run/ovn.'],
  ['OVS_RUNDIR', 'Where the socket of Open vSwitch is looked for instead of /var/run/openvswitch.'],
  ['NO_COLOR', 'Not empty: no colours, unless --color=always.'],
  ['FORCE_COLOR', 'Not empty and not 0: colours even where the output is no terminal.'],
];

const FILES: readonly (readonly [string, string])[] = [
  ['/var/run/ovn/ovnnb_db.sock', 'The Northbound of this machine.'],
  ['/var/run/ovn/ovnsb_db.sock', 'The Southbound of this machine.'],
  ['/var/run/openvswitch/db.sock', 'The Open_vSwitch database of this machine.'],
];

const STATUS: readonly (readonly [string, string])[] = [
  ['0', 'Done.'],
  ['1', 'Wrong usage, or a database or host that could not be reached or read.'],
  ['2', 'Looked at, and found wanting.'],
];

const SEE_ALSO = [
  ['ovn-nbctl', 8],
  ['ovn-sbctl', 8],
  ['ovs-vsctl', 8],
  ['ovsdb-client', 1],
  ['ovn-nb', 5],
  ['ovn-sb', 5],
  ['ovs-vswitchd.conf.db', 5],
  ['ovsdb', 7],
  ['ovn-architecture', 7],
] as const;

export const manualPage = ({ version, commands, globals }: Manual): string =>
  [
    title('OVNSCOPE', 1, `ovnscope ${version}`, 'User Commands'),
    section('NAME'),
    'ovnscope \\- see what Open vSwitch and OVN do, live or saved; read\\-only',
    section('SYNOPSIS'),
    ...commands.flatMap((command, index) => [...(index === 0 ? [] : ['.br']), synopsis(command)]),
    section('DESCRIPTION'),
    ...paragraph(
      'ovnscope reads the databases of OVN and Open vSwitch and tells what they mean together: logical switches and routers, their ports, where each is bound, chassis and bridges. It reads running servers over the OVSDB protocol and everything that was saved of them: database files, backups, dumps, directories and support archives. It never changes a database.',
    ),
    ...paragraph(
      'A REMOTE is written as for the tools of OVN: unix:PATH, tcp:HOST:PORT or ssl:HOST:PORT, several of one cluster separated by commas. Without an option that says where databases are, the environment is asked, and then the sockets of this machine.',
    ),
    section('COMMANDS'),
    ...commands.flatMap(describeCommand),
    section('GLOBAL OPTIONS'),
    ...paragraph('Every command has these.'),
    ...Object.entries(globals).flatMap(([name, option]) => describeOption(name, option)),
    ...item(`${bold('-h')}, ${bold('--help')}`, 'Show help, of a command when one is named.'),
    ...item(`${bold('-V')}, ${bold('--version')}`, 'Show the version.'),
    section('ENVIRONMENT'),
    ...ENVIRONMENT.flatMap(([name, text]) => item(bold(name), text)),
    section('FILES'),
    ...FILES.flatMap(([name, text]) => item(italic(name), text)),
    section('EXIT STATUS'),
    ...STATUS.flatMap(([name, text]) => item(bold(name), text)),
    section('EXAMPLES'),
    ...commands.flatMap(({ examples }) => examplesOf(examples)),
    section('SEE ALSO'),
    SEE_ALSO.map(([name, number]) => `${bold(name)}(${number})`).join(',\n'),
    '',
  ].join('\n');

/** `get <kind> [names..]` → **get** *KIND* [*NAMES* ...] */
const usageOf = (usage: string): string => {
  const [word = '', ...places] = usage.split(' ');
  const shown = places.map((place) => {
    const name = place.replace(/[<>[\].]/g, '').toUpperCase();
    const many = place.includes('..') ? ' ...' : '';
    return place.startsWith('[') ? `[${italic(name)}${many}]` : `${italic(name)}${many}`;
  });
  return [bold(word), ...shown].join(' ');
};

const synopsis = ({ usage }: Command): string =>
  `${bold('ovnscope')} ${usageOf(usage)} [${italic('OPTION')} ...]`;

const describeCommand = (command: Command): readonly string[] => {
  const { usage, summary, description = [], positionals = [], options, examples } = command;
  return [
    subsection(usage.split(' ')[0] ?? usage),
    synopsis(command),
    ...paragraph(sentence(summary)),
    ...description.flatMap(paragraph),
    ...positionals.flatMap(({ name, describe }) => item(italic(name.toUpperCase()), sentence(describe))),
    ...Object.entries(options).flatMap(([name, option]) => describeOption(name, option)),
    ...examplesOf(examples),
  ];
};

const describeOption = (name: string, option: CommandOption): readonly string[] => {
  if (option.hidden === true) return [];
  const aliases = [option.alias ?? []].flat().map(String);
  const value =
    option.type === 'boolean' || option.type === 'count' ? '' : ` ${italic(valueOf(name, option))}`;
  const spelled = [...aliases.map((alias) => (alias.length === 1 ? `-${alias}` : `--${alias}`)), `--${name}`];
  return item(
    spelled.map((each) => `${bold(each)}${value}`).join(', '),
    [
      sentence(option.describe ?? option.description ?? option.desc ?? name),
      option.choices === undefined ? '' : `One of ${option.choices.map(String).join(', ')}.`,
      defaultOf(option),
    ]
      .filter((part) => part !== '')
      .join(' '),
  );
};

const valueOf = (name: string, option: CommandOption): string => {
  if (option.choices !== undefined) return name.toUpperCase();
  if (option.complete === 'file') return 'FILE';
  if (option.complete === 'directory') return 'DIRECTORY';
  if (option.complete === 'remote') return 'REMOTE|FILE';
  return option.type === 'number' ? 'NUMBER' : 'TEXT';
};

const defaultOf = ({ default: value, type }: CommandOption): string =>
  value === undefined || type === 'boolean' ? '' : `Default: ${String(value)}.`;

const examplesOf = (examples: Command['examples']): readonly string[] =>
  examples.flatMap(([line, meaning]) => [
    ...paragraph(`${sentence(meaning).slice(0, -1)}:`),
    ...example([line]),
  ]);

const sentence = (text: string): string => {
  const trimmed = text.trim();
  const first = trimmed.charAt(0);
  return `${first.toUpperCase()}${trimmed.slice(1)}${/[.!?]$/.test(trimmed) ? '' : '.'}`;
};
