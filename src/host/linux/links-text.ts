/**
 * The plain text of `ip -d link` and `ip -d addr`, as iproute2's `ip/ipaddress.c` prints it:
 *
 *     INDEX: NAME[@LOWER]: <FLAGS> mtu N qdisc … [master NAME] state STATE …
 *         link/TYPE [ADDRESS (brd|peer) ADDRESS] [link-netns NAME|link-netnsid ID] [permaddr MAC] promiscuity N …
 *         [KIND [attributes]]
 *         [KIND_slave [attributes]]
 *         [alias TEXT] [altname NAME]…
 *
 * `addrgenmode` or `numtxqueues` begins what is said of the device again, on whichever of these lines is the last. A name
 * holds no colon and no blank; that it may hold `@` cannot be told from the text.
 */
import type { Parsed } from '../parsed.ts';
import type { Attributes, Link, LowerLink } from '../types.ts';
import { at, linesOf, wordsOf, type Line } from './lines.ts';
import { attributesOfText } from './link-data-text.ts';
import { Problems, quoted } from './problems.ts';

export interface LinkHeader {
  readonly index: number;
  readonly name: string;
  /** After `@`. */
  readonly lower: string | undefined;
  readonly flags: readonly string[];
  readonly rest: string;
}

/** The first line of a device, also of `bridge link`. */
export const headerOf = (line: string): LinkHeader | undefined => {
  const match = /^(\d{1,10}): ([^:\s]+?)(?:@([^:\s@]+))?: <([^>]*)>(.*)$/.exec(line);
  if (match === null) return undefined;
  const [, index = '', name = '', lower, flags = '', rest = ''] = match;
  return { index: Number(index), name, lower, flags: flags.split(',').filter((flag) => flag !== ''), rest };
};

type Draft = { -readonly [K in keyof Link]: Link[K] } & { altNames: string[] };

const NOTHING: Attributes = {};
const STATISTICS = /^(?:[RT]X|RX errors|TX errors|vf)\b/;
const KIND = /^[a-z][\w-]*$/;
/** Indentation of attributes of the kind before that have a line of their own. */
const FURTHER = '     ';
const TAIL = new Set(['addrgenmode', 'numtxqueues']);

const numberOf = (word: string | undefined): number | undefined =>
  word !== undefined && /^\d{1,15}$/.test(word) ? Number(word) : undefined;

/** The word after `key`. */
const after = (words: readonly string[], key: string): string | undefined => {
  const index = words.indexOf(key);
  return index < 0 ? undefined : words[index + 1];
};

const lowerOf = (header: LinkHeader): LowerLink | undefined => {
  if (header.lower === undefined || header.lower === 'NONE') return undefined;
  return { name: header.lower, index: undefined, namespaceId: undefined };
};

const begin = (header: LinkHeader): Draft => {
  const words = wordsOf(header.rest);
  return {
    index: header.index,
    name: header.name,
    altNames: [],
    alias: undefined,
    flags: header.flags,
    mtu: numberOf(after(words, 'mtu')),
    operState: after(words, 'state'),
    type: undefined,
    mac: undefined,
    permanentMac: undefined,
    promiscuity: undefined,
    master: after(words, 'master'),
    lower: lowerOf(header),
    parent: undefined,
    kind: undefined,
    data: NOTHING,
    portKind: undefined,
    portData: NOTHING,
  };
};

class Reader {
  readonly links: Draft[] = [];
  readonly #problems: Problems;
  readonly #namespaces: ReadonlyMap<string, number | undefined> | undefined;
  #statistics = false;
  /** The kind whose attributes were read last. */
  #last = '';

  constructor(problems: Problems, namespaces: ReadonlyMap<string, number | undefined> | undefined) {
    this.#problems = problems;
    this.#namespaces = namespaces;
  }

  line(line: Line): void {
    const header = line.indented ? undefined : headerOf(line.text);
    if (header !== undefined) {
      this.#statistics = false;
      this.#last = '';
      this.links.push(begin(header));
      return;
    }
    const link = this.links.at(-1);
    if (!line.indented || link === undefined) {
      this.#problems.add(
        'line',
        () => `${quoted(line.text)} is not of "ip link"; expected JSON or "INDEX: NAME: <FLAGS> …"`,
        at(line),
      );
      return;
    }
    this.#more(link, line);
  }

  #more(link: Draft, line: Line): void {
    const words = wordsOf(line.text);
    const [first = ''] = words;
    if (first.startsWith('link/') && link.type === undefined) this.#hardware(link, words);
    else if (first === 'alias') link.alias = line.text.trimStart().slice('alias '.length);
    else if (first === 'altname') link.altNames.push(...words.slice(1, 2));
    else if (first === 'inet' || first === 'inet6' || first === 'valid_lft') return;
    else if (this.#statistics || STATISTICS.test(first)) this.#statistics = true;
    else if (line.text.startsWith(FURTHER)) this.#kind(link, [this.#last, ...words], line);
    else if (KIND.test(first)) this.#kind(link, words, line);
  }

  #hardware(link: Draft, words: readonly string[]): void {
    const [first = '', second] = words;
    link.type = first.slice('link/'.length);
    // After link/none comes no address but the next attribute.
    if (second !== undefined && /[:.]/.test(second)) link.mac = second;
    link.permanentMac = after(words, 'permaddr');
    link.promiscuity = numberOf(after(words, 'promiscuity'));
    const namespace = after(words, 'link-netns');
    const id =
      namespace === undefined ? numberOf(after(words, 'link-netnsid')) : this.#namespaces?.get(namespace);
    if (link.lower !== undefined && id !== undefined) link.lower = { ...link.lower, namespaceId: id };
    this.#tail(link, words);
  }

  #kind(link: Draft, words: readonly string[], line: Line): void {
    const [kind = ''] = words;
    const isMore = kind === this.#last;
    this.#last = kind;
    const tail = words.findIndex((word) => TAIL.has(word));
    const own = words.slice(1, tail < 0 ? words.length : tail);
    if (tail >= 0) this.#tail(link, words.slice(tail));
    const port = /^(\w+)_slave$/.exec(kind)?.[1];
    const attributes = attributesOfText(kind, own);
    if (attributes === undefined)
      this.#problems.add(
        `kind ${kind}`,
        () =>
          `attributes of ${quoted(kind)} in plain text are not understood; expected the output of "ip -j -d link"`,
        at(line),
      );
    if (port !== undefined) {
      link.portKind = port;
      link.portData = { ...link.portData, ...attributes };
    } else if (link.kind === undefined || isMore) {
      link.kind ??= kind === '' ? undefined : kind;
      link.data = { ...link.data, ...attributes };
    }
  }

  #tail(link: Draft, words: readonly string[]): void {
    const bus = after(words, 'parentbus');
    const device = after(words, 'parentdev');
    if (bus !== undefined && device !== undefined) link.parent = { bus, device };
  }
}

/** Reads the plain text of `ip -d link` or `ip -d addr`; for both forms there is `parseIpLinks`. */
export const parseLinksText = (
  text: string,
  source: string,
  namespaces?: ReadonlyMap<string, number | undefined>,
): Parsed<Link[]> => {
  const problems = new Problems(source);
  const reader = new Reader(problems, namespaces);
  for (const line of linesOf(text)) reader.line(line);
  return { value: reader.links, problems: problems.list };
};
