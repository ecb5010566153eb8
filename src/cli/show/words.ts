/** Small pieces of wording that every part of `show` uses. */
import { excerpt } from '../../text/index.ts';
import type { PortAddress } from '../../model/index.ts';

/** Longer names are cut, and the number of characters left out is said. */
const LONGEST_NAME = 100;

/** A name from the network as a person may see it; an empty one shows as `""`. */
export const nameText = (name: string): string => (name === '' ? '""' : excerpt(name, LONGEST_NAME));

export const countOf = (count: number, singular: string, plural = `${singular}s`): string =>
  `${count} ${count === 1 ? singular : plural}`;

export const addressText = (address: PortAddress): string => {
  const chosen = [address.mac, ...address.ips].filter((part) => part !== undefined).join(' ');
  if (address.kind === 'dynamic')
    return excerpt(`${chosen === '' ? 'dynamic' : `${chosen} (dynamic)`}`, LONGEST_NAME);
  return excerpt(address.kind === 'static' ? chosen : address.text, LONGEST_NAME);
};

/** `NAT 3 · routes 1`: the parts that are not zero. */
export const tally = (parts: readonly (readonly [label: string, count: number | undefined])[]): string =>
  parts
    .filter(([, count]) => count !== undefined && count > 0)
    .map(([label, count]) => `${label} ${count}`)
    .join(' · ');
