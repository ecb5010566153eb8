/** Mermaid itself, in a browser, reads and draws what is written for it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram } from '../../../scripts/install-programs.js';
import { renderMermaid, type Scene } from '../../../src/viz/index.ts';
import { arbitraryScene } from '../arbitrary-scene.ts';
import { goldenScenes, smallScenes } from '../small-scenes.ts';

const library = createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js');

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: findProgram('chromium') ?? 'chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });
  page = await browser.newPage();
  await page.setContent('<!doctype html><body><div id="out"></div>');
  await page.addScriptTag({ content: readFileSync(library, 'utf8') });
  await page.evaluate('mermaid.initialize({ startOnLoad: false, maxEdges: 5000, maxTextSize: 5000000 })');
}, 60_000);
afterAll(() => browser.close());

/** What Mermaid says is wrong; nothing where it could read it. */
const parse = (text: string): Promise<string> =>
  page.evaluate(`mermaid.parse(${JSON.stringify(text)}).then(() => '', (error) => String(error.message))`);

/** The lines of the cards that it draws. */
const render = (text: string): Promise<string[]> =>
  page.evaluate(`mermaid.render('picture', ${JSON.stringify(text)}).then(({ svg }) => {
    const out = document.getElementById('out');
    out.innerHTML = svg;
    return [...out.querySelectorAll('.nodeLabel')].flatMap((label) => {
      const lines = [];
      let line = '';
      const walk = (node) => {
        for (const child of node.childNodes) {
          if (child.nodeName === 'BR') { lines.push(line); line = ''; }
          else if (child.nodeType === 3) line += child.textContent;
          else walk(child);
        }
      };
      walk(label);
      return [...lines, line];
    });
  })`);

describe('Mermaid', () => {
  it.each(goldenScenes)('gets the golden chart of %s', async (name, scene) => {
    await expect(renderMermaid(scene)).toMatchFileSnapshot(`../../golden/mermaid-${name}.mmd`);
  });

  it.each(smallScenes)('reads %s', async (_, scene) => {
    expect(await parse(renderMermaid(scene))).toBe('');
  });

  it('draws names as they are', async () => {
    const [, { nodes, ...rest }] = goldenScenes[1] as [string, Scene];
    const names = [
      'a-b',
      'a "b"',
      '<script>alert(1)</script>',
      'a & b',
      '#quot;',
      '`md`',
      'end',
      'größe 网络',
      'fa:fa-car',
      'x fa:fa-car y',
      '- list',
      '* list',
      '+ list',
      '1. x',
      '12) x',
      '$$x$$',
      '# h',
      '## h',
      '`code`',
      '> quote',
      '**bold** and _it_ and ~~gone~~',
      '[a](http://b.example)',
      '![a](http://b.example/c.png)',
      'a\\nb',
      '---',
      '===',
      'http://a.example/b?c=d&e',
      'classDef style',
      '  two  blanks  ',
    ];
    const cards = names.flatMap((title, i) =>
      nodes.slice(0, 1).map((node) => ({ ...node, id: `n${i}`, title, pins: [], sections: [] })),
    );
    const texts = await render(renderMermaid({ ...rest, nodes: cards, edges: [] }));
    expect(names.filter((name) => !texts.includes(name))).toEqual([]);
    expect(await page.evaluate('document.querySelectorAll("#out script").length')).toBe(0);
  });

  it('reads whatever a scene may hold', async () => {
    for (const scene of fc.sample(arbitraryScene(), { numRuns: 40, seed: 7 }))
      expect(await parse(renderMermaid(scene))).toBe('');
  });

  it('is told where a chart is larger than it draws by itself', () => {
    const [, scene] = goldenScenes[0] as [string, Scene];
    const nodes = Array.from({ length: 2000 }, (_, i) =>
      scene.nodes.slice(0, 1).map((node) => ({ ...node, id: `n${i}`, pins: [] })),
    ).flat();
    expect(renderMermaid({ ...scene, nodes, edges: [] })).toMatch(
      /^---\ntitle: "Logical topology"\n---\n%% \d+ characters: needs maxTextSize above 50000\nflowchart TB\n/,
    );
  });
});
