/** What the text of a match rules out, without its being read. */
import { describe, expect, it } from 'vitest';
import { isRuledOut } from '../../../../src/flows/logical/pipeline/ruled-out.ts';
import { world } from '../build.ts';

const net = world({ sw0: { ports: { p1: {}, p2: {} } } });
const datapath = net.datapath('sw0');
const packet = net.packet(
  'inport == "p1" && eth.src == 00:00:00:00:00:01 && ip4.src == 10.0.0.1 && ip4.dst == 10.0.1.9 && tcp.dst == 80',
);
const packet6 = net.packet('inport == "p1" && ip6.dst == fd00::1');

describe('ruled out', () => {
  it.each([
    'ip6',
    'ip4 && udp',
    'inport == "p2"',
    'inport == "nobody" && ip4',
    'ip4.dst == 10.0.1.8',
    'ip4.dst == 10.0.2.0/24 && tcp',
    'ip4.dst == {10.0.1.7, 10.0.1.8}',
    'tcp.dst == {81, 443}',
    'eth.src == 00:00:00:00:00:02',
    'ip6.dst == fe80::1',
    'ip6.dst == {fe80::1, fe80::2}',
    'reg0[0..15] == 5',
    'ip4 && (tcp && tcp.dst == 81)',
    '(ip4.dst == 10.0.1.8) && (tcp || udp)',
    'ip4.dst == $set && tcp.dst == 81',
    '!ip6 && tcp.dst == 81',
    'reg0 == 0 && "a" == inport && udp',
  ])('%s', (match) => {
    expect(isRuledOut(match, packet, datapath)).toBe(true);
  });
});

describe('not ruled out', () => {
  it.each([
    '1',
    'ip4',
    'ip4 && tcp',
    'ip4.dst == 10.0.1.0/24',
    'tcp.dst == {80, 443}',
    'inport == {"p1", "p2"}',
    // What is not plainly a conjunction of comparisons is left to those who read it.
    'ip6 || tcp',
    '(ip6 || tcp) && ip4',
    '(ip6 && udp) || tcp',
    'ip4.dst == $set',
    'inport == @group',
    'tcp.dst > 80',
    'tcp.dst != 80',
    'ip4.dst == ^vip && ip6',
    'ip4 /* && ip6 && */ && tcp',
    'ip4.dst == 10.0.1.9/10.0.0.255',
    'tcp.dst==81',
    '!(ip4)',
    'nonsense == 5',
    '(ip6',
    'inport == "p1',
    'tcp.dst == {',
    'tcp.dst == {81',
    'ip4.dst ==',
    '',
  ])('%s', (match) => {
    expect(isRuledOut(match, packet, datapath)).toBe(false);
  });

  it('an address in another notation', () => {
    expect(isRuledOut('ip6.dst == FD00:0::1', packet6, datapath)).toBe(false);
    expect(isRuledOut('ip6.dst == fd00::/64', packet6, datapath)).toBe(false);
    expect(isRuledOut('ip6.dst == fd00::2', packet6, datapath)).toBe(true);
  });
});
