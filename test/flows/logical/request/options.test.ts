/** Options of a trace in words. */
import { describe, expect, it } from 'vitest';
import { ctStateText } from '../../../../src/flows/logical/render/values.ts';
import { parseBackend, parseCtState } from '../../../../src/flows/logical/request/options.ts';
import { ovnTraceProblem } from '../../../../src/flows/logical/request/problem-text.ts';

describe('--ct', () => {
  it.each([
    ['new', 'new|trk'],
    ['est,rpl', 'est|rpl|trk'],
    ['est rpl', 'est|rpl|trk'],
    ['trk', 'trk'],
    ['', 'trk'],
    [' inv , ', 'inv|trk'],
    ['rel,dnat,snat', 'rel|trk|snat|dnat'],
  ])('"%s" => %s', (text, expected) => {
    const parsed = parseCtState(text);
    expect('state' in parsed ? ctStateText(parsed.state) : parsed).toBe(expected);
    expect(parsed).toMatchObject({ complaints: [] });
  });

  it.each([
    ['inv,est', ['when "inv" is set, only "trk" may also be set']],
    ['new,est', ['"new" and "est" are mutually exclusive']],
    ['new,rpl', ['"new" and "rpl" are mutually exclusive']],
    ['new,est,rpl', ['"new" and "est" are mutually exclusive', '"new" and "rpl" are mutually exclusive']],
  ])('%s is complained about', (text, complaints) => {
    expect(parseCtState(text)).toMatchObject({ complaints });
  });

  it.each([
    ['NEW', 'NEW'],
    ['new,frobnicated', 'frobnicated'],
    ['0x20', '0x20'],
  ])('%s has no flag %s', (text, unknown) => {
    expect(parseCtState(text)).toEqual({ unknown });
  });
});

describe('--lb-dst', () => {
  it.each([
    ['10.0.0.1:80', { family: 4, ip: [0x0a000001], port: 80 }],
    ['10.0.0.1', { family: 4, ip: [0x0a000001], port: 0 }],
    ['[fd00::1]:80', { family: 6, ip: [1, 0, 0, 0xfd000000], port: 80 }],
    ['fd00::1', { family: 6, ip: [1, 0, 0, 0xfd000000], port: 0 }],
    ['[fd00::1]', { family: 6, ip: [1, 0, 0, 0xfd000000], port: 0 }],
    ['10.0.0.1:65536', undefined],
    ['10.0.0.1:', undefined],
    ['10.0.0:80', undefined],
    ['[fd00::1', undefined],
    ['web:80', undefined],
    ['', undefined],
  ])('%s => %j', (text, expected) => {
    expect(parseBackend(text)).toEqual(expected);
  });
});

describe('problems in the words of ovn-trace', () => {
  it.each([
    [{ kind: 'unknown-datapath', name: 'sw9' }, 'unknown datapath "sw9"\n'],
    [{ kind: 'ambiguous-datapath', name: '1234' }, 'unknown datapath "1234"\n'],
    [{ kind: 'unknown-port', name: 'p9' }, 'unknown port "p9"\n'],
    [{ kind: 'no-inport' }, 'microflow does not specify ingress port'],
    [{ kind: 'bad-address', text: 'x' }, 'x: bad address\n'],
    [{ kind: 'unknown-chassis', name: 'hv9' }, 'unknown chassis "hv9"\n'],
    [
      { kind: 'microflow', diagnostic: { message: 'Constraints are contradictory.', start: 0, end: 3 } },
      'error parsing flow: Constraints are contradictory.\n',
    ],
  ] as const)('%j', (problem, expected) => {
    expect(ovnTraceProblem(problem)).toBe(expected);
  });
});
