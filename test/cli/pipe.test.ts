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
});
