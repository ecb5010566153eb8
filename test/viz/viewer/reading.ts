/** What tests read of a page. */
import type { Page } from 'playwright-core';

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
