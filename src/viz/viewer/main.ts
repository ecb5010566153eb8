/** Where the page's program begins. */
import { ISLAND_ID, readIsland } from '../html/island.ts';
import { App } from './app.ts';
import { h } from './dom.ts';

const begin = (): void => {
  const root = document.getElementById('app');
  const still = document.getElementById('still');
  const island = document.getElementById(ISLAND_ID);
  if (root === null || still === null || island === null) return;
  try {
    const app = new App(root, still, readIsland(island.textContent));
    document.documentElement.classList.add('live');
    app.start();
    // For print it is drawn anew, as it is then.
    still.replaceChildren();
    // What a script of a test or a benchmark may wait for.
    document.documentElement.setAttribute('data-ready', '');
  } catch (error) {
    // The picture that the page opens with is there all the same.
    document.documentElement.classList.remove('live');
    const text = error instanceof Error ? error.message : String(error);
    document.body.append(
      h('p', { class: 'failed', role: 'alert' }, `The picture cannot be searched here: ${text}`),
    );
    throw error;
  }
};

begin();
