/** Fields are written: load, copy, exchange, stack, TTL. */
import { describe, expect, it } from 'vitest';
import { became, carryOut, told } from './actions.ts';

const TCP = 'ip4.src == 10.0.0.1 && ip4.dst == 10.0.0.2 && ip.ttl == 64 && tcp.src == 1000 && tcp.dst == 80';
const UDP6 = 'ip6.src == fd00::1 && ip6.dst == fd00::2 && ip.ttl == 64 && udp.dst == 53';

describe('load', () => {
  it.each([
    [TCP, 'ip4.dst = 192.168.0.1;', 'ip4.dst=192.168.0.1'],
    [TCP, 'eth.dst = 00:00:00:00:00:02;', 'eth.dst=00:00:00:00:00:02'],
    [UDP6, 'ip6.dst = fd00::ff;', 'ip6.dst=fd00::ff'],
    [TCP, 'tcp.dst = 8080;', 'tcp.dst=8080'],
    [TCP, 'outport = "p3";', 'outport=0x3'],
    [TCP, 'outport = "";', ''],
    // A port of another datapath, or of none.
    [TCP, 'outport = "p2"; outport = "nobody";', ''],
    [TCP, 'reg0 = 0x12345678;', 'reg0=0x12345678'],
    [TCP, 'reg0[4..11] = 0xff;', 'reg0=0xff0'],
    [TCP, 'reg0 = 0xffffffff; reg0[0..15] = 1;', 'reg0=0xffff0001'],
    // Registers are parts of wider ones.
    [TCP, 'xxreg0 = 1;', 'reg3=0x1'],
    [TCP, 'xreg0[28..35] = 0xab;', 'reg0=0xa reg1=0xb0000000'],
    [TCP, 'flags.loopback = 1;', 'flags=0x1'],
  ])('%s + %s => %s', (microflow, actions, expected) => {
    expect(became(microflow, actions)).toBe(expected);
  });

  it('asks for packets that have the field', () => {
    expect(became(TCP, 'vlan.vid = 5;')).toBe('gone');
    expect(became(`${TCP} && vlan.present`, 'vlan.vid = 5;')).toBe('vlan.tci=0x1005');
  });

  it('takes what only a commit may write for an unknown action, and goes on', () => {
    expect(carryOut(TCP, 'ct_label = 5; reg0 = 1;')).toEqual({
      told: ['*** unknown action ct_label = 5;'],
      became: 'reg0=0x1',
    });
  });

  it('tells of fields, and not of registers', () => {
    expect(told(TCP, 'reg0 = 5; outport = "p2"; flags.loopback = 1;')).toEqual([]);
    expect(told(TCP, 'ip.ttl = 255; eth.src = 00:00:00:00:00:0a;')).toEqual([
      'ip.ttl = 255',
      'eth.src = 00:00:00:00:00:0a',
    ]);
  });

  it('of a field that only the controller has tells, and changes nothing', () => {
    expect(carryOut(TCP, 'icmp4 { icmp4.frag_mtu = 1500; };')).toEqual({
      told: ['icmp4', '  icmp4.frag_mtu = 1500'],
      became: '',
    });
  });
});

describe('copy and exchange', () => {
  it.each([
    [TCP, 'eth.dst = eth.src;', '', ['eth.dst = 00:00:00:00:00:00']],
    [TCP, 'ip4.dst = ip4.src;', 'ip4.dst=10.0.0.1', ['ip4.dst = 10.0.0.1']],
    [TCP, 'reg0 = ip4.dst;', 'reg0=0xa000002', []],
    [TCP, 'reg1[0..15] = tcp.dst;', 'reg1=0x50', []],
    [UDP6, 'xxreg1 = ip6.dst;', 'reg4=0xfd000000 reg7=0x2', []],
    [
      TCP,
      'reg5 = 0xc0a80001; ip4.src = reg5;',
      'reg5=0xc0a80001 ip4.src=192.168.0.1',
      ['ip4.src = 0xc0a80001'],
    ],
    [
      TCP,
      'ip4.src <-> ip4.dst;',
      'ip4.src=10.0.0.2 ip4.dst=10.0.0.1',
      ['ip4.src = 10.0.0.2', 'ip4.dst = 10.0.0.1'],
    ],
    [TCP, 'inport <-> outport;', 'inport=0 outport=0x1', []],
    [TCP, 'reg0 = 1; reg1 = 2; reg0 <-> reg1;', 'reg0=0x2 reg1=0x1', []],
    [TCP, 'reg0[0..7] = 0xab; reg0[0..3] <-> reg0[4..7];', 'reg0=0xba', []],
  ])('%s + %s => %s', (microflow, actions, expected, lines) => {
    expect(carryOut(microflow, actions)).toEqual({ told: lines, became: expected });
  });
});

describe('push and pop', () => {
  it('keep values in the order of a stack', () => {
    expect(carryOut(TCP, 'push(ip4.src); push(reg0); pop(ip4.dst); pop(reg1);')).toEqual({
      told: ['push(ip4.src) -> 0xa000001', 'push(reg0) -> 0', 'pop(ip4.dst) <- 0', 'pop(reg1) <- 0xa000001'],
      became: 'reg1=0xa000001 ip4.dst=0.0.0.0',
    });
  });

  it('of an empty stack changes nothing', () => {
    expect(carryOut(TCP, 'pop(ip4.dst);')).toEqual({
      told: ['pop(ip4.dst) <- /* empty stack */'],
      became: '',
    });
  });

  it('take narrow and wide values', () => {
    expect(became(TCP, 'push(eth.src); pop(eth.dst);')).toBe('');
    expect(became(UDP6, 'push(ip6.src); pop(ip6.dst);')).toBe('ip6.dst=fd00::1');
    expect(became(TCP, 'push(tcp.dst); pop(reg0[8..23]);')).toBe('reg0=0x5000');
  });
});

describe('ip.ttl--', () => {
  it.each([
    [TCP, 'ip.ttl=63', ['ip.ttl--']],
    [UDP6, 'ip.ttl=63', ['ip.ttl--']],
    ['ip4 && ip.ttl == 1', 'ip.ttl=0', ['ip.ttl--']],
    ['ip4 && ip.ttl == 0', '', ['*** TTL underflow']],
  ])('%s => %s', (microflow, expected, lines) => {
    expect(carryOut(microflow, 'ip.ttl--;')).toEqual({ told: lines, became: expected });
  });

  it('of a packet that has none, the flow does not fit', () => {
    expect(became('arp', 'ip.ttl--;')).toBe('gone');
  });
});
