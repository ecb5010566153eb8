/** How many items of a section are written out. */
import type { Section } from './scene.ts';

/** A line that says "1 more" could as well name it. A section without title and without items is not there at all. */
export const listedOf = ({ title, items, listed }: Section): number =>
  items.length - listed === 1 && (title !== undefined || listed > 0)
    ? items.length
    : Math.min(listed, items.length);
