/**
 * The same graph, laid out by ovnscope, by Graphviz `dot` and by ELK's layered algorithm: the cards have the sizes that
 * ovnscope gives them, and nothing is folded, so that all three place the same boxes.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import type { ELK, ElkExtendedEdge } from 'elkjs';
import type { Scene } from '../../src/viz/index.ts';
import { layoutScene, type PlacedScene } from '../../src/viz/index.ts';
import { textWidth } from '../../src/viz/text.ts';
import { SIZES } from '../../src/viz/layout/card/sizes.ts';
import type { Box, Drawing, Line } from './quality.ts';

/** Pixels in an inch of Graphviz. */
const DPI = 72;

const labelsOf = (placed: PlacedScene): Box[] =>
  placed.nodes.flatMap(({ card, x, y }) =>
    card.texts.map(({ x: dx, y: dy, text, style, anchor }) => {
      const width = textWidth(text, SIZES[style]);
      const left = anchor === 'end' ? dx - width : anchor === 'middle' ? dx - width / 2 : dx;
      return { x: x + left, y: y + dy - SIZES[style] * 0.8, width, height: SIZES[style] };
    }),
  );

export const ours = (scene: Scene): Drawing => {
  const placed = layoutScene(scene);
  return {
    nodes: placed.nodes.map(({ x, y, card }) => ({ x, y, width: card.width, height: card.height })),
    labels: labelsOf(placed),
    edges: placed.edges.map(({ points }) => points),
  };
};

export interface Plain {
  readonly ids: readonly string[];
  readonly sizes: readonly { readonly width: number; readonly height: number }[];
  readonly links: readonly (readonly [from: number, to: number])[];
}

/** Boxes and links alone; links lead downwards, so that the others have the same idea of what stands above what. */
export const plainOf = (scene: Scene): Plain => {
  const placed = layoutScene(scene);
  const index = new Map(placed.nodes.map(({ node }, i) => [node.id, i]));
  return {
    ids: placed.nodes.map((_, i) => `n${i}`),
    sizes: placed.nodes.map(({ card }) => ({ width: card.width, height: card.height })),
    links: placed.edges.map(({ edge }) => {
      const [a, b] = [index.get(edge.from.node) ?? 0, index.get(edge.to.node) ?? 0];
      return (placed.nodes[a]?.y ?? 0) <= (placed.nodes[b]?.y ?? 0) ? [a, b] : [b, a];
    }),
  };
};

/** Points on a chain of cubic Bézier curves, 8 for each. */
const sampled = (points: Line): Line => {
  const line: { x: number; y: number }[] = points[0] === undefined ? [] : [points[0]];
  for (let i = 0; i + 3 < points.length; i += 3) {
    const [a, b, c, d] = points.slice(i, i + 4) as [Line[0], Line[0], Line[0], Line[0]];
    for (let step = 1; step <= 8; step++) {
      const t = step / 8;
      const u = 1 - t;
      const at = (k: 'x' | 'y'): number =>
        u * u * u * a[k] + 3 * u * u * t * b[k] + 3 * u * t * t * c[k] + t * t * t * d[k];
      line.push({ x: at('x'), y: at('y') });
    }
  }
  return line;
};

/** Throws when it takes longer than `limit` milliseconds. */
export const byDot = (graph: Plain, limit: number): Drawing => {
  const text = [
    'graph { node [shape=box fixedsize=true label=""] splines=ortho;',
    ...graph.ids.map((id, i) => {
      const { width, height } = graph.sizes[i] as Plain['sizes'][0];
      return `${id} [width=${(width / DPI).toFixed(3)} height=${(height / DPI).toFixed(3)}];`;
    }),
    ...graph.links.map(([a, b]) => `${graph.ids[a]} -- ${graph.ids[b]};`),
    '}',
  ].join('\n');
  const { stdout, status, error } = spawnSync('dot', ['-Tplain'], {
    input: text,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: limit,
  });
  if (status !== 0) throw new Error('dot took too long', { cause: error });
  const nodes: Box[] = [];
  const edges: Line[] = [];
  for (const line of stdout.split('\n')) {
    const words = line.split(' ');
    if (words[0] === 'node') {
      const [x = 0, y = 0, w = 0, h = 0] = words.slice(2, 6).map((word) => Number(word) * DPI);
      nodes.push({ x: x - w / 2, y: y - h / 2, width: w, height: h });
    } else if (words[0] === 'edge') {
      const count = Number(words[3]);
      const numbers = words.slice(4, 4 + 2 * count).map((word) => Number(word) * DPI);
      edges.push(
        sampled(
          Array.from({ length: count }, (_, i) => ({ x: numbers[2 * i] ?? 0, y: numbers[2 * i + 1] ?? 0 })),
        ),
      );
    }
  }
  return { nodes, labels: [], edges };
};

interface ElkNode {
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
}

export const byElk = async (graph: Plain): Promise<Drawing> => {
  const elk = new (createRequire(import.meta.url)('elkjs') as new () => ELK)();
  const laid = await elk.layout({
    id: 'root',
    layoutOptions: { 'elk.algorithm': 'layered', 'elk.direction': 'DOWN', 'elk.edgeRouting': 'ORTHOGONAL' },
    children: graph.ids.map((id, i) => ({ id, ...(graph.sizes[i] as Plain['sizes'][0]) })),
    edges: graph.links.map(([a, b], i) => ({
      id: `e${i}`,
      sources: [graph.ids[a] ?? ''],
      targets: [graph.ids[b] ?? ''],
    })),
  });
  return {
    nodes: (laid.children ?? []).map(({ x = 0, y = 0, width = 0, height = 0 }: ElkNode) => ({
      x,
      y,
      width,
      height,
    })),
    labels: [],
    edges: ((laid.edges ?? []) as ElkExtendedEdge[]).flatMap(({ sections = [] }) =>
      sections.map(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]),
    ),
  };
};
