/** A match => the names and addresses in it that are somebody's. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsAddress, isGeneral, mentionsOf } from '../../../../src/flows/logical/attribution/mentions.ts';

describe('what a match mentions', () => {
  it.each([
    ['1', {}],
    ['inport == "a" && outport == "b \\"c\\""', { ports: ['a', 'b "c"'] }],
    ['is_chassis_resident("cr-x")', {}],
    ['ip4.dst == 10.0.0.0/24 && ip4.src != 127.0.0.0/8', { ips: ['10.0.0.0'] }],
    ['ip6.dst == {fd00::1, ff02::1:ff00:1}', { ips: ['fd00::1'] }],
    ['nd.target == fe80::1', { ips: ['fe80::1'] }],
    ['eth.src == {0A:00:00:00:00:01, 33:33:00:00:00:01}', { macs: ['0a:00:00:00:00:01'] }],
    ['ip4.src == $web_ip4 && outport == @db', { addressSets: ['web_ip4'], portGroups: ['db'] }],
    ['eth.dst == $svc_monitor_mac', {}],
    ['reg0[7] == 1 && reg9[16..31] == 80', {}],
  ])('%s', (match, expected) => {
    const nothing = { ports: [], macs: [], ips: [], addressSets: [], portGroups: [] };
    expect(mentionsOf(match)).toEqual({ ...nothing, ...expected });
    expect(isGeneral(mentionsOf(match))).toBe(Object.keys(expected).length === 0);
  });

  it('is read from any text', () => {
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(mentionsOf(text).ports)));
  });
});

describe('whether a text holds an address', () => {
  it.each([
    ['ip4.dst == 10.0.0.1', '10.0.0.1', true],
    ['backends=10.0.0.1:80', '10.0.0.1', true],
    ['arp.tpa == {10.0.0.1, 10.0.0.2}', '10.0.0.2', true],
    ['ip4.dst == 10.0.0.12', '10.0.0.1', false],
    ['ip4.dst == 110.0.0.1', '10.0.0.1', false],
    ['[fd00::1]:80', 'fd00::1', true],
    ['ip6.dst == fd00::1:2', 'fd00::1', false],
    ['ip6.dst == fd00::12', 'fd00::1', false],
    ['ip4.dst == 10.0.0.12 || ip4.dst == 10.0.0.1', '10.0.0.1', true],
  ])('%s, %s => %s', (text, address, expected) => {
    expect(holdsAddress(text, address)).toBe(expected);
  });
});
