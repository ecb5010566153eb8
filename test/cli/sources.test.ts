import { describe, expect, it } from 'vitest';
import { findSources, type Sources } from '../../src/cli/sources.ts';
import type { GlobalArguments } from '../../src/cli/options.ts';
import { formatRemotes } from '../../src/ovsdb/index.ts';

const defaults: GlobalArguments = { leaderOnly: true, noLeaderOnly: false, color: 'auto', verbose: false };

const find = (
  args: Partial<GlobalArguments>,
  env: Record<string, string> = {},
  present: readonly string[] = [],
): Sources => findSources({ ...defaults, ...args }, { env, exists: (path) => present.includes(path) });

const told = ({ sources }: Sources): string[] =>
  sources.map(({ role, remotes, origin }) => `${role} ${formatRemotes(remotes)} (${origin})`);

describe('findSources', () => {
  it('takes options and then nothing else', () => {
    const env = { OVN_NB_DB: 'tcp:10.0.0.1:6641' };
    expect(told(find({ sb: ['unix:/run/sb.sock'] }, env, ['/var/run/ovn/ovnnb_db.sock']))).toEqual([
      'sb unix:/run/sb.sock (option)',
    ]);
  });

  it('takes the environment, and the sockets of this machine for what it does not name', () => {
    const env = { OVN_NB_DB: 'tcp:10.0.0.1:6641,tcp:10.0.0.2:6641' };
    expect(told(find({}, env, ['/var/run/ovn/ovnsb_db.sock', '/var/run/openvswitch/db.sock']))).toEqual([
      'nb tcp:10.0.0.1:6641,tcp:10.0.0.2:6641 (environment)',
      'sb unix:/var/run/ovn/ovnsb_db.sock (default)',
      'ovs unix:/var/run/openvswitch/db.sock (default)',
    ]);
  });

  it('looks for sockets and relative paths in the run directories', () => {
    const env = { OVN_RUNDIR: '/a', OVS_RUNDIR: '/b' };
    expect(told(find({}, env, ['/a/ovnnb_db.sock', '/b/db.sock']))).toEqual([
      'nb unix:/a/ovnnb_db.sock (default)',
      'ovs unix:/b/db.sock (default)',
    ]);
    expect(told(find({ nb: ['unix:x.sock'], ovs: ['unix:y.sock'] }, env))).toEqual([
      'nb unix:/a/x.sock (option)',
      'ovs unix:/b/y.sock (option)',
    ]);
  });

  it('names the sockets that are not there', () => {
    expect(find({}).absent).toEqual([
      '/var/run/ovn/ovnnb_db.sock',
      '/var/run/ovn/ovnsb_db.sock',
      '/var/run/openvswitch/db.sock',
    ]);
  });

  it('takes an empty variable for none', () => {
    expect(told(find({}, { OVN_NB_DB: '', OVN_RUNDIR: '' }, ['/var/run/ovn/ovnnb_db.sock']))).toEqual([
      'nb unix:/var/run/ovn/ovnnb_db.sock (default)',
    ]);
  });
});
