/** The built program at the end of a pipe. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const bash = (line: string): { stdout: string; stderr: string } => {
  const { stdout, stderr } = spawnSync('bash', ['-c', line], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE: process.execPath, PROGRAM: 'dist/cli/ovnscope.js' },
  });
  return { stdout, stderr };
};

describe('a pipe', () => {
  it('that nobody reads from is no error', () => {
    const { stdout, stderr } = bash(
      '"$NODE" "$PROGRAM" show -o json --from fixtures/demo | true; echo "status ${PIPESTATUS[0]}"',
    );
    expect([stdout, stderr]).toEqual(['status 0\n', '']);
  });

  it('that is closed early is no error', () => {
    const run = '"$NODE" "$PROGRAM" show -o json --from fixtures/demo';
    const { stdout, stderr } = bash(
      `(for i in 1 2 3; do ${run} || exit; done) | head -c 20; echo "status \${PIPESTATUS[0]}"`,
    );
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^\{\n {2}"schema": "ovn\S*status 0\n$/);
  });

  it('that cannot be written to is one, told in one line', () => {
    const { stdout, stderr } = bash(
      '"$NODE" "$PROGRAM" show --from fixtures/demo > /dev/full; echo "status $?"',
    );
    expect(stderr).toMatch(/^ovnscope: cannot write the output: .*\n$/);
    expect(stdout).toBe('status 1\n');
  });

  it('that nobody writes to is waited for until --timeout, and no longer', () => {
    const { stdout, stderr } = bash(
      'D=$(mktemp -d); mkfifo $D/pipe; "$NODE" "$PROGRAM" show --from $D/pipe --timeout 1; echo "status $?"; rm -r $D',
    );
    expect(stdout).toBe('status 1\n');
    expect(stderr).toContain('not finished within 1 s');
  });

  it('can be read from', () => {
    const { stdout } = bash(
      '"$NODE" "$PROGRAM" show --nb <(sleep 0.2; cat fixtures/two-switches/nb.db) | head -1',
    );
    expect(stdout).toContain('2 logical switches');
  });
});
