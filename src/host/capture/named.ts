/**
 * From the path of a file to the command that it is the output of.
 *
 *     ours and the lab's   (root|netns/NAME)/ip-j-d-link.json       words and options joined by `-`
 *                          (root|netns/NAME)/proc/net/bonding/BOND, netns/NAME/proc-net-bonding.txt
 *                          (root|netns/NAME)/tc/DEVICE.filter-(root|ingress|egress).json
 *                          ovs/ovsdb-backup.txt
 *     sosreport            sos_commands/PLUGIN/ip_-s_-d_link        anything but letters and `-.` became `_`
 *                          .../namespaces/NAME/ip_netns_exec_NAME_ip_-d_address_show, or without the folder
 *                          proc/net/bonding/BOND, etc/openvswitch/conf.db, var/lib/openvswitch/conf.db
 */
import { nameOfPart } from './paths.ts';

/** What was asked, however it was spelled. */
export interface Asked {
  readonly program: string;
  /** Letters and digits, without the `-`. */
  readonly options: ReadonlySet<string>;
  readonly words: readonly string[];
  readonly namespace: string;
}

const SOS = /^(?:.*\/)?sos_commands\/[^/]+\//s;
const SPACE = /^(?:root|netns\/([^/]+))\/(.+)$/s;
const SAVED = /^(iptables|ip6tables|ebtables|ebtables-nft|ebtables-legacy)-save$/;

/** Whether the path is one of a sosreport, whatever stands before. */
export const isOfSosreport = (path: string): boolean => SOS.test(path);

/** `escaped`: names in paths are those of `safePath`. Undefined for what is no output of a command. */
export const askedBy = (path: string, escaped: boolean): Asked | undefined =>
  isOfSosreport(path) ? fromSosreport(path.replace(SOS, '')) : fromOurs(path, escaped);

/** In the root namespace or another: what is there. */
export const placeOf = (
  path: string,
  escaped: boolean,
): { readonly namespace: string; readonly rest: string } | undefined => {
  const [, name, rest] = SPACE.exec(path) ?? [];
  if (rest === undefined) return undefined;
  return { namespace: name === undefined ? '' : escaped ? nameOfPart(name) : name, rest };
};

const fromOurs = (path: string, escaped: boolean): Asked | undefined => {
  const place = placeOf(path, escaped);
  if (place === undefined) return undefined;
  const { namespace, rest } = place;
  const filter = /^tc\/(.+)\.filter-(root|ingress|egress)\.(?:json|txt)$/s.exec(rest);
  if (filter !== null) {
    const device = escaped ? nameOfPart(filter[1] ?? '') : (filter[1] ?? '');
    const hook = filter[2] === 'root' ? [] : [filter[2] ?? ''];
    const options = new Set(rest.endsWith('.json') ? ['j', 's'] : ['s']);
    return { program: 'tc', options, words: ['filter', 'dev', device, ...hook], namespace };
  }
  const [, stem, extension] = /^([^/]+)\.(json|txt)$/s.exec(rest) ?? [];
  if (stem === undefined) return undefined;
  if (SAVED.test(stem)) return { program: stem, options: new Set(), words: [], namespace };
  const [program = '', ...tokens] = stem.split('-');
  const isOption = (token: string): boolean => /^(?:[a-z0-9]|compressvlans)$/.test(token);
  const options = new Set(tokens.filter(isOption));
  if (extension === 'json') options.add('j');
  return { program, options, words: plain(tokens.filter((token) => !isOption(token))), namespace };
};

/** Verbs say nothing, and sosreport's `table all` is our `all`. */
const plain = (words: readonly string[]): readonly string[] =>
  words.filter((word) => !['show', 'list', 'table'].includes(word));

const IN_NAMESPACE = /^ip_netns_exec_(.+?)_((?:ip|bridge|tc|nft|iptables-save|ip6tables-save)(?:_.*)?)$/s;

const fromSosreport = (rest: string): Asked | undefined => {
  const [, folder] = /^namespaces\/([^/]+)\//s.exec(rest) ?? [];
  const file = rest.slice(rest.lastIndexOf('/') + 1);
  if (folder === undefined && rest.includes('/')) return undefined;
  const prefix = `ip_netns_exec_${folder}_`;
  const [, found, inner] =
    folder !== undefined && file.startsWith(prefix)
      ? ['', folder, file.slice(prefix.length)]
      : (IN_NAMESPACE.exec(file) ?? []);
  const line = inner ?? file;
  if (SAVED.test(line)) return { program: line, options: new Set(), words: [], namespace: found ?? '' };
  const filter = /^tc_(?:-[a-z]+_)*filter_show_dev_(.+?)(?:_(ingress|egress))?$/s.exec(line);
  if (filter !== null) {
    const hook = filter[2] === undefined ? [] : [filter[2]];
    const words = ['filter', 'dev', filter[1] ?? '', ...hook];
    return { program: 'tc', options: new Set(['s']), words, namespace: found ?? '' };
  }
  const [program = '', ...tokens] = line.split('_');
  const options = tokens.filter((token) => token.startsWith('-')).map((token) => token.slice(1));
  const words = plain(tokens.filter((token) => !token.startsWith('-')));
  return { program, options: new Set(options), words, namespace: found ?? folder ?? '' };
};
