/** Actions carried out on a packet: what is told of it, and what became of the packet. */
import type { Tables } from '../../../model/build.ts';
import type { TracerOptions } from '../../../../src/flows/logical/tracer.ts';
import type { TraceRequest } from '../../../../src/flows/logical/request/types.ts';
import { world, type DatapathPlan } from '../build.ts';
import { differences, stepLines } from '../text.ts';

export interface Carried {
  /** What was told of the actions, without what came after them. */
  readonly told: readonly string[];
  /** What is different in the next table. */
  readonly became: string;
}

const PORTS: DatapathPlan['ports'] = { p1: {}, p2: {}, p3: {} };

export interface Surroundings extends Omit<TraceRequest, 'microflow' | 'datapath'> {
  readonly plan?: Partial<DatapathPlan>;
  readonly more?: Tables;
  readonly options?: TracerOptions;
}

/**
 * The actions in a datapath `dp` with the ports p1, p2 and p3, and after them `next;` to a table that drops. Packets
 * come in by p1 unless they say otherwise.
 */
export const carryOut = (microflow: string, actions: string, around: Surroundings = {}): Carried => {
  const { plan, more, options, ...request } = around;
  const dp = world(
    {
      dp: {
        ports: PORTS,
        ...plan,
        flows: `in 0: 0 1 => ${actions} next;\nin 1: 1 1 => drop;\n${plan?.flows ?? ''}`,
      },
    },
    more,
    { keepPackets: true, ...options },
  );
  const whole = microflow.includes('inport') ? microflow : `inport == "p1" && ${microflow}`;
  const trace = dp.trace(whole, request);
  const [first] = trace.root.steps;
  if (first?.type !== 'table') throw new Error('no table');
  const last = first.steps.at(-1);
  const after = last?.type === 'table' ? last.packet : undefined;
  return {
    told: stepLines(last?.type === 'table' ? first.steps.slice(0, -1) : first.steps),
    became: after === undefined ? 'gone' : differences(trace.packet, after),
  };
};

/** Only what became of the packet. */
export const became = (microflow: string, actions: string, around: Surroundings = {}): string =>
  carryOut(microflow, actions, around).became;

/** Only what was told. */
export const told = (microflow: string, actions: string, around: Surroundings = {}): readonly string[] =>
  carryOut(microflow, actions, around).told;
