/** The picture from far away, on a canvas: rectangles, lines, and titles where there is room for them. */
import type { PlacedEdge, PlacedNode, PlacedScene } from '../layout/index.ts';
import type { NodeKind, SceneNode } from '../scene.ts';
import { ellipsize } from '../text.ts';
import { safe } from './dom.ts';
import type { Camera } from './camera.ts';

export type Palette = Readonly<Record<string, string>>;

export interface Painting {
  readonly placed: PlacedScene;
  /** Numbers of what is in view. */
  readonly cards: readonly number[];
  readonly edges: readonly number[];
  readonly frames: boolean;
  readonly camera: Camera;
  readonly palette: Palette;
}

const HUES = 6;

const edgeColour = ({ edge }: PlacedEdge): string => {
  if (edge.taken === true) return 'taken';
  if (edge.change !== undefined) return edge.change;
  if (edge.tone === 'bad') return 'bad';
  if (edge.kind === 'localnet') return 'physical-line';
  return edge.group < 0 ? 'muted' : `e${edge.group % HUES}`;
};

/** Few paths, each with all lines of one look. */
const paintEdges = (context: CanvasRenderingContext2D, painting: Painting): void => {
  const { placed, edges, camera, palette } = painting;
  const looks = new Map<string, Path2D>();
  for (const number of edges) {
    const one = placed.edges[number];
    if (one === undefined) continue;
    const dash = one.edge.kind === 'localnet' || one.edge.kind === 'tunnel' || one.edge.tone === 'bad';
    const look = `${edgeColour(one)} ${dash ? 'dash' : ''}`;
    let path = looks.get(look);
    if (path === undefined) looks.set(look, (path = new Path2D()));
    one.points.forEach(({ x, y }, i) => (i === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
  }
  for (const [look, path] of looks) {
    const [colour = '', dash] = look.split(' ');
    context.strokeStyle = palette[colour] ?? '';
    context.lineWidth = Math.max(colour === 'taken' ? 4.5 : 1.8, (colour === 'taken' ? 2.5 : 0.7) / camera.k);
    context.setLineDash(
      dash === 'dash' ? [6 / Math.min(1, camera.k * 2), 4 / Math.min(1, camera.k * 2)] : [],
    );
    context.stroke(path);
  }
  context.setLineDash([]);
};

const FILLS: Readonly<Partial<Record<NodeKind, string>>> = {
  router: 'router',
  'load balancer': 'router',
  physical: 'physical',
  external: 'physical',
  remote: 'physical',
};

const isBroken = (node: SceneNode): boolean =>
  node.facts.some(({ tone }) => tone === 'bad') || node.pins.some(({ tone }) => tone === 'bad');

/** Titles on a picture of more cards than this are a smear. */
const MOST_TITLES = 2500;
const SMALLEST_TITLE = 10;

const paintCard = (context: CanvasRenderingContext2D, one: PlacedNode, painting: Painting): void => {
  const { camera, palette } = painting;
  const { node, card, x, y } = one;
  const fill = FILLS[node.kind];
  const taken = (node.steps?.length ?? 0) > 0;
  context.fillStyle = palette[fill ?? 'card'] ?? '';
  context.strokeStyle =
    palette[taken ? 'taken' : (node.change ?? (fill === undefined ? 'line' : `${fill}-line`))] ?? '';
  context.fillRect(x, y, card.width, card.height);
  if (card.width * camera.k > 5) context.strokeRect(x, y, card.width, card.height);
};

const paintTitle = (context: CanvasRenderingContext2D, one: PlacedNode, painting: Painting): void => {
  const { camera, palette } = painting;
  const { node, card, x, y } = one;
  const [width, height] = [card.width * camera.k, card.height * camera.k];
  const size = Math.max(SMALLEST_TITLE, 14 * camera.k);
  if (width < 20 || height < size + 2) return;
  const mark = isBroken(node);
  const room = width - 8 - (mark ? 11 : 0);
  const text = ellipsize(safe(node.title, 200), room, size, true);
  if (text.length < 2) return;
  context.font = `700 ${size / camera.k}px ui-sans-serif,system-ui,"DejaVu Sans",sans-serif`;
  context.fillStyle = palette.ink ?? '';
  const line = y + Math.min(height - 4, size + 3 + Math.max(0, height - size - 8) * 0.12) / camera.k;
  context.fillText(text, x + 4 / camera.k, line);
  if (!mark) return;
  const [right, unit] = [x + card.width - 4 / camera.k, 1 / camera.k];
  context.fillStyle = palette.bad ?? '';
  context.beginPath();
  context.moveTo(right - 9 * unit, line - 8 * unit);
  context.lineTo(right, line - 8 * unit);
  context.lineTo(right - 4.5 * unit, line);
  context.fill();
};

/** The context's transform is the picture's. */
export const paint = (context: CanvasRenderingContext2D, painting: Painting): void => {
  const { placed, cards, camera, palette } = painting;
  if (painting.frames)
    for (const { x, y, width, height, container } of placed.frames) {
      context.fillStyle = palette.frame ?? '';
      context.strokeStyle = palette.line ?? '';
      context.lineWidth = 1.2 / Math.max(camera.k, 0.2);
      context.fillRect(x, y, width, height);
      context.strokeRect(x, y, width, height);
      if (width * camera.k < 60) continue;
      const size = Math.max(11, 14 * camera.k);
      if (44 * camera.k < size) continue;
      context.font = `700 ${size / camera.k}px ui-sans-serif,system-ui,"DejaVu Sans",sans-serif`;
      context.fillStyle = palette.ink ?? '';
      context.fillText(
        ellipsize(safe(container.title, 200), width * camera.k - 20, size, true),
        x + 20,
        y + 26,
      );
    }
  paintEdges(context, painting);
  context.lineWidth = Math.max(1.2, 0.8 / camera.k);
  for (const number of cards) {
    const one = placed.nodes[number];
    if (one !== undefined) paintCard(context, one, painting);
  }
  if (cards.length > MOST_TITLES) return;
  for (const number of cards) {
    const one = placed.nodes[number];
    if (one !== undefined) paintTitle(context, one, painting);
  }
};
