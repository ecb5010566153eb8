/** Search in the page, in Chromium. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Network } from '../../../src/model/index.ts';
import { logicalScene, physicalScene, type Scene } from '../../../src/viz/index.ts';
import { provider } from '../../model/scenarios.ts';
import { tenants } from '../networks.ts';
import { Pages } from './browser.ts';
import { cards, focused, hash } from './reading.ts';

let pages: Pages;
beforeAll(async () => {
  pages = await Pages.start();
}, 60_000);
afterAll(() => pages.stop());

const network = new Network(provider());
const logical = logicalScene(network);

const idOf = (title: string, scene: Scene = logical): string =>
  scene.nodes.find((node) => node.title === title)?.id ?? '';

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
    expect(await cards(page)).toContain('100 routers');
    await page.fill('.ui-input', 'p123-1-1');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`#app .card[data-id="${idOf('sw123-1', scene)}"]`);
    expect(await focused(page)).toBe(idOf('sw123-1', scene));
  });

  it('shows a port that its card does not list, once it is chosen, also by a link', async () => {
    const many = logicalScene(tenants({ tenants: 1, switches: 1, ports: 900 }));
    const { page } = await pages.open([many]);
    await page.keyboard.press('/');
    await page.keyboard.type('p0-0-555');
    await page.keyboard.press('Enter');
    const drawn = (one: Page): Promise<boolean> =>
      one.$$eval('#app .card text', (texts) => texts.some(({ textContent }) => textContent === 'p0-0-555'));
    expect(await drawn(page)).toBe(true);
    await page.waitForTimeout(350);
    const link = new URL(page.url()).hash;
    const again = await pages.open([many], { hash: link });
    expect(await drawn(again.page)).toBe(true);
  });

  it('finds what only another view has, and goes there', async () => {
    const { page } = await pages.open([logical, physicalScene(network)]);
    await page.keyboard.press('/');
    await page.keyboard.type(
      physicalScene(network).nodes.find(({ kind }) => kind === 'chassis')?.title ?? '',
    );
    // Both have the word; the picture's own come first.
    expect(await page.textContent('.ui-results [role=option]:first-child')).not.toContain('view ');
    await page.click('.ui-results [role=option]:has-text("view physical") >> nth=0');
    expect((await hash(page))['view']).toBe('physical');
  });
});
