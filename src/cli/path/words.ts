/** The words of `path`, for the command line, its help and its completion. */
import type { Command } from '../command.ts';

export const pathCommand: Command = {
  usage: 'path <hosts..>',
  summary: 'the way of a frame through bridges of Linux and Open vSwitch, from one port to another',
  description: [
    'Follows an Ethernet frame from a port through bridges, VLAN devices, bonds, veth pairs, patch ports and namespaces: where it comes out, with which tags, and if it does not arrive, which port or VLAN is the reason. Hosts are captures (ovnscope host capture), sosreports or databases of Open vSwitch.',
    "A port that belongs to a bridge gets the frame from outside, from what is plugged in there; any other device sends it. PORT is a device's name, NAMESPACE/NAME, HOST:NAME, an alias, an iface-id, a MAC or an IP address. Bridges of Open vSwitch that flows control (not NORMAL alone) are not looked into.",
    'The exit status is 2 if the frame does not arrive.',
  ],
  positionals: [{ name: 'hosts', describe: 'captures of hosts: directories, archives', complete: 'file' }],
  options: {
    from: { type: 'string', array: true, describe: 'the port where the frame enters', requiresArg: true },
    to: { type: 'string', describe: 'the port, MAC or address that it is for', requiresArg: true },
    vlan: { type: 'string', describe: 'its tags, outermost first: 10, ad:5,10', requiresArg: true },
    size: { type: 'number', describe: 'octets of payload, for the MTU', requiresArg: true },
    output: {
      alias: 'o',
      choices: ['text', 'json'] as const,
      default: 'text',
      describe: 'how to print it',
    },
  },
  examples: [
    ['ovnscope path compute-1.tar.gz --from tap1 --to eth1', 'with which tag does it leave the host?'],
    ['ovnscope path lab --from ep1/eth0 --to 02:00:00:00:00:15 --vlan 20', 'is it let through?'],
  ],
  load: () => import('../commands/path.ts'),
};
