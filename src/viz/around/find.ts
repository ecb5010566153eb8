/**
 * Things of a scene by what a person calls them: for rows that the scene does not have themselves, and scenes that
 * were made from no network. Everything written on a card counts, and every line of a tooltip.
 */
import { canonicalIp } from '../../model/index.ts';
import type { RowRef } from '../../model/index.ts';
import type { Scene } from '../scene.ts';

interface Thing {
  readonly id: string;
  readonly row: RowRef | undefined;
  /** The first is its name. */
  readonly texts: readonly (string | undefined)[];
  readonly tooltip: string;
}

/** Best first; a thing has the best rank of all by which it is found. */
const RANKS = 6;

/**
 * Ids of what is called so: by id, name, alias, address or the first digits of a UUID; where nothing is, of what has
 * such a text in it. The best come first, those alike in the order of the scene.
 */
export const findInScene = (scene: Scene, query: string): string[] => {
  const wanted = query.trim();
  if (wanted === '') return [];
  const rankOf = ranking(wanted);
  const found: string[][] = Array.from({ length: RANKS }, () => []);
  for (const thing of thingsOf(scene)) {
    const rank = rankOf(thing);
    if (rank < RANKS) found[rank]?.push(thing.id);
  }
  const exact = found.slice(0, RANKS - 1).flat();
  return [...new Set(exact.length > 0 ? exact : found.flat())];
};

function* thingsOf({ nodes, edges, containers }: Scene): Generator<Thing> {
  for (const { id, row, title, subtitle, tooltip } of containers)
    yield { id, row, texts: [title, subtitle], tooltip };
  for (const node of nodes) {
    const { id, row, title, subtitle, facts, tooltip } = node;
    yield { id, row, texts: [title, subtitle, ...facts.map(({ text }) => text)], tooltip };
    for (const pin of node.pins) yield { ...pin, texts: [pin.name, ...pin.details] };
    for (const { items } of node.sections)
      for (const item of items) yield { ...item, texts: [item.name, item.detail] };
    for (const one of node.table?.rows ?? []) yield { ...one, texts: one.cells.map(({ text }) => text) };
  }
  for (const { id } of edges) yield { id, row: undefined, texts: [], tooltip: '' };
}

const UUID_PREFIX = /^[0-9a-f]{4}[0-9a-f-]{0,32}$/;
const MAC = /^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/;

/** The rank of a thing for one question; `RANKS` for none. */
const ranking = (wanted: string): ((thing: Thing) => number) => {
  const lower = wanted.toLowerCase();
  const address = addressOf(lower);
  const isUuid = UUID_PREFIX.test(lower);
  return ({ id, row, texts, tooltip }) => {
    if (id === wanted || texts[0] === wanted) return 0;
    if (texts.includes(wanted)) return 1;
    const all = `${texts.join('\n')}\n${tooltip}`.toLowerCase();
    // What is not there at all is not there as a word either.
    if (all.includes(lower) || address !== undefined) {
      if (texts[0]?.toLowerCase() === lower) return 1;
      if (hasLine(tooltip.toLowerCase(), lower)) return 2;
      if (address !== undefined && hasAddress(all, address)) return 3;
    }
    if (isUuid && row?.uuid.startsWith(lower) === true) return 4;
    return all.includes(lower) ? 5 : RANKS;
  };
};

/** `router port NAME`, `aka ALIAS`: a line is a name after the words that say what it is. */
const hasLine = (tooltip: string, wanted: string): boolean =>
  tooltip.split('\n').some((line) => line === wanted || (line.endsWith(` ${wanted}`) && LEADS.test(line)));

const LEADS = /^(aka|[a-z ]*port|[a-z ]*(switch|router|network|chassis|bridge|balancer|interface)) /;

/** A MAC or an IP in one spelling. */
const addressOf = (text: string): string | undefined => {
  if (MAC.test(text)) return text.replaceAll('-', ':');
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return text;
  return /^[0-9a-f:.]*:[0-9a-f:.]*$/.test(text) ? canonicalIp(text) : undefined;
};

/** No text with an address that a person looks for is longer. */
const LONGEST = 65_536;

const hasAddress = (text: string, address: string): boolean => {
  const head = text.length > LONGEST ? text.slice(0, LONGEST) : text;
  return head.split(/[\s,;()[\]="]+/).some((word) => {
    const [host = ''] = word.split('/');
    if (host === address || host.replace(/^([\d.]+):\d+$/, '$1') === address) return true;
    return address.includes(':') && host.includes(':') && addressOf(host) === address;
  });
};
