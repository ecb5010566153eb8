import { describe, expect, it } from 'vitest';
import {
  aclCtSymbols,
  fields,
  formatSymbol,
  loadField,
  MICROFLOW_WORDS,
  registers,
  registerWord,
  resolveField,
  standardSymbols,
  storeField,
  WRITE_CT_COMMIT,
  WRITE_DEFAULT,
  xregisters,
  xxregisters,
  type SymbolDefinition,
} from '../../../../src/flows/language/index.ts';
import { symbolLines } from '../vectors.ts';

const symbol = (name: string): SymbolDefinition => standardSymbols().get(name)!;

describe('the table of symbols', () => {
  it('is that of the newest OVN', () => {
    const lines = [...standardSymbols().keys()].sort().map((name) => formatSymbol(symbol(name)));
    expect(lines).toEqual(symbolLines);
  });

  it.each([
    ['eth.type', 'nominal'],
    ['ip4.src', 'ordinal'],
    ['inport', 'nominal'],
    ['ip4', 'nominal'],
    ['ip.is_frag', 'Boolean'],
    ['ct.new', 'ordinal'],
    ['icmp4.frag_mtu', 'nominal'],
  ])('%s is %s', (name, level) => {
    expect(symbol(name).level).toBe(level);
  });

  it.each([
    ['ip4.src', WRITE_DEFAULT],
    ['ip.proto', 0],
    ['ct_state', 0],
    ['ct_mark', WRITE_CT_COMMIT],
    ['ct_label.label', WRITE_CT_COMMIT],
    ['ip4', 0],
  ])('%s may be written in the contexts %i', (name, scope) => {
    expect(symbol(name).writable).toBe(scope);
  });

  it('for connections has their own protocol and ports', () => {
    const changed = [...aclCtSymbols().keys()]
      .sort()
      .map((name) => formatSymbol(aclCtSymbols().get(name)!))
      .filter((line) => !symbolLines.includes(line));
    expect(changed).toEqual([
      'ct_proto = NXM_NX_CT_NW_PROTO',
      'sctp = ct.trk && !ct.inv && ct_proto == 132',
      'sctp.dst = NXM_NX_CT_TP_DST',
      'sctp.src = NXM_NX_CT_TP_SRC',
      'tcp = ct.trk && !ct.inv && ct_proto == 6',
      'tcp.dst = NXM_NX_CT_TP_DST',
      'tcp.src = NXM_NX_CT_TP_SRC',
      'udp = ct.trk && !ct.inv && ct_proto == 17',
      'udp.dst = NXM_NX_CT_TP_DST',
      'udp.src = NXM_NX_CT_TP_SRC',
    ]);
  });
});

describe('the words of a microflow', () => {
  it('hold wide registers as their parts', () => {
    const words = new Uint32Array(MICROFLOW_WORDS);
    storeField(words, xxregisters[1]!, 0x44444444_55555555_66666666_77777777n);
    expect([4, 5, 6, 7].map((at) => words[registerWord(at)]!.toString(16))).toEqual([
      '44444444',
      '55555555',
      '66666666',
      '77777777',
    ]);
    expect(loadField(words, xregisters[3]!)).toBe(0x66666666_77777777n);
    expect(loadField(words, registers[5]!)).toBe(0x55555555n);
  });

  it.each([
    ['reg5', 'NXM_NX_XXREG1[64..95]'],
    ['reg9', 'OXM_OF_PKT_REG4[0..31]'],
    ['vlan.vid', 'NXM_OF_VLAN_TCI[0..11]'],
    ['inport', 'NXM_NX_REG14[0..31]'],
  ])('%s is in %s', (name, expected) => {
    const { field, offset, width } = resolveField({
      symbol: symbol(name),
      offset: 0,
      width: symbol(name).width,
    });
    expect(`${field.name}[${offset}..${offset + width - 1}]`).toBe(expected);
  });

  it.each([
    ['arp.op', 'ip.proto'],
    ['arp.spa', 'ip4.src'],
    ['arp.tpa', 'ip4.dst'],
    ['nd.sll', 'arp.sha'],
    ['nd.tll', 'arp.tha'],
    ['udp.src', 'tcp.src'],
    ['sctp.dst', 'tcp.dst'],
    ['icmp4.type', 'tcp.src'],
    ['icmp6.code', 'tcp.dst'],
  ])('%s shares those of %s', (one, other) => {
    expect(symbol(one).field?.words).toEqual(symbol(other).field?.words);
  });

  it('are distinct otherwise', () => {
    const names = new Map<number, Set<string>>();
    for (const field of Object.values(fields)) {
      for (const word of field.words) names.set(word, (names.get(word) ?? new Set()).add(field.name));
    }
    const shared = [...names.values()].filter(({ size }) => size > 1).map((set) => [...set].join(' '));
    expect(new Set(shared)).toEqual(
      new Set([
        'OXM_OF_IPV4_SRC OXM_OF_ARP_SPA',
        'OXM_OF_IPV4_DST OXM_OF_ARP_TPA',
        'OXM_OF_IP_PROTO OXM_OF_ARP_OP',
        'OXM_OF_ARP_SHA OXM_OF_IPV6_ND_SLL',
        'OXM_OF_ARP_THA OXM_OF_IPV6_ND_TLL',
        'OXM_OF_TCP_SRC OXM_OF_UDP_SRC OXM_OF_SCTP_SRC OXM_OF_ICMPV4_TYPE OXM_OF_ICMPV6_TYPE',
        'OXM_OF_TCP_DST OXM_OF_UDP_DST OXM_OF_SCTP_DST OXM_OF_ICMPV4_CODE OXM_OF_ICMPV6_CODE',
      ]),
    );
    expect(Math.max(...names.keys())).toBe(MICROFLOW_WORDS - 1);
  });

  it.each([
    ['arp.op', 0x102n, 2n],
    ['ct_state', 0x80000021n, 0x21n],
    ['ip6.label', 0xffffffn, 0xfffffn],
    ['eth.src', 0x1_0000_0000_0005n, 5n],
  ])('of %s = %i keep what Open vSwitch has room for: %i', (name, value, kept) => {
    const words = new Uint32Array(MICROFLOW_WORDS);
    storeField(words, symbol(name).field!, value);
    expect(loadField(words, symbol(name).field!)).toBe(kept);
  });
});
