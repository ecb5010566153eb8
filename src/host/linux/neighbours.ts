import type { Parsed } from '../parsed.ts';
import type { Neighbour } from '../types.ts';
import { parseItems } from './item.ts';

/** Reads `ip -j neigh`. */
export const parseNeighbours = (text: string, source: string): Parsed<Neighbour[]> =>
  parseItems(text, source, (item) => {
    const address = item.text('dst');
    const link = item.text('dev');
    if (address === undefined || link === undefined)
      return item.lose('a neighbour without its address or device; expected "dst" and "dev"');
    return { link, address, mac: item.text('lladdr'), states: item.words('state') };
  });
