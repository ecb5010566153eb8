/** Names that would do something to a terminal: no output has them as they are. */
import { describe, expect, it } from 'vitest';
import { answerTrace } from '../../../../src/flows/logical/answer/index.ts';
import { TraceJson } from '../../../../src/flows/logical/render/json/index.ts';
import { world } from '../build.ts';
import { asOvnTrace } from '../text.ts';

const NASTY = [
  'red\u001b[31m',
  'new\nline',
  'return\rover',
  'title\u001b]0;x\u0007',
  'c1\u009b31m',
  'right\u202eto-left',
  'zero\u200bwidth',
  'quote"back\\slash',
  'tab\there',
] as const;

const RAW = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e]/;

describe.each(NASTY)('%j', (name) => {
  const match = JSON.stringify(name);
  const dp = world({
    [name]: {
      ids: { name2: name },
      ports: { p1: {}, [name]: { external_ids: { name }, type: name }, mirror: {} },
      groups: { [`group ${name}`]: ['p1', name] },
      flows: `
        in 0: 1 inport == "p1" => log(name=${match}, verdict=drop, severity=info); clone { outport = ${match}; output; }; outport = ${JSON.stringify(`group ${name}`)}; output;
        out 0: 1 outport == ${match} || 1 => output;`,
    },
  });
  const trace = dp.trace('inport == "p1"');

  it.each(['detailed', 'summary', 'minimal'] as const)('is made visible in %s', (style) => {
    const text = asOvnTrace(trace, style);
    expect(text).not.toMatch(RAW);
    // A newline in a name is no end of a line.
    expect(text.split('\n').some((each) => each.startsWith('line'))).toBe(false);
  });

  it('is escaped in JSON, on one line, and read back as it was', () => {
    const text = new TraceJson().write(answerTrace(trace));
    expect(text).not.toMatch(RAW);
    expect(text).not.toContain('\n');
    const { hops } = JSON.parse(text) as {
      hops: { datapath: { name: string }; outport: { name: string } | null }[];
    };
    expect(hops[0]?.datapath.name).toBe(name);
    expect(hops.map(({ outport }) => outport?.name)).toContain(name);
  });
});

describe('names that do nothing', () => {
  it.each(['größe', '端口-1', 'a b', '🦀'])('%s stays as it is', (name) => {
    const dp = world({
      sw0: {
        ports: { p1: {}, [name]: {} },
        flows: `in 0: 0 1 => outport = ${JSON.stringify(name)}; output;\nout 0: 0 1 => output;`,
      },
    });
    expect(asOvnTrace(dp.trace('inport == "p1"'), 'minimal')).toContain(`output("${name}");`);
  });
});
