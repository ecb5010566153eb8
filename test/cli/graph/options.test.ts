/** What cannot have an effect is refused, instead of being left out without a word. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ovnscope } from '../run.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'ovnscope-options-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const demo = ['--from', 'fixtures/demo'] as const;
const graph = (...args: readonly string[]) => ovnscope(['graph', ...args]);
const file = (name: string): string => join(directory, name);

describe('refused', () => {
  it.each([
    [['--hops', '2'], '--hops says how far around something: of what?'],
    [['--around', 'web', '--hops', '1.5'], '--hops needs a whole number from 0 to 100'],
    [['-f', 'html', '--theme', 'dark'], 'the page has light and dark by itself'],
    [['-f', 'html', '--all'], 'the page unfolds on demand'],
    [['-f', 'html', '--open', 'web'], 'the page unfolds on demand'],
    [['-f', 'svg', '-o', 'x.png'], 'x.png is named as png, and --format says svg'],
  ])('%j: %s', async (args, told) => {
    const { status, err } = await graph(...demo, ...args);
    expect([status, err]).toEqual([1, expect.stringContaining(told)]);
  });

  it.each([
    [['--view', 'lb'], 'a saved picture goes without view'],
    [['--from', 'fixtures/demo'], 'a saved picture goes without from'],
    [['--diff', 'fixtures/demo'], 'a saved picture goes without diff'],
    [['web'], 'a saved picture goes without name'],
  ])('beside a saved picture: %j', async (args, told) => {
    const scene = file('scene.json');
    await graph(...demo, '-o', scene);
    const { status, err } = await graph('--scene', scene, ...args);
    expect([status, err]).toEqual([1, expect.stringContaining(told)]);
  });
});

describe('captured hosts', () => {
  it('are drawn, whole or in part', async () => {
    const whole = await graph('--host', 'fixtures/hosts', '-f', 'text', '--width', '100');
    expect([whole.status, whole.err]).toEqual([0, '']);
    expect(whole.out).toContain('Linux bridge br1');
    const part = await graph('--host', 'fixtures/hosts', '--around', 'tap3', '--hops', '0', '-f', 'text');
    expect(part.out).toContain('Linux bridge br1');
    expect(part.out).not.toContain('╭ Linux bridge br0');
  });

  it.each([
    [['--view', 'logical'], 'captured hosts go without view logical'],
    [['--from', 'fixtures/demo'], 'captured hosts go without from'],
    [['tap1'], 'captured hosts go without name'],
  ])('%j: %s', async (args, told) => {
    const { status, err } = await graph('--host', 'fixtures/hosts', ...args);
    expect([status, err]).toEqual([1, expect.stringContaining(told)]);
  });
});

describe('a saved picture', () => {
  it('is narrowed as the network is', async () => {
    const scene = file('near.json');
    await graph(...demo, '-o', scene);
    const saved = await graph('--scene', scene, '--around', 'db', '-f', 'text');
    const straight = await graph(...demo, '--around', 'db', '-f', 'text');
    expect(saved.out).toBe(straight.out);
  });

  it('has not what nobody drew', async () => {
    const scene = file('none.json');
    await graph(...demo, '-o', scene);
    const { status, err } = await graph('--scene', scene, '--around', 'nosuch');
    expect([status, err]).toEqual([1, expect.stringContaining('nothing in the picture is called "nosuch"')]);
  });
});

describe('a page', () => {
  it('has the other views beside the one that was asked for', async () => {
    const page = file('whole.html');
    await graph(...demo, '-o', page);
    expect(readFileSync(page, 'utf8')).toContain('Physical topology');
  });

  it('of a part has nothing else in it', async () => {
    const page = file('part.html');
    await graph(...demo, '--around', 'web-1', '-o', page);
    const html = readFileSync(page, 'utf8');
    expect(html).not.toContain('Physical topology');
    expect(html).not.toContain('app-unbound');
  });
});

describe('opened', () => {
  it('by the name of a port, its card is', async () => {
    const byPort = await graph(...demo, '--open', 'app-1', '-f', 'text');
    const byCard = await graph(...demo, '--open', 'app', '-f', 'text');
    expect(byPort.out).toBe(byCard.out);
  });
});
