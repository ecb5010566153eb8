/** The words of `host`, for the command line, its help and its completion. */
import type { Command } from '../command.ts';

export const hostCommand: Command = {
  usage: 'host <task>',
  summary: 'capture: saves what hosts know of their networks: links, bridges, VLANs, filters, Open vSwitch',
  description: [
    'host capture runs one shell script that only reads (ip, bridge, tc, iptables-save, nft list, ovsdb-client, ovs-ofctl, ovs-appctl), on this machine or on hosts over ssh, and saves what the commands said: a folder for each host with a file for each command, and _capture.json, which lists the commands with their exit status. A path that ends in .tar.gz, .tgz or .tar becomes an archive.',
    '--print-script prints the script, to be read first and run by hand: sh FILE > HOST.capture. With --stream such outputs are saved as if they had been captured.',
    'ssh asks for no passwords; keys, names and ways of hosts are those of its own configuration. Up to eight hosts are read at a time. A host that fails is told, with the reason, and the others are saved; the exit status is then 1. Commands that a host lacks are told once, and the rest is read.',
    "Open vSwitch's database is saved as ovnscope snapshot saves it: secrets (pre-shared keys, passwords, private keys in line) are left out.",
  ],
  positionals: [{ name: 'task', describe: 'capture', complete: ['capture'] }],
  options: {
    output: {
      alias: 'o',
      type: 'string',
      describe: 'directory or archive to write',
      requiresArg: true,
      complete: 'file',
    },
    ssh: {
      type: 'string',
      array: true,
      describe: 'USER@HOST to ask, instead of this machine (repeatable)',
      requiresArg: true,
    },
    sudo: { type: 'boolean', default: false, describe: 'run the script with sudo, which must ask nothing' },
    stream: {
      type: 'string',
      array: true,
      describe: 'what the script printed where you ran it yourself (repeatable)',
      requiresArg: true,
      complete: 'file',
    },
    'print-script': { type: 'boolean', default: false, describe: 'print the script, run nothing' },
    force: { type: 'boolean', default: false, describe: 'replace an archive of that name' },
  },
  examples: [
    ['ovnscope host capture -o here.tar.gz', 'this machine'],
    ['ovnscope host capture --ssh root@compute-1 --ssh root@compute-2 -o lab', 'two hosts, in a directory'],
    ['ovnscope host capture --print-script', 'what is run there'],
  ],
  load: () => import('../commands/host.ts'),
};
