/** Networks of real databases: those under fixtures/. */
import { fileURLToPath } from 'node:url';
import { Network } from '../../src/model/index.ts';
import { openDatabases } from '../../src/ovsdb/index.ts';

export const FIXTURES = ['two-switches', 'ovn-kubernetes', 'neutron', 'neutron-capture'] as const;

export type Fixture = (typeof FIXTURES)[number];

/** Which databases a network is made of; all of them without it. */
export type Part = 'nb' | 'sb' | 'ovs';

export const fixture = async (
  name: Fixture,
  parts: readonly Part[] = ['nb', 'sb', 'ovs'],
): Promise<Network> => {
  const directory = fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
  const { databases } = await openDatabases(directory);
  const one = (part: Part, schema: string) =>
    parts.includes(part) ? databases.find(({ database }) => database.name === schema)?.database : undefined;
  const hosts = databases.filter(({ database }) => database.name === 'Open_vSwitch');
  return new Network({
    nb: one('nb', 'OVN_Northbound'),
    sb: one('sb', 'OVN_Southbound'),
    ovs: parts.includes('ovs') ? hosts.map(({ name: file, database }) => ({ name: file, database })) : [],
  });
};
