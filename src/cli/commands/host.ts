/** `ovnscope host capture`: what hosts know of their networks, saved. */
import { randomBytes } from 'node:crypto';
import { OvnscopeError } from '../../text/index.ts';
import type { Run } from '../command.ts';
import { captureHosts } from '../host/capture.ts';
import { spawn } from '../host/spawn.ts';
import { nodeDisk } from '../snapshot/disk.ts';

export const run: Run = async (args, io) => {
  if (args['task'] !== 'capture') {
    throw new OvnscopeError('usage', 'host has no such task', {
      where: String(args['task']),
      expected: 'capture',
      hint: 'ovnscope host --help',
    });
  }
  for (const name of ['nb', 'sb', 'ovs', 'icNb', 'icSb', 'from'] as const) {
    if (args[name] === undefined) continue;
    const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw new OvnscopeError('usage', `${option} has no effect on host capture`, {
      hint: 'ovnscope snapshot saves databases',
    });
  }
  const list = (name: string): readonly string[] => (args[name] as readonly string[] | undefined) ?? [];
  return captureHosts(
    {
      path: args['output'] === undefined ? undefined : String(args['output']),
      ssh: list('ssh'),
      streams: list('stream'),
      sudo: args['sudo'] === true,
      printScript: args['printScript'] === true,
      force: args['force'] === true,
      timeout: args.timeout,
      verbose: args.verbose,
    },
    io,
    { disk: nodeDisk, now: () => new Date(), randomBytes, spawn },
  );
};
