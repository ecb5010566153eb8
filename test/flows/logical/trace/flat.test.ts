/** A trace as hops with steps side by side. */
import { describe, expect, it } from 'vitest';
import { flatten, isMade } from '../../../../src/flows/logical/trace/flat.ts';
import { world } from '../build.ts';

describe('a flat trace', () => {
  const trace = world({
    sw0: {
      ports: { p1: {}, p2: {}, p3: {} },
      groups: { flood: ['p1', 'p2', 'p3'] },
      flows: `
        in 0: 0 1 => reg0 = 1; next;
        in 1: 0 1 => clone { outport = "p2"; output; }; ct_next;
        in 2: 0 1 => ip.ttl--; outport = "flood"; output;
        in 2: 1 !ip => outport = "flood"; output;
        out 0: 0 1 => output;`,
    },
  }).trace('inport == "p1" && ip4 && ip.ttl == 9');

  it('has a hop for each run, and for each packet that OVN made, with where it came from', () => {
    expect(
      flatten(trace).map(({ hop, via, parent, steps }) => [hop.pipeline, via, parent, steps.length]),
    ).toEqual([
      ['ingress', 'start', undefined, 3],
      ['ingress', 'clone', 0, 0],
      ['egress', 'output', 1, 1],
      ['multicast', 'multicast', 0, 0],
      ['egress', 'multicast', 3, 0],
      ['egress', 'multicast', 3, 1],
      ['egress', 'multicast', 3, 1],
    ]);
  });

  it('has the events of each step, and those before any', () => {
    const hops = flatten(trace);
    const kinds = hops.map(({ events, steps }) => [
      events.map(({ type }) => type).join(),
      steps.map((step) => step.events.map(({ type }) => type).join()).join(' | '),
    ]);
    expect(kinds).toEqual([
      ['', ' | transform,assumption,transform | change'],
      ['', ''],
      ['', 'note,change'],
      ['', ''],
      ['note', ''],
      ['', 'note,change'],
      ['', 'note,change'],
    ]);
  });

  it('tells made packets from others', () => {
    expect((['clone', 'icmp4', 'mirror', 'ct_next', 'select', 'log'] as const).map(isMade)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
