/** Ports and the smaller things: what each `…-get-…` and `…-list` command of ovn-nbctl prints. */
import { expect, it } from 'vitest';
import type { Deployment } from './deployment.ts';
import {
  parseColumns,
  parseHaGroups,
  parseMeters,
  parseMirrors,
  parseNamed,
  parseOptions,
  parseWide,
} from './lists.ts';
import { listOf, plain, target, type Cells, type GetItem, type Item } from './said.ts';

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

const identities = (items: readonly GetItem[]): readonly unknown[] =>
  items.map(({ uuid, name }) => [uuid, name]).sort();

const named = (text: string): readonly unknown[] => [...parseNamed(text)].sort();

/** A port, from `describe`. */
const portOf = (item: Item) => {
  const facts = item.facts('identity', 'binding', 'addresses');
  const security = facts['port-security'];
  return {
    // The tool says what a router's port has instead of the word "router".
    addresses: listOf(facts['addresses']).map((one) => (one === 'router' ? facts['router-addresses'] : one)),
    security: security === 'off' || security === undefined ? [] : listOf(security),
    up: facts['northbound-up'] === true ? 'up' : 'down',
    enabled: facts['enabled'] === true ? 'enabled' : 'disabled',
    parent: facts['parent'] ?? '',
    tag: facts['tag'] === undefined ? '' : String(facts['tag']),
    switch: listOf(facts['switch']),
    dhcp: item.rows('dhcp').map((row) => target(row['cidr'])),
  };
};

const COMMANDS = [
  'addresses',
  'port-security',
  'up',
  'enabled',
  'type',
  'options',
  'dhcpv4-options',
  'dhcpv6-options',
  'ls',
  'parent',
  'tag',
] as const;

const portTests = (deployment: () => Deployment): void => {
  it('tells of each switch port what "lsp-get-*" does', async () => {
    const ports = await deployment().get('ports');
    const asked = ports.flatMap(({ name }) => COMMANDS.map((what) => [`lsp-get-${what}`, name]));
    const [answers, pages] = await Promise.all([
      deployment().nbctl(asked),
      deployment().describe(ports.map(({ uuid }) => uuid)),
    ]);
    ports.forEach(({ name, uuid, fields, columns }, i) => {
      const text = (what: (typeof COMMANDS)[number]): string =>
        (answers[i * COMMANDS.length + COMMANDS.indexOf(what)] ?? '').trimEnd();
      const uuids = (what: (typeof COMMANDS)[number]): readonly string[] => [
        ...parseNamed(text(what)).keys(),
      ];
      const names = (what: (typeof COMMANDS)[number]): readonly string[] => [
        ...parseNamed(text(what)).values(),
      ];
      const told = portOf(pages.get(uuid) as Item);
      expect([name, told]).toEqual([
        name,
        {
          addresses: lines(text('addresses')),
          security: lines(text('port-security')),
          up: text('up'),
          enabled: text('enabled'),
          parent: text('parent'),
          tag: text('tag'),
          switch: names('ls'),
          dhcp: [...uuids('dhcpv4-options'), ...uuids('dhcpv6-options')],
        },
      ]);
      expect([name, fields['type'], fields['switch-name'] ?? fields['switch']]).toEqual([
        name,
        text('type'),
        names('ls')[0],
      ]);
      expect([fields['options'], columns['options']]).toEqual([
        parseOptions(text('options')),
        parseOptions(text('options')),
      ]);
    });
  });

  it('tells of each router port what "lrp-get-*" does', async () => {
    const ports = await deployment().get('router-ports');
    const commands = ['lrp-get-gateway-chassis', 'lrp-get-enabled', 'lrp-get-redirect-type'];
    const [answers, pages] = await Promise.all([
      deployment().nbctl(ports.flatMap(({ name }) => commands.map((command) => [command, name]))),
      deployment().describe(ports.map(({ uuid }) => uuid)),
    ]);
    ports.forEach(({ name, uuid }, i) => {
      const [gateways = '', enabled = '', redirect = ''] = answers.slice(i * commands.length);
      const item = pages.get(uuid) as Item;
      const facts = item.facts('identity', 'gateway');
      // PORT-CHASSIS PRIORITY, best first.
      const rows = item
        .rows('gateway')
        .map((row) => `${name}-${String(plain(row['chassis']))} ${String(row['priority'])}`);
      expect(rows).toEqual(lines(gateways).map((line) => line.replace(/ +/g, ' ').trim()));
      expect(facts['enabled']).toBe(enabled.trim() === 'enabled');
      const options = (facts['options'] ?? {}) as Cells;
      expect(options['redirect-type'] ?? 'overlay').toBe(redirect.trim());
    });
  });
};

const listTests = (deployment: () => Deployment): void => {
  it('lists what "ls-list", "lr-list", "lsp-list" and "lrp-list" do', async () => {
    const [switches, routers, dhcp] = await Promise.all([
      deployment().get('switches'),
      deployment().get('routers'),
      deployment().get('dhcp-options'),
    ]);
    const [switchList = '', routerList = '', dhcpList = ''] = await deployment().nbctl([
      ['ls-list'],
      ['lr-list'],
      ['dhcp-options-list'],
    ]);
    expect(identities(switches)).toEqual(named(switchList));
    expect(identities(routers)).toEqual(named(routerList));
    expect(dhcp.map(({ uuid }) => uuid).sort()).toEqual([...parseNamed(dhcpList).keys()].sort());
    for (const [command, holders] of [
      ['lsp-list', switches],
      ['lrp-list', routers],
    ] as const) {
      const [texts, pages] = await Promise.all([
        deployment().each(
          holders.map(({ name }) => name),
          command,
        ),
        deployment().describe(holders.map(({ uuid }) => uuid)),
      ]);
      for (const { name, uuid } of holders) {
        const rows = pages.get(uuid)?.rows('ports') ?? [];
        const told = rows.map(({ port }) => [target(port), plain(port)]).sort();
        expect([name, told]).toEqual([name, named(texts.get(name) ?? '')]);
      }
    }
  });

  it('lists what "dhcp-options-get-options" prints', async () => {
    const items = await deployment().get('dhcp-options');
    const uuids = items.map(({ uuid }) => uuid);
    const [texts, pages] = await Promise.all([
      deployment().each(uuids, 'dhcp-options-get-options'),
      deployment().describe(uuids),
    ]);
    for (const [uuid, text] of texts) {
      const rows = pages.get(uuid)?.rows('options') ?? [];
      expect(Object.fromEntries(rows.map(({ key, value }) => [key, value]))).toEqual(parseOptions(text));
    }
  });

  it('lists what "ha-chassis-group-list" does', async () => {
    const [text = ''] = await deployment().nbctl([['ha-chassis-group-list']]);
    const items = await deployment().get('ha-chassis-groups');
    const pages = await deployment().describe(items.map(({ uuid }) => uuid));
    const printed = parseHaGroups(text);
    expect(items).toHaveLength(printed.size);
    for (const { uuid, name } of items) {
      const rows = pages.get(uuid)?.rows('members') ?? [];
      const members = Object.fromEntries(rows.map(({ chassis, priority }) => [plain(chassis), priority]));
      expect({ name, members }).toEqual(printed.get(uuid));
      const order = rows.map(({ priority }) => Number(priority));
      expect(order).toEqual([...order].sort((a, b) => b - a));
    }
  });

  it('lists what "meter-list", "mirror-list" and "copp-list" do', async () => {
    const [meters = '', mirrors = ''] = await deployment().nbctl([['meter-list'], ['mirror-list']]);
    const items = await deployment().get('meters', 'mirrors', 'copps');
    const pages = await deployment().describe(items.map(({ uuid }) => uuid));
    const called = (table: string): ReadonlyMap<string, Item> =>
      new Map(
        items.flatMap((item) =>
          item.table === table ? [[item.name, pages.get(item.uuid) as Item] as const] : [],
        ),
      );
    const told = [...called('Meter')].map(([name, page]) => {
      const bands = page
        .rows('bands')
        .map(({ action, rate, burst }) => ({ action, rate, burst: burst ?? 0 }));
      return { name, fair: page.facts('meter')['fair'] === true, bands };
    });
    const byName = <T extends { readonly name: string }>(list: readonly T[]): T[] =>
      [...list].sort((a, b) => (a.name < b.name ? -1 : 1));
    expect(byName(told)).toEqual(byName(parseMeters(meters)));
    const sinks = [...called('Mirror')].map(([name, page]) => {
      const { type, sink, filter, index } = page.facts('mirror');
      return [name, { Type: type, Sink: sink, Filter: filter, 'Index/Key': String(index) }] as const;
    });
    expect(new Map(sinks)).toEqual(parseMirrors(mirrors));
    const copps = called('Copp');
    for (const [name, text] of await deployment().each(copps.keys(), 'copp-list')) {
      const rows = copps.get(name)?.rows('meters') ?? [];
      const said = rows.map(({ protocol, meter }) => `${String(protocol)}: ${String(plain(meter))}`);
      expect(said.sort()).toEqual([...lines(text)].sort());
    }
  });

  it('lists what "fwd-group-list" and "static-mac-binding-list" do', async () => {
    const [groups = '', bindings = ''] = await deployment().nbctl([
      ['fwd-group-list'],
      ['static-mac-binding-list'],
    ]);
    const items = await deployment().get('forwarding-groups', 'static-mac-bindings');
    const pages = await deployment().describe(items.map(({ uuid }) => uuid));
    const of = (table: string): readonly Item[] =>
      items.filter((item) => item.table === table).map(({ uuid }) => pages.get(uuid) as Item);
    const told = of('Forwarding_Group').map((page) => {
      const { name, vip, vmac, switches } = page.facts('group');
      const children = page.rows('children').map(({ port }) => plain(port));
      return {
        FWD_GROUP: name,
        LS: listOf(switches)[0],
        VIP: vip,
        VMAC: vmac,
        CHILD_PORTS: children.join(' '),
      };
    });
    expect(told).toEqual(parseWide(groups));
    const statics = of('Static_MAC_Binding').map((page) => {
      const { 'logical-port': port, ip, mac } = page.facts('binding');
      return { LOGICAL_PORT: port, IP: ip, MAC: mac };
    });
    expect(statics).toEqual(parseColumns(bindings));
  });

  it('has the members of each port group', async () => {
    const groups = await deployment().get('port-groups');
    const pages = await deployment().describe(groups.map(({ uuid }) => uuid));
    for (const { uuid, columns } of groups) {
      const rows = pages.get(uuid)?.rows('ports') ?? [];
      expect(rows.map(({ port }) => target(port)).sort()).toEqual([...(columns['ports'] as string[])].sort());
    }
  });
};

export const tellsThings = (deployment: () => Deployment): void => {
  portTests(deployment);
  listTests(deployment);
};
