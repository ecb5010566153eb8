/** Small drawn things: rounded lines, pins, marks. */
import { pathRound, scaleOrdinal } from 'd3';
import type { Point } from '../layout/index.ts';
import type { SceneEdge, Tone } from '../scene.ts';
import { HUES } from './theme.ts';
import type { SvgWriter } from './writer.ts';

const RADIUS = 7;

/** A line through the points with rounded corners. */
export const roundedLine = (points: readonly Point[]): string => {
  const path = pathRound(1);
  points.forEach((point, i) => {
    const [before, after] = [points[i - 1], points[i + 1]];
    if (before === undefined) path.moveTo(point.x, point.y);
    else if (after === undefined) path.lineTo(point.x, point.y);
    else {
      const reach = (other: Point): number => Math.hypot(other.x - point.x, other.y - point.y) / 2;
      path.arcTo(point.x, point.y, after.x, after.y, Math.min(RADIUS, reach(before), reach(after)));
    }
  });
  return path.toString();
};

const hue = scaleOrdinal<number, string>(
  Array.from({ length: HUES }, (_, i) => i),
  Array.from({ length: HUES }, (_, i) => `e${i}`),
);

export const edgeClass = ({ kind, group }: SceneEdge): string =>
  ['edge', kind, group < 0 ? '' : hue(group % HUES)].filter((name) => name !== '').join(' ');

/** Up a disc, down a triangle, disabled a cross, unknown a ring, without a state a square. */
export const drawMark = (svg: SvgWriter, tone: Tone, x: number, y: number): void => {
  const shapes: Readonly<Record<Tone, string>> = {
    good: `M${x - 3.5} ${y}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z`,
    unknown: `M${x - 3.2} ${y}a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0 -6.4 0z`,
    bad: `M${x - 4.5} ${y - 3.8}h9l-4.5 8z`,
    warn: `M${x - 3} ${y - 3}l6 6m0 -6l-6 6`,
    idle: `M${x - 2.8} ${y - 2.8}h5.6v5.6h-5.6z`,
  };
  svg.shape('path', { class: `mark ${tone}`, d: shapes[tone] });
};

/** A joined pin is a filled disc, one without another side a ring, a broken one a red diamond. */
export const drawPin = (
  svg: SvgWriter,
  pin: { readonly tone: Tone; readonly tooltip: string },
  x: number,
  y: number,
  row: string | undefined,
): void => {
  const attributes = { class: `dot ${pin.tone}`, 'data-row': row };
  if (pin.tone !== 'bad') svg.shape('circle', { ...attributes, cx: x, cy: y, r: 3.6 }, pin.tooltip);
  else svg.shape('path', { ...attributes, d: `M${x} ${y - 6}l6 6l-6 6l-6 -6z` }, pin.tooltip);
};
