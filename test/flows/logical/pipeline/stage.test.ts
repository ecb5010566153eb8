/** The flow that a packet takes: the index finds what looking at every flow finds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  annotate,
  combine,
  dhcpOptionTable,
  evaluate,
  integerSet,
  parseActions,
  parseExpression,
  standardSymbols,
  type Scope,
} from '../../../../src/flows/language/index.ts';
import type { LogicalFlow } from '../../../../src/flows/logical/pipeline/flow.ts';
import type { Stage } from '../../../../src/flows/logical/pipeline/stage.ts';
import type { LogicalDatapath } from '../../../../src/flows/logical/southbound/datapath.ts';
import { flowRow, world, type FlowPlan, type World } from '../build.ts';
import { packet, table } from './arbitrary.ts';

const ADDRESSES = ['10.0.0.2', '10.0.1.0/24'];

/** Whose a flow is: of one datapath, or of a group of datapaths. */
const OWNERS: readonly Readonly<Record<string, string>>[] = [
  { logical_datapath: 'sw0' },
  { logical_dp_group: 'both' },
  { logical_dp_group: 'one' },
];

/** The ports of sw1 have other keys than those of sw0. */
const worldOf = (flows: readonly FlowPlan[], owners: readonly number[] = [0]): World =>
  world(
    {
      sw0: { ports: { p1: {}, p2: {}, 'p"3': {} } },
      sw1: { ports: { q1: {} } },
    },
    {
      Address_Set: { set: { addresses: ADDRESSES } },
      Logical_DP_Group: { both: { datapaths: ['sw0', 'sw1'] }, one: { datapaths: ['sw0'] } },
      Logical_Flow: Object.fromEntries(
        flows.map((flow, i) => [`flow ${i}`, flowRow(flow, OWNERS[owners[i % owners.length] ?? 0] ?? {})]),
      ),
    },
  );

const stageOf = (dp: World, datapath = 'sw0'): Stage => {
  const stage = dp.datapath(datapath).flows.stage('ingress', 0);
  if (stage === undefined) throw new Error('no stage');
  return stage;
};

const scope: Scope = {
  symbols: standardSymbols(),
  addressSet: (name) => (name === 'set' ? integerSet(ADDRESSES) : undefined),
};

/** Whether a flow fits, by its texts alone. */
const fits = (
  { match, actionsText }: LogicalFlow,
  datapath: LogicalDatapath,
): ((words: Uint32Array) => boolean) => {
  const expression = parseExpression(match, scope);
  const actions = parseActions(actionsText, {
    ...scope,
    pipeline: 'ingress',
    table: 0,
    tables: { ingress: 255, egress: 255 },
    dhcpOptions: dhcpOptionTable([]),
    dhcpv6Options: dhcpOptionTable([]),
    older: true,
  });
  if (expression.error ?? actions.error) return () => false;
  const whole =
    actions.value?.prerequisites === undefined
      ? expression.value
      : combine('and', expression.value!, actions.value.prerequisites);
  const annotated = annotate(whole!, scope.symbols);
  if (annotated.error) return () => false;
  return (words) => evaluate(annotated.value, words, (name) => datapath.keyOf(name));
};

describe('the flow that a packet takes', () => {
  const owners = fc.array(fc.nat(2), { minLength: 1, maxLength: 7 });
  // The first are looked for through the texts of the flows, the others in an index.
  const packets = fc.array(packet, { minLength: 14, maxLength: 14 });

  const agrees = (dp: World, name: string, all: readonly Uint32Array[]): void => {
    const stage = dp.datapath(name).flows.stage('ingress', 0);
    if (stage === undefined) return;
    const tests = stage.flows.map((flow) => fits(flow, dp.datapath(name)));
    for (const words of all) {
      const fitting = stage.flows.filter((_, i) => tests[i]?.(words));
      const found = stage.find(words);
      expect(found?.match).toBe(fitting[0]?.match);
      expect(found).toBe(fitting[0]);
      if (found === undefined) continue;
      expect(stage.rivalsOf(found, words)).toEqual(
        fitting.slice(1).filter(({ priority }) => priority === found.priority),
      );
    }
  };

  it('is the first that fits in the order of priority, and its rivals are the others of its priority', () => {
    fc.assert(
      fc.property(table, packets, (flows, all) => {
        const dp = worldOf(flows);
        expect(stageOf(dp).flows).toHaveLength(flows.length);
        agrees(dp, 'sw0', all);
      }),
      { numRuns: 300 },
    );
  });

  it('is found among those of the datapath and of its groups, on each datapath with its own ports', () => {
    fc.assert(
      fc.property(table, owners, packets, (flows, whose, all) => {
        const dp = worldOf(flows, whose);
        expect(stageOf(dp).flows).toHaveLength(flows.length);
        agrees(dp, 'sw0', all);
        agrees(dp, 'sw1', all);
      }),
      { numRuns: 300 },
    );
  });

  it('comes after flows that are not understood, if they might have been it', () => {
    fc.assert(
      fc.property(table, packet, (flows, words) => {
        const dp = worldOf(flows);
        const stage = stageOf(dp);
        const broken: LogicalFlow[] = [];
        const found = stage.find(words, broken);
        for (const flow of broken) {
          expect(flow.read.problem).toBeDefined();
          expect(flow.priority).toBeGreaterThanOrEqual(found?.priority ?? 0);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is looked for by descending priority', () => {
    fc.assert(
      fc.property(table, (flows) => {
        const priorities = stageOf(worldOf(flows)).flows.map(({ priority }) => priority);
        expect(priorities).toEqual([...priorities].sort((a, b) => b - a));
      }),
      { numRuns: 50 },
    );
  });
});

describe('flows that are not understood', () => {
  const NONSENSE: readonly FlowPlan[] = [
    { pipeline: 'ingress', table: 0, priority: 30, match: 'nonsense == 1', actions: 'drop;' },
    {
      pipeline: 'ingress',
      table: 0,
      priority: 20,
      match: 'ip4.dst == 10.0.0.1 && nonsense == 1',
      actions: 'drop;',
    },
    {
      pipeline: 'ingress',
      table: 0,
      priority: 20,
      match: 'ip4.dst == 10.0.0.9 && nonsense == 1',
      actions: 'drop;',
    },
    { pipeline: 'ingress', table: 0, priority: 10, match: 'ip4', actions: 'drop;' },
    { pipeline: 'ingress', table: 0, priority: 0, match: 'nonsense == 2', actions: 'drop;' },
  ];
  const many: readonly FlowPlan[] = [
    ...NONSENSE,
    ...Array.from({ length: 50 }, (_, i): FlowPlan => ({
      pipeline: 'ingress',
      table: 0,
      priority: 15,
      match: `ip4.dst == 10.9.0.${i}`,
      actions: 'next;',
    })),
  ];
  const brokenOf = (flows: readonly FlowPlan[]): string[] => {
    const dp = worldOf(flows);
    const broken: LogicalFlow[] = [];
    const found = stageOf(dp).find(dp.packet('inport == "p1" && ip4.dst == 10.0.0.1'), broken);
    expect(found?.match).toBe('ip4');
    return broken.map(({ match }) => match);
  };

  it('are told if they stand before the flow that is taken', () => {
    expect(brokenOf(NONSENSE)).toEqual(
      expect.arrayContaining(['nonsense == 1', 'ip4.dst == 10.0.0.1 && nonsense == 1']),
    );
    expect(brokenOf(NONSENSE)).not.toContain('nonsense == 2');
  });

  it('of a large table are told only if what is understood of them fits', () => {
    expect(brokenOf(many)).toEqual(['nonsense == 1', 'ip4.dst == 10.0.0.1 && nonsense == 1']);
  });

  it('say what is wrong with them', () => {
    const [, flow] = stageOf(
      worldOf([...NONSENSE, { ...NONSENSE[3]!, priority: 40, actions: 'reg0 = ;' }]),
    ).flows;
    expect(flow?.read.problem).toEqual({
      column: 'match',
      text: 'nonsense == 1',
      diagnostic: { message: "Syntax error at `nonsense' expecting field name.", start: 0, end: 8 },
    });
  });
});
