/** Ports of a chassis, or of none, in a section for each logical switch. */
import type { LogicalSwitch, SwitchPort } from '../../model/index.ts';
import { DOWN_LISTED } from '../logical/options.ts';
import { count } from '../logical/words.ts';
import type { Fact, Item, Section } from '../scene.ts';
import type { PortsBySwitch } from './places.ts';

export const switchLabel = (of: LogicalSwitch | undefined): string =>
  of === undefined ? 'of no logical switch' : (of.alias ?? of.name);

const wrongOf = (items: readonly Item[]): readonly string[] => {
  let [down, disabled] = [0, 0];
  for (const { tone } of items) {
    if (tone === 'bad') down++;
    else if (tone === 'warn') disabled++;
  }
  return [...(down > 0 ? [`${down} down`] : []), ...(disabled > 0 ? [`${disabled} disabled`] : [])];
};

/** A card of more switches than this has only counts. */
const OPEN_SECTIONS = 12;

/** What is down or disabled first, else in the order given. */
const wrongFirst = (items: readonly Item[]): readonly Item[] => {
  const isWrong = ({ tone }: Item): boolean => tone === 'bad' || tone === 'warn';
  return items.some(isWrong) ? [...items.filter(isWrong), ...items.filter((item) => !isWrong(item))] : items;
};

/** `itemOf` gives the item that the port is in the logical view. */
export const portSections = (
  bySwitch: PortsBySwitch,
  itemOf: (port: SwitchPort) => Item,
  wanted: number,
): readonly Section[] => {
  const portsListed = bySwitch.size <= OPEN_SECTIONS ? wanted : 0;
  return [...bySwitch].map(([of, ports]) => {
    const items = wrongFirst(ports.map(itemOf));
    const name = switchLabel(of);
    if (portsListed > 0) {
      return { title: name, items, listed: portsListed };
    }
    const wrong = wrongOf(items);
    // How many are not written out, the card says.
    const title = [name, ...wrong].join(', ');
    const many = items.filter(({ tone }) => tone === 'bad' || tone === 'warn').length;
    return { title, items, listed: Math.min(many, DOWN_LISTED) };
  });
};

/** `4 ports, 1 down` of all sections. */
export const sumFact = (sections: readonly Section[], words: string): Fact => {
  const items = sections.flatMap((section) => section.items);
  const wrong = wrongOf(items);
  return {
    text: [`${count(items.length, 'port')}${words}`, ...wrong].join(', '),
    tone: items.length === 0 ? 'idle' : wrong.length > 0 ? 'bad' : 'good',
  };
};
