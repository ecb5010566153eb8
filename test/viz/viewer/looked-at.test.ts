/** What the page keeps in sight, in Chromium. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { combinedScene } from '../../../src/viz/index.ts';
import { cards, focused, hash, idOf, logical, network, withPages } from './reading.ts';
import { largeScene } from './scenes.ts';

const pages = withPages();

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
