/** Scenes of any size for tests of the viewer: routers, switches below them, ports in the switches. */
import type { Item, Scene, SceneEdge, SceneNode } from '../../../src/viz/scene.ts';

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** A UUID of its own for every pair of numbers. */
export const uuid = (kind: number, n: number): string =>
  `${hex(kind, 8)}-${hex(n >>> 16, 4)}-4${hex((n * 2654435761) & 0xfff, 3)}-8${hex((n * 40503) & 0xfff, 3)}-${hex(n * 7919, 12)}`;

const mac = (n: number): string =>
  `fa:16:3e:${hex((n >> 16) & 255, 2)}:${hex((n >> 8) & 255, 2)}:${hex(n & 255, 2)}`;

const portOf = (n: number, of: number): Item => {
  const id = uuid(3, n);
  const ip = `10.${of >> 8}.${of & 255}.${(n % 250) + 2}`;
  const up = n % 17 !== 3;
  return {
    id,
    row: { database: 'OVN_Northbound', table: 'Logical_Switch_Port', uuid: id },
    name: `vm-${n}`,
    detail: ip,
    tone: up ? 'good' : 'bad',
    tooltip: `port ${uuid(9, n)}\naka vm-${n}\n${mac(n)} ${ip}\n${up ? 'up' : 'down'}, on compute-${n % 40}`,
  };
};

export interface Size {
  readonly switches: number;
  readonly ports: number;
  /** Switches of one router. */
  readonly perRouter?: number;
}

/** `ports` is the number of ports of each switch. */
export const largeScene = ({ switches, ports, perRouter = 10 }: Size): Scene => {
  const nodes: SceneNode[] = [];
  const edges: SceneEdge[] = [];
  const routers = Math.max(1, Math.ceil(switches / perRouter));
  for (let r = 0; r < routers; r++) {
    const id = `Logical_Router-${uuid(1, r)}`;
    const below = Array.from(
      { length: Math.min(perRouter, switches - r * perRouter) },
      (_, i) => r * perRouter + i,
    );
    nodes.push({
      id,
      kind: 'router',
      row: { database: 'OVN_Northbound', table: 'Logical_Router', uuid: uuid(1, r) },
      title: `router-${r}`,
      subtitle: undefined,
      facts: [],
      badges: [{ text: '2 NAT', tooltip: '2 NAT rules' }],
      pins: below.map((s) => ({
        id: `r${s}`,
        row: { database: 'OVN_Northbound', table: 'Logical_Router_Port', uuid: uuid(4, s) },
        name: `lrp-${s}`,
        details: [`10.${s >> 8}.${s & 255}.1/24`],
        labelled: true,
        tone: 'idle',
        tooltip: `port lrp-${s}\n${mac(s + 1_000_000)}`,
      })),
      sections: [],
      tooltip: `logical router router-${r}`,
    });
    for (const s of below)
      edges.push({
        id: `e${s}`,
        from: { node: id, pin: `r${s}` },
        to: { node: `Logical_Switch-${uuid(2, s)}`, pin: `s${s}` },
        kind: 'link',
        group: r,
        tooltip: `lrp-${s} – switch-${s}`,
      });
  }
  for (let s = 0; s < switches; s++) {
    const items = Array.from({ length: ports }, (_, p) => portOf(s * ports + p, s));
    const down = items.filter(({ tone }) => tone === 'bad').length;
    nodes.push({
      id: `Logical_Switch-${uuid(2, s)}`,
      kind: 'switch',
      row: { database: 'OVN_Northbound', table: 'Logical_Switch', uuid: uuid(2, s) },
      title: `switch-${s}`,
      subtitle: `neutron-${uuid(8, s)}`,
      facts: [{ text: `${ports} ports, ${down} down`, tone: down > 0 ? 'bad' : 'good' }],
      badges: [],
      pins: [
        {
          id: `s${s}`,
          row: undefined,
          name: `to-r-${s}`,
          details: [],
          labelled: false,
          tone: 'idle',
          tooltip: 'router port',
        },
      ],
      sections: [{ title: undefined, items, listed: Math.min(ports, switches <= 24 ? 8 : 0) }],
      tooltip: `logical switch neutron-${uuid(8, s)}\naka switch-${s}`,
    });
  }
  return {
    view: 'logical',
    title: 'Logical topology',
    summary: `${routers} logical routers · ${switches} logical switches · ${switches * ports} ports`,
    nodes,
    edges,
    containers: [],
    notes: [],
  };
};
