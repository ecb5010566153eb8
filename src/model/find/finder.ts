/**
 * Finds anything by what a person has at hand. The first that matches wins:
 *
 *     exact name → alias (name in the cloud, `namespace/pod`, host name) → KIND/NAME, HOST/NAME → UUID
 *     → first digits of a UUID → MAC → IP → network → part of a name → first digits of a MAC
 *
 * Rows that are faces of one thing are found once, as the thing (`Catalog`). Indexes are made on the first question
 * that needs them; names, MACs and IPs are hash maps from then on.
 */
import { naturalCompare } from '../natural.ts';
import type { Network } from '../network.ts';
import { once } from '../once.ts';
import { AddressIndex } from './address-index.ts';
import { hostOf } from './addresses.ts';
import { Catalog, catalogOfName, facesOf, isNamed } from './catalog.ts';
import { ipKey, macKey, macPrefix, netOf } from './keys.ts';
import { isKindWord, kindsOfWord, rankOf } from './kinds.ts';
import { Names } from './names.ts';
import { nearest } from './nearest.ts';
import type { FindOptions, Found, Hit, How, Item, Resolution } from './types.ts';

/** What narrows a search. */
interface Wanted {
  /** Titles of kinds; it must be of one in each set. */
  readonly kinds: readonly ReadonlySet<string>[];
  readonly host: string | undefined;
}

const ANYTHING: Wanted = { kinds: [], host: undefined };

/** What OVN itself names: nobody asks for it by name. */
const UNSAID = new Set(['DHCP_Options', 'DHCPv6_Options', 'RBAC_Role', 'Multicast_Group']);

const NEAREST = 5;
const FULL_UUID = 32;
const SHORTEST_PREFIX = 4;

export class Finder {
  private readonly network: Network;

  constructor(network: Network) {
    this.network = network;
  }

  private readonly catalog = once(() => new Catalog(this.network));
  private readonly names = once(() => new Names(this.network, this.catalog()));
  private isFirst = true;
  private readonly addresses = once(() => new AddressIndex(this.network, this.catalog(), this.names()));

  /** What has that name or address comes first, then what mentions it; each in the order of kinds and names. */
  find(text: string, options: FindOptions = {}): readonly Found[] {
    const trimmed = text.trim();
    for (const one of trimmed === text ? [text] : [text, trimmed]) {
      for (const wanted of wantedBy(options)) {
        const found = this.search(one, wanted);
        if (found.length > 0) return found;
      }
    }
    return [];
  }

  /** One thing, several that it may be, or the nearest names. */
  resolve(text: string, options: FindOptions = {}): Resolution {
    const found = this.find(text, options);
    const own = found.filter(({ role }) => role === 'is');
    const [only] = own.length === 0 ? found : own;
    if (only !== undefined && (own.length === 1 || found.length === 1)) {
      return { kind: 'one', found: only, others: found.filter((one) => one !== only) };
    }
    if (only !== undefined) return { kind: 'several', candidates: own.length === 0 ? found : own };
    const [rest, wanted] = withoutKind(text.trim(), anyOf(options));
    const parts = this.parts(rest, wanted);
    const [first] = parts;
    if (first === undefined) return { kind: 'none', nearest: this.near(rest, wanted) };
    return parts.length === 1
      ? { kind: 'one', found: first, others: [] }
      : { kind: 'several', candidates: parts };
  }

  /** Everything that has a name, with its alias as a second one, each once, for shells that complete names. */
  *namesOf(kind?: string): Generator<{ readonly name: string; readonly kind: string }> {
    const wanted = anyOf({ kind });
    const given = new Set<string>();
    for (const item of this.catalog().items) {
      if (UNSAID.has(item.ref.table) || chosenFace(item, wanted) !== item) continue;
      for (const name of [isNamed(item) ? item.name : undefined, item.alias]) {
        const key = `${item.kind}\n${name ?? ''}`;
        if (name === undefined || given.has(key)) continue;
        given.add(key);
        yield { name, kind: item.kind };
      }
    }
  }

  private search(text: string, wanted: Wanted): readonly Found[] {
    if (text === '') return [];
    const stages: readonly (readonly [How, () => readonly Hit[]])[] = [
      ['name', () => this.called(text)],
      ['alias', () => this.names().byAlias().get(text) ?? []],
    ];
    for (const [how, hits] of stages) {
      const found = foundOf(hits(), how, wanted);
      if (found.length > 0) return found;
    }
    const narrowed = this.narrowed(text, wanted);
    return narrowed.length > 0 ? narrowed : this.byNumber(text, wanted);
  }

  /** The first name that is asked for is often the only one: it does without an index of all. */
  private called(name: string): readonly Hit[] {
    const names = this.isFirst ? new Names(this.network, catalogOfName(this.network, name)) : this.names();
    this.isFirst = false;
    return names.byName.get(name) ?? [];
  }

  /** `port/web`, `host-1/br-int`, `host-1/interface/tap0`. */
  private narrowed(text: string, wanted: Wanted): readonly Found[] {
    const slash = text.indexOf('/');
    if (slash <= 0 || slash === text.length - 1) return [];
    const [word, rest] = [text.slice(0, slash), text.slice(slash + 1)];
    const host = wanted.host ?? this.hostCalled(word);
    if (wanted.host === undefined && host !== undefined) {
      const found = this.search(rest, { ...wanted, host });
      if (found.length > 0) return found;
    }
    if (wanted.kinds.length > 1) return [];
    for (const kinds of kindsOfWord(word)) {
      const found = this.search(rest, { ...wanted, kinds: [...wanted.kinds, kinds] });
      if (found.length > 0) return found;
    }
    return [];
  }

  private hostCalled(word: string): string | undefined {
    return this.network.hosts.find(
      ({ name, systemId, source }) => name === word || systemId === word || source === word,
    )?.name;
  }

  private byNumber(text: string, wanted: Wanted): readonly Found[] {
    const digits = uuidDigits(text);
    if (digits !== undefined) {
      const how = digits.length === FULL_UUID ? 'uuid' : 'uuid-prefix';
      const found = foundOf(this.names().byPrefix(digits), how, wanted);
      if (found.length > 0) return found;
    }
    const mac = macKey(text) ?? (digits?.length === 12 ? digits.match(/../g)?.join(':') : undefined);
    if (mac !== undefined) return foundOf(this.addresses().byMac(mac), 'mac', wanted);
    const ip = ipKey(hostOf(text));
    if (ip !== undefined) return foundOf(this.addresses().byIp(ip), 'ip', wanted);
    return this.byNet(text, wanted);
  }

  /** A network; or, written with the prefix of its network, an address that something has. */
  private byNet(text: string, wanted: Wanted): readonly Found[] {
    const slash = text.indexOf('/');
    const net = slash < 0 ? undefined : netOf(text);
    const ip = ipKey(text.slice(0, Math.max(0, slash)));
    if (net === undefined || ip === undefined) return [];
    if (net.first === net.last || netOf(ip)?.first !== net.first) {
      const found = foundOf(this.addresses().byIp(ip), 'ip', wanted);
      if (found.length > 0) return found;
    }
    return foundOf(this.addresses().byNet(net), 'cidr', wanted);
  }

  private parts(text: string, wanted: Wanted): readonly Found[] {
    const lower = text.toLowerCase();
    if (lower === '') return [];
    const hits = this.names()
      .spoken()
      .filter(([name]) => name.includes(lower));
    const prefix = hits.length > 0 ? undefined : macPrefix(lower);
    if (prefix !== undefined) return foundOf(this.addresses().byMacPrefix(prefix), 'mac-prefix', wanted);
    return foundOf(
      hits.map(([, hit]) => hit).filter(({ role }) => role === 'is'),
      'part',
      wanted,
    );
  }

  private near(text: string, wanted: Wanted): readonly Found[] {
    const ip = ipKey(text);
    if (ip !== undefined) {
      // In the order of their prefixes.
      const around = this.addresses().around(ip);
      return distinct(around.flatMap((hit) => foundOf([hit], 'cidr', wanted))).slice(0, NEAREST);
    }
    const spoken = new Map<string, Hit[]>();
    for (const [name, hit] of this.names().spoken()) {
      if (chosenFace(hit.item, wanted) === undefined) continue;
      const known = spoken.get(name);
      if (known === undefined) spoken.set(name, [hit]);
      else known.push(hit);
    }
    const found = nearest(text, spoken.keys(), NEAREST).flatMap((name) =>
      foundOf(spoken.get(name) ?? [], 'part', wanted),
    );
    return distinct(found).slice(0, NEAREST);
  }
}

/** What was asked for; where there is none of those, what else goes by that word. */
const wantedBy = ({ kind }: FindOptions): readonly Wanted[] =>
  kind === undefined ? [ANYTHING] : kindsOfWord(kind).map((kinds) => ({ kinds: [kinds], host: undefined }));

const union = (word: string): ReadonlySet<string> =>
  new Set(kindsOfWord(word).flatMap((kinds) => [...kinds]));

const anyOf = ({ kind }: FindOptions): Wanted =>
  kind === undefined ? ANYTHING : { kinds: [union(kind)], host: undefined };

/** `port/web` is a part of a port's name, where no port is called `web`. */
const withoutKind = (text: string, wanted: Wanted): readonly [string, Wanted] => {
  const slash = text.indexOf('/');
  const word = text.slice(0, Math.max(0, slash));
  if (slash === text.length - 1 || !isKindWord(word)) return [text, wanted];
  return [text.slice(slash + 1), { ...wanted, kinds: [...wanted.kinds, union(word)] }];
};

/** The digits of a UUID or of the beginning of one, dashes where a UUID has them or nowhere. */
const uuidDigits = (text: string): string | undefined => {
  if (text.length > 36 || !/^[0-9a-f]+(-[0-9a-f]+)*-?$/i.test(text)) return undefined;
  const digits = text.toLowerCase().replaceAll('-', '');
  if (digits.length < SHORTEST_PREFIX || digits.length > FULL_UUID) return undefined;
  const dashed = digits.replace(/^(.{8})(.{0,4})(.{0,4})(.{0,4})(.*)$/, '$1-$2-$3-$4-$5');
  const isPlaced = !text.includes('-') || dashed.startsWith(text.toLowerCase());
  return isPlaced ? digits : undefined;
};

/** The thing that the row stands for, or the face of it that is of the wanted kind. */
const chosenFace = (item: Item, { kinds, host }: Wanted): Item | undefined => {
  if (host !== undefined && item.host !== host) return undefined;
  return facesOf(item).findLast(({ kind, rowKind }) =>
    kinds.every((one) => one.has(kind) || one.has(rowKind)),
  );
};

const foundOf = (hits: readonly Hit[], how: How, wanted: Wanted): readonly Found[] => {
  const found: Found[] = [];
  for (const { item, where, role } of hits) {
    const face = chosenFace(item, wanted);
    if (face === undefined) continue;
    const { ref, kind, name, alias, host } = face;
    found.push({ ref, kind, name, alias, host, how, where, role });
  }
  return distinct(found.length < 2 ? found : found.sort(inOrder));
};

const inOrder = (a: Found, b: Found): number =>
  (a.role === b.role ? 0 : a.role === 'is' ? -1 : 1) ||
  rankOf(a.kind) - rankOf(b.kind) ||
  naturalCompare(a.kind, b.kind) ||
  naturalCompare(a.alias ?? a.name, b.alias ?? b.name) ||
  naturalCompare(a.name, b.name) ||
  naturalCompare(a.host ?? '', b.host ?? '') ||
  naturalCompare(a.ref.uuid, b.ref.uuid) ||
  naturalCompare(a.where, b.where);

/** Each thing once, by the first reason. */
const distinct = (found: readonly Found[]): readonly Found[] => {
  if (found.length < 2) return found;
  const seen = new Set<string>();
  return found.filter(({ ref, host }) => {
    const key = `${host ?? ''}\n${ref.database}\n${ref.table}\n${ref.uuid}`;
    return seen.has(key) ? false : seen.add(key);
  });
};

const finders = new WeakMap<Network, Finder>();

/** The one of this network: its indexes are made once. */
export const finderOf = (network: Network): Finder => {
  let finder = finders.get(network);
  if (finder === undefined) {
    finder = new Finder(network);
    finders.set(network, finder);
  }
  return finder;
};

/** One thing by what a person has typed, several that it may be, or the nearest names. */
export const resolve = (network: Network, text: string, options: FindOptions = {}): Resolution =>
  finderOf(network).resolve(text, options);

/** Names and aliases for the completion of shells. */
export const namesOf = (
  network: Network,
  kind?: string,
): Iterable<{ readonly name: string; readonly kind: string }> => finderOf(network).namesOf(kind);
