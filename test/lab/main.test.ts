import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { scenarios, until } from './index.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const node = [process.execPath, '--import', 'tsx', main] as const;

/** Pids of programs whose command line names the directory. */
const processesIn = (directory: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(directory);
      } catch {
        return false;
      }
    });

const startMain = async (): Promise<{ child: ReturnType<typeof spawn>; directory: string; text: string }> => {
  const child = spawn(node[0], [...node.slice(1), 'two-switches'], { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more;
  });
  await until('the lab', () => text.includes('Ctrl-C ends it.'));
  return { child, directory: /^export OVN_RUNDIR=(.*)$/m.exec(text)?.[1] ?? '', text };
};

describe('npm run lab', () => {
  it('lists its scenarios', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      execFile(node[0], node.slice(1), (error, stdout) => {
        if (error === null) resolve(stdout);
        else reject(error);
      });
    });
    for (const { name } of scenarios) expect(text).toContain(`  ${name} `);
  });

  it('runs until Ctrl-C, and leaves neither processes nor files', async () => {
    const { child, directory, text } = await startMain();
    expect(text).toContain(`export OVN_NB_DB=unix:${directory}/ovnnb_db.sock\n`);
    expect(processesIn(directory)).not.toEqual([]);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
    await until('the end of the daemons', () => processesIn(directory).length === 0);
    expect(existsSync(directory)).toBe(false);
  });

  it('takes its daemons along even when it is killed', async () => {
    const { child, directory } = await startMain();
    child.kill('SIGKILL');
    await once(child, 'exit');
    await until('the end of the daemons', () => processesIn(directory).length === 0);
  });
});
