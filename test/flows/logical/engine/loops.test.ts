/** Packets that go round: until the TTL is used up, or for ever. Nothing that looks at such a trace may overflow. */
import { describe, expect, it } from 'vitest';
import { answerTrace } from '../../../../src/flows/logical/answer/index.ts';
import { suspectsOf } from '../../../../src/flows/logical/answer/suspects.ts';
import { TraceJson } from '../../../../src/flows/logical/render/json/index.ts';
import { flatten } from '../../../../src/flows/logical/trace/flat.ts';
import type { Trace } from '../../../../src/flows/logical/trace/types.ts';
import { world, type DatapathPlan } from '../build.ts';
import { asOvnTrace, tablesIn } from '../text.ts';

const router = (name: string, peer: string, actions: string): DatapathPlan => ({
  router: true,
  ports: { [`${name}-${peer}`]: { type: 'patch', options: { peer: `${peer}-${name}` } }, [`${name}-in`]: {} },
  flows: `
    in 0: 1 ip.ttl == 0 => drop;
    in 0: 0 1 => ${actions} outport = "${name}-${peer}"; flags.loopback = 1; output;
    out 0: 0 1 => output;`,
});

/** Two routers that each take the other for the way. */
const loop = (actions: string, asTrace = false) =>
  world(
    { r0: router('r0', 'r1', actions), r1: router('r1', 'r0', actions) },
    {},
    { keepPackets: !asTrace, asOvnTrace: asTrace },
  );

const ROUND = 'inport == "r0-in" && ip4 && ip4.dst == 10.0.0.1 && ip.ttl == 255';

/** Everything that goes through a whole trace. */
const looks: readonly (readonly [string, (trace: Trace) => number])[] = [
  ['detailed', (trace) => asOvnTrace(trace, 'detailed').length],
  ['summary', (trace) => asOvnTrace(trace, 'summary').length],
  ['minimal', (trace) => asOvnTrace(trace, 'minimal').length],
  ['flatten', (trace) => flatten(trace).length],
  ['answer', (trace) => answerTrace(trace).endings.length],
  ['suspects', (trace) => suspectsOf(trace).length + 1],
  ['json', (trace) => new TraceJson().write(answerTrace(trace)).length],
];

describe.each([false, true])('a loop of two routers (as ovn-trace: %s)', (asTrace) => {
  const trace = loop('ip.ttl--;', asTrace).trace(ROUND);

  it('is gone through until the TTL is used up', () => {
    const ttls = tablesIn(trace.root.steps).filter(({ steps }) =>
      steps.some((step) => step.type === 'change' && step.change.kind === 'ttl'),
    );
    expect(ttls).toHaveLength(255);
  });

  it.each(looks)('is looked at as a whole: %s', (_name, look) => {
    expect(look(trace)).toBeGreaterThan(0);
  });
});

describe('a loop without a TTL', () => {
  const trace = loop('reg0 = 1;').trace(ROUND);

  it('ends with the limit, and says so', () => {
    expect(answerTrace(trace).verdict.outcome).toEqual({
      kind: 'dropped',
      reason: 'error',
      error: { kind: 'loop', limit: 2048, of: 'hops' },
    });
  });

  it.each(looks)('is looked at as a whole: %s', (_name, look) => {
    expect(look(trace)).toBeGreaterThan(0);
  });
});

describe('copies of copies', () => {
  it('end with a limit', () => {
    const dp = world({
      sw0: {
        ports: { p1: {} },
        flows: 'in 0: 0 1 => clone { next(pipeline=ingress, table=0); }; reg0 = 1;',
      },
    });
    expect(answerTrace(dp.trace('inport == "p1"')).verdict.outcome).toEqual({
      kind: 'dropped',
      reason: 'flow',
    });
  });

  it('of floods that double each time end as well', () => {
    const side = (name: string, other: string): DatapathPlan => ({
      ports: {
        [`${name}-a`]: { type: 'patch', options: { peer: `${other}-a` } },
        [`${name}-b`]: { type: 'patch', options: { peer: `${other}-b` } },
        [`${name}-in`]: {},
      },
      groups: { flood: [`${name}-a`, `${name}-b`] },
      flows: 'in 0: 0 1 => flags.loopback = 1; outport = "flood"; output;\nout 0: 0 1 => output;',
    });
    const trace = world({ s0: side('s0', 's1'), s1: side('s1', 's0') }).trace('inport == "s0-in"');
    const tables = tablesIn(trace.root.steps);
    expect(tables.length).toBeLessThanOrEqual(100_000);
    expect(answerTrace(trace).verdict.outcome).toMatchObject({ kind: 'dropped', reason: 'error' });
  });
});
