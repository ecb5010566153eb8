/**
 * Pictures as one HTML file: data, program and the first picture, nothing from elsewhere. A policy in the page allows
 * exactly the one script and the stylesheets that this file has put there, and no request to anywhere; so even markup
 * that got in would do nothing.
 */
import { foldScene } from '../fold/index.ts';
import { layoutScene } from '../layout/index.ts';
import type { Scene } from '../scene.ts';
import { escapeLines, escapeXml } from '../svg/escape.ts';
import { renderSvg } from '../svg/index.ts';
import { ISLAND_ID, writeIsland } from './island.ts';
import { DARK_ID, DARK_MEDIA, sheets } from './style.ts';

/** The browser's part, which the edge has read from the package. */
export interface Viewer {
  readonly script: string;
  /** SHA-256 in base64, of UTF-8. */
  readonly sha256: (text: string) => string;
}

export interface HtmlOptions {
  /** Of the page; the first scene's otherwise. */
  readonly title?: string | undefined;
  readonly viewer: Viewer;
}

/** What a page shows until its program runs, and without it for ever; larger ones would hold it up. */
const LARGEST_STILL = 3_000_000;

const still = (scene: Scene | undefined): string => {
  if (scene === undefined) return '';
  const svg = renderSvg(layoutScene(foldScene(scene)), { bare: true });
  return svg.length <= LARGEST_STILL ? svg : '';
};

const policy = (scripts: readonly string[], styles: readonly string[]): string => {
  const hashes = (all: readonly string[]): string => all.map((hash) => `'sha256-${hash}'`).join(' ');
  return [
    "default-src 'none'",
    `script-src ${hashes(scripts)}`,
    `style-src ${hashes(styles)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
};

const asScript = (script: string): string => {
  if (/<\/script|<!--/i.test(script)) throw new Error('the viewer has text that would end it');
  return script.trim();
};

/** Pure: the same scenes, options and viewer give the same bytes. */
export const renderHtml = (scenes: readonly Scene[], options: HtmlOptions): string => {
  const { viewer } = options;
  const title = options.title ?? scenes[0]?.title ?? 'Nothing to show';
  const script = asScript(viewer.script);
  const { layout, light, dark } = sheets;
  const csp = policy([script].map(viewer.sha256), [layout, light, dark].map(viewer.sha256));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${csp}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeXml(title.slice(0, 200))}</title>
<meta name="description" content="${escapeLines(scenes[0]?.summary ?? '')}">
<style>${light}</style>
<style id="${DARK_ID}" media="${DARK_MEDIA.auto}">${dark}</style>
<style>${layout}</style>
</head>
<body>
<div id="still">
${still(scenes[0])}</div>
<noscript><p>This is the picture as it opens. With JavaScript one can search it, unfold it, and follow a trace; the file asks nothing of any network.</p></noscript>
<div id="app"></div>
<script type="application/json" id="${ISLAND_ID}">${writeIsland({ title, scenes })}</script>
<script>${script}</script>
</body>
</html>
`;
};
