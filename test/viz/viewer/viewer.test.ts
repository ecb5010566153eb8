/** The page in Chromium: everything that a reader can do, by pointer and by keyboard. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { Network } from '../../../src/model/index.ts';
import { combinedScene, logicalScene, physicalScene, type ScenePath } from '../../../src/viz/index.ts';
import { HOSTILE_NAMES, hostile } from '../../model/scenarios.ts';
import { cards, focused, hash, idOf, logical, network, withPages } from './reading.ts';

const pages = withPages();

describe('a page', () => {
  it('is one file, which asks nothing of any network and complains of nothing', async () => {
    const { page, complaints } = await pages.open([logical, physicalScene(network)]);
    expect(await cards(page)).toEqual([
      'app',
      'batch',
      'db',
      'edge A',
      'mgmt vlan 77',
      'physnet1',
      'public',
      'router-b',
      'web',
    ]);
    expect(complaints).toEqual([]);
    const html = pages.html([logical]);
    expect(html).toMatch(/default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-/);
    expect(html).not.toMatch(/https?:(?!\/\/www\.w3\.org)/);
  });

  it('has a viewer of at most 200 kB', () => {
    expect(Buffer.byteLength(pages.script)).toBeLessThan(200_000);
  });

  it('shows the first picture without its program as well', async () => {
    const { page } = await pages.open([logical], { javaScriptEnabled: false });
    expect(await page.isVisible('#still svg')).toBe(true);
    expect(await page.isVisible('noscript p')).toBe(true);
    expect(await page.textContent('#still svg title')).toBe('Logical topology');
  });
});

describe('the picture', () => {
  it('is zoomed and moved by wheel, pointer, keys and buttons, and fitted in again', async () => {
    const { page } = await pages.open([logical]);
    const scale = (): Promise<number> =>
      page.$eval('.ui-stage svg > g', (g) =>
        Number(/scale\(([\d.]+)\)/.exec(g.getAttribute('transform') ?? '')?.[1]),
      );
    const before = await scale();
    await page.mouse.move(600, 400);
    await page.mouse.wheel(0, -400);
    await page.waitForTimeout(300);
    const nearer = await scale();
    expect(nearer).toBeGreaterThan(before);
    expect(await hash(page)).toHaveProperty('zoom');
    await page.click('button[aria-label="farther"]');
    await page.waitForTimeout(300);
    expect(await scale()).toBeLessThan(nearer);
    await page.keyboard.press('f');
    await page.waitForTimeout(300);
    expect(await scale()).toBeCloseTo(before, 2);
    const at = (): Promise<number> => page.$eval('#app .card', (card) => card.getBoundingClientRect().left);
    const left = await at();
    await page.mouse.move(100, 700);
    await page.mouse.down();
    await page.mouse.move(180, 700, { steps: 4 });
    await page.mouse.up();
    await page.waitForTimeout(300);
    expect(await at()).toBeCloseTo(left + 80, 0);
  });

  it('folds and unfolds a card, by its switch and by Enter', async () => {
    const { page } = await pages.open([logical]);
    const app = page.locator(`#app .card[data-id="${idOf('app')}"]`);
    expect(await app.textContent()).toContain('16 more');
    expect(await app.getAttribute('aria-label')).toMatch(/, folded$/);
    await app.focus();
    await page.keyboard.press('Enter');
    expect(await app.textContent()).toContain('app-vm24');
    expect(await app.getAttribute('aria-label')).toBe('switch app, 10.0.1.0/24, 24 ports, 3 down');
    expect((await hash(page))['open']).toBe(idOf('app'));
    await page.keyboard.press('Enter');
    expect(await app.textContent()).not.toContain('app-vm1');
    expect((await hash(page))['closed']).toBe(idOf('app'));
  });

  it('hides, shows what is near, and everything again', async () => {
    const { page } = await pages.open([logical]);
    await page.locator(`#app .card[data-id="${idOf('web')}"]`).focus();
    await page.keyboard.press('h');
    expect(await cards(page)).not.toContain('web');
    await page.locator(`#app .card[data-id="${idOf('router-b')}"]`).focus();
    await page.keyboard.press('1');
    expect(await cards(page)).toEqual(['batch', 'public', 'router-b']);
    expect(await page.textContent('.ui-foot')).toContain('1 hidden, only 1 edge around: show all');
    await page.keyboard.press('a');
    expect(await cards(page)).toHaveLength(9);
  });

  it('keeps a card where it is dragged to', async () => {
    const { page } = await pages.open([logical]);
    const card = page.locator(`#app .card[data-id="${idOf('batch')}"]`);
    const box = await card.boundingBox();
    const [x, y] = [(box?.x ?? 0) + 20, (box?.y ?? 0) + 14];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 40, { steps: 5 });
    await page.mouse.up();
    const after = await card.boundingBox();
    expect((after?.x ?? 0) - (box?.x ?? 0)).toBeCloseTo(60, 0);
    expect((await hash(page))['pin']).toContain(idOf('batch'));
    await card.focus();
    await page.keyboard.press('p');
    expect(await hash(page)).not.toHaveProperty('pin');
  });

  it('tells of what is pointed at, with commands to copy', async () => {
    const { page } = await pages.open([logical], { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.locator(`#app .card[data-id="${idOf('db')}"]`).hover({ position: { x: 30, y: 30 } });
    await page.waitForSelector('.ui-hover:not([hidden])');
    const uuid = logical.nodes.find(({ title }) => title === 'db')?.row?.uuid ?? '';
    const told = await page.textContent('.ui-hover');
    expect(told).toContain('logical switch neutron-db');
    expect(told).toContain(`ovnscope describe ${uuid}`);
    expect(told).toContain(`ovn-nbctl list Logical_Switch ${uuid}`);
    await page.click(`.ui-hover button[aria-label="copy ovnscope describe ${uuid}"]`);
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(`ovnscope describe ${uuid}`);
  });

  it('is walked through by Tab and arrows', async () => {
    const { page } = await pages.open([logical]);
    await page.locator(`#app .card[data-id="${idOf('physnet1')}"]`).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe(idOf('public'));
    await page.keyboard.press('ArrowDown');
    expect([idOf('edge A'), idOf('router-b')]).toContain(await focused(page));
    await page.keyboard.press('Escape');
    expect(await hash(page)).not.toHaveProperty('focus');
  });

  it('has a table beside it that says the same', async () => {
    const { page } = await pages.open([logical]);
    await page.keyboard.press('l');
    const names = await page.$$eval('.ui-list tbody td:first-child', (all) =>
      all.map((one) => one.textContent),
    );
    expect(names).toHaveLength(9);
    expect(names[0]).toBe('physnet1');
    await page.click('.ui-list button:text-is("db")');
    expect(await focused(page)).toBe(idOf('db'));
  });

  it('tells its keys', async () => {
    const { page } = await pages.open([logical]);
    await page.keyboard.press('?');
    expect(await page.textContent('dialog')).toContain('search by name, alias, MAC, IP address or UUID');
    await page.keyboard.press('Escape');
    expect(await page.isVisible('dialog')).toBe(false);
  });
});

describe('a link', () => {
  it('reproduces view, focus, folding, zoom', async () => {
    const scenes = [logical, physicalScene(network), combinedScene(network)];
    const first = await pages.open(scenes);
    await first.page.click('.ui-bar button:text-is("combined")');
    await first.page.click('.ui-bar button:text-is("logical")');
    await first.page.locator(`#app .card[data-id="${idOf('app')}"]`).focus();
    await first.page.keyboard.press('Enter');
    await first.page.keyboard.press('+');
    await hash(first.page);
    const link = new URL(first.page.url()).hash;
    const second = await pages.open(scenes, { hash: link });
    await second.page.waitForTimeout(200);
    expect(await cards(second.page)).toEqual(await cards(first.page));
    const box = (page: Page) => page.locator(`#app .card[data-id="${idOf('app')}"]`).boundingBox();
    const [a, b] = [await box(first.page), await box(second.page)];
    expect([b?.x, b?.width].map((v) => Math.round(v ?? 0))).toEqual(
      [a?.x, a?.width].map((v) => Math.round(v ?? 0)),
    );
  });

  it('can be gone back from', async () => {
    const { page } = await pages.open([logical]);
    await page.locator(`#app .card[data-id="${idOf('web')}"]`).focus();
    await page.keyboard.press('h');
    expect(await cards(page)).not.toContain('web');
    await page.goBack();
    await page.waitForTimeout(200);
    expect(await cards(page)).toContain('web');
  });

  it.each([
    '#nonsense',
    '#view=%E0%A4%A&open=,,&zoom=a:b:c&step=-1&pin=x:1',
    '#focus=nobody&around=nobody:9',
  ])('%s that is broken opens the page all the same', async (broken) => {
    const { page, complaints } = await pages.open([logical], { hash: broken });
    expect(await cards(page)).toHaveLength(9);
    expect(complaints).toEqual([]);
  });
});

describe('a trace', () => {
  const step = (title: string, card: string): ScenePath['steps'][number] => ({
    node: idOf(card),
    edge: undefined,
    title,
    lines: [`what happened in ${card}`],
    tone: 'idle',
    row: undefined,
    flow: undefined,
    packet: ['ip4.dst = 10.0.0.1'],
  });
  const path: ScenePath = {
    verdict: { text: 'delivered to db-vm1', tone: 'good' },
    steps: [step('switch app: in', 'app'), step('router edge A', 'edge A'), step('switch db: out', 'db')],
  };

  it('is gone through with the keyboard', async () => {
    const { page } = await pages.open([{ ...logical, path }]);
    expect(await page.textContent('.ui-verdict')).toContain('delivered to db-vm1');
    const current = (): Promise<string | null> => page.textContent('.ui-steps [aria-current]');
    await page.keyboard.press('n');
    expect(await current()).toContain('what happened in app');
    await page.keyboard.press(']');
    expect(await current()).toContain('what happened in edge A');
    expect(await page.locator('.ring.now').count()).toBe(1);
    await page.keyboard.press('N');
    expect(await current()).toContain('what happened in app');
    expect((await hash(page))['step']).toBe('1');
    await page.click('button[aria-label="step 3: switch db: out"]');
    expect(await current()).toContain('ip4.dst = 10.0.0.1');
  });
});

describe('looks', () => {
  const background = (page: Page): Promise<string> =>
    page.$eval('body', (body) => getComputedStyle(body).backgroundColor);

  it('follow the system, and can be chosen', async () => {
    const { page } = await pages.open([logical], { colorScheme: 'dark' });
    expect(await background(page)).toBe('rgb(14, 19, 27)');
    await page.keyboard.press('t');
    expect(await background(page)).toBe('rgb(244, 246, 250)');
    expect((await hash(page))['theme']).toBe('light');
  });

  it('of a print: the picture alone, light', async () => {
    const { page } = await pages.open([logical], { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    await page.evaluate('window.dispatchEvent(new Event("beforeprint"))');
    expect(await page.isVisible('.ui-bar')).toBe(false);
    expect(await page.isVisible('#still svg')).toBe(true);
    expect(await page.$eval('#still .card rect.body', (body) => getComputedStyle(body).fill)).not.toBe(
      'rgb(24, 32, 44)',
    );
  });

  it.each(['light', 'dark'] as const)('have no barriers that axe finds (%s)', async (colorScheme) => {
    const { page } = await pages.open([logical, physicalScene(network)], { colorScheme, bypassCSP: true });
    await page.keyboard.press('l');
    await page.locator(`#app .card[data-id="${idOf('app')}"]`).focus();
    await page.keyboard.press('/');
    await page.keyboard.type('compute');
    await page.waitForSelector('.ui-view');
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    const violations: unknown = await page.evaluate(
      'axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) => [id, impact, nodes[0].html.slice(0, 200)]))',
    );
    expect(violations).toEqual([]);
  });
});

describe('names that mean harm', () => {
  it('run nothing, and are shown as they are', async () => {
    const scene = logicalScene(new Network(hostile()));
    const { page, complaints } = await pages.open([scene]);
    await page.keyboard.press('l');
    expect(complaints).toEqual([]);
    expect(await page.locator('#app script, #app img, #app iframe, #app a').count()).toBe(0);
    const text = (await page.textContent('.ui-list')) ?? '';

    expect(text).not.toMatch(/[\u0000-\u0008\u202a-\u202e]/);
    expect(HOSTILE_NAMES.length).toBeGreaterThan(3);
  });

  it('cannot end the data or the page', () => {
    const names = ['</script><script>alert(1)</script>', '<!--', ']]>', '\u2028'];
    const [first] = logical.nodes;
    const nodes = names.flatMap((title, i) =>
      first === undefined ? [] : [{ ...first, id: `n${i}`, title, tooltip: title, pins: [], sections: [] }],
    );
    const html = pages.html([{ ...logical, title: names.join(' '), nodes, edges: [] }]);
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    expect(html).not.toContain('<script>alert');
  });
});
