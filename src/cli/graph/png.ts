/** A picture as pixels, by a library that need not be there (an optional dependency). */
import { createRequire } from 'node:module';
import { messageOf, OvnscopeError } from '../../text/index.ts';

interface Resvg {
  readonly Resvg: new (
    svg: string,
    options: object,
  ) => { render(): { asPng(): Uint8Array }; readonly width: number; readonly height: number };
}

const MODULE = '@resvg/resvg-js';

/** Wider or higher is drawn smaller: nobody can look at more, and memory would be had by the gigabyte. */
const LARGEST = 16_000;

/** By `require`: the compiled program has no modules of its own to import from. */
const load = (): Resvg => {
  try {
    return createRequire(import.meta.url)(MODULE) as Resvg;
  } catch (error) {
    throw new OvnscopeError('usage', `PNG needs the package ${MODULE}, which is not installed`, {
      hint: `npm install ${MODULE}, or --format svg, which browsers and office programs open as well`,
      cause: error,
    });
  }
};

/** `scale` is in pixels of the picture for one of the SVG's; `onShrunk` is told where it was too much, and what it became. */
export const renderPng = (
  svg: string,
  scale: number,
  onShrunk: (zoom: number) => void = () => undefined,
): Uint8Array => {
  const { Resvg } = load();
  try {
    const plain = new Resvg(svg, {});
    const zoom = Math.min(scale, LARGEST / plain.width, LARGEST / plain.height);
    const drawn = new Resvg(svg, {
      fitTo: { mode: 'zoom', value: zoom },
      font: { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans' },
    });
    const png = drawn.render().asPng();
    if (zoom < scale) onShrunk(zoom);
    return png;
  } catch (error) {
    throw new OvnscopeError('data', `the picture could not be turned into a PNG: ${messageOf(error)}`, {
      hint: '--format svg',
      cause: error,
    });
  }
};
