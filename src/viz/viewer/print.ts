/** On paper: the picture as it is now, whole, with its title and legend, as the static file has it. */
import { renderSvg } from '../svg/index.ts';
import type { PlacedScene } from '../layout/index.ts';

/** `make` is asked when somebody prints. */
export const printWith = (still: HTMLElement, make: () => { placed: PlacedScene; title: string }): void => {
  let drawn: PlacedScene | undefined;
  const draw = (): void => {
    const { placed, title } = make();
    if (placed === drawn) return;
    drawn = placed;
    // Written by the same writer as the file: names are escaped there.
    still.innerHTML = renderSvg(placed, { title, theme: 'light', bare: true });
  };
  window.addEventListener('beforeprint', draw);
  window.matchMedia('print').addEventListener('change', ({ matches }) => {
    if (matches) draw();
  });
};
