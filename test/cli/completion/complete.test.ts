/** `ovnscope __complete`, in this process: what shells are told, and that they are never told an error. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scripts } from '../../../src/cli/completion/scripts.ts';
import { ovnscope } from '../run.ts';

const offered = async (line: string, env: Record<string, string> = {}): Promise<string[]> => {
  const { status, out, err } = await ovnscope(['__complete', 'zsh', '--', ...line.split(' ')], env);
  expect([status, err]).toEqual([0, '']);
  return out
    .trimEnd()
    .split('\n')
    .map((each) => each.split('\t')[0] ?? '');
};

describe('what a shell is told', () => {
  it.each([
    ['ovnscope sh', ['words', 'show']],
    ['ovnscope gr', ['words', 'graph']],
    ['ovnscope completion ', ['words', 'bash', 'zsh', 'fish']],
    ['ovnscope graph -o ', ['file']],
    ['ovnscope --from ', ['file']],
    ['ovnscope show --color=n', ['words', '--color=never']],
    ['ovnscope get switc', ['words', 'switches']],
    ['ovnscope get ports,switc', ['words', 'ports,switches']],
    ['ovnscope get switches --nb fixtures/two-switches/nb.db ', ['words', 'sw0', 'sw1']],
    ['ovnscope get switches --nb fixtures/two-switches/nb.db sw1', ['words', 'sw1']],
    ['ovnscope get switches,routers --nb fixtures/two-switches/nb.db ', ['words', 'lr0', 'sw0', 'sw1']],
    ['ovnscope get nosuch --nb fixtures/two-switches/nb.db ', ['words']],
    ['ovnscope get switches --from fixtures/nosuch ', ['words']],
    ['ovnscope get switches ', ['words']],
  ])('%s| => %j', async (line, lines) => {
    expect(await offered(line)).toEqual(lines);
  });

  it('aliases too: what people call the thing', async () => {
    expect(await offered('ovnscope get switches --from fixtures/demo w')).toEqual(['words', 'web']);
  });

  it('names in the databases of the environment, when the line says none', async () => {
    const env = { OVN_NB_DB: 'fixtures/two-switches/nb.db' };
    expect(await offered('ovnscope get routers ', env)).toEqual(['words', 'lr0']);
  });

  it('nothing of a server that does not answer', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'ovnscope-silent-'));
    const socket = join(directory, 'nb.sock');
    const server = createServer().listen(socket);
    await new Promise((resolve) => server.once('listening', resolve));
    expect(await offered(`ovnscope get switches --nb unix:${socket} `)).toEqual(['words']);
    server.close();
    rmSync(directory, { recursive: true });
  });

  it('something, whatever is typed', async () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('get', '--', '-', '--nb', '=', '--color='),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('bash', 'zsh', 'fish', ''), fc.array(word), async (shell, words) => {
        const { status, out, err } = await ovnscope(['__complete', shell, ...words]);
        expect([status, err]).toEqual([0, '']);
        expect(out).toMatch(/^(words|words raw|file|directory)\n/);
        expect(out).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
      }),
      { numRuns: 25 },
    );
  });
});

describe('ovnscope completion', () => {
  it.each(['bash', 'zsh', 'fish'] as const)('%s prints its script', async (shell) => {
    const { status, out } = await ovnscope(['completion', shell]);
    expect(status).toBe(0);
    expect(out).toBe(scripts[shell]);
  });

  it('knows no other shell', async () => {
    const { status, err } = await ovnscope(['completion', 'tcsh']);
    expect(status).toBe(1);
    expect(err).toContain('bash, zsh, fish');
  });

  it('never evaluates', () => {
    for (const script of Object.values(scripts)) expect(script).not.toMatch(/\beval\b/);
  });
});
