/** Programs are started in one file, two of them, with the script on standard input. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { spawn } from '../../../src/cli/host/spawn.ts';

const options = (input: string, signal = new AbortController().signal): Parameters<typeof spawn>[0] => ({
  program: 'sh',
  words: ['-s'],
  input,
  signal,
  onBytes: () => undefined,
});

describe('spawn', () => {
  it('gives what was printed, what was complained about, and the status', async () => {
    let bytes = 0;
    const ran = await spawn({
      ...options("printf 'a\\377b'; echo oops >&2; exit 3"),
      onBytes: (count) => void (bytes += count),
    });
    expect([ran.status, Buffer.from(ran.output).toString('latin1'), ran.errors, ran.trouble, bytes]).toEqual([
      3,
      'a\xffb',
      'oops\n',
      undefined,
      3,
    ]);
  });

  it('ends when it is told to, and with a shell that reads no further', async () => {
    const abort = new AbortController();
    const waiting = spawn(options('sleep 1000', abort.signal));
    abort.abort();
    expect((await waiting).status).toBeUndefined();
    expect((await spawn(options(`exit 0\n${'# long\n'.repeat(100_000)}`))).status).toBe(0);
  });

  it('is the only place where the program starts another', () => {
    const starting = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .filter((name) =>
        /child_process|worker_threads|node:cluster/.test(readFileSync(`src/${name}`, 'utf8')),
      );
    expect(starting).toEqual(['cli/host/spawn.ts']);
    expect(readFileSync('src/cli/host/spawn.ts', 'utf8')).toContain("readonly program: 'sh' | 'ssh';");
  });
});
