/** Pages of one network, and what tests read of them. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { Network } from '../../../src/model/index.ts';
import { logicalScene, type Scene } from '../../../src/viz/index.ts';
import { provider } from '../../model/scenarios.ts';
import { Pages } from './browser.ts';

export const network = new Network(provider());
export const logical = logicalScene(network);

export const idOf = (title: string, scene: Scene = logical): string =>
  scene.nodes.find((node) => node.title === title)?.id ?? '';

/** A browser for the tests of one file. */
export const withPages = (): Pick<Pages, 'open' | 'html' | 'script'> => {
  let pages: Pages | undefined;
  beforeAll(async () => {
    pages = await Pages.start();
  }, 60_000);
  afterAll(() => pages?.stop());
  const started = (): Pages => {
    if (pages === undefined) throw new Error('the browser has not started');
    return pages;
  };
  return {
    open: (...args) => started().open(...args),
    html: (...args) => started().html(...args),
    get script() {
      return started().script;
    },
  };
};

/** Titles of the cards that are there, in the order of the document. */
export const cards = (page: Page): Promise<string[]> =>
  page.$$eval('#app .card .title', (texts) => texts.map((text) => text.textContent).sort());

export const hash = async (page: Page): Promise<Record<string, string>> => {
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

export const focused = (page: Page): Promise<string | null> =>
  page.evaluate('document.activeElement?.closest(".card")?.getAttribute("data-id") ?? null');
