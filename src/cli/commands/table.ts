/** All commands; help, completion and the manual are made from this table. */
import { graphCommand } from '../graph/words.ts';
import { compareCommand } from '../compare/words.ts';
import { hostCommand } from '../host/words.ts';
import { pathCommand } from '../path/words.ts';
import type { Command } from '../command.ts';

export const commands: readonly Command[] = [
  {
    usage: 'show [name]',
    summary: 'the deployment at a glance: routers, switches, ports, chassis',
    description: [
      'Prints how much there is and whether something is wrong, then logical routers, logical switches with their ports, chassis and hosts. Long lists are folded: what is wrong stays in sight, what is well is counted.',
      'With a name it opens one logical switch, logical router, chassis or host. A name is anything that tells a thing from others: its name or alias, a UUID or its first digits, a MAC or an IP.',
    ],
    positionals: [{ name: 'name', describe: 'one thing, by name, address or UUID', complete: 'thing' }],
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
      ['ovnscope show sw0', 'one switch'],
    ],
    load: () => import('./show.ts'),
  },
  {
    usage: 'describe <names..>',
    summary: 'everything about one thing, by its name, address or UUID',
    description: [
      'Prints what a thing is, where it is bound and whether it is up, its addresses and security, the ACLs that apply to it in the order in which they are evaluated, NAT, load balancers, DHCP, routes, learned addresses and the physical side.',
      'It is found by its exact name, its alias (the name in Neutron, NAMESPACE/POD), a UUID or 4 or more of its first digits, a MAC, an IP or a CIDR; or by a part of its name or the first bytes of its MAC, if no other has them. KIND/NAME and HOST/NAME narrow the search. Of a live database no more is read than what is printed.',
    ],
    positionals: [
      { name: 'names', describe: 'name, alias, UUID or its first digits, MAC, IP, CIDR', complete: 'thing' },
    ],
    options: {
      output: {
        alias: 'o',
        choices: ['text', 'json', 'yaml'] as const,
        default: 'text',
        describe: 'how to print it',
      },
      kind: {
        type: 'string',
        describe: 'look among things of this kind only',
        requiresArg: true,
        complete: 'kind',
      },
      all: { type: 'boolean', default: false, describe: 'unfold long lists' },
    },
    examples: [
      ['ovnscope describe 10.0.0.5', 'whose address is it, and everything about that port'],
      ['ovnscope describe port/web-0', 'the port, not the port group of that name'],
    ],
    load: () => import('./describe.ts'),
  },
  {
    usage: 'get [kind] [names..]',
    summary: 'things of one kind as a table, JSON, YAML or CSV',
    description: [
      'Prints a line for each thing of a kind (switches, ports, nats, chassis ...), or for those that are named, by name, alias, UUID, 4 or more hex digits that a UUID begins with, or a shell pattern. Several kinds are joined by commas. Without a kind it lists all kinds.',
      'A column is a field of the kind, a column of the database, or COLUMN:KEY, the value of a key in a map. Filters compare a column: = and != with text, numbers, ranges (10..20), addresses and networks (10.0.0.0/24); ~ and !~ with a regular expression; <, <=, > and >= with a number. All filters must hold.',
    ],
    positionals: [
      { name: 'kind', describe: 'kind, or kinds joined by commas; none lists them all', complete: 'kind' },
      { name: 'names', describe: 'name, alias, UUID or its beginning, or pattern', complete: 'name' },
    ],
    options: {
      output: {
        alias: 'o',
        choices: ['table', 'wide', 'json', 'yaml', 'csv', 'name'] as const,
        default: 'table',
        describe: 'how to print it',
      },
      columns: {
        type: 'string',
        describe: 'columns to show: NAME,COLUMN,MAP:KEY',
        requiresArg: true,
      },
      filter: {
        type: 'string',
        array: true,
        describe: 'only those where this holds: column=value, != ~ !~ < <= > >= (repeatable)',
        requiresArg: true,
      },
      sort: { type: 'string', describe: 'order: --sort=COLUMN,-COLUMN; - is descending', requiresArg: true },
      'no-headings': { type: 'boolean', default: false, describe: 'without the line of headings' },
      list: { type: 'boolean', default: false, describe: 'list the kinds' },
    },
    examples: [
      ['ovnscope get ports --filter addresses=10.0.0.0/24', 'who has an address of that network'],
      ['ovnscope get acls --filter priority=1000..2000 --sort=-priority', 'by priority'],
      ["ovnscope get ports 'web-*' -o json", 'for a program'],
    ],
    load: () => import('./get.ts'),
  },
  {
    usage: 'trace [datapath] [microflow]',
    summary: 'what happens to a packet, and because of which ACL, route, NAT or load balancer',
    description: [
      'Follows a packet through the logical pipeline: where it arrives or what drops it, because of which row of the Northbound, by which switches and routers, and what it looks like at the end. The packet is a microflow in the language of matches (inport == "PORT" && ...), or is built from the model by --from PORT --to PORT|IP.',
      "With --detailed, --summary, --minimal or --all it prints what ovn-trace of the database's version prints, byte for byte. Without, connections are tracked: a packet opens one unless --ct says otherwise, and --reply traces what answers it in the state that it left.",
      '--from has two meanings here: a file or directory to read from, as everywhere, and with --to the port that sends; --inport PORT says the latter beyond doubt.',
    ],
    positionals: [
      {
        name: 'datapath',
        describe: 'name, alias or UUID digits of a switch or router; may be left out',
        complete: 'thing',
      },
      { name: 'microflow', describe: 'the packet: inport == "PORT" && eth.src == MAC && ...' },
    ],
    options: {
      to: {
        type: 'string',
        describe: 'build the packet: to this port, IP[:PORT], MAC or load balancer',
        requiresArg: true,
        complete: 'thing',
      },
      inport: {
        type: 'string',
        describe: 'build the packet: from this port (as --from PORT)',
        requiresArg: true,
        complete: 'thing',
      },
      tcp: { type: 'boolean', default: false, describe: 'build a TCP packet' },
      udp: { type: 'boolean', default: false, describe: 'build a UDP packet' },
      icmp: { type: 'boolean', default: false, describe: 'build an echo request' },
      sctp: { type: 'boolean', default: false, describe: 'build an SCTP packet' },
      arp: { type: 'boolean', default: false, describe: 'build an ARP request' },
      nd: { type: 'boolean', default: false, describe: 'build a neighbour solicitation' },
      sport: { type: 'number', describe: 'source port', requiresArg: true },
      dport: { type: 'number', describe: 'destination port', requiresArg: true },
      ipv4: { type: 'boolean', default: false, describe: 'build IPv4 where both are possible' },
      ipv6: { type: 'boolean', default: false, describe: 'build IPv6 where both are possible' },
      reply: {
        type: 'boolean',
        default: false,
        describe: 'trace the answer too, in the state that the packet left',
      },
      explain: {
        type: 'boolean',
        default: false,
        describe: 'also near misses where it was decided, and how the packet was built',
      },
      expect: {
        type: 'string',
        describe: 'delivered, dropped or a port: exit status 2 if it is not so',
        requiresArg: true,
      },
      on: { type: 'string', describe: 'as seen from this chassis', requiresArg: true, complete: 'thing' },
      ct: {
        type: 'string',
        array: true,
        describe: 'state of the connection at the next ct action: new, est,rpl ... (repeatable)',
        requiresArg: true,
      },
      'lb-dst': {
        type: 'string',
        describe: 'backend that load balancers choose: IP[:PORT]',
        requiresArg: true,
      },
      'select-id': { type: 'number', describe: 'member that select() chooses (ECMP)', requiresArg: true },
      size: { type: 'number', describe: 'size of the packet in octets', requiresArg: true },
      'dns-name': { type: 'string', describe: 'name that a DNS query asks for', requiresArg: true },
      detailed: { type: 'boolean', default: false, describe: "ovn-trace's table-by-table form" },
      summary: { type: 'boolean', default: false, describe: "ovn-trace's form without tables" },
      minimal: {
        type: 'boolean',
        default: false,
        describe: "ovn-trace's form of what can be seen from outside",
      },
      all: { type: 'boolean', default: false, describe: 'all three' },
      'friendly-names': {
        type: 'boolean',
        default: true,
        describe: 'names that people gave in place of UUIDs',
      },
      'no-friendly-names': { type: 'boolean', default: false, describe: 'UUIDs as they stand in the flows' },
      json: { type: 'boolean', default: false, describe: 'the typed trace' },
      svg: { type: 'string', describe: 'also draw it in this file', requiresArg: true, complete: 'file' },
      html: {
        type: 'string',
        describe: 'also draw it in this page, to step through',
        requiresArg: true,
        complete: 'file',
      },
      png: { type: 'string', describe: 'also draw it in this file', requiresArg: true, complete: 'file' },
      batch: {
        type: 'string',
        describe: 'a request a line from this file (- is standard input), an answer in JSON a line',
        requiresArg: true,
        complete: 'file',
      },
      watch: { type: 'boolean', default: false, describe: 'again whenever a row that it depends on changes' },
      db: {
        type: 'string',
        describe: 'the Southbound, as ovn-trace calls it',
        requiresArg: true,
        complete: 'remote',
      },
    },
    examples: [
      [
        'ovnscope trace --from sw0-p1 --to 10.0.1.11 --tcp --dport 80 --reply',
        'can it, and can the answer come back?',
      ],
      ['ovnscope trace --minimal sw0 \'inport == "sw0-p1" && ...\'', 'as ovn-trace'],
    ],
    load: () => import('./trace.ts'),
  },
  graphCommand,
  {
    usage: 'snapshot <path>',
    summary: 'saves the databases for a later look, with --from',
    description: [
      'Saves every database that is read, whole, with a manifest. A path that ends in .tar.gz, .tgz or .tar becomes an archive, any other a directory. Each database is a standalone file as ovsdb-client backup makes it: every program that opens such files can open it.',
      'Secrets (pre-shared keys, passwords, tokens, private keys in line) are always left out. --redact also leaves out certificates and the names of their files, and replaces every IPv4, IPv6 and MAC address by another, the same one everywhere, with common prefixes kept. Names, host names and UUIDs stay, but for the addresses in them.',
      'The Southbound is held up while it sends its logical flows; --no-flows leaves them out.',
    ],
    positionals: [{ name: 'path', describe: 'directory or archive to write', complete: 'file' }],
    options: {
      redact: {
        type: 'boolean',
        default: false,
        describe: 'replace addresses; leave out certificates and names of key files',
      },
      'no-flows': { type: 'boolean', default: false, describe: 'leave out the logical flows' },
      force: { type: 'boolean', default: false, describe: 'replace an archive of that name' },
    },
    examples: [
      ['ovnscope snapshot today.tar.gz', 'the OVN of this machine'],
      ['ovnscope snapshot --redact --from sosreport.tar.gz public.tar.gz', 'to show to others'],
      ['ovnscope show --from today.tar.gz', 'look at it later'],
    ],
    load: () => import('./snapshot.ts'),
  },
  hostCommand,
  pathCommand,
  compareCommand,
  {
    usage: 'completion <shell>',
    summary: 'a script that completes words in your shell, names of things among them',
    description: [
      'Prints a script for the shell to read. It calls ovnscope for what can stand at the cursor: commands, options, their values, kinds, and the names of things in the databases that the line says (--from, --nb, --sb ...) or else the environment. Databases that take longer than a second to read are left out.',
    ],
    positionals: [
      { name: 'shell', describe: 'the shell: bash, zsh or fish', complete: ['bash', 'zsh', 'fish'] },
    ],
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
    // The table goes to it by hand: it must not import what imports it.
    load: async () => ({ run: (await import('./man.ts')).runOver(commands) }),
  },
];
