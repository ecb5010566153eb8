/** Laws over real databases: whatever there is, is found by what it is. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { expectedDatabases, finderOf, findTables, type Network } from '../../../src/model/index.ts';
import { Row } from '../../../src/ovsdb/index.ts';
import { Finder } from '../../../src/model/find/finder.ts';
import { fixture, FIXTURES } from '../fixtures.ts';

interface Known {
  readonly uuid: string;
  readonly name?: string;
  readonly alias?: string | undefined;
}

const things = (network: Network): readonly Known[] => [
  ...network.switches,
  ...network.routers,
  ...network.switchPorts,
  ...network.routerPorts,
  ...network.chassis.map(({ uuid, name }) => ({ uuid, name })),
  ...network.hosts.flatMap(({ bridges }) => bridges).map(({ uuid, name }) => ({ uuid, name })),
];

const uuids = (network: Network, text: string): readonly string[] =>
  finderOf(network)
    .find(text)
    .map(({ ref }) => ref.uuid);

describe.each(FIXTURES)('everything in %s', (name) => {
  it('is found by its UUID, by 8 digits of it, by its name and by its alias', async () => {
    const network = await fixture(name);
    for (const { uuid, name: called, alias } of things(network)) {
      expect(uuids(network, uuid)).toContain(uuid);
      expect(uuids(network, uuid.toUpperCase().replaceAll('-', ''))).toContain(uuid);
      expect(uuids(network, uuid.slice(0, 8))).toContain(uuid);
      if (called !== undefined) expect(uuids(network, called)).toContain(uuid);
      if (alias !== undefined) expect(uuids(network, alias)).toContain(uuid);
    }
  });

  it('every row of every table is found by its UUID, as itself or as the thing that it is a face of', async () => {
    const network = await fixture(name);
    const databases = [network.nb, network.sb, ...network.hosts.map(({ database }) => database)];
    for (const database of databases) {
      for (const [table, rows] of database?.all ?? []) {
        if (table === 'Logical_Flow') continue;
        for (const { uuid } of rows) expect(uuids(network, uuid).length).toBeGreaterThan(0);
      }
    }
  });

  it('is found by each of its MACs and IPs', async () => {
    const network = await fixture(name);
    for (const { uuid, addresses } of network.switchPorts) {
      for (const { mac, ips } of addresses) {
        if (mac !== undefined) expect(uuids(network, mac.toUpperCase())).toContain(uuid);
        for (const ip of ips) expect(uuids(network, ip)).toContain(uuid);
      }
    }
    for (const { uuid, mac, networks } of network.routerPorts) {
      expect(uuids(network, mac)).toContain(uuid);
      for (const text of networks) expect(uuids(network, text.split('/')[0] ?? '')).toContain(uuid);
    }
    for (const { uuid, encaps } of network.chassis) {
      for (const { ip } of encaps) expect(uuids(network, ip)).toContain(uuid);
    }
  });

  it('switches are found by their subnets', async () => {
    const network = await fixture(name);
    for (const { uuid, subnets } of network.switches) {
      for (const subnet of subnets) expect(uuids(network, subnet)).toContain(uuid);
    }
  });

  it('a first question, before there is an index, has the answer that any later one has', async () => {
    const network = await fixture(name);
    const databases = [network.nb, network.sb, ...network.hosts.map(({ database }) => database)];
    const names = databases
      .flatMap((database) => [...(database?.all ?? [])])
      .filter(([table]) => table !== 'Logical_Flow')
      .flatMap(([, rows]) => [...rows].flatMap((row) => [row.stored('name'), row.stored('logical_port')]))
      .filter((one) => typeof one === 'string');
    const later = new Finder(network);
    later.find('nobody');
    for (const one of new Set([...names, ...things(network).flatMap(({ alias }) => alias ?? [])])) {
      expect(new Finder(network).find(one)).toEqual(later.find(one));
    }
  });

  it('the same question has the same answer', async () => {
    const [a, b] = [await fixture(name), await fixture(name)];
    for (const { uuid } of things(a).slice(0, 20)) {
      expect(finderOf(a).find(uuid.slice(0, 4))).toEqual(finderOf(b).find(uuid.slice(0, 4)));
    }
  });
});

describe('what a live reader is asked for', () => {
  afterEach(() => void vi.restoreAllMocks());

  it.each(FIXTURES)('is all that finding looks at: %s', async (name) => {
    const network = await fixture(name);
    const read = new Set<string>();
    const get = Row.prototype.get;
    vi.spyOn(Row.prototype, 'get').mockImplementation(function (this: Row, column: string) {
      read.add(`${this.tableName}.${column}`);
      return get.call(this, column);
    });
    for (const text of ['no such name', '0a:00:00:00:00:99', '10.99.0.1', '10.99.0.0/24', 'feedfeed']) {
      finderOf(network).resolve(text);
    }
    const selected = Object.values(findTables).flatMap((tables) =>
      Object.entries(tables).flatMap(([table, columns]) => columns.map((column) => `${table}.${column}`)),
    );
    const exists = Object.values(expectedDatabases).flatMap(({ tables }) =>
      Object.entries(tables).flatMap(([table, columns]) =>
        Object.keys(columns).map((one) => `${table}.${one}`),
      ),
    );
    const known = new Set(exists);
    const missing = [...read].filter((one) => known.has(one) && !selected.includes(one));
    expect(missing).toEqual([]);
    expect(read.size).toBeGreaterThan(10);
  });
});
