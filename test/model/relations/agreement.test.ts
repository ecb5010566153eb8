/**
 * One answer to one question: the chassis of a NAT rule and the order of NAT rules, ACLs and policies are the same in
 * `get`, in the description of the row, and in those of the router, switch and port.
 */
import { describe as suite, expect, it } from 'vitest';
import { describe } from '../../../src/model/describe/index.ts';
import type { Described, Description, Link } from '../../../src/model/describe/types.ts';
import { Network } from '../../../src/model/index.ts';
import { refOf } from '../../../src/model/rowref.ts';
import type { Row } from '../../../src/ovsdb/index.ts';
import { northbound, southbound } from '../build.ts';
import { everything } from '../kinds/everything.ts';
import { fixture, kind, textOf } from '../kinds/read.ts';

const rules = new Network({
  nb: northbound({
    Logical_Switch: { sw: { ports: ['vm', 'sw-dist'], acls: ['late', 'early', 'other', 'in'] } },
    Logical_Switch_Port: {
      vm: { addresses: ['0a:00:00:00:00:01 10.0.0.5'] },
      'sw-dist': { type: 'router', options: { 'router-port': 'in' } },
    },
    Port_Group: { pg: { ports: ['vm'], acls: ['grouped'] } },
    ACL: {
      late: {
        direction: 'from-lport',
        priority: 9,
        match: 'inport == "vm"',
        options: { 'apply-after-lb': 'true' },
      },
      early: { direction: 'from-lport', priority: 1, match: 'ip4' },
      other: { direction: 'from-lport', priority: 2, tier: 1, match: 'ip6' },
      in: { direction: 'to-lport', priority: 3, match: 'outport != "other"' },
      grouped: { direction: 'to-lport', priority: 4, match: 'outport == @pg' },
    },
    Logical_Router: {
      dist: { ports: ['in', 'gw'], nat: ['floating', 'central', 'source'], policies: ['p1', 'p2', 'p3'] },
      gateway: { options: { chassis: 'hv2' }, nat: ['fixed'] },
      bare: { nat: ['nowhere'], ports: ['lonely'] },
      twice: { ports: ['gw1', 'gw2'], nat: ['fits', 'astray'] },
    },
    Logical_Router_Policy: {
      p1: { priority: 1, chain: 'x' },
      p2: { priority: 2 },
      p3: { priority: 3, chain: 'a' },
    },
    Logical_Router_Port: {
      in: {},
      lonely: {},
      gw: { networks: ['192.0.2.1/24'], gateway_chassis: ['gc'] },
      gw1: { networks: ['192.0.2.1/24'], gateway_chassis: ['gc'] },
      gw2: { networks: ['198.51.100.1/24'], ha_chassis_group: 'group' },
    },
    Gateway_Chassis: { gc: { chassis_name: 'hv1', priority: 1 } },
    HA_Chassis_Group: { group: {} },
    NAT: Object.fromEntries(
      [
        ['floating', 'dnat_and_snat', '192.0.2.20', true],
        ['central', 'dnat_and_snat', '192.0.2.9', false],
        ['source', 'snat', '192.0.2.2', false],
        ['fixed', 'dnat_and_snat', '192.0.2.21', true],
        ['nowhere', 'dnat_and_snat', '192.0.2.22', true],
        ['fits', 'snat', '198.51.100.2', false],
        ['astray', 'snat', '203.0.113.2', false],
      ].map(([name, type, external_ip, hasMac]) => [
        name,
        {
          type: type as string,
          external_ip: external_ip as string,
          logical_ip: '10.0.0.5',
          ...(hasMac === true ? { external_mac: '0a:00:00:00:00:09', logical_port: 'vm' } : {}),
        },
      ]),
    ),
  }),
  sb: southbound({
    Chassis: { hv1: { hostname: 'host-1' }, hv2: {}, hv3: { hostname: 'host-3' } },
    Port_Binding: {
      vm: { chassis: 'hv3' },
      'cr-gw': { chassis: 'hv1' },
      'cr-gw1': {},
      'cr-gw2': { chassis: 'hv2' },
    },
  }),
});

const linked = (value: Described): readonly Link[] =>
  ([value].flat() as unknown[]).filter(
    (one): one is Link => typeof one === 'object' && one !== null && 'kind' in one,
  );

const sectionOf = (network: Network, row: object, id: string): Description['sections'][number] | undefined =>
  describe(network, refOf('OVN_Northbound', row as Row))?.sections.find((one) => one.id === id);

/** UUIDs of the rows that a listing shows, by the first link to a row of the table. */
const shown = (network: Network, row: object, id: string, table: string): readonly string[] =>
  (sectionOf(network, row, id)?.listing?.rows ?? []).map(
    (cells) => cells.flatMap(linked).find(({ ref }) => ref?.table === table)?.ref?.uuid ?? 'no link',
  );

/** UUIDs as `get` orders them, of those in `among`. */
const got = (network: Network, word: string, among: readonly string[]): readonly string[] =>
  kind(word)
    .subjects(network)
    .map(({ ref }) => ref.uuid)
    .filter((uuid) => among.includes(uuid));

const networks = [
  ['rules', () => rules],
  ['neutron', async () => new Network(await fixture('neutron'))],
  ['ovn-kubernetes', async () => new Network(await fixture('ovn-kubernetes'))],
  ['demo', async () => new Network(await fixture('demo'))],
  ['neutron, Northbound alone', async () => new Network({ nb: (await fixture('neutron')).nb })],
  ['a row in every table', () => new Network(everything())],
] as const;

suite.each(networks)('%s', async (_, read) => {
  const network = await read();
  const { nbRows } = network;
  const routers = [...nbRows.all('Logical_Router')];

  it('chassis of NAT rules', () => {
    const nats = kind('nats');
    const field = nats.fields.find(({ name }) => name === 'chassis');
    for (const subject of nats.subjects(network)) {
      const holders = nbRows.where('Logical_Router', 'nat', subject.ref.uuid);
      if (holders.length > 1) continue;
      const expected = textOf(field?.value(subject, network));
      const fact = sectionOf(network, subject.row, 'place')?.facts.find(({ id }) => id === 'chassis');
      const [link] = linked(fact?.value as Described);
      expect(link?.alias ?? link?.name ?? '-').toBe(expected);
      for (const router of holders) {
        const listing = sectionOf(network, router, 'nat')?.listing;
        const where = listing?.columns.findIndex(({ id }) => id === 'where') ?? -1;
        const i = shown(network, router, 'nat', 'NAT').indexOf(subject.ref.uuid);
        const text = String(listing?.rows[i]?.[where] as string);
        const [, chassis = '-'] = /^(?:distributed: )?on (\S+)$/.exec(text) ?? [];
        expect([text, chassis]).toEqual([text, expected]);
      }
    }
  });

  it('order of NAT rules', () => {
    for (const router of routers) {
      const listed = shown(network, router, 'nat', 'NAT');
      const own = listed.filter((uuid) => nbRows.where('Logical_Router', 'nat', uuid).length === 1);
      expect(got(network, 'nats', own)).toEqual(own);
    }
  });

  it('order of policies', () => {
    for (const router of routers) {
      const listed = shown(network, router, 'policies', 'Logical_Router_Policy');
      const own = listed.filter((uuid) => nbRows.where('Logical_Router', 'policies', uuid).length === 1);
      expect(got(network, 'policies', own)).toEqual(own);
    }
  });

  it('order of ACLs, owner by owner', () => {
    const owners = [...nbRows.all('Logical_Switch'), ...nbRows.all('Port_Group')];
    const ports = [...nbRows.all('Logical_Switch_Port')];
    const isOnlyOf = (uuids: readonly string[]) => (uuid: string) =>
      uuids.includes(uuid) &&
      nbRows.where('Logical_Switch', 'acls', uuid).length +
        nbRows.where('Port_Group', 'acls', uuid).length ===
        1;
    const lists = [...nbRows.all('Logical_Switch'), ...ports, ...nbRows.all('Port_Group')]
      .map((row) => shown(network, row, 'acls', 'ACL'))
      .filter((listed) => listed.length > 1);
    for (const owner of owners) {
      const uuids = (owner as (typeof owners)[0] & { get(column: 'acls'): readonly string[] }).get('acls');
      for (const listed of lists) {
        const own = listed.filter(isOnlyOf(uuids));
        expect(got(network, 'acls', own)).toEqual(own);
      }
    }
  });
});

it('the rules above say where', () => {
  const nats = kind('nats');
  const field = nats.fields.find(({ name }) => name === 'chassis');
  expect(
    nats.subjects(rules).map((subject) => `${subject.name} ${textOf(field?.value(subject, rules))}`),
  ).toEqual([
    '192.0.2.22 -',
    '192.0.2.9 host-1',
    '192.0.2.20 host-3',
    '192.0.2.2 host-1',
    '192.0.2.21 hv2',
    '198.51.100.2 hv2',
    '203.0.113.2 -',
  ]);
});
