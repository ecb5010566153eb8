/** One host out of the outputs of its commands. */
import { parseBonding } from './bonding/index.ts';
import type { CapturedOutput, OutputKind } from './capture/types.ts';
import {
  parseAddresses,
  parseBridgeLinks,
  parseBridgeVlans,
  parseFdb,
  parseIpLinks,
  parseMdb,
  parseNeighbours,
  parseNetns,
  parseRoutes,
  parseRules,
  parseVlanTunnels,
  withBridgeLinks,
  withTunnels,
} from './linux/index.ts';
import { parseForwarding } from './openflow/flows.ts';
import { parseSwitchFdb } from './openflow/fdb.ts';
import { parseSwitchMdb } from './openflow/mdb.ts';
import { parseOpenFlowPorts } from './openflow/ports.ts';
import type { OpenFlowBridge } from './openflow/types.ts';
import type { Parsed } from './parsed.ts';
import type { Bonding, HostProblem, Link, LinuxHost, Namespace } from './types.ts';

export interface ReadHost {
  readonly linux: LinuxHost;
  /** Bridges of Open vSwitch, as they tell of themselves. */
  readonly openFlow: readonly OpenFlowBridge[];
}

/** `problems`: what was found wrong before, with the capture itself. */
export const readHost = (
  name: string,
  outputs: readonly CapturedOutput[],
  problems: readonly HostProblem[] = [],
): ReadHost => {
  const reader = new Reader(outputs, problems);
  const ids = reader.one('ip-netns', '', parseNetns) ?? new Map<string, number | undefined>();
  const spaces = new Set(['', ...outputs.map(({ namespace }) => namespace), ...ids.keys()]);
  const namespaces = [...spaces].map((space) => namespaceOf(reader, space, ids));
  const openFlow = openFlowOf(outputs);
  return { linux: { name, namespaces, problems: reader.problems }, openFlow };
};

/** How `bridge -j` ends where the kernel does not support what was asked: the beginning of its JSON. */
const NO_ANSWER = /^\s*\[\s*(?:\{\s*"mdb"\s*:\s*\[\s*)?$/;

/** Outputs by what they are, with the problems that come up. */
class Reader {
  readonly problems: HostProblem[];
  private readonly outputs = new Map<string, CapturedOutput[]>();

  constructor(outputs: readonly CapturedOutput[], problems: readonly HostProblem[]) {
    this.problems = [...problems];
    for (const output of outputs) {
      const key = `${output.kind} ${output.namespace}`;
      const known = this.outputs.get(key);
      if (known === undefined) this.outputs.set(key, [output]);
      else known.push(output);
    }
  }

  all(kind: OutputKind, namespace: string): readonly CapturedOutput[] {
    return this.outputs.get(`${kind} ${namespace}`) ?? [];
  }

  one<T>(
    kind: OutputKind,
    namespace: string,
    parse: (text: string, source: string) => Parsed<T>,
  ): T | undefined {
    const [output] = this.all(kind, namespace);
    if (output === undefined || NO_ANSWER.test(output.file.text)) return undefined;
    const { value, problems } = parse(output.file.text, output.file.path);
    this.problems.push(...problems);
    return value;
  }
}

const namespaceOf = (
  reader: Reader,
  name: string,
  ids: ReadonlyMap<string, number | undefined>,
): Namespace => {
  const told = reader.one('ip-link', name, (text, source) => parseIpLinks(text, source, ids)) ?? [];
  const addressed = reader.one('ip-addr', name, parseAddresses) ?? [];
  // `ip addr` tells of the links as well, where nobody asked for those.
  const links =
    told.length > 0
      ? told
      : (reader.one('ip-addr', name, (text, source) => withoutProblems(parseIpLinks(text, source, ids))) ??
        []);
  const bridgeLinks = reader.one('bridge-link', name, parseBridgeLinks) ?? [];
  const vlans =
    reader.one('bridge-d-vlan', name, parseBridgeVlans) ?? reader.one('bridge-vlan', name, parseBridgeVlans);
  const tunnels = reader.one('bridge-vlan-tunnel', name, parseVlanTunnels) ?? [];
  const mdb = reader.one('bridge-mdb', name, parseMdb);
  return {
    name,
    id: ids.get(name),
    links: withBridgeLinks(links, bridgeLinks),
    addresses: addressed,
    routes: [
      ...(reader.one('ip-route', name, (text, source) => parseRoutes(text, 'inet', source)) ?? []),
      ...(reader.one('ip-6-route', name, (text, source) => parseRoutes(text, 'inet6', source)) ?? []),
    ],
    rules: [
      ...(reader.one('ip-rule', name, (text, source) => parseRules(text, 'inet', source)) ?? []),
      ...(reader.one('ip-6-rule', name, (text, source) => parseRules(text, 'inet6', source)) ?? []),
    ],
    neighbours: reader.one('ip-neigh', name, parseNeighbours) ?? [],
    vlans: vlans === undefined ? undefined : withTunnels(vlans, tunnels),
    fdb: reader.one('bridge-fdb', name, parseFdb) ?? [],
    mdb: mdb?.entries ?? [],
    routerPorts: mdb?.routerPorts ?? [],
    bonding: bondsOf(reader, name, links),
    filters: [],
    trafficControl: { qdiscs: [], filters: [] },
  };
};

/** One without a name is that of its members. */
const bondsOf = (reader: Reader, namespace: string, links: readonly Link[]): readonly Bonding[] =>
  reader
    .all('proc-bonding', namespace)
    .flatMap(({ file, device }) => parseBonding(file.text, device))
    .map((bond) => {
      if (bond.name !== '') return bond;
      const members = new Set(bond.members.map(({ name }) => name));
      return { ...bond, name: links.find(({ name }) => members.has(name))?.master ?? '' };
    });

const withoutProblems = <T>({ value }: Parsed<T>): Parsed<T> => ({ value, problems: [] });

const openFlowOf = (outputs: readonly CapturedOutput[]): readonly OpenFlowBridge[] => {
  const bridges = new Map<string, { -readonly [Key in keyof OpenFlowBridge]: OpenFlowBridge[Key] }>();
  for (const { kind, device, file } of outputs) {
    if (device === undefined || !(kind.startsWith('openflow-') || kind.startsWith('switch-'))) continue;
    const bridge = bridges.get(device) ?? {
      bridge: device,
      forwarding: undefined,
      ports: [],
      fdb: [],
      groups: [],
    };
    bridges.set(device, bridge);
    if (kind === 'openflow-show') bridge.ports = parseOpenFlowPorts(file.text);
    else if (kind === 'openflow-flows') bridge.forwarding = parseForwarding(file.text);
    else if (kind === 'switch-fdb') bridge.fdb = parseSwitchFdb(file.text);
    else bridge.groups = parseSwitchMdb(file.text);
  }
  return [...bridges.values()];
};
