import type { Parsed } from '../parsed.ts';
import type { Neighbour } from '../types.ts';
import { parseItems } from './item.ts';
import { itemsOf, NEIGHBOUR_TEXT } from './routing-text.ts';

/** Reads `ip -j neigh` or its plain text. */
export const parseNeighbours = (text: string, source: string): Parsed<Neighbour[]> =>
  parseItems(
    text,
    source,
    (item) => {
      const address = item.text('dst');
      const link = item.text('dev');
      if (address === undefined || link === undefined)
        return item.lose('a neighbour without its address or device; expected "dst" and "dev"');
      return { link, address, mac: item.text('lladdr'), states: item.words('state') };
    },
    itemsOf(NEIGHBOUR_TEXT),
  );
