/** What an answer needs of a server: each question is put once. */
import { describe, expect, it } from 'vitest';
import { Selects } from '../../src/cli/selects.ts';
import type { Clause, Row } from '../../src/ovsdb/index.ts';

const named = (name: string): Clause => ['name', '==', name];
const byUuid = (digit: number): Clause => ['_uuid', '==', ['uuid', String(digit).repeat(8)]];

describe('questions', () => {
  it('are put once, and until then their answers are missing', () => {
    const selects = new Selects();
    expect(selects.want('T', named('a'))).toBe(true);
    expect(selects.want('T', named('a'))).toBe(true);
    expect(selects.take()).toEqual([{ table: 'T', clauses: [named('a')] }]);
    expect(selects.want('T', named('a'))).toBe(false);
    expect(selects.take()).toEqual([]);
  });

  it('of several clauses are others than those of each', () => {
    const selects = new Selects();
    selects.wantAll('T', [named('a'), named('b')]);
    expect(selects.want('T', named('a'))).toBe(true);
    expect(selects.take()).toHaveLength(2);
  });

  it('about all of a table answer every other about it', () => {
    const selects = new Selects();
    selects.want('T', true);
    expect(selects.want('T', named('a'))).toBe(true);
    expect(selects.take()).toEqual([{ table: 'T', clauses: [] }]);
    expect(selects.want('T', named('b'))).toBe(false);
  });

  it('by UUID are put also then: of a row only a part may have been read', () => {
    const selects = new Selects();
    selects.want('T', true);
    selects.take();
    expect(selects.want('T', byUuid(1))).toBe(true);
    expect(selects.take()).toEqual([{ table: 'T', clauses: [byUuid(1)] }]);
  });

  it('that are too many about one table become one about all of it', () => {
    const selects = new Selects();
    for (let i = 0; i <= 100; i++) selects.want('T', named(String(i)));
    selects.want('T', byUuid(1));
    selects.want('Other', named('a'));
    expect(selects.take()).toEqual([
      { table: 'T', clauses: [byUuid(1)] },
      { table: 'Other', clauses: [named('a')] },
      { table: 'T', clauses: [] },
    ]);
    expect(selects.want('T', named('other'))).toBe(false);
  });
});

it('remembers of which rows only a part was read', () => {
  const selects = new Selects();
  const [a, b] = [{}, {}] as [Row, Row];
  selects.addBrief(a);
  expect([selects.isBrief(a), selects.isBrief(b)]).toEqual([true, false]);
});
