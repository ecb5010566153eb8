/**
 * Pictures in a real browser: it measures what `src/viz/text.ts` only estimates. No text may stick out of its card,
 * and nothing out of the picture.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram } from '../../scripts/install-programs.js';
import { Network, type NetworkSources } from '../../src/model/index.ts';
import { layoutScene, logicalScene, renderSvg } from '../../src/viz/index.ts';
import { sceneOf } from '../../src/cli/graph/scenes.ts';
import { VIEWS } from '../../src/cli/graph/words.ts';
import { fixture } from '../model/fixtures.ts';
import { hostile, kubernetes, peerLoops, provider, twoSwitches } from '../model/scenarios.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'ovnscope-browser-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Runs in the page: every text with the box that it belongs to, as far as it leaves it. */
const MEASURE = `
  const svg = document.querySelector('svg');
  const outside = (box, frame) => Math.max(
    frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom);
  const found = { texts: 0, leaving: [] };
  for (const text of svg.querySelectorAll('text')) {
    found.texts++;
    const card = text.closest('.card')?.querySelector('.body') ?? svg;
    const by = outside(text.getBoundingClientRect(), card.getBoundingClientRect());
    if (by > 1) found.leaving.push([text.textContent.slice(0, 60), Math.round(by)]);
  }
  document.getElementById('found').textContent = btoa(unescape(encodeURIComponent(JSON.stringify(found))));
`;

interface Found {
  readonly texts: number;
  readonly leaving: readonly [text: string, pixels: number][];
}

const measure = (svg: string): Found => {
  const page = join(directory, 'page.html');
  writeFileSync(
    page,
    `<!doctype html><meta charset="utf-8"><body>${svg}<pre id="found"></pre><script>${MEASURE}</script>`,
  );
  const { stdout, stderr } = spawnSync(
    findProgram('chromium') ?? 'chromium',
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--user-data-dir=${join(directory, 'profile')}`,
      '--dump-dom',
      `file://${page}`,
    ],
    { encoding: 'utf8', timeout: 60_000, maxBuffer: 1 << 28 },
  );
  const [, told] = /<pre id="found">([A-Za-z0-9+/=]+)<\/pre>/.exec(stdout) ?? [];
  if (told === undefined) throw new Error(`Chromium measured nothing: ${stderr.slice(-2000)}`);
  return JSON.parse(Buffer.from(told, 'base64').toString()) as Found;
};

describe('in a browser', () => {
  it.each([
    ['two switches', twoSwitches()],
    ['a provider network', provider()],
    ['a cluster of 16 nodes', kubernetes(16)],
    ['peers in a loop', peerLoops()],
    ['hostile names', hostile()],
    ['nothing', {}],
  ] as [string, NetworkSources][])('%s: all text is where it belongs', (_, sources) => {
    const { texts, leaving } = measure(renderSvg(layoutScene(logicalScene(new Network(sources)))));
    expect(texts).toBeGreaterThan(0);
    expect(leaving).toEqual([]);
  });

  it.each(VIEWS)('%s of a deployment: all text is where it belongs', async (view) => {
    const network = await fixture('neutron');
    const { texts, leaving } = measure(renderSvg(layoutScene(sceneOf(network, view, undefined))));
    expect(texts).toBeGreaterThan(0);
    expect(leaving).toEqual([]);
  });

  it('notices text that is too wide', () => {
    const svg = renderSvg(layoutScene(logicalScene(new Network(twoSwitches()))));
    const { leaving } = measure(svg.replace('</style>', 'text{font-size:40px!important}</style>'));
    expect(leaving.length).toBeGreaterThan(0);
  });
});
