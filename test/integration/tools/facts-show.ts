/** What the three `show` commands print is in `show`, and what `show` leaves for others in `get` and `describe`. */
import { expect, it } from 'vitest';
import type { ShowJson } from '../../../src/cli/show/index.ts';
import type { Deployment } from './deployment.ts';
import type { GetItem, Item } from './said.ts';
import { parseMap, parseSet, parseShow, unquoted, type Node } from './show.ts';

const byName = <T extends { readonly name: string }>(list: readonly T[]): T[] =>
  [...list].sort((a, b) => (a.name < b.name ? -1 : 1));

const of = (node: Node, kind: string): readonly Node[] => node.nodes.filter((one) => one.kind === kind);

/** The keys that the tests know: a new one must not go by unseen. */
const known = (node: Node, ...keys: string[]): void => {
  expect([...node.values.keys()].filter((key) => !keys.includes(key))).toEqual([]);
};

const switchPort = (node: Node) => {
  known(node, 'type', 'addresses', 'tag', 'parent', 'router-port');
  const tag = node.values.get('tag');
  return {
    name: node.name,
    type: node.values.get('type') ?? '',
    // Of a router's port the word "router" is not printed.
    addresses: parseSet(node.values.get('addresses')),
    tag: tag === undefined ? null : Number(tag),
    parent: node.values.get('parent') ?? null,
    routerPort: node.values.get('router-port') ?? null,
  };
};

type ShownSwitch = ShowJson['switches'][number];

const shownSwitchPort = (port: ShownSwitch['ports'][number]) => ({
  name: port.name,
  type: port.type,
  addresses: port.addresses.map(({ text }) => text).filter((text) => text !== 'router'),
  tag: port.tag,
  parent: port.parent,
  routerPort: port.type === 'router' ? port.peerName : null,
});

const routerPort = (node: Node) => {
  known(node, 'mac', 'networks', 'gateway chassis', 'route-table');
  return {
    name: node.name,
    mac: unquoted(node.values.get('mac') ?? ''),
    networks: parseSet(node.values.get('networks')).sort(),
    // In no particular order: that is what lrp-get-gateway-chassis tells.
    gateways: parseSet(node.values.get('gateway chassis')).sort(),
  };
};

const shownRouterPort = (port: ShowJson['routers'][number]['ports'][number]) => ({
  name: port.name,
  mac: port.mac,
  networks: [...port.networks].sort(),
  gateways: port.gateways.map(({ chassis }) => chassis).sort(),
});

const nat = (node: Node) => {
  known(node, 'external ip', 'external port(s)', 'logical ip', 'type');
  const value = (key: string): string => unquoted(node.values.get(key) ?? '');
  return {
    type: value('type'),
    'external-ip': value('external ip'),
    'external-port-range': value('external port(s)'),
    'logical-ip': value('logical ip'),
  };
};

export const tellsNorthboundShow = (deployment: () => Deployment): void => {
  it('shows what "ovn-nbctl show" shows', async () => {
    const [text = ''] = await deployment().nbctl([['show']]);
    const [shown, nats] = await Promise.all([deployment().show(), deployment().get('nats')]);
    const nodes = parseShow(text);
    const switches = nodes.filter(({ kind }) => kind === 'switch');
    const routers = nodes.filter(({ kind }) => kind === 'router');
    expect(byName(shown.switches).map(({ name, uuid }) => [name, uuid])).toEqual(
      byName(switches).map(({ name, uuid }) => [name, uuid]),
    );
    expect(byName(shown.routers).map(({ name, uuid }) => [name, uuid])).toEqual(
      byName(routers).map(({ name, uuid }) => [name, uuid]),
    );
    const aliases = new Map(
      [...shown.switches, ...shown.routers].flatMap(({ uuid, alias, ports }) => [
        [uuid, alias] as const,
        ...ports.map((port) => [`port ${port.name}`, port.alias] as const),
      ]),
    );
    for (const node of nodes) {
      for (const one of [node, ...of(node, 'port')])
        if (one.alias !== undefined) expect(aliases.get(one.uuid ?? `port ${one.name}`)).toBe(one.alias);
      const ports = byName(of(node, 'port'));
      const ours = [...shown.switches, ...shown.routers].find(({ uuid }) => uuid === node.uuid);
      if (node.kind === 'switch') {
        const mine = byName((ours as ShownSwitch).ports);
        expect(mine.map(shownSwitchPort)).toEqual(ports.map(switchPort));
      } else {
        const mine = byName((ours as ShowJson['routers'][number]).ports);
        expect(mine.map(shownRouterPort)).toEqual(ports.map(routerPort));
      }
      for (const one of of(node, 'nat')) {
        const { fields, columns } = nats.find(({ uuid }) => uuid === one.uuid) as GetItem;
        expect(fields).toMatchObject(nat(one));
        expect([fields['router'], columns['type']]).toEqual([
          node.alias ?? ours?.alias ?? node.name,
          nat(one).type,
        ]);
      }
    }
    expect(nats).toHaveLength(nodes.flatMap((node) => of(node, 'nat')).length);
  });

  it('tells the route tables of router ports', async () => {
    const [text = ''] = await deployment().nbctl([['show']]);
    const ports = parseShow(text).flatMap((node) => of(node, 'port'));
    for (const { name, values } of ports.filter((port) => port.values.has('route-table'))) {
      const found = await deployment().get('router-ports');
      const uuid = found.find((item) => item.name === name)?.uuid ?? '';
      const item = (await deployment().describe([uuid])).get(uuid);
      expect(item?.facts('identity')['options']).toMatchObject({ route_table: values.get('route-table') });
    }
  });
};

export const tellsSouthboundShow = (deployment: () => Deployment): void => {
  it('shows what "ovn-sbctl show" shows', async () => {
    const [text, shown] = await Promise.all([deployment().lab.sbctl('show'), deployment().show()]);
    const nodes = byName(parseShow(text));
    expect(byName(shown.chassis).map(({ name }) => name)).toEqual(nodes.map(({ name }) => name));
    const described = await deployment().describe(shown.chassis.map(({ uuid }) => uuid));
    for (const node of nodes) {
      known(node, 'hostname');
      const ours = shown.chassis.find(({ name }) => name === node.name);
      expect(ours?.hostname).toBe(unquoted(node.values.get('hostname') ?? ''));
      expect(ours?.ports.map(({ name }) => name).sort()).toEqual(
        of(node, 'Port_Binding')
          .map(({ name }) => name)
          .sort(),
      );
      const encaps = of(node, 'Encap').map((encap) => ({
        type: encap.name,
        ip: unquoted(encap.values.get('ip') ?? ''),
      }));
      expect(ours?.encaps).toEqual(encaps);
      const item = described.get(ours?.uuid ?? '') as Item;
      expect(item.rows('encaps').map(({ options }) => options)).toEqual(
        of(node, 'Encap').map((encap) => parseMap(encap.values.get('options'))),
      );
    }
  });
};

/** What changes by itself is left to the test of tables. */
const MOVING = ['bfd_status'];

const settled = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !MOVING.some((key) => line.trim().startsWith(`${key}:`)))
    .join('\n');

const flag = (value: string | undefined): boolean => value === 'true';

export const tellsOpenVSwitchShow = (deployment: () => Deployment): void => {
  it('shows what "ovs-vsctl show" shows of each host', async () => {
    const { lab } = deployment();
    const [shown, interfaces, services] = await Promise.all([
      deployment().show(),
      deployment().get('interfaces'),
      deployment().get('controllers', 'managers', 'hosts'),
    ]);
    for (const host of lab.hypervisors) {
      const [root] = parseShow(settled(await host.vsctl('show')));
      const ours = shown.hosts.find(({ name }) => name === host.name);
      if (root === undefined || ours === undefined) throw new Error(`${host.name} is not shown`);
      known(root, 'ovs_version');
      expect(ours.version).toBe(unquoted(root.values.get('ovs_version') ?? ''));
      const mine = services.filter((item) => item.host === host.name);
      expect(mine.find(({ table }) => table === 'Open_vSwitch')?.uuid).toBe(root.uuid);
      const remotes = (table: string, kind: string, holders: readonly Node[]): void => {
        const nodes = holders.flatMap((holder) => of(holder, kind));
        const items = mine.filter((item) => item.table === table);
        expect(items.map(({ columns }) => [columns['target'], columns['is_connected']]).sort()).toEqual(
          nodes.map((one) => [one.name, flag(one.values.get('is_connected'))]).sort(),
        );
      };
      remotes('Manager', 'Manager', [root]);
      const bridges = byName(of(root, 'Bridge'));
      remotes('Controller', 'Controller', bridges);
      expect(byName(ours.bridges).map(({ name }) => name)).toEqual(bridges.map(({ name }) => name));
      for (const bridge of bridges) {
        known(bridge, 'fail_mode', 'datapath_type');
        const shownBridge = ours.bridges.find(({ name }) => name === bridge.name);
        expect(shownBridge?.failMode ?? null).toBe(bridge.values.get('fail_mode') ?? null);
        expect(shownBridge?.datapathType).toBe(bridge.values.get('datapath_type') ?? '');
        const ports = byName(of(bridge, 'Port'));
        expect(byName(shownBridge?.ports ?? []).map(portOf)).toEqual(ports.map(portNode));
        for (const one of ports.flatMap((port) => of(port, 'Interface'))) {
          const item = interfaces.find((found) => found.host === host.name && found.name === one.name);
          expect([one.name, item?.columns['options']]).toEqual([
            one.name,
            parseMap(one.values.get('options')),
          ]);
        }
      }
    }
  });
};

type ShownPort = ShowJson['hosts'][number]['bridges'][number]['ports'][number];

const portOf = ({ name, tag, trunks, interfaces }: ShownPort) => ({
  name,
  tag,
  trunks,
  interfaces: byName(interfaces).map((one) => ({ name: one.name, type: one.type, error: one.error })),
});

const portNode = (node: Node) => {
  known(node, 'tag', 'trunks');
  const tag = node.values.get('tag');
  return {
    name: node.name,
    tag: tag === undefined ? null : Number(tag),
    trunks: parseSet(node.values.get('trunks')).map(Number),
    interfaces: byName(of(node, 'Interface')).map((one) => {
      known(one, 'type', 'options', 'error');
      const error = one.values.get('error');
      return {
        name: one.name,
        type: one.values.get('type') ?? '',
        error: error === undefined ? null : unquoted(error),
      };
    }),
  };
};
