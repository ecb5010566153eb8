/** Texts cut and filled to a number of terminal cells. */
import { displayWidth, printable } from '../../text/index.ts';

/** Nothing that a terminal shows in one line is longer. */
const LONGEST = 1000;

/** At most `width` cells of it, safe to show, ending in `dots` when that is not all. */
export const cut = (text: string, width: number, dots: string): string => {
  const shown = printable(text.length > LONGEST ? text.slice(0, LONGEST) : text);
  if (shown.length === text.length && displayWidth(shown) <= width) return shown;
  if (text.length <= LONGEST && displayWidth(shown) <= width) return shown;
  let kept = '';
  let used = displayWidth(dots);
  if (used > width) return '';
  for (const character of shown) {
    used += displayWidth(character);
    if (used > width) break;
    kept += character;
  }
  return kept + dots;
};

/** The text and as many fillers as make it `width` cells wide. */
export const fill = (text: string, width: number, filler = ' '): string =>
  text + filler.repeat(Math.max(0, width - displayWidth(text)));

/** One at the left, one at the right; the left one is cut where they do not both fit. */
export const apart = (left: string, right: string, width: number, dots: string): string => {
  if (right === '') return fill(cut(left, width, dots), width);
  const shown = cut(right, Math.max(8, Math.floor(width / 2)), dots);
  const room = width - displayWidth(shown) - 2;
  if (room < 4) return fill(cut(`${left}  ${right}`, width, dots), width);
  return `${fill(cut(left, room, dots), room)}  ${shown}`;
};
