/** Things by MAC, by IP and by network. Addresses are put into one spelling once, when the index is made. */
import type { Network } from '../network.ts';
import { once } from '../once.ts';
import { ADDRESSES, interfaceMacs, type Add } from './addresses.ts';
import { idsOf, type Catalog } from './catalog.ts';
import { contains, ipKey, macKey, netOf, overlap, sameNet, type Net } from './keys.ts';
import type { Names } from './names.ts';
import { addHit, type Hit, type HitMap, type Item } from './types.ts';

/** No cell with addresses that a person or a cloud wrote is longer. */
const LONGEST = 65_536;

const ROUTES: ReadonlySet<string> = new Set(['Logical_Router_Static_Route', 'Learned_Route', 'Route']);

interface NetHit {
  readonly net: Net;
  readonly text: string;
  readonly hit: Hit;
  readonly isSubnet: boolean;
}

export class AddressIndex {
  private readonly network: Network;
  private readonly catalog: Catalog;
  private readonly names: Names;

  constructor(network: Network, catalog: Catalog, names: Names) {
    this.network = network;
    this.catalog = catalog;
    this.names = names;
  }

  private readonly all = once(() => {
    const [macs, ips]: [HitMap, HitMap] = [new Map(), new Map()];
    const prefixes: (readonly [text: string, hit: Hit])[] = [];
    for (const item of this.catalog.items) {
      // What northd copied from the Northbound is told by the Northbound.
      if (item.into?.ref.database === 'OVN_Northbound') continue;
      this.addressesOf(item, (text, where, role) => {
        for (const word of wordsOf(text)) {
          const hit = { item, where, role };
          const mac = macKey(word);
          if (mac !== undefined) {
            addHit(macs, mac, hit);
            continue;
          }
          const slash = word.indexOf('/');
          const ip = ipKey(slash < 0 ? word : word.slice(0, slash));
          if (ip === undefined) continue;
          if (slash < 0 || isHost(word, where)) addHit(ips, ip, hit);
          if (slash >= 0) prefixes.push([word, { ...hit, role: 'uses' }]);
        }
      });
    }
    return { macs, ips, prefixes };
  });

  byMac(key: string): readonly Hit[] {
    return this.all().macs.get(key) ?? [];
  }

  /** What has a MAC that begins so. */
  byMacPrefix(prefix: string): readonly Hit[] {
    const found = [...this.all().macs].flatMap(([mac, hits]) => (mac.startsWith(prefix) ? hits : []));
    return found.filter(({ role }) => role === 'is');
  }

  byIp(key: string): readonly Hit[] {
    return this.all().ips.get(key) ?? [];
  }

  /** Subnets of switches, and every prefix that a row mentions. */
  private readonly nets = once((): readonly NetHit[] => {
    const found: NetHit[] = [];
    const add = (text: string, hit: Hit, isSubnet: boolean): void => {
      const net = netOf(text);
      if (net !== undefined) found.push({ net, text, hit, isSubnet });
    };
    for (const { uuid, subnets } of this.network.switches) {
      const item = this.catalog.byUuid.get(uuid)?.find(({ kind }) => kind === 'logical switch');
      if (item === undefined) continue;
      for (const text of subnets) add(text, { item, where: `subnet ${text}`, role: 'is' }, true);
    }
    for (const [text, hit] of this.all().prefixes) add(text, hit, false);
    return found;
  });

  /**
   * The network itself; where nothing has just that, switches whose subnets overlap it. And what has an address
   * inside it, but where it is only mentioned: everything is inside the prefix of a default route.
   */
  byNet(net: Net): readonly Hit[] {
    const exact = this.nets().filter((one) => sameNet(net, one.net));
    const found = exact.map(({ hit }) => hit);
    if (exact.length > 0 && !exact.some(({ isSubnet }) => isSubnet)) return found;
    for (const one of exact.length > 0 ? [] : this.nets()) {
      if (!one.isSubnet || !overlap(net, one.net)) continue;
      found.push({ ...one.hit, where: `${one.hit.where} overlaps`, role: 'uses' });
    }
    for (const [ip, one] of this.hosts()) {
      if (!contains(net, one)) continue;
      for (const hit of this.byIp(ip)) {
        if (hit.role === 'is') found.push({ ...hit, where: `${hit.where} ${ip}`, role: 'uses' });
      }
    }
    return found;
  }

  /**
   * Subnets and routes that the address is in, the longest prefix first: where to look for one that nothing has. That
   * default routes lead there as well says nothing.
   */
  around(ip: string): readonly Hit[] {
    const one = netOf(ip);
    if (one === undefined) return [];
    return this.nets()
      .filter(({ net, text, isSubnet, hit: { item } }) => {
        const leads = isSubnet || (ROUTES.has(item.ref.table) && !text.endsWith('/0'));
        return leads && contains(net, one);
      })
      .sort((a, b) => compare(sizeOf(a), sizeOf(b)) || Number(b.isSubnet) - Number(a.isSubnet))
      .map(({ hit, text, isSubnet }) => (isSubnet ? hit : { ...hit, where: `in ${text}` }));
  }

  private readonly hosts = once(() => {
    const found: (readonly [ip: string, one: Net])[] = [];
    for (const ip of this.all().ips.keys()) {
      const one = netOf(ip);
      if (one !== undefined) found.push([ip, one]);
    }
    return found;
  });

  private addressesOf(item: Item, add: Add): void {
    const { row } = item;
    const { table } = item.ref;
    if (table === 'Encap') {
      this.encapOf(item, add);
      return;
    }
    if (Object.hasOwn(ADDRESSES, table)) ADDRESSES[table]?.(row, add);
    if (table === 'Chassis' || table === 'Gateway') this.encapsOf(item, add);
    if (table === 'Interface') {
      const port = idsOf(row)?.get('iface-id');
      interfaceMacs(row, add, port !== undefined && this.names.byName.has(port));
    }
  }

  /** A tunnel's end is the chassis'. */
  private encapsOf({ row }: Item, add: Add): void {
    for (const uuid of row.get('encaps') as readonly string[]) {
      for (const encap of this.catalog.byUuid.get(uuid) ?? []) {
        if (encap.ref.table === 'Encap') add(encap.row.get('ip') as string, 'encap IP', 'is');
      }
    }
  }

  /** An encap that no chassis has speaks for itself. */
  private encapOf({ row, ref }: Item, add: Add): void {
    if (!this.usedEncaps().has(ref.uuid)) add(row.get('ip') as string, 'ip', 'is');
  }

  private readonly usedEncaps = once(() => {
    const owners = this.catalog.items.filter(
      ({ row }) => row.tableName === 'Chassis' || row.tableName === 'Gateway',
    );
    return new Set(owners.flatMap(({ row }) => row.get('encaps') as readonly string[]));
  });
}

const wordsOf = (text: string | undefined): readonly string[] =>
  text === undefined || text.length > LONGEST ? [] : text.split(/[\s,{}="]+/);

/** `10.0.0.1/24` of a port is its own address; `10.0.0.0/24` of a route is none, but `10.0.0.7/32` is. */
const isHost = (word: string, where: string): boolean => {
  const prefix = word.slice(word.indexOf('/') + 1);
  if (where === 'networks' || where === 'addresses' || where === 'address') return true;
  return prefix === '128' || (prefix === '32' && !word.includes(':'));
};

const sizeOf = ({ net }: NetHit): bigint => net.last - net.first;

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
