/** A placed scene as one self-contained SVG file: no script, no link, no font from elsewhere. */
import type { PlacedScene } from '../layout/index.ts';
import type { View } from '../scene.ts';
import { ellipsize, textWidth } from '../text.ts';
import { drawPlaced } from './draw.ts';
import { drawLegend, placeLegend } from './legend.ts';
import { drawStory, placeStory } from './story.ts';
import { stylesheet, type Theme } from './theme.ts';
import { SvgWriter } from './writer.ts';

export { drawEdge, drawFrame, drawNode, drawPlaced } from './draw.ts';
export { colours, rules, stylesheet, type Theme } from './theme.ts';
export { roundedLine } from './shapes.ts';
export { SvgWriter } from './writer.ts';

export interface SvgOptions {
  /** Stands above the picture; the scene's own title otherwise. */
  readonly title?: string | undefined;
  /** `auto` follows the browser. */
  readonly theme?: Theme | undefined;
  /** Without a stylesheet, for a page that has `rules`. */
  readonly bare?: boolean | undefined;
}

const MARGIN = 32;
const HEADER = 76;
const FOOTER_GAP = 30;
const NARROWEST = 720;
const NOTE = 18;
const STORY_GAP = 24;

const NOTHING: Readonly<Record<View, string>> = {
  logical: 'There are no logical switches and no logical routers.',
  physical: 'There are no chassis.',
  combined: 'There are no chassis and no ports.',
  acl: 'There are no ACLs.',
  lb: 'There are no load balancers.',
  bridge: 'There are no bridges.',
};

/** The file's text; ends in a newline. */
export const renderSvg = (placed: PlacedScene, options: SvgOptions = {}): string => {
  const { title = placed.title, theme = 'auto' } = options;
  const empty = placed.nodes.length === 0 && placed.frames.length === 0;
  const heading = title.length > 200 ? `${title.slice(0, 200)}…` : title;
  const inner = Math.max(
    NARROWEST,
    placed.width,
    Math.min(1600, Math.max(textWidth(heading, 18, true), textWidth(placed.summary, 12))),
  );
  const legend = placeLegend(placed, inner);
  const width = Math.ceil(inner + 2 * MARGIN);
  const content = empty ? 60 : placed.height;
  const notes = placed.notes.length * NOTE;
  const story = placeStory(placed.path, inner);
  const foot = empty ? 0 : FOOTER_GAP + legend.height;
  const height = Math.ceil(HEADER + content + story.height + foot + notes + MARGIN);
  const svg = new SvgWriter();
  svg.open('svg', {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
    'aria-labelledby': 'picture-title picture-description',
  });
  svg.title(heading, { id: 'picture-title' });
  svg.description(placed.summary, { id: 'picture-description' });
  if (options.bare !== true) svg.own(stylesheet(theme));
  svg.shape('rect', { class: 'bg', width, height });
  svg.text(heading, { class: 'heading', x: MARGIN, y: 38 });
  svg.text(placed.summary, { class: 'summary', x: MARGIN, y: 58 });
  if (empty) svg.text(NOTHING[placed.view], { class: 'caption', x: MARGIN, y: HEADER + 30 });
  const left = MARGIN + Math.round((inner - placed.width) / 2);
  svg.open('g', { transform: `translate(${left} ${HEADER})` });
  drawPlaced(svg, placed);
  svg.close('g');
  drawStory(svg, MARGIN, HEADER + content + STORY_GAP, story);
  const below = HEADER + content + story.height;
  if (!empty) drawLegend(svg, MARGIN, below + FOOTER_GAP, legend.entries);
  placed.notes.forEach((note, i) => {
    const y = below + foot + (i + 1) * NOTE;
    svg.text(ellipsize(note, inner, 12), { class: 'caption', x: MARGIN, y });
  });
  svg.close('svg');
  return svg.toString();
};
