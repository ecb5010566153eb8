/** Hosts as ssh is given them, and what its failures mean. */
import { describe, expect, it } from 'vitest';
import { refusalOf, targetsOf } from '../../../src/cli/host/targets.ts';
import { ran, unreachable } from './support.ts';

const [local] = targetsOf([], false);
const [remote] = targetsOf(['root@compute-1'], false);

describe('targets', () => {
  it('are this machine, or hosts behind the end of options', () => {
    expect(local).toMatchObject({ name: 'this machine', program: 'sh', words: ['-s'] });
    expect(remote?.program).toBe('ssh');
    expect(remote?.words.slice(-4)).toEqual(['--', 'root@compute-1', 'sh', '-s']);
    expect(remote?.words.join(' ')).toContain('-o BatchMode=yes -o ConnectTimeout=10');
  });

  it('run the script with sudo that asks nothing', () => {
    expect(targetsOf(['a'], true)[0]?.words.slice(-5)).toEqual(['a', 'sudo', '-n', 'sh', '-s']);
    expect(targetsOf([], true)[0]?.words).toEqual(['-c', 'exec sudo -n sh -s']);
  });

  it('are asked once each', () => {
    expect(targetsOf(['a', 'b', 'a'], false).map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it.each(['-oProxyCommand=touch x', '-', '', 'a b', 'a\nb', 'a\x1b[2J'])('refuse %j', (name) => {
    expect(() => targetsOf([name], false)).toThrow('--ssh needs the name of a host');
  });
});

describe('a refusal', () => {
  it.each([
    ['root@x: Permission denied (publickey,password).', 'ssh-copy-id'],
    ['Host key verification failed.', 'connect once by hand'],
    ['ssh: Could not resolve hostname x: Name or service not known', 'is the name right?'],
    ['ssh: connect to host x port 22: No route to host', 'does the host run'],
    ['sudo: a password is required', 'sudo asks nothing'],
    ['fish: Unknown command: sh\nsh: command not found', 'POSIX shell'],
    ['mktemp: failed to create directory: Read-only file system', 'TMPDIR'],
  ])('%s', (errors, hint) => {
    const error = refusalOf(remote ?? expect.fail(), unreachable(`banner\n${errors}\n`));
    expect(error.message).toBe(`cannot capture root@compute-1: ${errors.split('\n').at(-1)}`);
    expect(error.hint).toContain(hint);
  });

  it('has a reason when nothing was said', () => {
    const silent = ran(new Uint8Array(0), { status: 1 });
    expect(refusalOf(remote ?? expect.fail(), silent).message).toContain(
      'it ended with status 1 and said nothing',
    );
    const absent = ran(new Uint8Array(0), { status: undefined, trouble: 'ssh is not installed here' });
    expect(refusalOf(remote ?? expect.fail(), absent).hint).toContain('--print-script');
  });
});
