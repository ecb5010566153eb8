import { describe, expect, it } from 'vitest';
import {
  evaluate,
  findInport,
  loadField,
  parseMicroflow,
  standardSymbols,
  type MicroflowRules,
} from '../../../../src/flows/language/index.ts';
import { lookupPort, read, readAnnotated, standard, valueOf } from './read.ts';

const parse = (text: string, rules?: MicroflowRules): Uint32Array =>
  valueOf(parseMicroflow(text, standard, lookupPort, rules));

const fieldOf = (words: Uint32Array, name: string): bigint =>
  loadField(words, standardSymbols().get(name)!.field!);

describe('a microflow', () => {
  it('is what its expression names, and 0 elsewhere', () => {
    const words = parse(
      'inport == "p1" && eth.src == 00:00:00:00:00:0a && ip6.dst == fe80::1 && tcp.src == 80 && reg3 == 7 && ct.trk',
    );
    const found = [
      'inport',
      'eth.src',
      'eth.type',
      'ip6.dst',
      'ip.proto',
      'tcp.src',
      'xxreg0',
      'ct_state',
      'eth.dst',
    ];
    expect(found.map((name) => `${name}=0x${fieldOf(words, name).toString(16)}`)).toEqual([
      'inport=0x1',
      'eth.src=0xa',
      'eth.type=0x86dd',
      'ip6.dst=0xfe800000000000000000000000000001',
      'ip.proto=0x6',
      'tcp.src=0x50',
      'xxreg0=0x7',
      'ct_state=0x20',
      'eth.dst=0x0',
    ]);
  });

  it.each([
    ['ip4 && ip6', 'Constraints are contradictory.'],
    ['ip4.src == 10.0.0.1 && ip4.src == 10.0.0.2', 'Constraints are contradictory.'],
    ['tcp', 'Constraints are ambiguous: ip.proto == 0x6 && (eth.type == 0x800 || eth.type == 0x86dd).'],
    [
      'ip4 && 80 <= tcp.src <= 81',
      'Constraints are ambiguous: eth.type == 0x800 && ' +
        'tcp.src >= 0x50 && ip.proto == 0x6 && (eth.type == 0x800 || eth.type == 0x86dd) && ' +
        'tcp.src <= 0x51 && ip.proto == 0x6 && (eth.type == 0x800 || eth.type == 0x86dd).',
    ],
    ['ip4 && ', 'Syntax error at end of input expecting constant.'],
  ])('%s: %s', (text, message) => {
    expect(parseMicroflow(text, standard, lookupPort).error).toEqual({
      message,
      start: expect.any(Number) as number,
      end: text.length,
    });
  });

  it('may say a value in several steps', () => {
    expect(fieldOf(parse('ip4 && tcp.src > 79 && tcp.src < 82 && tcp.src[0]'), 'tcp.src')).toBe(81n);
    expect(parse('1')).toEqual(parse('ip.frag[0] == 0/0 || 1'));
  });

  it('of a port that is not known has no port', () => {
    expect(fieldOf(parse('inport == "nobody"'), 'inport')).toBe(0n);
  });

  it("loses DSCP and ECN as OVN's does, unless it is to keep them", () => {
    const text = 'ip4 && ip.dscp == 10 && ip.ecn == 1 && ip.ttl == 64';
    const lost = parse(text);
    expect(['ip.dscp', 'ip.ecn', 'ip.ttl'].map((name) => fieldOf(lost, name))).toEqual([0n, 0n, 64n]);
    const kept = parse(text, { narrowFields: true });
    expect(['ip.dscp', 'ip.ecn', 'ip.ttl'].map((name) => fieldOf(kept, name))).toEqual([10n, 1n, 64n]);
  });

  it.each([
    ['ip4', true],
    ['ip4.dst == 10.0.0.0/8', true],
    ['ip4.dst == 11.0.0.0/8', false],
    ['tcp.dst >= 80', true],
    ['outport == "p2" || udp', true],
    ['outport == "nobody"', false],
    ['is_chassis_resident("anything")', true],
    ['reg0[0..3] != 5', false],
    // A field of a controller's action: OVN's own programs end here.
    ['icmp4.frag_mtu == 0', false],
  ])('%s holds: %s', (text, expected) => {
    const words = parse('ip4.dst == 10.1.2.3 && tcp.dst == 80 && outport == "p2" && reg0 == 0x15');
    expect(evaluate(readAnnotated(text), words, lookupPort)).toBe(expected);
  });

  it('of billions of alternatives is ambiguous, and nobody goes through them', () => {
    const open = Array.from({ length: 16 }, (_, i) => `(ip4.src[${i}] || tcp.dst[${i}] || ip4.dst[${i}])`);
    const { error } = parseMicroflow(open.join(' && '), standard, lookupPort);
    expect(error?.message).toMatch(/^Constraints are ambiguous: /);
  });
});

describe('findInport', () => {
  it.each([
    ['inport == "a" && ip4', { port: 'a' }],
    ['ip4 && (inport == "a" || inport == "a")', { port: 'a' }],
    ['ip4 && outport == "a"', { problem: 'flow match expression does not match on inport' }],
    ['inport == {"a", "b"}', { problem: 'flow match expression matches on multiple inports' }],
  ])('%s', (text, expected) => {
    expect(findInport(read(text))).toEqual(expected);
  });
});
