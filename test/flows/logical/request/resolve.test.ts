/** From a request to a datapath and a packet, or to what is wrong with it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  annotate,
  evaluateConditions,
  normalize,
  parseExpression,
  resolveComparison,
  simplify,
  standardSymbols,
  storeField,
  MICROFLOW_WORDS,
} from '../../../../src/flows/language/index.ts';
import type { TraceRequest } from '../../../../src/flows/logical/request/types.ts';
import { uuidOf } from '../../../model/build.ts';
import { world } from '../build.ts';
import { fieldOf } from '../text.ts';

const plan = {
  sw0: {
    ids: { name2: 'web' },
    ports: { p1: { external_ids: { name: 'frontend' } }, p2: {} },
  },
  sw1: { ports: { q1: {} } },
};
const sets = {
  Address_Set: { one: { addresses: ['10.0.0.7'] }, two: { addresses: ['10.0.0.7', '10.0.0.8'] } },
  Port_Group: { '1_group': { ports: ['p2'] } },
};
const dp = world(plan, sets);

/** `sw0 inport=0x1`, or the problem. */
const start = (microflow: string, more: Omit<TraceRequest, 'microflow'> = {}, on = dp): string => {
  const { value, problem } = on.tracer.start({ microflow, ...more });
  if (problem === undefined) return `${value.datapath.name} inport=${fieldOf(value.packet, 'inport')}`;
  const { kind, ...rest } = problem;
  return `${kind} ${'diagnostic' in rest ? rest.diagnostic.message : Object.values(rest).join()}`.trim();
};

describe('where a request begins', () => {
  it.each<[string, Omit<TraceRequest, 'microflow'>, string]>([
    ['inport == "p1"', {}, 'sw0 inport=0x1'],
    ['inport == "p2" && ip4', {}, 'sw0 inport=0x2'],
    ['inport == "frontend"', {}, 'sw0 inport=0x1'],
    [`inport == "${uuidOf('q1').slice(0, 8)}"`, {}, 'sw1 inport=0x1'],
    ['inport == "p1"', { datapath: 'sw0' }, 'sw0 inport=0x1'],
    ['inport == "p1"', { datapath: 'web' }, 'sw0 inport=0x1'],
    ['inport == "frontend"', { datapath: uuidOf('sw0').slice(0, 6) }, 'sw0 inport=0x1'],
    ['inport == @group', { datapath: 'sw0' }, 'sw0 inport=0x2'],
  ])('%s %j => %s', (microflow, more, expected) => {
    expect(start(microflow, more)).toBe(expected);
  });

  it.each<[string, Omit<TraceRequest, 'microflow'>, string]>([
    ['ip4', {}, 'microflow flow match expression does not match on inport'],
    ['inport == {"p1", "p2"}', {}, 'microflow flow match expression matches on multiple inports'],
    ['inport == "nobody"', {}, 'unknown-port nobody'],
    ['inport == "p1"', { datapath: 'sw9' }, 'unknown-datapath sw9'],
    ['inport == "p1"', { datapath: 'sw1' }, 'no-inport'],
    ['ip4', { datapath: 'sw0' }, 'no-inport'],
    ['inport == "p1" && ip4 && ip6', {}, 'microflow Constraints are contradictory.'],
    ['inport == "p1" && ip4.src == $two', {}, 'microflow Constraints are ambiguous'],
    ['inport == "p1" && nonsense', {}, "microflow Syntax error at `nonsense' expecting field name."],
    ['inport == "p1" &&', {}, 'microflow Syntax error at end of input expecting constant.'],
    ['inport == "p1"', { on: 'hv9' }, 'unknown-chassis hv9'],
  ])('%s %j: %s', (microflow, more, expected) => {
    expect(start(microflow, more).replace(/ambiguous:.*/, 'ambiguous')).toBe(expected);
  });

  it('an address set of one is no choice', () => {
    expect(fieldOf(dp.packet('inport == "p1" && ip4.src == $one'), 'ip4.src')).toBe('10.0.0.7');
  });

  it('is found by exact names only, as ovn-trace does it', () => {
    const exact = world(plan, sets, { asOvnTrace: true });
    expect(start('inport == "frontend"', {}, exact)).toBe('unknown-port frontend');
    expect(start('inport == "frontend"', { datapath: 'sw0' }, exact)).toBe('sw0 inport=0x1');
  });

  it('needs no port for an older ovn-trace', () => {
    const of = (version: string) =>
      world(
        plan,
        { SB_Global: { '.': { options: { northd_internal_version: version } } } },
        { asOvnTrace: true },
      );
    expect(start('ip4', { datapath: 'sw0' }, of('24.03.2-1'))).toBe('sw0 inport=0');
    expect(start('ip4', { datapath: 'sw0' }, of('24.09.0-1'))).toBe('no-inport');
  });

  it('a trace tells a bad backend', () => {
    expect(dp.tracer.trace({ microflow: 'inport == "p1"', lbDst: 'nonsense' }).problem).toEqual({
      kind: 'bad-address',
      text: 'nonsense',
    });
  });
});

describe('the packet of a microflow', () => {
  const lookup = (name: string): number | undefined => dp.datapath('sw0').keyOf(name);

  /** Without any way that is quicker. */
  const longWay = (microflow: string): Uint32Array | undefined => {
    const symbols = standardSymbols();
    const parsed = parseExpression(microflow, { symbols });
    const annotated = parsed.error === undefined ? annotate(parsed.value, symbols) : parsed;
    if (annotated.error !== undefined) return undefined;
    const normal = normalize(evaluateConditions(simplify(annotated.value), () => true));
    const words = new Uint32Array(MICROFLOW_WORDS);
    if (normal.type === 'boolean') return normal.value ? words : undefined;
    for (const part of normal.type === 'and' ? normal.children : [normal]) {
      if (part.type !== 'comparison' && part.type !== 'string') return undefined;
      const found = resolveComparison(part, lookup);
      if (found === undefined) continue;
      const { field, value, mask } = found;
      const whole = mask === (1n << BigInt(field.width)) - 1n;
      if (field.maskable || whole) storeField(words, field, value);
    }
    return words;
  };

  const condition = fc.oneof(
    fc.constantFrom(
      'ip4',
      'ip6',
      'arp',
      'tcp',
      'udp',
      'icmp4',
      'icmp6',
      'ip',
      'vlan.present',
      'ct.new',
      '!ct.est',
    ),
    fc
      .tuple(
        fc.constantFrom('ip4.src', 'ip4.dst', 'arp.tpa', 'reg3'),
        fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.0.0/24'),
      )
      .map(([field, value]) => `${field} == ${value}`),
    fc
      .tuple(
        fc.constantFrom('tcp.src', 'tcp.dst', 'udp.dst', 'ip.ttl', 'ip.proto', 'icmp4.type', 'vlan.vid'),
        fc.nat(255),
      )
      .map(([field, value]) => `${field} == ${value}`),
    fc.constantFrom(
      'eth.src == 00:00:00:00:00:01',
      'eth.dst[40]',
      'reg0[3..7] == 5',
      'reg0[0..15] == 1',
      'ip.frag == 1',
    ),
    fc.constantFrom(
      'ip.dscp == 10',
      'ip.ecn == 1',
      'ip6.src == fd00::1',
      'ip6.dst == fd00::/64',
      'flags.loopback',
    ),
    fc.constantFrom(
      'outport == "p2"',
      'outport == "nobody"',
      'tcp.flags == 2',
      '(tcp || udp)',
      '0',
      '1',
      'tcp.dst > 7',
    ),
  );

  it('is the same by the quick way and by the long one', () => {
    let quick = 0;
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 5 }), (parts) => {
        const microflow = ['inport == "p1"', ...parts].join(' && ');
        const { value } = dp.tracer.start({ microflow, datapath: 'sw0' });
        const expected = longWay(microflow);
        if (value !== undefined) quick++;
        expect(value?.packet).toEqual(expected);
      }),
      { numRuns: 1500 },
    );
    expect(quick).toBeGreaterThan(100);
  });
});
