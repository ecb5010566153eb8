/**
 * Databases of a real Neutron and of real hosts are read without a complaint, by every command. Those of the shared
 * reference data are used where they are; the project's own captured fixture always.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kinds, type DatabaseName } from '../../src/model/index.ts';
import { nodeFiles, openDatabases } from '../../src/ovsdb/index.ts';
import { ovnscope } from '../cli/run.ts';

const root = join(import.meta.dirname, '../..');
const SHARED = join(root, '../shared/captures');

/** Folders whose databases belong to one deployment, or to one host. */
const places = [
  join(root, 'fixtures/neutron-capture'),
  ...(existsSync(SHARED)
    ? [
        join(SHARED, 'neutron/ovn'),
        ...readdirSync(join(SHARED, 'neutron/host-ovs')).map((name) =>
          join(SHARED, 'neutron/host-ovs', name),
        ),
        ...readdirSync(join(SHARED, 'hosts')).map((name) => join(SHARED, 'hosts', name)),
      ].filter((path) => statSync(path).isDirectory())
    : []),
];

/** What is said of files that are there twice is no complaint. */
const complaints = (err: string): string[] =>
  err.split('\n').filter((line) => line !== '' && !line.includes('is the same database as'));

const databasesIn = async (path: string) => {
  try {
    return (await openDatabases(path, nodeFiles)).databases;
  } catch {
    return [];
  }
};

describe.each(places.map((path) => [path.slice(path.indexOf('/', root.length - 5) + 1), path]))(
  '%s',
  (_, path) => {
    it('is shown, listed and described without a complaint', async () => {
      const databases = await databasesIn(path);
      if (databases.length === 0) {
        // A host without Open vSwitch.
        expect(path.startsWith(SHARED)).toBe(true);
        return;
      }
      const from = ['--from', path];
      const show = await ovnscope(['show', '--all', ...from]);
      expect([show.status, complaints(show.err)]).toEqual([0, []]);

      const names = new Set(databases.map(({ database }) => database.name as DatabaseName));
      const listed = kinds.filter(({ database }) => names.has(database)).map(({ name }) => name);
      const get = await ovnscope(['get', listed.join(','), '-o', 'json', ...from]);
      const unread = complaints(get.err).filter(
        (line) => !/^(ovnscope: )?(no|there is nothing of kind) /.test(line),
      );
      expect([get.status, unread]).toEqual([0, []]);

      const rows = databases.flatMap(({ database }) =>
        [...database.all.values()].flatMap((table) => [...table.rows.keys()].slice(0, 2)),
      );
      const described = await ovnscope(['describe', ...new Set(rows), '-o', 'json', ...from]);
      expect([described.status, complaints(described.err)]).toEqual([0, []]);
      const { items } = JSON.parse(described.out) as { items: unknown[] };
      expect(items.length).toBe(new Set(rows).size);
    });
  },
);
