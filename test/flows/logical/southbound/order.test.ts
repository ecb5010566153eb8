/** The order in which ovn-trace takes flows of one priority. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowOrder } from '../../../../src/flows/logical/southbound/order.ts';
import { world } from '../build.ts';

describe('rows of a table', () => {
  it('are all there, each once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 200 }), (uuids) => {
        expect([...rowOrder(uuids)].sort()).toEqual([...uuids].sort());
      }),
    );
  });
});

describe('flows of one priority', () => {
  const flows = Array.from({ length: 30 }, (_, i) => `in 0: 10 reg0 == ${i} => drop;`).join('\n');
  const uuids = (asOvnTrace: boolean): string[] =>
    world({ sw0: { flows } }, {}, { asOvnTrace })
      .datapath('sw0')
      .flows.stage('ingress', 0)!
      .flows.map(({ uuid }) => uuid);

  it("stand in the order of their UUIDs, where no order is OVN's", () => {
    expect(uuids(false)).toEqual([...uuids(false)].sort());
  });

  it('stand as ovn-trace has them in its words', () => {
    expect(uuids(true)).toEqual(rowOrder([...rowOrderInput(uuids(true))]));
  });

  /** As the database was filled. */
  const rowOrderInput = (found: readonly string[]): readonly string[] => {
    const { rows } = world({ sw0: { flows } });
    const all = [...rows.all('Logical_Flow')].map(({ uuid }) => uuid);
    expect([...found].sort()).toEqual([...all].sort());
    return all;
  };
});
