/** Databases of older and newer schemas: what is not there is not shown, what is new is, and nothing breaks. */
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NetworkSources } from '../../../src/model/index.ts';
import type { ColumnType, Json } from '../../../src/ovsdb/index.ts';
import { everything } from '../../model/kinds/everything.ts';
import { twoSwitches } from '../../model/scenarios.ts';
import { reshaped, type Shape } from '../../model/reshape.ts';
import { ovnscope } from '../run.ts';
import { everyAnswer } from './answers.ts';
import { databasesIn, everyCommand, HARMFUL, lawful } from './battery.ts';
import { saveAll, scratch } from './save.ts';

const reshapedAll = (sources: NetworkSources, shape: Shape): NetworkSources => ({
  nb: sources.nb && reshaped(sources.nb, shape),
  sb: sources.sb && reshaped(sources.sb, shape),
  icNb: sources.icNb && reshaped(sources.icNb, shape),
  icSb: sources.icSb && reshaped(sources.icSb, shape),
  ovs: (sources.ovs ?? [])
    .slice(0, 1)
    .map(({ name, database }) => ({ name, database: reshaped(database, shape) })),
});

const TEXT: ColumnType = { key: { type: 'string' }, min: 1, max: 1 };

/** So many runs, each without a share of all tables. */
const SHARES = 6;

describe('an older schema', () => {
  const names = databasesIn(everything()).flatMap(({ schema }) => [...schema.tables.keys()]);

  it('may lack any table', async () => {
    const tables = [...new Set(names)];
    for (let n = 0; n < SHARES; n++) {
      const gone = tables.filter((_, i) => i % SHARES === n);
      const sources = reshapedAll(everything(), { keepTable: (table) => !gone.includes(table) });
      await expect(everyAnswer(sources), gone.join()).resolves.toBeDefined();
    }
  });

  it('may lack any columns and tables', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.constantFrom(2, 3, 10), async (seed, share) => {
        const random = (text: string): number =>
          [...text].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, seed >>> 0) % 97;
        const sources = reshapedAll(everything(), {
          keepTable: (table) => random(table) % 5 !== 0,
          keepColumn: (table, column) => random(`${table} ${column}`) % share !== 0,
        });
        await everyAnswer(sources);
      }),
      { numRuns: 8 },
    );
  });

  it.each([
    [
      'no columns behind those that begin with n',
      { keepColumn: (_: string, column: string) => column < 'o' },
    ],
    ['no tables', { keepTable: () => false }],
  ])('may have %s', async (_, shape) => {
    const { directory, remove } = scratch();
    try {
      const sources = reshapedAll(everything(), shape);
      await saveAll(sources, join(directory, 'old'));
      await everyCommand(['--from', join(directory, 'old')], sources);
    } finally {
      remove();
    }
  });

  it('may have columns of other types: a set where there is one value now, text where there is a number', async () => {
    const types: ColumnType[] = [
      TEXT,
      { key: { type: 'string' }, min: 0, max: 1 },
      { key: { type: 'string' }, min: 0, max: Infinity },
      { key: { type: 'integer' }, min: 1, max: 1 },
      { key: { type: 'uuid' }, min: 0, max: 1 },
      { key: { type: 'uuid' }, min: 0, max: Infinity },
      { key: { type: 'string' }, value: { type: 'string' }, min: 0, max: Infinity },
    ];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1000 }), async (seed) => {
        let count = seed;
        const sources = reshapedAll(everything(), {
          typeOf: (_, { type }) =>
            ++count % 7 === 0 ? (types[(count / 7) % types.length] as ColumnType) : type,
        });
        await everyAnswer(sources);
      }),
      { numRuns: 8 },
    );
  });
});

describe('a newer schema', () => {
  const newer = (): NetworkSources => {
    const more = new Map<string, readonly [ColumnType, Json]>([
      ['brand_new', [TEXT, 'news\u202e \u001b[31m']],
      ['constructor', [TEXT, 'c']],
      ['toString', [{ key: { type: 'integer' }, min: 0, max: Infinity }, ['set', [1, 2]]]],
    ]);
    return reshapedAll(twoSwitches(), { more, moreTables: ['Quantum_Port', 'constructor'] });
  };

  it('brings columns, which are shown under the names that it gives them', async () => {
    const { directory, remove } = scratch();
    try {
      const from = join(directory, 'new');
      await saveAll(newer(), from);
      const row = [...(newer().nb?.table('Logical_Switch') ?? [])][0]?.uuid ?? '';
      await everyCommand(['--from', from], newer(), { uuids: [row] });
      const listed = await ovnscope([
        'get',
        'switches',
        '--columns',
        'name,brand_new,constructor',
        '--from',
        from,
      ]);
      lawful('get', listed);
      expect(listed.out.split('\n')[1]).toBe('sw0   news\\u{202e} \\e[31m  c');
      const described = await ovnscope(['describe', 'sw0', '--from', from]);
      expect(described.out).toContain('news\\u{202e} \\e[31m');
      const json = JSON.parse((await ovnscope(['get', 'switches', '-o', 'json', '--from', from])).out) as {
        items: { columns: Record<string, unknown> }[];
      };
      expect(json.items[0]?.columns).toMatchObject({ brand_new: 'news\u202e \u001b[31m', toString: [1, 2] });
    } finally {
      remove();
    }
  });

  it('brings tables, whose rows are found by UUID', async () => {
    const { directory, remove } = scratch();
    try {
      const from = join(directory, 'new');
      await saveAll({ nb: newer().nb }, from);
      const { status, out, err } = await ovnscope([
        'describe',
        '99999999-8888-7777-6666-555555555555',
        '--from',
        from,
      ]);
      lawful('describe', { status, out, err }, [0, 1]);
      expect(out + err).not.toMatch(HARMFUL);
    } finally {
      remove();
    }
  });
});
