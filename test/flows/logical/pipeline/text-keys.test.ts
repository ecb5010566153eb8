/** What a match insists on, read off its text. */
import { describe, expect, it } from 'vitest';
import { conjuncts, keysOfMatch } from '../../../../src/flows/logical/pipeline/text-keys.ts';
import { parseValue } from '../../../../src/flows/logical/pipeline/text-values.ts';

describe('conditions of a conjunction', () => {
  it.each<[string, readonly string[] | undefined]>([
    ['ip4 && tcp.dst == 80', ['ip4', 'tcp.dst == 80']],
    ['ip4 && (tcp && tcp.dst == 80)', ['ip4', 'tcp', 'tcp.dst == 80']],
    ['ip4 && (tcp || udp)', ['ip4', '(tcp || udp)']],
    ['(ip4 && tcp) && (udp)', ['ip4', 'tcp', 'udp']],
    ['ip4 || tcp', undefined],
    ['inport == "a && b" && ip4', ['inport == "a && b"', 'ip4']],
    ['inport == "a\\" || b" && ip4', ['inport == "a\\" || b"', 'ip4']],
    ['ip4 /* || */ && tcp', undefined],
    ['ip4.dst == 10.0.0.0/24 && tcp', ['ip4.dst == 10.0.0.0/24', 'tcp']],
  ])('%s => %j', (match, expected) => {
    expect(conjuncts(match)).toEqual(expected);
  });
});

describe('keys', () => {
  it.each<[string, number]>([
    ['1', 0],
    ['ip4 && ip4.dst == 10.0.0.1', 2],
    ['inport == "p1" && eth.src == 00:00:00:00:00:01', 2],
    ['tcp.dst == {80, 443}', 1],
    ['inport == {"p1", "p2"}', 1],
    ['ip4.dst == {10.0.0.0/24, 10.0.1.0/24}', 1],
    ['ip6.dst == fd00::/64', 1],
    ['reg0[1] == 1 && flags.loopback == 1', 2],
    // Of these nothing is known without reading them.
    ['ip4.dst == {10.0.0.0/24, 10.0.0.1}', 0],
    ['ip4.dst == $set && inport == @group', 0],
    ['tcp.dst > 80 && !ip4 && reg0[3]', 0],
    ['tcp.dst == 0x50/0xff', 0],
    ['ip4.dst == ^vip', 0],
    ['nonsense == 5 && ip4.dst == "a" && inport == 5', 0],
    ['ip4.dst == 0.0.0.0/0', 0],
  ])('%s => %s', (match, count) => {
    expect(keysOfMatch(match)).toHaveLength(count);
  });

  it('of the same bits are the same, whatever they are called', () => {
    const [a] = keysOfMatch('vlan.vid == 5');
    const [b] = keysOfMatch('vlan.tci[0..11] == 5');
    expect(a?.signature).toBe(b?.signature);
    expect(a?.values).toEqual(b?.values);
  });

  it('of long sets are not listed', () => {
    const set = (n: number): string => `tcp.dst == {${Array.from({ length: n }, (_, i) => i).join(', ')}}`;
    expect(keysOfMatch(set(256))).toHaveLength(1);
    expect(keysOfMatch(set(257))).toHaveLength(0);
  });
});

describe('values', () => {
  it.each<[string, readonly number[] | undefined]>([
    ['80', [80, 0, 0, 0]],
    ['0x50', [80, 0, 0, 0]],
    ['0x100000001', [1, 1, 0, 0]],
    ['10.0.0.1', [0x0a000001, 0, 0, 0]],
    ['10.0.0.1/24', [0x0a000000, 0, 0, 0]],
    ['10.0.0.1/0', [0, 0, 0, 0]],
    ['00:11:22:33:44:55', [0x22334455, 0x0011, 0, 0]],
    ['fd00::1', [1, 0, 0, 0xfd000000]],
    ['fd00::1/64', [0, 0, 0, 0xfd000000]],
    ['010', undefined],
    ['10.0.0.256', undefined],
    ['10.0.0.1/33', undefined],
    ['10.0.0', undefined],
    ['abc', undefined],
    ['1e3', undefined],
    ['::ffff:10.0.0.1', undefined],
    ['-1', undefined],
    ['', undefined],
  ])('%s => %j', (text, expected) => {
    expect(parseValue(text)?.words).toEqual(expected);
  });
});
