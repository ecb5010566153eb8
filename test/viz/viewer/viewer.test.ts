/** The page in Chromium: everything that a reader can do, by pointer and by keyboard. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Network } from '../../../src/model/index.ts';
import {
  combinedScene,
  logicalScene,
  physicalScene,
  type Scene,
  type ScenePath,
} from '../../../src/viz/index.ts';
import { HOSTILE_NAMES, hostile, provider } from '../../model/scenarios.ts';
import { tenants } from '../networks.ts';
import { Pages } from './browser.ts';
import { largeScene } from './scenes.ts';

let pages: Pages;
beforeAll(async () => {
  pages = await Pages.start();
}, 60_000);
afterAll(() => pages.stop());

const network = new Network(provider());
const logical = logicalScene(network);

const idOf = (title: string, scene: Scene = logical): string =>
  scene.nodes.find((node) => node.title === title)?.id ?? '';

/** Titles of the cards that are there, in the order of the document. */
const cards = (page: Page): Promise<string[]> =>
  page.$$eval('#app .card .title', (texts) => texts.map((text) => text.textContent).sort());

const hash = async (page: Page): Promise<Record<string, string>> => {
  // The link is written when changes rest.
  await page.waitForTimeout(350);
  const { hash: text } = new URL(page.url());
  return Object.fromEntries(
    text
      .slice(1)
      .split('&')
      .filter((part) => part !== '')
      .map((part) => part.split('=') as [string, string]),
  );
};

const focused = (page: Page): Promise<string | null> =>
  page.evaluate('document.activeElement?.closest(".card")?.getAttribute("data-id") ?? null');

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

describe('search', () => {
  it('finds as one types: names, addresses, UUIDs, aliases', async () => {
    const { page } = await pages.open([logical]);
    const found = async (text: string): Promise<string[]> => {
      await page.fill('.ui-input', text);
      return page.$$eval('.ui-results .ui-name', (names) => names.map((name) => name.textContent));
    };
    const uuid = logical.nodes.find(({ title }) => title === 'db')?.row?.uuid ?? '';
    expect(await found('app-vm14')).toEqual(['app-vm14']);
    expect((await found('10.0.2.13'))[0]).toBe('db-vm3');
    expect((await found('0a:00:00:00:c8:02'))[0]).toBe('router-a-db');
    expect(await found(uuid.slice(0, 12))).toContain('db');
    expect((await found('neutron-web'))[0]).toBe('web');
    expect(await found('nothing is called so')).toEqual([]);
    expect(await page.textContent('.ui-none')).toBe('Nothing has this');
  });

  it('by keyboard alone: /, words, arrows, Enter; what hides it is unfolded', async () => {
    const { page } = await pages.open([logical]);
    await page.keyboard.press('/');
    await page.keyboard.type('app-vm2');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe(idOf('app'));
    const { part, focus } = await hash(page);
    expect(focus).toBe(idOf('app'));
    expect(part).toMatch(/^[0-9a-f-]{36}$/);
    expect(await page.locator('.ring.part').count()).toBe(1);
  });

  it('reaches into what is folded', async () => {
    const scene = logicalScene(tenants({ tenants: 400, switches: 2, ports: 2 }));
    const { page } = await pages.open([scene]);
    expect(await cards(page)).toContain('400 routers');
    await page.fill('.ui-input', 'p123-1-1');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`#app .card[data-id="${idOf('sw123-1', scene)}"]`);
    expect(await focused(page)).toBe(idOf('sw123-1', scene));
  });

  it('finds what only another view has, says which, and goes there', async () => {
    const physical = physicalScene(network);
    const other = {
      ...physical,
      nodes: physical.nodes.map((node) => ({ ...node, tooltip: `${node.tooltip}\nonly there` })),
    };
    const { page } = await pages.open([logical, other]);
    await page.keyboard.press('/');
    await page.keyboard.type('only there');
    await page.waitForSelector('.ui-results [role=option]');
    const views = await page.$$eval('.ui-results [role=option]', (all) =>
      all.map((one) => one.querySelector('.ui-view')?.textContent),
    );
    expect(views).toEqual(other.nodes.map(() => 'in view physical'));
    expect(await page.textContent('.ui-search [role=status]')).toBe(
      `${views.length} found, ${views.length} in other views`,
    );
    await page.keyboard.press('Enter');
    const { view, focus } = await hash(page);
    expect(view).toBe('physical');
    expect(await focused(page)).toBe(decodeURIComponent(focus ?? ''));
    expect(await page.getAttribute('.ui-bar button:text-is("physical")', 'aria-pressed')).toBe('true');
    await page.goBack();
    await page.waitForTimeout(200);
    expect(await page.getAttribute('.ui-bar button:text-is("logical")', 'aria-pressed')).toBe('true');
  });

  it('of other views does not wait: Enter right after the words goes there', async () => {
    const large = largeScene({ switches: 300, ports: 50 });
    const { page, complaints } = await pages.open([logical, large]);
    await page.evaluate(`(() => {
      const input = document.querySelector('.ui-input');
      input.focus();
      input.value = 'vm-14999';
      input.dispatchEvent(new Event('input', { bubbles: true }));
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    })()`);
    await page.waitForSelector('.ring.part');
    expect(await focused(page)).toBe(idOf('switch-299', large));
    expect(complaints).toEqual([]);
  });

  it('understands what the command line does', async () => {
    const { page } = await pages.open([logical]);
    for (const text of ['0A-00-00-00-C8-02', '0a:0:0:0:c8:2', '0a00.0000.c802']) {
      await page.fill('.ui-input', text);
      expect(await page.textContent('.ui-results .ui-name')).toBe('router-a-db');
      expect(await page.textContent('.ui-results .ui-where')).toContain('0a:00:00:00:c8:02');
    }
  });

  it('shows, marks and links a port that its card would only count', async () => {
    // So many cards that one has to come nearer.
    const scene = largeScene({ switches: 20, ports: 900 });
    const first = await pages.open([scene]);
    await first.page.fill('.ui-input', 'vm-1750');
    await first.page.keyboard.press('Enter');
    await hash(first.page);
    const link = new URL(first.page.url()).hash;
    const node = link.match(/focus=([^&]+)/)?.[1] ?? '';
    const part = link.match(/part=([^&]+)/)?.[1] ?? '';
    const second = await pages.open([scene], { hash: link });
    // Somebody may have written it by hand.
    const third = await pages.open([scene], { hash: `#focus=${node}&part=${part}` });
    for (const { page } of [first, second, third]) {
      expect(await page.locator(`#app .card[data-id="${idOf('switch-1', scene)}"]`).textContent()).toContain(
        'vm-1750',
      );
      expect(await page.locator('.ring.part').count()).toBe(1);
    }
    for (const { page } of [first, second]) {
      await page.waitForTimeout(200);
      const [ring, frame] = [
        await page.locator('.ring.part').boundingBox(),
        await page.locator('.ui-picture').boundingBox(),
      ];
      const middle = (ring?.y ?? 0) + (ring?.height ?? 0) / 2 - (frame?.y ?? 0);
      expect(Math.abs(middle - (frame?.height ?? 0) / 2)).toBeLessThan(20);
    }
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

describe('what is looked at', () => {
  const card = (page: Page, title: string) => page.locator(`#app .card[data-id="${idOf(title)}"]`);
  const box = async (page: Page, selector: string) => {
    const found = await page.locator(selector).boundingBox();
    return found ?? { x: 0, y: 0, width: 0, height: 0 };
  };

  it('stays in the window when panels open beside it', async () => {
    const { page } = await pages.open([logical]);
    for (const title of ['batch', 'app', 'physnet1']) {
      await page.keyboard.press('f');
      await page.waitForTimeout(200);
      await card(page, title).click({ position: { x: 18, y: 10 } });
      await page.keyboard.press('l');
      await page.waitForTimeout(200);
      const [one, frame] = [await card(page, title).boundingBox(), await box(page, '.ui-picture')];
      expect(one?.x).toBeGreaterThanOrEqual(frame.x);
      expect((one?.x ?? 0) + (one?.width ?? 0)).toBeLessThanOrEqual(frame.x + frame.width);
      await page.keyboard.press('l');
      await page.keyboard.press('Escape');
    }
  });

  it('is not moved by unfolding it, nor by what comes and goes around it', async () => {
    const { page } = await pages.open([logical]);
    // From so far away that there is room for it.
    for (let i = 0; i < 3; i++) await page.keyboard.press('-');
    await card(page, 'app').focus();
    await page.waitForTimeout(200);
    const before = await card(page, 'app').boundingBox();
    await page.keyboard.press('Enter');
    const after = await card(page, 'app').boundingBox();
    expect(Math.round(after?.y ?? 0)).toBe(Math.round(before?.y ?? 1));
    expect(Math.round(after?.x ?? 0)).toBe(Math.round(before?.x ?? 1));
  });

  it('takes in what hangs on it alone, and lets it go again', async () => {
    const { page } = await pages.open([logical]);
    await card(page, 'router-b').focus();
    await page.keyboard.press('Enter');
    expect(await cards(page)).not.toContain('batch');
    await page.keyboard.press('Enter');
    expect(await cards(page)).toContain('batch');
  });

  it('does not drag the window along when Tab comes to it', async () => {
    const { page } = await pages.open([logical], { hash: '#zoom=9000:9000:1' });
    for (let i = 0; i < 12 && (await focused(page)) === null; i++) await page.keyboard.press('Tab');
    expect(await focused(page)).not.toBeNull();
    const scrolled = 'document.querySelector(".ui-picture").scrollTop + document.scrollingElement.scrollTop';
    expect(await page.evaluate(scrolled)).toBe(0);
    await page.waitForTimeout(200);
    const first = await page.locator('#app .card[tabindex="0"]').boundingBox();
    expect(first?.x).toBeGreaterThan(0);
    expect(first?.x).toBeLessThan(1200);
  });

  it('is looked at in another view as well, if it is there', async () => {
    const combined = combinedScene(network);
    const item = logical.nodes.flatMap(({ sections }) => sections.flatMap(({ items }) => items))[3];
    const again = combined.nodes.some(({ row, pins, sections }) =>
      [
        row,
        ...pins.map((pin) => pin.row),
        ...sections.flatMap(({ items }) => items.map((one) => one.row)),
      ].some((one) => one?.uuid === item?.row?.uuid),
    );
    const { page } = await pages.open([logical, combined]);
    await page.fill('.ui-input', item?.row?.uuid ?? '');
    await page.keyboard.press('Enter');
    await page.keyboard.press('v');
    const { view, part, focus } = await hash(page);
    expect(view).toBe('combined');
    expect(part !== undefined || focus !== undefined).toBe(again);
  });

  it('can be reset with a button', async () => {
    const { page } = await pages.open([logical]);
    await card(page, 'web').focus();
    await page.keyboard.press('h');
    await page.click('button:text-is("Reset")');
    expect(await cards(page)).toContain('web');
    expect(await hash(page)).toEqual({});
  });
});

describe('what is not drawn', () => {
  it('is told, however much of it there is', async () => {
    const notes = ['first', 'second', 'third', 'fourth', 'fifth'];
    const { page } = await pages.open([{ ...logical, notes }]);
    expect(await page.textContent('.ui-foot')).not.toContain('fifth');
    await page.click('button:text-is("2 more notes")');
    expect(await page.textContent('.ui-foot')).toContain('fifth');
  });

  it('may be all', async () => {
    const { page, complaints } = await pages.open([{ ...logical, nodes: [], edges: [] }]);
    expect(await page.textContent('.ui-foot')).toContain('Nothing is drawn');
    expect(complaints).toEqual([]);
  });
});

describe('fifty thousand ports', () => {
  it('keep the document small while the picture is zoomed and moved', async () => {
    const { page, complaints } = await pages.open([largeScene({ switches: 1000, ports: 50 })]);
    await page.mouse.move(600, 400);
    for (let i = 0; i < 30; i++) await page.mouse.wheel(0, i < 15 ? -60 : 60);
    await page.mouse.down();
    await page.mouse.move(200, 300, { steps: 30 });
    await page.mouse.up();
    expect(await page.evaluate('document.querySelectorAll("*").length')).toBeLessThan(15_000);
    expect(complaints).toEqual([]);
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
