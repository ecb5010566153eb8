/**
 * Whether two set-ups of layer 2 carry the same: for every end that both have and every tag that it may send, the ends that a
 * broadcast gets to and the tags that it has there. Broadcast domains are compared, not pairs of ports: of two domains that are the
 * same nothing more is asked.
 */
import { l2 } from '../../model/index.ts';
import { endsOf, type End } from './ends.ts';
import { settingsOf } from './settings.ts';
import type { L2Comparison, MatchedEnd, Reached, ReachDifference } from './types.ts';

export interface Side {
  readonly name: string;
  readonly network: l2.L2Network;
}

/** `renamed`: names of A that are another in B. */
export const compareL2 = (
  a: Side,
  b: Side,
  renamed: ReadonlyMap<string, string> = new Map(),
): L2Comparison => {
  const [ofA, ofB] = [new SideReach(a.network, b.network), new SideReach(b.network, a.network)];
  const matched: MatchedEnd[] = [];
  const nameInA = new Map<string, string>();
  const given = new Set(renamed.values());
  for (const [name, end] of ofA.ends) {
    // What was said to be another end's name in B is not found by name.
    const inB = renamed.get(name) ?? (given.has(name) ? undefined : name);
    const other = inB === undefined ? undefined : ofB.ends.get(inB);
    if (other === undefined) continue;
    matched.push({ name, a: end.device, b: other.device });
    nameInA.set(other.name, name);
  }
  const both = new Set(matched.map(({ name }) => name));
  const asInA = (name: string): string | undefined => nameInA.get(name);
  const reach = matched.flatMap(({ name, b: device }) =>
    differences(name, ofA, ofB, l2.deviceName(device), (one) => (both.has(one) ? one : undefined), asInA),
  );
  const settings = matched.flatMap(settingsOf);
  const [onlyA, onlyB] = [ofA.others((name) => both.has(name)), ofB.others((name) => nameInA.has(name))];
  return {
    a: a.name,
    b: b.name,
    matched,
    onlyA,
    onlyB,
    reach,
    settings,
    unjudged: [...a.network.bridges, ...b.network.bridges].filter(({ forwarding }) => forwarding === 'flows'),
    equivalent: reach.length === 0 && settings.length === 0 && ![...onlyA, ...onlyB].some(isMissed),
  };
};

/** Nobody misses a bridge's own device that has no address. */
export const isMissed = ({ hostPort, addresses }: l2.Device): boolean =>
  hostPort === undefined || addresses.some((one) => !one.startsWith('fe80:'));

type Naming = (name: string) => string | undefined;

class SideReach {
  readonly ends: ReadonlyMap<string, End>;
  private readonly index: l2.DomainIndex;
  private readonly signatures = new Map<l2.Domain, ReadonlySet<string>>();

  constructor(network: l2.L2Network, other: l2.L2Network) {
    this.index = l2.domainIndex(network, [other]);
    this.ends = endsOf(network, this.index.domains);
  }

  others(isMatched: (name: string) => boolean): readonly l2.Device[] {
    return [...this.ends.values()].filter(({ name }) => !isMatched(name)).map(({ device }) => device);
  }

  /** Where a frame with this tag gets to that the end sends. */
  from(name: string, tag: l2.Tag | undefined): l2.Domain | l2.VlanRefusal | undefined {
    const entry = this.ends.get(name)?.entry;
    if (entry === undefined || entry.port.bridge.forwarding === 'flows') return undefined;
    const { port, tags } = entry;
    return this.index.reachOf(port, tag === undefined ? tags : [...tags, tag]);
  }

  /** `END TAGS` of a domain's members, by the names of A. */
  signature(domain: l2.Domain, naming: Naming): ReadonlySet<string> {
    let found = this.signatures.get(domain);
    if (found === undefined) {
      const all = domain.members.flatMap(({ device, tags }) => {
        const name = naming(l2.deviceName(device));
        return name === undefined ? [] : [`${name} ${l2.tagsKey(tags)}`.trimEnd()];
      });
      this.signatures.set(domain, (found = new Set(all)));
    }
    return found;
  }

  spans(name: string): readonly { readonly first: number; readonly last: number }[] {
    const entry = this.ends.get(name)?.entry;
    return entry === undefined ? [] : this.index.spansOf(entry.port);
  }
}

const isRefusal = (found: l2.Domain | l2.VlanRefusal): found is l2.VlanRefusal => !('members' in found);

const differences = (
  name: string,
  a: SideReach,
  b: SideReach,
  nameInB: string,
  namesA: Naming,
  namesB: Naming,
): readonly ReachDifference[] => {
  const spans = new Map([...a.spans(name), ...b.spans(nameInB)].map((span) => [span.first, span]));
  // 0 is no VLAN, 4095 is reserved (IEEE 802.1Q).
  const tagged = [...spans.values()].filter(({ first }) => first > 0 && first < 4095);
  const asked = [undefined, ...tagged.sort((x, y) => x.first - y.first)];
  const found = asked.flatMap((span): readonly ReachDifference[] => {
    const tag = span === undefined ? undefined : ({ protocol: 0x8100, vlan: span.first } as const);
    const [inA, inB] = [a.from(name, tag), b.from(nameInB, tag)];
    if (inA === undefined && inB === undefined) return [];
    const [reachedA, reachedB] = [namesOf(a, inA, namesA, name), namesOf(b, inB, namesB, name)];
    const onlyA = [...reachedA].filter((one) => !reachedB.has(one)).sort();
    const onlyB = [...reachedB].filter((one) => !reachedA.has(one)).sort();
    if (onlyA.length === 0 && onlyB.length === 0) return [];
    return [{ from: name, tags: span, a: toldOf(inA, reachedA), b: toldOf(inB, reachedB), onlyA, onlyB }];
  });
  return joined(found);
};

/** The sender itself is no matter, however it would be tagged. */
const namesOf = (
  side: SideReach,
  found: l2.Domain | l2.VlanRefusal | undefined,
  naming: Naming,
  sender: string,
): ReadonlySet<string> => {
  if (found === undefined || isRefusal(found)) return new Set();
  const all = side.signature(found, naming);
  return new Set([...all].filter((one) => one !== sender && !one.startsWith(`${sender} `)));
};

const toldOf = (found: l2.Domain | l2.VlanRefusal | undefined, names: ReadonlySet<string>): Reached => {
  if (found === undefined) return { kind: 'none' };
  return isRefusal(found) ? { kind: 'refused', why: found } : { kind: 'ends', count: names.size };
};

/** Ranges of tags that differ alike are one. */
const joined = (found: readonly ReachDifference[]): readonly ReachDifference[] => {
  const result: ReachDifference[] = [];
  for (const one of found) {
    const before = result.at(-1);
    const isNext =
      before?.tags !== undefined && one.tags !== undefined && before.tags.last + 1 === one.tags.first;
    if (before !== undefined && isNext && sameBut(before, one)) {
      result[result.length - 1] = {
        ...before,
        tags: { first: before.tags?.first ?? 0, last: one.tags?.last ?? 0 },
      };
    } else result.push(one);
  }
  return result;
};

/** The tag that is asked for is the same in all of a range: `30+10` within `tagged 10` is `30+=`. */
const unnumbered = (place: string, tag: number): string => {
  const at = place.lastIndexOf(' ');
  const tags = place.slice(at + 1).split('+');
  return `${place.slice(0, at + 1)}${tags.map((one) => (one === `${tag}` ? '=' : one)).join('+')}`;
};

const sameBut = (a: ReachDifference, b: ReachDifference): boolean => {
  const plain = ({ onlyA, onlyB, tags, a: inA, b: inB }: ReachDifference): string =>
    JSON.stringify([
      [...onlyA, '', ...onlyB].map((one) => (tags === undefined ? one : unnumbered(one, tags.first))),
      inA.kind,
      inB.kind,
    ]);
  return plain(a) === plain(b);
};
