/** Every view in every format, of the deployments of the lab and of captures of real hosts. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { draw, FORMATS, type DrawOptions } from '../../src/cli/graph/formats.ts';
import { sceneOf } from '../../src/cli/graph/scenes.ts';
import { VIEWS } from '../../src/cli/graph/words.ts';
import { Network } from '../../src/model/index.ts';
import { openDatabases, type Database } from '../../src/ovsdb/index.ts';
import type { View } from '../../src/viz/index.ts';

const root = resolve(import.meta.dirname, '../..');
const captures = resolve(root, '../shared/captures');

const fixture = (name: string): readonly string[] =>
  readdirSync(join(root, 'fixtures', name))
    .filter((file) => /^(nb|sb|host-\d)\.db$/.test(file))
    .map((file) => join(root, 'fixtures', name, file));

/** Reference data may be away. */
const captured: readonly (readonly [string, readonly string[]])[] = existsSync(captures)
  ? [
      ['captures/neutron/ovn', [join(captures, 'neutron/ovn')]],
      ['captures/neutron/host-ovs', [join(captures, 'neutron/host-ovs')]],
      ...readdirSync(join(captures, 'hosts'))
        .map((name) => join(captures, 'hosts', name, 'ovs/ovsdb-backup.txt'))
        .filter((path) => existsSync(path))
        .map((path) => [path.slice(captures.length - 'captures'.length), [path]] as const),
    ]
  : [];

const deployments: readonly (readonly [string, readonly string[]])[] = [
  ...['two-switches', 'neutron', 'ovn-kubernetes'].map((name) => [name, fixture(name)] as const),
  ...captured,
];

const networkOf = async (paths: readonly string[]): Promise<Network> => {
  let nb: Database | undefined;
  let sb: Database | undefined;
  const ovs: { name: string; database: Database }[] = [];
  for (const path of paths) {
    const { databases } = await openDatabases(path);
    for (const { database, name } of databases) {
      if (database.name === 'OVN_Northbound') nb ??= database;
      else if (database.name === 'OVN_Southbound') sb ??= database;
      else if (database.name === 'Open_vSwitch') ovs.push({ name, database });
    }
  }
  return new Network({ nb, sb, ovs });
};

const options: DrawOptions = {
  title: undefined,
  theme: 'auto',
  scale: 0.5,
  width: 100,
  ascii: false,
  fold: {},
};

describe.each(deployments)('%s', (_, paths) => {
  let network: Network;
  beforeAll(async () => {
    network = await networkOf(paths);
  });

  it.each(VIEWS)('%s', (view: View) => {
    const scene = sceneOf(network, view, undefined);
    expect(sceneOf(network, view, undefined)).toEqual(scene);
    for (const format of FORMATS) {
      const content = draw(format, [scene], options);
      expect(content.length, format).toBeGreaterThan(20);
      if (typeof content === 'string' && scene.nodes.length > 0) expect(content).toContain(scene.title);
    }
  });
});
