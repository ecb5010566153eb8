/**
 * The options that every command has: where the databases are, how to reach them, how to talk. Names and defaults
 * are those of OVN's and Open vSwitch's own tools.
 */
import { OvnscopeError } from '../text/index.ts';
import type { CommandOption } from './command.ts';
import type { ColorChoice } from './io.ts';

const remote = { type: 'string', array: true, requiresArg: true, complete: 'remote' } as const;
const path = { type: 'string', requiresArg: true, complete: 'file' } as const;

export const globalOptions = {
  nb: { ...remote, describe: 'OVN Northbound: REMOTE or FILE' },
  sb: { ...remote, describe: 'OVN Southbound: REMOTE or FILE' },
  ovs: { ...remote, describe: 'Open_vSwitch of a host: REMOTE or FILE (repeatable)' },
  'ic-nb': { ...remote, describe: 'OVN_IC_Northbound: REMOTE or FILE' },
  'ic-sb': { ...remote, describe: 'OVN_IC_Southbound: REMOTE or FILE' },
  from: {
    type: 'string',
    array: true,
    describe: 'directory, tar archive or file with databases, found by content (repeatable)',
    requiresArg: true,
    complete: 'file',
  },
  timeout: { type: 'number', describe: 'give up after this many seconds', requiresArg: true },
  'no-leader-only': { type: 'boolean', default: false, describe: 'read a cluster from any member' },
  'leader-only': {
    type: 'boolean',
    default: true,
    describe: 'read a cluster from its leader',
  },
  'private-key': { ...path, alias: 'p', describe: 'PEM file, for ssl:' },
  certificate: { ...path, alias: 'c', describe: 'PEM file, for ssl:' },
  'ca-cert': { ...path, alias: 'C', describe: 'PEM file that the server is checked against' },
  'bootstrap-ca-cert': { ...path, describe: 'like --ca-cert; made at the first connection' },
  'ssl-server-name': {
    type: 'string',
    describe: 'name to find in the server certificate',
    requiresArg: true,
  },
  color: { choices: ['auto', 'always', 'never'] as const, default: 'auto' as const, describe: 'colours' },
  verbose: {
    alias: 'v',
    type: 'boolean',
    default: false,
    describe: 'tell what is read, from where, how long it takes',
  },
} as const satisfies Record<string, CommandOption>;

/** What a command gets to know of them. */
export interface GlobalArguments {
  readonly nb?: readonly string[] | undefined;
  readonly sb?: readonly string[] | undefined;
  readonly ovs?: readonly string[] | undefined;
  readonly icNb?: readonly string[] | undefined;
  readonly icSb?: readonly string[] | undefined;
  readonly from?: readonly string[] | undefined;
  readonly timeout?: number | undefined;
  readonly leaderOnly: boolean;
  readonly noLeaderOnly: boolean;
  readonly privateKey?: string | undefined;
  readonly certificate?: string | undefined;
  readonly caCert?: string | undefined;
  readonly bootstrapCaCert?: string | undefined;
  readonly sslServerName?: string | undefined;
  readonly color: ColorChoice;
  readonly verbose: boolean;
}

/** Timers count milliseconds in 31 bits. */
const LONGEST_TIMEOUT = 2_000_000;

/** What yargs cannot say about the values. */
export const checkGlobals = (args: GlobalArguments): void => {
  if (args.timeout !== undefined && !(args.timeout > 0 && args.timeout <= LONGEST_TIMEOUT)) {
    throw new OvnscopeError(
      'usage',
      `--timeout needs a number of seconds greater than 0, at most ${LONGEST_TIMEOUT}`,
      {
        expected: '--timeout 30',
      },
    );
  }
  for (const name of ['nb', 'sb', 'icNb', 'icSb'] as const) {
    if ((args[name]?.length ?? 0) > 1) {
      const option = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      throw new OvnscopeError('usage', `--${option} was given more than once`, {
        hint: 'name several servers of one cluster in one value, separated by commas',
      });
    }
  }
};
