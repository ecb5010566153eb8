/** Flows that a packet nearly fitted, and flows that are not understood. */
import { describe, expect, it } from 'vitest';
import { answerTrace } from '../../../../src/flows/logical/answer/index.ts';
import { nearMisses } from '../../../../src/flows/logical/answer/near-misses.ts';
import { suspectsOf } from '../../../../src/flows/logical/answer/suspects.ts';
import { world } from '../build.ts';

const flows = `
  in 0 acl: 900 ip4 && tcp.dst == 443 => next;
  in 0 acl: 800 ip4.src == 10.0.0.9 && tcp.dst == 22 => next;
  in 0 acl: 700 ip6 && udp.dst == 53 && reg0[3] => next;
  in 0 acl: 600 inport == "p2" && ip4 => next;
  in 0 acl: 500 ip4 && tcp => drop;
  in 0 acl: 400 ip4 && tcp.dst == 8080 => next;`;

const dp = world({ sw0: { ports: { p1: {}, p2: {} }, flows } });
const MICROFLOW = 'inport == "p1" && ip4.src == 10.0.0.1 && ip4.dst == 10.0.0.2 && tcp.dst == 80';

describe('near misses', () => {
  const { deciding } = answerTrace(dp.trace(MICROFLOW)).verdict;
  const found = (limit: number) => nearMisses(deciding!, dp.datapath('sw0'), limit);

  it('are of higher priority, the nearest first, with what failed', () => {
    expect(
      found(9).map(({ flow, fields }) => [
        flow.priority,
        fields.map(({ field, value }) => `${field} ${value ?? ''}`.trim()),
      ]),
    ).toEqual([
      [900, ['tcp.dst 80']],
      [600, ['inport p1']],
      [800, ['ip4.src 10.0.0.1', 'tcp.dst 80']],
    ]);
  });

  it('are as many as were asked for', () => {
    expect(found(1)).toHaveLength(1);
  });

  it('need the packets of the trace', () => {
    const without = world({ sw0: { ports: { p1: {}, p2: {} }, flows } }, {}, {});
    const { deciding: step } = answerTrace(without.trace(MICROFLOW)).verdict;
    expect(nearMisses(step!, without.datapath('sw0'), 9)).toEqual([]);
  });
});

describe('flows that are not understood', () => {
  const broken = world({
    sw0: {
      ports: { p1: {} },
      flows: `
        in 0: 0 1 => next;
        in 0: 9 nonsense == 1 => drop;
        in 1: 9 inport == "p1" && nonsense => drop;
        in 1: 5 1 => reg0 = 1; next;
        in 1: 1 nonsense => drop;
        in 2: 5 1 => drop;`,
    },
  });

  it('are suspected if they stand before a flow that was taken, in a table that is told or in one that is not', () => {
    expect(
      suspectsOf(broken.trace('inport == "p1"')).map(
        ({ flow, problem }) => `${flow.table} ${flow.match}: ${problem.column}`,
      ),
    ).toEqual(['0 nonsense == 1: match', '1 inport == "p1" && nonsense: match']);
  });

  it('do not bother ovn-trace', () => {
    const dull = world(
      { sw0: { ports: { p1: {} }, flows: 'in 0: 9 nonsense => drop;\nin 0: 0 1 => drop;' } },
      {},
      { asOvnTrace: true },
    );
    expect(suspectsOf(dull.trace('inport == "p1"'))).toEqual([]);
  });
});
