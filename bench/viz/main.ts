/** Pictures: what they cost, and how good they are beside `dot` and ELK on the same graphs. */
import { foldScene, layoutScene, logicalScene, renderSvg } from '../../src/viz/index.ts';
import { Network } from '../../src/model/index.ts';
import { mesh } from '../../test/model/scenarios.ts';
import { tenants, type Size } from '../../test/viz/networks.ts';
import { median } from '../measure.ts';
import type { Line } from '../southbound.ts';
import { byDot, byElk, ours, plainOf, type Plain } from './drawings.ts';
import { qualityOf, type Drawing } from './quality.ts';

const SIZES: readonly (Size & { readonly things: number; readonly limit: number | undefined })[] = [
  { things: 300, tenants: 10, switches: 3, ports: 7, limit: undefined },
  { things: 5000, tenants: 50, switches: 4, ports: 23, limit: 1 },
  { things: 50_000, tenants: 200, switches: 5, ports: 47, limit: 3 },
];

const LONGEST = 120_000;

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

/** Median of three, in milliseconds, each on something new; the first one, by which code is compiled, is not counted. */
const timed = <T>(make: () => T, what: (made: T) => unknown): number => {
  const times: number[] = [];
  for (let round = 0; round < 4; round++) {
    const made = make();
    const began = performance.now();
    what(made);
    times.push(performance.now() - began);
  }
  return median(times.slice(1));
};

const words = (name: string, took: number, drawing: Drawing): string => {
  const { crossings, overlaps, labelOverlaps, bends, area } = qualityOf(drawing);
  const labels = drawing.labels.length === 0 ? '' : `, ${labelOverlaps} overlaps of labels`;
  return `${name} ${seconds(took)}: ${crossings} crossings, ${overlaps} overlaps${labels}, ${bends} bends, ${area.toFixed(1)} million px²`;
};

const others = async (graph: Plain): Promise<string[]> => {
  const told: string[] = [];
  let began = performance.now();
  try {
    const drawing = byDot(graph, LONGEST);
    told.push(words('dot', performance.now() - began, drawing));
  } catch {
    told.push(`dot: not done after ${LONGEST / 1000} s`);
  }
  began = performance.now();
  try {
    const drawing = await byElk(graph);
    told.push(words('ELK', performance.now() - began, drawing));
  } catch (error) {
    told.push(
      `ELK: ${error instanceof Error ? error.name : 'failed'} after ${seconds(performance.now() - began)}`,
    );
  }
  return told;
};

/** `share` makes the networks smaller. */
export const measurePictures = async (share: number): Promise<Line[]> => {
  const lines: Line[] = [];
  for (const size of SIZES) {
    const make = (): Network => tenants({ ...size, tenants: Math.max(1, Math.round(size.tenants * share)) });
    const took = timed(make, (network) => renderSvg(layoutScene(foldScene(logicalScene(network)))));
    const scene = logicalScene(make());
    lines.push({
      what: `a picture of ${size.things} things: scene, folding, layout, SVG`,
      measured: `${seconds(took)} (${scene.nodes.length} cards, ${foldScene(scene).nodes.length} folded)`,
      must: size.limit === undefined ? '(for information)' : `under ${size.limit} s`,
      holds: size.limit === undefined || took < size.limit * 1000,
    });
    const layout = timed(
      () => scene,
      () => layoutScene(scene),
    );
    const drawing = ours(scene);
    const { overlaps, labelOverlaps } = qualityOf(drawing);
    lines.push({
      what: `… all ${scene.nodes.length} cards in the open, layout alone`,
      measured: [words('ovnscope', layout, drawing), ...(await others(plainOf(scene)))].join('; '),
      must: 'no overlaps',
      holds: overlaps === 0 && labelOverlaps === 0,
    });
  }
  // Everything joined with everything: the worst that a layered drawing can meet.
  const scene = logicalScene(new Network(mesh(8)));
  const layout = timed(
    () => scene,
    () => layoutScene(scene),
  );
  const drawing = ours(scene);
  lines.push({
    what: `a full mesh of 8 routers, ${scene.nodes.length} cards`,
    measured: [words('ovnscope', layout, drawing), ...(await others(plainOf(scene)))].join('; '),
    must: 'no overlaps',
    holds: qualityOf(drawing).overlaps === 0,
  });
  return lines;
};
