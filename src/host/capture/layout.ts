/**
 * What the files of one host are, told by their paths: captures of our own script, of the lab and of sosreport. Where
 * several hold the answer to one question, the most telling one is taken.
 */
import { askedBy, isOfSosreport, placeOf, type Asked } from './named.ts';
import { nameOfPart } from './paths.ts';
import type { CapturedFile, CapturedOutput, OutputKind } from './types.ts';

/** The description of a capture, beside its files. */
export const CAPTURE_MANIFEST = '_capture.json';

export interface Classified {
  /** In the order of the files; one for each question, namespace and device. */
  readonly outputs: readonly CapturedOutput[];
  /** Would have been outputs, but others tell more. */
  readonly lesser: readonly CapturedFile[];
  /** Paths of everything else. */
  readonly unknown: readonly string[];
}

interface Candidate {
  readonly output: CapturedOutput;
  readonly rank: number;
}

/** Of one host: `hostsIn` takes several apart. */
export const classify = (files: readonly CapturedFile[]): Classified => {
  const escaped = files.some(({ path }) => path === CAPTURE_MANIFEST);
  const slots = new Map<string, Candidate[]>();
  const unknown: string[] = [];
  for (const file of files) {
    const candidate = recognise(file, escaped);
    if (candidate === undefined) {
      unknown.push(file.path);
      continue;
    }
    const slot = slotOf(candidate.output);
    const others = slots.get(slot);
    if (others === undefined) slots.set(slot, [candidate]);
    else others.push(candidate);
  }
  const chosen = new Set<CapturedFile>();
  const lesser: CapturedFile[] = [];
  const outputs: CapturedOutput[] = [];
  for (const candidates of slots.values()) {
    const best = bestOf(candidates);
    outputs.push(best.output);
    chosen.add(best.output.file);
    for (const { output } of candidates) if (output !== best.output) lesser.push(output.file);
  }
  return { outputs, lesser, unknown };
};

/** `bridge -d vlan` is the more telling `bridge vlan`. */
const slotOf = ({ kind, namespace, device, at }: CapturedOutput): string =>
  JSON.stringify([kind === 'bridge-d-vlan' ? 'bridge-vlan' : kind, namespace, device, at]);

const bestOf = (candidates: readonly Candidate[]): Candidate => {
  const [only] = candidates;
  if (candidates.length === 1 && only !== undefined) return only;
  return candidates
    .map((candidate) => ({ candidate, rank: candidate.rank - (isBroken(candidate.output.file) ? 1000 : 0) }))
    .reduce((best, one) => (one.rank > best.rank ? one : best)).candidate;
};

/** JSON that ends early, as `bridge` leaves it when the kernel has no answer. */
const isBroken = ({ path, text }: CapturedFile): boolean => {
  if (!path.endsWith('.json')) return text.trim() === '';
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
};

const recognise = (file: CapturedFile, escaped: boolean): Candidate | undefined =>
  bonding(file, escaped) ?? database(file) ?? ofBridge(file, escaped) ?? command(file, escaped);

const bonding = (file: CapturedFile, escaped: boolean): Candidate | undefined => {
  const place = placeOf(file.path, escaped) ?? { namespace: '', rest: file.path };
  const kind = 'proc-bonding';
  if (place.rest === 'proc-net-bonding.txt') {
    return { output: { kind, namespace: place.namespace, device: undefined, file }, rank: 0 };
  }
  const [, name] = /^(?:[^/]+\/)?proc\/net\/bonding\/([^/]+)$/s.exec(place.rest) ?? [];
  if (name === undefined) return undefined;
  const device = escaped ? nameOfPart(name) : name;
  return { output: { kind, namespace: place.namespace, device, file }, rank: 0 };
};

/** Where databases of Open vSwitch are, the ones that the server wrote itself last. */
const DATABASES: readonly RegExp[] = [
  /(?:^|\/)usr\/local\/etc\/openvswitch\/conf\.db$/,
  /(?:^|\/)var\/lib\/openvswitch\/conf\.db$/,
  /(?:^|\/)etc\/openvswitch\/conf\.db$/,
  /(?:^|\/)ovs\/ovsdb-backup\.txt$/,
];

const database = (file: CapturedFile): Candidate | undefined => {
  const rank = DATABASES.findIndex((pattern) => pattern.test(file.path));
  if (rank < 0) return undefined;
  return { output: { kind: 'ovsdb', namespace: '', device: undefined, file }, rank };
};

/** `ovs/br/BRIDGE/FILE`, of ours and the lab's; of sosreport `ovs-ofctl_dump-flows_BRIDGE` and the like. */
const OF_BRIDGE: readonly (readonly [RegExp, OutputKind])[] = [
  [/^ovs\/br\/([^/]+)\/show-OpenFlow10\.txt$/s, 'openflow-show'],
  [/^ovs\/br\/([^/]+)\/dump-flows\.txt$/s, 'openflow-flows'],
  [/^ovs\/br\/([^/]+)\/appctl-fdb-show\.txt$/s, 'switch-fdb'],
  [/^ovs\/br\/([^/]+)\/appctl-mdb-show\.txt$/s, 'switch-mdb'],
  [/sos_commands\/openvswitch\/ovs-ofctl_(?:-O_OpenFlow10_)?show_([^/]+)$/s, 'openflow-show'],
  [/sos_commands\/openvswitch\/ovs-ofctl_(?:-O_OpenFlow1\d_)?dump-flows_([^/]+)$/s, 'openflow-flows'],
  [/sos_commands\/openvswitch\/ovs-appctl_fdb.show_([^/]+)$/s, 'switch-fdb'],
  [/sos_commands\/openvswitch\/ovs-appctl_mdb.show_([^/]+)$/s, 'switch-mdb'],
];

const ofBridge = (file: CapturedFile, escaped: boolean): Candidate | undefined => {
  for (const [pattern, kind] of OF_BRIDGE) {
    const name = pattern.exec(file.path)?.[1];
    if (name === undefined) continue;
    return { output: { kind, namespace: '', device: escaped ? nameOfPart(name) : name, file }, rank: 0 };
  }
  return undefined;
};

const command = (file: CapturedFile, escaped: boolean): Candidate | undefined => {
  const asked = askedBy(file.path, escaped);
  const known = asked === undefined ? undefined : kindOf(asked);
  if (asked === undefined || known === undefined) return undefined;
  const [, , device, at] = known.kind === 'tc-filter' ? asked.words : [];
  return {
    output: {
      kind: known.kind,
      namespace: asked.namespace,
      device,
      ...((at === 'ingress' || at === 'egress') && { at }),
      file,
    },
    rank: known.rank + rankOf(asked.options),
  };
};

/** JSON before text, details before none; statistics and compressed forms only where there is nothing else. */
const rankOf = (options: ReadonlySet<string>): number =>
  (options.has('j') ? 8 : 0) +
  (options.has('d') ? 4 : 0) -
  ['s', 'c', 't', 'o', 'compressvlans'].filter((option) => options.has(option)).length;

type Known = { readonly kind: OutputKind; readonly rank: number } | undefined;

/** Words behind the program, joined; those of routes and rules by family. */
const KINDS: Readonly<Record<string, OutputKind>> = {
  'ip link': 'ip-link',
  'ip addr': 'ip-addr',
  'ip address': 'ip-addr',
  'ip neigh': 'ip-neigh',
  'ip neigh nud noarp': 'ip-neigh',
  'ip netns': 'ip-netns',
  'ip route': 'ip-route',
  'ip route all': 'ip-route',
  'ip rule': 'ip-rule',
  'bridge link': 'bridge-link',
  'bridge vlan': 'bridge-vlan',
  'bridge vlan tunnelshow': 'bridge-vlan-tunnel',
  'bridge vlan tunnel': 'bridge-vlan-tunnel',
  'bridge fdb': 'bridge-fdb',
  'bridge mdb': 'bridge-mdb',
  'tc qdisc': 'tc-qdisc',
  'nft ruleset': 'nft-ruleset',
  'iptables-save': 'iptables-save',
  'ip6tables-save': 'ip6tables-save',
  'ebtables-save': 'ebtables-save',
  'ebtables-nft-save': 'ebtables-save',
  'ebtables-legacy-save': 'ebtables-save',
};

/** What is asked in other words and tells more, or less. */
const RANKS: Readonly<Record<string, number>> = {
  'ip route all': 100,
  'ip neigh nud noarp': -20,
  'ebtables-nft-save': -20,
  'ebtables-legacy-save': -40,
};

const kindOf = ({ program, options, words }: Asked): Known => {
  if (program === 'tc' && words[0] === 'filter' && words[1] === 'dev') return { kind: 'tc-filter', rank: 0 };
  const spoken = [program, ...words].join(' ');
  if (!Object.hasOwn(KINDS, spoken)) return undefined;
  const kind = KINDS[spoken] as OutputKind;
  const rank = RANKS[spoken] ?? 0;
  if (options.has('6')) {
    if (kind === 'ip-route') return { kind: 'ip-6-route', rank };
    return kind === 'ip-rule' ? { kind: 'ip-6-rule', rank } : undefined;
  }
  // `ip route show table all` has the routes of both families, with `-4` those of one.
  if (options.has('4')) return { kind, rank: rank + 2 };
  if (kind === 'bridge-vlan' && options.has('d')) return { kind: 'bridge-d-vlan', rank };
  return { kind, rank };
};

/**
 * Files by host: what stands before the folders of a capture or a sosreport, '' when that is nothing. The files have
 * the paths that they have within the folder of their host; those of no host are left out.
 */
export const hostsIn = (files: readonly CapturedFile[]): ReadonlyMap<string, readonly CapturedFile[]> => {
  const roots = new Set<string>();
  for (const { path } of files) {
    const root = rootOf(path);
    if (root !== undefined) roots.add(root);
  }
  // Within a host there is no other: a namespace may be called "root".
  const hosts = [...roots].filter(
    (root) => ![...roots].some((other) => other !== root && root.startsWith(other)),
  );
  const found = new Map<string, CapturedFile[]>(hosts.sort().map((root) => [root, []]));
  for (const file of files) {
    const root = hosts.find((one) => file.path.startsWith(one));
    if (root === undefined) continue;
    found.get(root)?.push({ path: file.path.slice(root.length), text: file.text });
  }
  return new Map([...found].map(([root, list]) => [root.replace(/\/$/, ''), list]));
};

const OURS = /^((?:.*?\/)??)(?:root|netns\/[^/]+)\/(?:ip|bridge)-[^/]+\.(?:json|txt)$/s;

const rootOf = (path: string): string | undefined => {
  if (path === CAPTURE_MANIFEST || path.endsWith(`/${CAPTURE_MANIFEST}`)) {
    return path.slice(0, -CAPTURE_MANIFEST.length);
  }
  return isOfSosreport(path) ? path.slice(0, path.indexOf('sos_commands/')) : OURS.exec(path)?.[1];
};
