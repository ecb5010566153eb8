import { describe, expect, it } from 'vitest';
import { AllExcept, planOf, tableSpecs } from '../../../src/ovsdb/monitor/spec.ts';
import { parseDatabaseSchema } from '../../../src/ovsdb/schema/parse.ts';

const schema = parseDatabaseSchema({
  name: 'T',
  version: '1.0.0',
  tables: {
    A: { columns: { a: { type: 'integer' }, b: { type: 'string' } } },
    constructor: { columns: { c: { type: 'integer' } } },
  },
});

describe('planOf', () => {
  it('all: every table with every column', () => {
    expect(planOf('all', schema, new Map())).toEqual({
      tables: [
        { name: 'A', columns: ['a', 'b'] },
        { name: 'constructor', columns: ['c'] },
      ],
      requests: { A: [{ columns: ['a', 'b'] }], constructor: [{ columns: ['c'] }] },
    });
  });

  it('all but some: the others with every column, of whatever schema', () => {
    expect(planOf(new AllExcept(['A', 'Older']), schema, new Map())).toEqual({
      tables: [{ name: 'constructor', columns: ['c'] }],
      requests: { constructor: [{ columns: ['c'] }] },
    });
    expect(tableSpecs(new AllExcept(['A']))).toEqual({});
  });

  it('leaves out what the schema lacks, and names nothing twice', () => {
    const spec = { A: { columns: ['b', 'x', 'b'] }, Newer: {}, toString: { columns: [] } };
    expect(planOf(spec, schema, new Map())).toEqual({
      tables: [{ name: 'A', columns: ['b'] }],
      requests: { A: [{ columns: ['b'] }] },
    });
  });

  it('takes the conditions from the given map, not from the spec', () => {
    const spec = { A: { where: [['a', '==', 1]] as const } };
    expect(planOf(spec, schema, new Map([['A', [['a', '==', 2]]]])).requests).toEqual({
      A: [{ columns: ['a', 'b', '_uuid'], where: [['a', '==', 2]] }],
    });
    expect(planOf(spec, schema, new Map()).requests).toEqual({ A: [{ columns: ['a', 'b'] }] });
  });
});
