/** Large output of the built program into a pipe whose reader has seen enough. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { northbound, southbound } from '../../model/build.ts';
import { save, scratch } from './save.ts';

const root = resolve(import.meta.dirname, '../../..');
const { directory, remove } = scratch();
afterAll(remove);

beforeAll(async () => {
  const names = Array.from({ length: 5000 }, (_, n) => `port-${n}`);
  const nb = northbound({
    Logical_Switch: { sw: { ports: names } },
    Logical_Switch_Port: Object.fromEntries(names.map((name) => [name, { addresses: ['unknown'] }])),
  });
  await save(nb, `${directory}/nb.db`);
  await save(southbound({}), `${directory}/sb.db`);
});

it.each(['get ports -o json', 'get ports -o table', 'describe sw --all', 'show --all'])(
  '%s | head -1: status 0, and not a word',
  (command) => {
    const { stdout, stderr } = spawnSync(
      'bash',
      [
        '-c',
        `"$NODE" dist/cli/ovnscope.js ${command} --from "$FROM" | head -c 1 >/dev/null; echo "\${PIPESTATUS[0]}"`,
      ],
      {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, NODE: process.execPath, FROM: directory },
      },
    );
    expect([stdout, stderr]).toEqual(['0\n', '']);
  },
);
