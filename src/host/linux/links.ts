/**
 * Devices, of `ip -d link` (also with `-s`, without `-d`, and of `ip -d addr`).
 *
 * `link` is the device below or the peer in the same namespace, `null` where there is none; a device in another
 * namespace is `link_index` and `link_netnsid`. A `link` of `if5` is iproute2's word for "index 5, which I do not know".
 */
import type { Parsed } from '../parsed.ts';
import type { Attributes, Link, LowerLink } from '../types.ts';
import { parseItems, type Item } from './item.ts';
import { holdsJson } from './json.ts';
import { parseLinksText } from './links-text.ts';

const NOTHING: Attributes = {};

const lowerOf = (item: Item): LowerLink | undefined => {
  const name = item.text('link');
  const index = item.integer('link_index');
  const namespaceId = item.integer('link_netnsid');
  if (name === undefined && index === undefined) return undefined;
  // -1: the kernel has no number for that namespace.
  return { name, index, namespaceId: namespaceId === -1 ? undefined : namespaceId };
};

const linkOf = (item: Item): Link | undefined => {
  const index = item.integer('ifindex');
  const name = item.text('ifname');
  if (index === undefined || name === undefined)
    return item.lose('a link without its index or name; expected "ifindex" and "ifname"');
  const info = item.record('linkinfo') ?? NOTHING;
  const words = (key: string): string | undefined => {
    const value = info[key];
    return typeof value === 'string' ? value : undefined;
  };
  const data = (key: string): Attributes => {
    const value = info[key];
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Attributes)
      : NOTHING;
  };
  const bus = item.text('parentbus');
  const device = item.text('parentdev');
  return {
    index,
    name,
    altNames: item.words('altnames'),
    alias: item.text('ifalias'),
    flags: item.words('flags'),
    mtu: item.integer('mtu'),
    operState: item.text('operstate'),
    type: item.text('link_type'),
    mac: item.text('address'),
    permanentMac: item.text('permaddr'),
    promiscuity: item.integer('promiscuity'),
    master: item.text('master'),
    lower: lowerOf(item),
    parent: bus === undefined || device === undefined ? undefined : { bus, device },
    kind: words('info_kind'),
    data: data('info_data'),
    portKind: words('info_slave_kind'),
    portData: data('info_slave_data'),
  };
};

/** Of a name `if5` that no device has, the index. */
const withIndices = (links: readonly Link[]): Link[] => {
  const names = new Set(links.map(({ name }) => name));
  return links.map((link) => {
    const { lower } = link;
    if (lower?.name === undefined || lower.index !== undefined || names.has(lower.name)) return link;
    const index = /^if(\d{1,10})$/.exec(lower.name)?.[1];
    return index === undefined
      ? link
      : { ...link, lower: { ...lower, name: undefined, index: Number(index) } };
  });
};

/**
 * Reads `ip -j -d link` or its plain text.
 *
 * @param namespaces Ids by name (`parseNetns`): the text names another namespace by its name where the JSON has
 *   its number.
 */
export const parseIpLinks = (
  text: string,
  source: string,
  namespaces?: ReadonlyMap<string, number | undefined>,
): Parsed<Link[]> => {
  const { value, problems } = holdsJson(text)
    ? parseItems(text, source, linkOf)
    : parseLinksText(text, source, namespaces);
  return { value: withIndices(value), problems };
};
