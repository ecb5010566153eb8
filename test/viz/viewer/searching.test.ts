/** Search in the page, in Chromium. */
import { describe, expect, it } from 'vitest';
import { logicalScene, physicalScene } from '../../../src/viz/index.ts';
import { tenants } from '../networks.ts';
import { cards, focused, hash, idOf, logical, network, withPages } from './reading.ts';
import { largeScene } from './scenes.ts';

const pages = withPages();

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
