/** Hosts for the bridge view, from short notation. */
import { Network, type NetworkSources } from '../../../src/model/index.ts';
import type { Scene, SceneNode } from '../../../src/viz/index.ts';
import { openVSwitch, type Cell, type Rows, type Tables } from '../../model/build.ts';

type Columns = Readonly<Record<string, Cell>>;

/** A port with one interface of its name, or with `members`. */
export interface GivenPort {
  readonly port?: Columns;
  readonly iface?: Columns;
  readonly members?: Readonly<Record<string, Columns>>;
}

export type GivenBridges = Readonly<
  Record<string, { readonly columns?: Columns; readonly ports: Readonly<Record<string, GivenPort>> }>
>;

export const tablesOf = (bridges: GivenBridges, root: Columns = {}, more: Tables = {}): Tables => {
  const [bridge, port, iface]: Record<string, Rows[string]>[] = [{}, {}, {}];
  for (const [name, { columns, ports }] of Object.entries(bridges)) {
    bridge![name] = { ports: Object.keys(ports), ...columns };
    for (const [own, given] of Object.entries(ports)) {
      const members = given.members ?? { [own]: given.iface ?? {} };
      for (const [member, cells] of Object.entries(members))
        iface![`if-${member}`] = { name: member, ...cells };
      port![own] = { interfaces: Object.keys(members).map((member) => `if-${member}`), ...given.port };
    }
  }
  return {
    Open_vSwitch: { root: { bridges: Object.keys(bridges), ...root } },
    Bridge: bridge as Rows,
    Port: port as Rows,
    Interface: iface as Rows,
    ...more,
  };
};

export const hosts = (given: Readonly<Record<string, Tables>>, more: NetworkSources = {}): Network =>
  new Network({
    ...more,
    ovs: Object.entries(given).map(([name, tables]) => ({ name, database: openVSwitch(tables) })),
  });

export const patch = (peer: string | undefined): GivenPort => ({
  iface: { type: 'patch', ...(peer === undefined ? {} : { options: { peer } }) },
});

export const up: GivenPort = { iface: { link_state: 'up', admin_state: 'up', ofport: 1 } };

export const cardOf = (scene: Scene, title: string): SceneNode => {
  const found = scene.nodes.find((node) => node.title === title);
  if (found === undefined) throw new Error(`no card ${title}`);
  return found;
};

/** `Ports (2): tap1 [good] web`, a line for each item. */
export const listed = (scene: Scene, title: string): string[] =>
  cardOf(scene, title).sections.flatMap((section) =>
    section.items.map(
      ({ name, detail, tone }) =>
        `${section.title ?? ''}: ${name} [${tone}]${detail === '' ? '' : ` ${detail}`}`,
    ),
  );

/** `patch1 [bad] no patch port x`. */
export const pins = (scene: Scene, title: string): string[] =>
  cardOf(scene, title).pins.map(({ name, tone, details }) => [`${name} [${tone}]`, ...details].join(' '));
