/** Every kind that `get` lists is a word for `describe`, and every row is found by it. */
import { describe, expect, it } from 'vitest';
import { finderOf, kindOfTable, kinds, Network } from '../../../src/model/index.ts';
import { EXTRA, kindsOfWord, RANKED } from '../../../src/model/find/kinds.ts';
import { nameOf } from '../../../src/model/find/catalog.ts';
import { filledSources } from '../filled.ts';
import { everything } from '../kinds/everything.ts';

const titles = new Set(kinds.map(({ title }) => title));

describe('the words for a kind', () => {
  it('are those of `get`, and mean the same', () => {
    for (const kind of kinds) {
      const expected = kindOfTable(kind.database, kind.table)?.title;
      for (const word of [kind.name, kind.title, ...kind.words]) {
        expect([word, [...(kindsOfWord(word)[0] ?? [])]]).toEqual([word, [expected]]);
      }
    }
  });

  it.each([
    ['pods', [['logical switch port']]],
    ['sg', [['port group']]],
    ['node', [['chassis']]],
    ['Logical-Switch_Ports', [['logical switch port']]],
    ['port', [['logical switch port'], ['logical router port', 'bridge port']]],
    ['host', [['host'], ['chassis']]],
    ['meter', [['meter'], ['southbound meter']]],
    ['southbound-meter', [['southbound meter']]],
    ['nosuch', []],
    ['__proto__', []],
  ])('%s', (word, expected) => {
    expect(kindsOfWord(word).map((one) => [...one])).toEqual(expected);
  });

  it('lead to titles that there are', () => {
    const used = [...RANKED, ...Object.values(EXTRA).flat()];
    expect(used.filter((title) => !titles.has(title))).toEqual([]);
  });

  it('have a title of its own for each table', () => {
    const tables = new Map<string, string>();
    for (const { title, database, table } of kinds) {
      const name = `${database}.${table}`;
      expect(tables.get(title) ?? name).toBe(name);
      tables.set(title, name);
    }
  });
});

describe.each([
  ['a row in every table', () => filledSources('x')],
  ['rows that refer to nothing', () => filledSources('x', false)],
  ['rows with names of their own', everything],
])('of %s', (_, sources) => {
  it('KIND/UUID, KIND/NAME and --kind KIND find the row itself', () => {
    const network = new Network(sources());
    const finder = finderOf(network);
    for (const kind of kinds) {
      for (const { ref, row, host } of kind.subjects(network)) {
        const uuids = (text: string, word?: string): readonly string[] => [
          // Copied databases of hosts hold the same row twice.
          ...new Set(
            finder
              .find(text, { kind: word })
              .map((one) => `${one.ref.database}.${one.ref.table} ${one.ref.uuid}`),
          ),
        ];
        const itself = `${ref.database}.${ref.table} ${ref.uuid}`;
        const own = nameOf(row);
        for (const word of [kind.name, ...kind.words]) {
          expect([word, uuids(`${word}/${ref.uuid}`)]).toEqual([word, [itself]]);
          expect([word, uuids(ref.uuid, word)]).toEqual([word, [itself]]);
          if (own !== undefined)
            expect([word, uuids(`${word}/${own}`)]).toContainEqual(expect.arrayContaining([itself]));
        }
        expect(host === undefined).toBe(ref.database !== 'Open_vSwitch');
      }
    }
  });
});
