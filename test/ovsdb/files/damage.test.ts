/** Laws of damaged files: any prefix and any flipped bit gives a state that the database once had, or a clear error. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../../src/ovsdb/json/value.ts';
import { OvnscopeError } from '../../../src/text/index.ts';
import { clustered, contents, read, record, SCHEMA, standalone, uuid } from './support.ts';

const TRANSACTIONS: readonly Json[] = [
  {
    T: { [uuid(1)]: { name: 'a', tags: ['set', ['x', 'y']] }, [uuid(2)]: { name: 'b' } },
    _date: 1,
    _is_diff: true,
  },
  { T: { [uuid(1)]: { tags: ['set', ['y', 'z']] } }, _date: 2, _is_diff: true },
  { T: { [uuid(2)]: null, [uuid(3)]: { number: 3, pairs: ['map', [['k', 'v']]] } }, _is_diff: true },
  { T: { [uuid(3)]: { pairs: ['map', [['k', 'w']]], maybe: 4 } }, _comment: 'é', _is_diff: true },
  { T: { [uuid(1)]: { name: 'a2', tags: 'q' } } },
];

const ME = uuid(101);
const HEADER: Json = {
  server_id: ME,
  cluster_id: uuid(100),
  name: 'Test',
  local_address: 'unix:a',
  prev_servers: { [ME]: 'unix:a', [uuid(102)]: 'unix:b' },
  prev_term: 1,
  prev_index: 1,
  prev_data: [SCHEMA, null],
  prev_eid: uuid(99),
};
const CLUSTER = clustered(
  HEADER,
  { term: 2, vote: ME },
  ...TRANSACTIONS.flatMap((data, n): Json[] => [
    { term: 2, index: n + 2, eid: uuid(n), data: [null, data] },
    { commit_index: n + 2 },
  ]),
);
const STANDALONE = standalone(SCHEMA, ...TRANSACTIONS);

/** All states that the database went through, as text. */
const history = new Set<string>();
const starts = new Set<number>();

beforeAll(async () => {
  for (let n = 0; n <= TRANSACTIONS.length; n++) {
    const file = await read(standalone(SCHEMA, ...TRANSACTIONS.slice(0, n)));
    expect(file.damage).toBeUndefined();
    history.add(JSON.stringify(contents(file.database)));
  }
  for (let at = 0, n = -1; n < TRANSACTIONS.length; n++) {
    at += record(n < 0 ? SCHEMA : (TRANSACTIONS[n] as Json)).length;
    starts.add(at);
  }
  expect(history.size).toBe(TRANSACTIONS.length + 1);
});

/** Reads what may be anything; gives whether it was read, and whether something was reported. */
const check = async (
  bytes: Uint8Array,
  step?: number,
): Promise<{ state: string; damaged: boolean } | undefined> => {
  try {
    const { database, damage } = await read(bytes, step);
    const state = JSON.stringify(contents(database));
    expect(history).toContain(state);
    expect(database.problems.count).toBe(damage === undefined ? 0 : 1);
    return { state, damaged: damage !== undefined };
  } catch (error) {
    if (!(error instanceof OvnscopeError)) throw error;
    expect(error.kind).toBe('file');
    return undefined;
  }
};

const flipped = (bytes: Uint8Array, at: number, bit: number): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] as number) ^ (1 << bit);
  return copy;
};

describe.each([
  ['standalone', STANDALONE],
  ['clustered', CLUSTER],
])('a %s file', (kind, bytes) => {
  it('cut anywhere gives an earlier state, and a report unless the cut is between records', async () => {
    for (let length = 0; length < bytes.length; length++) {
      const result = await check(bytes.subarray(0, length));
      if (result !== undefined && kind === 'standalone') expect(result.damaged).toBe(!starts.has(length));
    }
  });

  it('with a byte changed gives an earlier state and a report', async () => {
    const full = await check(bytes);
    expect(full?.damaged).toBe(false);
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(7), fc.constantFrom(undefined, 1, 100));
    await fc.assert(
      fc.asyncProperty(change, async ([at, bit, step]) => {
        const result = await check(flipped(bytes, at, bit), step);
        // The case of a digit of the hash means nothing; all else is noticed.
        if (result?.damaged === false) expect([result.state, bit]).toEqual([full?.state, 5]);
      }),
      { numRuns: 600 },
    );
  });

  it('with any bytes put in or taken out gives an earlier state or an error', async () => {
    const splice = fc.tuple(fc.nat(bytes.length), fc.nat(50), fc.uint8Array({ maxLength: 50 }));
    await fc.assert(
      fc.asyncProperty(splice, async ([at, removed, added]) => {
        await check(Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]));
      }),
      { numRuns: 300 },
    );
  });

  it('packed with gzip is read, and damage to the packing is damage', async () => {
    const packed = gzipSync(bytes);
    expect(await check(packed)).toEqual(await check(bytes));
    await fc.assert(
      fc.asyncProperty(fc.nat(packed.length - 1), fc.nat(7), async (at, bit) => {
        await check(packed.subarray(0, at));
        await check(flipped(packed, at, bit));
      }),
      { numRuns: 150 },
    );
  });
});

describe('bytes of any kind', () => {
  it('are never a database by accident', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        expect(await check(bytes)).toBeUndefined();
      }),
    );
  });
});
