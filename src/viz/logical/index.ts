/**
 * The logical view: routers, switches and physical networks, and which port joins which. A port whose other
 * side does not exist is a pin without an edge; two ports that claim the same other side give two edges.
 */
import {
  naturalCompare,
  type LogicalSwitch,
  type Network,
  type RouterPort,
  type SwitchPort,
} from '../../model/index.ts';
import { byLabel, tallyPorts, wrongOf } from '../../model/index.ts';
import type { Scene, SceneEdge, SceneNode } from '../scene.ts';
import { defaultOptions, type LogicalOptions } from './options.ts';
import { routerNode } from './routers.ts';
import { switchNode } from './switches.ts';
import { count, lines, ofDatabase } from './words.ts';

export type { LogicalOptions } from './options.ts';

interface Reach {
  readonly port: SwitchPort;
  readonly of: LogicalSwitch;
  /** The port's UUID; of a port that two switches hold, the second end has another id. */
  readonly id: string;
}

/** Physical networks by name, with the localnet ports that reach them. */
const physicalNetworks = (switches: readonly LogicalSwitch[]): Map<string, Reach[]> => {
  const found = new Map<string, Reach[]>();
  const seen = new Set<string>();
  for (const logicalSwitch of switches) {
    for (const port of logicalSwitch.ports) {
      const { networkName } = port;
      if (networkName === undefined || (port.type !== 'localnet' && port.type !== 'l2gateway')) continue;
      const reached = found.get(networkName);
      const again = seen.has(port.uuid);
      const entry = {
        port,
        of: logicalSwitch,
        id: again ? `${port.uuid}-${logicalSwitch.uuid}` : port.uuid,
      };
      seen.add(port.uuid);
      if (reached === undefined) found.set(networkName, [entry]);
      else reached.push(entry);
    }
  }
  return new Map([...found].sort(([a], [b]) => naturalCompare(a, b)));
};

const physicalNode = (id: string, name: string, ports: readonly Reach[]): SceneNode => ({
  id,
  kind: 'physical',
  row: undefined,
  title: name,
  subtitle: undefined,
  facts: [],
  badges: [],
  pins: ports.map(({ port, id: end }) => ({
    id: `${id}-${end}`,
    row: undefined,
    name: port.tag === undefined ? 'untagged' : `vlan ${port.tag}`,
    details: [],
    labelled: true,
    tone: 'idle',
    tooltip: `${port.tag === undefined ? 'untagged' : `vlan ${port.tag}`} of physical network ${name}, by port ${port.name}`,
  })),
  sections: [],
  outside: 'network',
  tooltip: `physical network ${name}, as named by ovn-bridge-mappings`,
});

type End = SwitchPort | RouterPort;

const holderOf = (
  port: End,
): { readonly ref: { readonly table: string; readonly uuid: string } } | undefined =>
  port.kind === 'switch port' ? port.switch : port.router;

const edgesOf = (network: Network): SceneEdge[] => {
  const groups = new Map(network.routers.map((router, i) => [router.uuid, i]));
  const edges = new Map<string, SceneEdge>();
  const join = (a: End, b: End, kind: SceneEdge['kind']): void => {
    const [x, y] = [holderOf(a), holderOf(b)];
    if (x === undefined || y === undefined) return;
    const id = [a.uuid, b.uuid].sort().join('-');
    if (edges.has(id)) return;
    const router = a.kind === 'router port' ? a.router : b.kind === 'router port' ? b.router : undefined;
    edges.set(id, {
      id,
      from: { node: `${x.ref.table}-${x.ref.uuid}`, pin: a.uuid },
      to: { node: `${y.ref.table}-${y.ref.uuid}`, pin: b.uuid },
      kind,
      group: router === undefined ? -1 : (groups.get(router.uuid) ?? -1),
      tooltip: lines([`${a.name} – ${b.name}`, ...(a.kind === 'router port' ? a.networks : [])]),
    });
  };
  for (const router of network.routers) {
    for (const port of router.ports) {
      for (const other of network.switchPortsTo(port.name)) join(port, other, 'link');
      const peer = port.peerName === undefined ? undefined : network.routerPort(port.peerName);
      if (peer !== undefined) join(port, peer, 'peer');
      else if (port.peer !== undefined) join(port, port.peer, 'link');
    }
  }
  for (const port of network.switchPorts) {
    if (port.peer?.kind === 'switch port') join(port, port.peer, 'peer');
  }
  return [...edges.values()];
};

const summaryOf = (network: Network): string => {
  const ports = tallyPorts(network.switchPorts);
  const wrong = wrongOf(ports).join(', ');
  const parts = [
    count(network.routers.length, 'logical router'),
    count(network.switches.length, 'logical switch', 'logical switches'),
    `${count(ports.all, 'port')}${wrong === '' ? '' : ` (${wrong})`}`,
    ...(network.chassis.length === 0 ? [] : [`${network.chassis.length} chassis`]),
    ...(network.issues.length === 0 ? [] : [count(network.issues.length, 'problem')]),
  ];
  return parts.join(' · ');
};

/** The scene of a network's logical topology. Pure: the same network gives the same scene. */
export const logicalScene = (network: Network, given: Partial<LogicalOptions> = {}): Scene => {
  const options = { ...defaultOptions(network.switches.length), ...given };
  const physical = [...physicalNetworks(network.switches)].filter(
    ([, ports]) => ports.length <= options.physicalFan,
  );
  const drawn = new Set(physical.map(([name]) => name));
  const edges = edgesOf(network);
  const nodes = [
    ...[...network.routers]
      .sort(byLabel)
      .map((router) => routerNode(network, router, options.portsListed > 0)),
    ...[...network.switches].sort(byLabel).map((logicalSwitch) => switchNode(logicalSwitch, options, drawn)),
  ];
  physical.forEach(([name, ports], i) => {
    const id = `physical-${i}`;
    nodes.push(physicalNode(id, name, ports));
    for (const { port, of, id: end } of ports) {
      edges.push({
        id: `${id}-${end}`,
        from: { node: ofDatabase(of.ref), pin: port.uuid },
        to: { node: id, pin: `${id}-${end}` },
        kind: 'localnet',
        group: -1,
        tooltip: `${of.alias ?? of.name} – physical network ${name}${port.tag === undefined ? '' : `, vlan ${port.tag}`}`,
      });
    }
  });
  return {
    view: 'logical',
    title: 'Logical topology',
    summary: summaryOf(network),
    nodes,
    edges,
    containers: [],
    notes: [],
  };
};
