/** What `get KIND -o name` prints is what `describe` takes. */
import { describe, expect, it } from 'vitest';
import { finderOf, kindOfTable, kinds, Network } from '../../../src/model/index.ts';
import { filledSources } from '../../model/filled.ts';
import { northbound, uuidOf } from '../../model/build.ts';
import { fixture, FIXTURES } from '../../model/fixtures.ts';
import { everything } from '../../model/kinds/everything.ts';
import { printed } from './support.ts';

/** Lines that lead to no row of that kind: found as another face of it will do. */
const lost = async (network: Network): Promise<readonly string[]> => {
  const finder = finderOf(network);
  const found: string[] = [];
  for (const kind of kinds) {
    const text = await printed(network, 'name', { kinds: [kind] });
    const lines = text.split('\n').filter((line) => line !== '');
    const subjects = new Set(kind.subjects(network).map(({ ref }) => ref.uuid));
    for (const line of lines) {
      const title = kindOfTable(kind.database, kind.table)?.title;
      const ofKind = finder.find(line, { kind: kind.name });
      const isThere = finder.find(line).length > 0 && ofKind.some(({ ref }) => subjects.has(ref.uuid));
      if (!isThere) found.push(`${title}: ${line}`);
    }
  }
  return found;
};

describe('every line of -o name is found', () => {
  it.each([
    ['a row in every table', () => filledSources('x')],
    ['several rows', everything],
  ])('of %s', async (_, sources) => {
    expect(await lost(new Network(sources()))).toEqual([]);
  });

  it.each(FIXTURES)('of %s', async (name) => {
    expect(await lost(await fixture(name))).toEqual([]);
  });
});

it('what has no name of its own is printed by its UUID', async () => {
  const network = new Network({
    nb: northbound({
      NAT: { n: { type: 'snat', external_ip: '203.0.113.9', logical_ip: '10.0.0.9' } },
      Logical_Router_Policy: { p: { priority: 2000, match: 'ip4' } },
      ACL: { named: { name: 'web' }, unnamed: { name: [] } },
    }),
  });
  const nameOf = (word: string): Promise<string> =>
    printed(network, 'name', { kinds: kinds.filter(({ name }) => name === word) });
  expect(await nameOf('nats')).toBe(`${uuidOf('n')}\n`);
  expect(await nameOf('policies')).toBe(`${uuidOf('p')}\n`);
  expect((await nameOf('acls')).split('\n').sort()).toEqual(['', uuidOf('unnamed'), 'web'].sort());
});
