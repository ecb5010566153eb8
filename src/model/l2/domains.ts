/**
 * Broadcast domains: what a broadcast reaches, whoever sends it. A *place* is a bridge and a VLAN in it; places are joined
 * where a port of one leads to a port of the other. Every place is gone through once, each port of it once: linear in
 * memberships of ports in VLANs.
 *
 * VLANs that no port of any host treats differently are taken together as one range: of a trunk that carries 4,000
 * VLANs with 20 access ports, 20 VLANs are looked at by themselves.
 */
import { naturalCompare } from '../natural.ts';
import type { Frame, Tag } from './frame.ts';
import { tagsKey } from './frame.ts';
import { outOf, passages, type Passage } from './passage.ts';
import type { Device, L2Bridge, L2Network, L2Port } from './types.ts';
import { admit, release, type Inside, type VlanRefusal } from './vlan-rule.ts';
import { spansOf, type Span } from './spans.ts';

export interface Domain {
  /** Where it is, in the order of the bridges. */
  readonly places: readonly Place[];
  readonly members: readonly Member[];
  /** VLANs alike that are domains of their own: 11 of VLANs 100 to 110. 1 of most. */
  readonly count: number;
}

export interface Place {
  readonly bridge: L2Bridge;
  /** 0: frames without VLAN, or a bridge that does not look at VLANs. */
  readonly first: number;
  readonly last: number;
  /** Tags below, that are payload to the bridge. */
  readonly inner: readonly Tag[];
}

/** Who gets a broadcast of the domain. */
export interface Member {
  readonly device: Device;
  /** As they are there; of a range the first one's. */
  readonly tags: readonly Tag[];
  readonly as: 'stack' | 'wire' | 'guest' | 'tunnel' | 'elsewhere';
  readonly key: number | undefined;
}

const BROADCAST: Frame = { tags: [], source: undefined, destination: { kind: 'broadcast' }, size: 0 };

export const broadcastDomains = (network: L2Network): readonly Domain[] => domainIndex(network).domains;

/** Domains, and what a frame gets to that enters by a port. */
export interface DomainIndex {
  readonly domains: readonly Domain[];
  readonly reachOf: (port: L2Port, tags: readonly Tag[]) => Domain | VlanRefusal;
  /** Tags that a port takes, as ranges that are alike everywhere. */
  readonly spansOf: (port: L2Port) => readonly Span[];
}

/** `beside`: other networks whose spans of VLANs are to be the same, so that the two can be compared. */
export const domainIndex = (network: L2Network, beside: readonly L2Network[] = []): DomainIndex =>
  new Domains(network, beside).index();

interface Spot {
  readonly bridge: L2Bridge;
  readonly inside: Inside;
  readonly span: Span;
}

class Domains {
  private readonly network: L2Network;
  private readonly spans: (vlan: number) => Span;
  private readonly spots = new Map<L2Bridge, Map<string, number>>();
  private readonly found: Spot[] = [];
  /** Union-find over `found`. */
  private readonly parent: number[] = [];
  private readonly members: (Member & { readonly spot: number })[] = [];
  /** Places that a frame gets to from one, which need not lead back. */
  private readonly next: number[][] = [];
  private readonly own: Member[][] = [];
  private readonly reached = new Map<number, Domain>();
  private readonly open: number[] = [];
  private readonly indexes = new Map<L2Bridge, ReadonlyMap<number, readonly L2Port[]>>();

  constructor(network: L2Network, beside: readonly L2Network[]) {
    this.network = network;
    this.spans = spansOf([network, ...beside]);
  }

  index(): DomainIndex {
    for (const bridge of this.network.bridges) {
      if (bridge.forwarding === 'flows') continue;
      for (const port of bridge.ports) this.seed(port);
    }
    this.spreadAll();
    const domains = this.gathered();
    return {
      domains: inOrderOf(this.network, [...domains.values()]),
      reachOf: (port, tags) => this.entered(port, tags),
      spansOf: (port) =>
        taggedOf(port)
          .flatMap(({ first, last }) => this.within(first, last))
          .map(this.spans),
    };
  }

  private entered(port: L2Port, tags: readonly Tag[]): Domain | VlanRefusal {
    const admitted = admit(port, tags);
    if ('refusal' in admitted) return admitted.refusal;
    const { inside } = admitted;
    if (port.bridge.forwarding === 'flows') return NOTHING;
    const id = this.spotOf(port.bridge, inside);
    // A bridge that does not look at VLANs carries any tag: each is looked at once somebody asks.
    this.spreadAll();
    return this.reach(id);
  }

  /** What a frame gets to from there: all of its domain, but where a way goes in one direction only. */
  private reach(start: number): Domain {
    const known = this.reached.get(start);
    if (known !== undefined) return known;
    const seen = new Set([start]);
    for (const id of seen) for (const next of this.next[id] ?? []) seen.add(next);
    const spots = [...seen].map((id) => this.found[id] as Spot);
    const domain: Domain = {
      places: spots.map(({ bridge, inside, span }) => ({
        bridge,
        first: span.first,
        last: span.last,
        inner: inside.inner,
      })),
      members: [...seen].flatMap((id) => this.own[id] ?? []),
      count: 1,
    };
    this.reached.set(start, domain);
    return domain;
  }

  private spreadAll(): void {
    for (let next = this.open.pop(); next !== undefined; next = this.open.pop()) this.spread(next);
  }

  /** What hosts at a port may send: without tag, and with each that it takes. */
  private seed(port: L2Port): void {
    if (port.state !== 'forwarding') return;
    const tagged = taggedOf(port)
      .flatMap(({ first, last }) => this.within(first, last))
      .filter((vlan) => vlan > 0);
    for (const tags of [[], ...tagged.map((vlan): Tag[] => [{ protocol: port.bridge.vlanProtocol, vlan }])])
      this.enter(port, tags);
  }

  private within(first: number, last: number): number[] {
    const starts: number[] = [];
    for (let vlan = first; vlan <= last; vlan = this.spans(vlan).last + 1) starts.push(vlan);
    return starts;
  }

  private enter(port: L2Port, tags: readonly Tag[]): number | undefined {
    const admitted = admit(port, tags);
    return 'refusal' in admitted ? undefined : this.spotOf(port.bridge, admitted.inside);
  }

  private spotOf(bridge: L2Bridge, inside: Inside): number {
    const keys = this.spots.get(bridge) ?? new Map<string, number>();
    this.spots.set(bridge, keys);
    const key = keyOf(inside, this.spans(inside.vlan).first);
    const known = keys.get(key);
    if (known !== undefined) return known;
    const id = this.found.length;
    keys.set(key, id);
    this.found.push({ bridge, inside, span: this.spans(inside.vlan) });
    this.parent.push(id);
    this.next.push([]);
    this.own.push([]);
    this.open.push(id);
    return id;
  }

  private spread(id: number): void {
    const { bridge, inside } = this.found[id] as Spot;
    for (const port of this.portsOf(bridge, inside.vlan)) {
      if (port.state !== 'forwarding' || !port.forwards) continue;
      const released = release(port, inside, false);
      if ('refusal' in released) continue;
      const passage = outOf(port, released.tags);
      if (passage !== undefined) this.follow(id, passage);
    }
  }

  private follow(id: number, start: Passage): void {
    const open: Passage[] = [start];
    const seen = new Set<string>();
    for (let passage = open.pop(); passage !== undefined; passage = open.pop()) {
      if (passage.to === 'bridge') {
        const other = this.enter(passage.port, passage.tags);
        if (other === undefined) continue;
        this.next[id]?.push(other);
        this.join(id, other);
      } else if (passage.to === 'device') {
        const { device, tags, way } = passage;
        const key = `${device.namespace} ${device.name} ${way} ${tagsKey(tags)}`;
        if (seen.has(key) || tags.length > 8) continue;
        seen.add(key);
        for (const next of passages(way, device, tags, BROADCAST)) {
          if (next.to !== 'end') {
            open.push(next);
            continue;
          }
          const member = { device, tags: next.tags, as: next.as, key: next.key };
          this.members.push({ ...member, spot: id });
          this.own[id]?.push(member);
        }
      }
    }
  }

  /** Ports of a Linux bridge or Open vSwitch that carry the VLAN, without asking each. */
  private portsOf(bridge: L2Bridge, vlan: number): readonly L2Port[] {
    if (!bridge.vlanFiltering) return bridge.ports;
    let index = this.indexes.get(bridge);
    if (index === undefined) this.indexes.set(bridge, (index = this.indexOf(bridge)));
    return index.get(this.spans(vlan).first) ?? [];
  }

  private indexOf(bridge: L2Bridge): ReadonlyMap<number, readonly L2Port[]> {
    const index = new Map<number, L2Port[]>();
    for (const port of bridge.ports) {
      for (const { first, last } of carriedOf(port)) {
        for (const start of this.within(first, last)) {
          const known = index.get(start);
          if (known === undefined) index.set(start, [port]);
          else known.push(port);
        }
      }
    }
    return index;
  }

  private join(a: number, b: number): void {
    const [one, other] = [this.root(a), this.root(b)];
    if (one !== other) this.parent[Math.max(one, other)] = Math.min(one, other);
  }

  private root(id: number): number {
    let at = id;
    while (this.parent[at] !== at) {
      const up = this.parent[at] as number;
      this.parent[at] = this.parent[up] as number;
      at = up;
    }
    return at;
  }

  private gathered(): ReadonlyMap<number, Domain> {
    const domains = new Map<number, { places: Place[]; members: Member[]; count: number }>();
    this.found.forEach(({ bridge, inside, span }, id) => {
      const root = this.root(id);
      const domain = domains.get(root) ?? { places: [], members: [], count: span.last - span.first + 1 };
      domains.set(root, domain);
      domain.places.push({ bridge, first: span.first, last: span.last, inner: inside.inner });
    });
    const seen = new Set<string>();
    for (const { spot, ...member } of this.members) {
      const root = this.root(spot);
      const { device, tags, as, key } = member;
      const text = `${root} ${device.host} ${device.namespace} ${device.name} ${tagsKey(tags)} ${as} ${key ?? ''}`;
      if (seen.has(text)) continue;
      seen.add(text);
      domains.get(root)?.members.push(member);
    }
    for (const { members } of domains.values()) members.sort(byWhere);
    return domains;
  }
}

/** A frame that nothing leads on from. */
const NOTHING: Domain = { places: [], members: [], count: 1 };

/** A tag of VLAN 0 is another frame than none: `priority-tags=always` sends the one with it, the other without. */
const keyOf = ({ protocol, inner, hidden }: Inside, first: number): string =>
  `${first === 0 && protocol !== undefined ? 'tag ' : ''}${first} ${tagsKey(inner)}+${tagsKey(hidden)}`;

const inOrderOf = ({ bridges }: L2Network, domains: readonly Domain[]): readonly Domain[] => {
  const rank = new Map(bridges.map((bridge, index) => [bridge, index]));
  const compare = (a: Place, b: Place): number =>
    (rank.get(a.bridge) ?? 0) - (rank.get(b.bridge) ?? 0) || a.first - b.first;
  return domains
    .map((domain) => ({ ...domain, places: [...domain.places].sort(compare) }))
    .sort(({ places: [a] }, { places: [b] }) => (a === undefined || b === undefined ? 0 : compare(a, b)));
};

const byWhere = ({ device: a }: Member, { device: b }: Member): number =>
  naturalCompare(a.host, b.host) ||
  naturalCompare(a.namespace, b.namespace) ||
  naturalCompare(a.name, b.name);

/** Tags with which a frame may come in. */
const taggedOf = ({ vlans }: L2Port): readonly { first: number; last: number }[] => {
  if (vlans.kind === 'transparent') return [];
  if (vlans.kind === 'filtering') return vlans.ranges;
  if (vlans.mode === 'access') return [];
  return vlans.mode === 'dot1q-tunnel' ? vlans.customer : vlans.trunks;
};

/** VLANs of the bridge that go out by it. */
const carriedOf = ({ vlans }: L2Port): readonly { first: number; last: number }[] => {
  if (vlans.kind === 'transparent') return [];
  if (vlans.kind === 'filtering') return vlans.ranges;
  if (vlans.mode === 'access' || vlans.mode === 'dot1q-tunnel')
    return [{ first: vlans.tag, last: vlans.tag }];
  return vlans.trunks;
};
