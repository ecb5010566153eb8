import type { Parsed } from '../parsed.ts';
import type { Address } from '../types.ts';
import { readItems, type Item } from './item.ts';
import { holdsJson } from './json.ts';
import { at, linesOf, wordsOf } from './lines.ts';
import { headerOf } from './links-text.ts';
import { Problems, quoted } from './problems.ts';

/** With a peer, `prefixlen` is the peer's; `local` is the own address all the same. */
const addressOf = (link: string, item: Item): Address | undefined => {
  const family = item.text('family');
  if (family !== 'inet' && family !== 'inet6') return undefined;
  const address = item.text('local') ?? item.text('address');
  const prefixLength = item.integer('prefixlen');
  if (address === undefined || prefixLength === undefined)
    return item.lose('an address without its text or length; expected "local" and "prefixlen"');
  return {
    link,
    family,
    address,
    prefixLength,
    scope: item.text('scope'),
    dynamic: item.fields['dynamic'] === true,
  };
};

const parseJson = (text: string, source: string): Parsed<Address[]> => {
  const problems = new Problems(source);
  const value: Address[] = [];
  for (const item of readItems(text, problems)) {
    const link = item.text('ifname');
    const items = item.items('addr_info');
    if (link === undefined && items.length > 0)
      item.lose('addresses of a link without a name; expected "ifname"', items.length);
    for (const each of link === undefined ? [] : items) {
      const address = addressOf(link ?? '', each);
      if (address !== undefined) value.push(address);
    }
  }
  return { value, problems: problems.list };
};

/** `inet LOCAL[/LENGTH] [peer ADDRESS/LENGTH] [brd ADDRESS] scope SCOPE [dynamic …] [LABEL]` below a device's first line. */
const parseText = (text: string, source: string): Parsed<Address[]> => {
  const problems = new Problems(source);
  const value: Address[] = [];
  let link: string | undefined;
  for (const line of linesOf(text)) {
    if (!line.indented) {
      link = headerOf(line.text)?.name;
      if (link === undefined)
        problems.add(
          'line',
          () => `${quoted(line.text)} is not of "ip addr"; expected JSON or "INDEX: NAME: <FLAGS> …"`,
          at(line),
        );
      continue;
    }
    const words = wordsOf(line.text);
    const [family, own = ''] = words;
    if (link === undefined || (family !== 'inet' && family !== 'inet6')) continue;
    const peer = words[2] === 'peer' ? words[3] : undefined;
    const length = /\/(\d{1,3})$/.exec(peer ?? own)?.[1];
    const scope = words.indexOf('scope');
    value.push({
      link,
      family,
      address: own.replace(/\/\d{1,3}$/, ''),
      // Without a length the prefix is the whole address.
      prefixLength: length === undefined ? (family === 'inet' ? 32 : 128) : Number(length),
      scope: scope < 0 ? undefined : words[scope + 1],
      dynamic: words.includes('dynamic'),
    });
  }
  return { value, problems: problems.list };
};

/** Reads `ip -j addr` (also `-d`) or its plain text; families other than IPv4 and IPv6 are left out. */
export const parseAddresses = (text: string, source: string): Parsed<Address[]> =>
  holdsJson(text) ? parseJson(text, source) : parseText(text, source);
