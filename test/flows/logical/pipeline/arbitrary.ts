/** Tables of flows as northd writes them, and as it does not, with packets that have a chance to fit several. */
import fc from 'fast-check';
import { MICROFLOW_WORDS, resolveField, standardSymbols } from '../../../../src/flows/language/index.ts';
import { writeBits } from '../../../../src/flows/logical/engine/subfields.ts';
import type { FlowPlan } from '../build.ts';

const IP4 = ['10.0.0.1', '10.0.0.2', '10.0.1.1', '0x0a000001', '0xa000002'] as const;
const NETWORKS = ['10.0.0.0/24', '10.0.0.0/16', '0.0.0.0/0', '10.0.0.0/255.255.0.255'] as const;
const MACS = ['00:00:00:00:00:01', '00:00:00:00:00:02', '0a:00:00:00:00:01', '0x1'] as const;
const IP6 = ['fd00::1', 'fd00::2', 'FD00:0::1', 'fd00:0:0:1::1', '::ffff:10.0.0.1'] as const;
const NETWORKS6 = ['fd00::/64', 'fd00::/16', '::/0', 'fd00::1/128'] as const;
const PORTS = ['"p1"', '"p2"', '"p\\"3"', '"q1"', '"nobody"', '""'] as const;

/** A field and constants for it, some of them under a mask. */
const comparable = fc.oneof(
  fc.constantFrom('reg0', 'reg1').map((name) => [name, ['0', '1', '0x5', '1/1', '0x4/0x6']] as const),
  fc.constantFrom('reg0[0]', 'flags.loopback', 'reg10[3]').map((name) => [name, ['0', '1']] as const),
  fc
    .constantFrom('reg0[0..15]', 'tcp.dst', 'udp.dst')
    .map((name) => [name, ['80', '0x50', '443', '0x50/0xff']] as const),
  fc.constantFrom('ip4.dst', 'ip4.src', 'reg4').map((name) => [name, [...IP4, ...NETWORKS]] as const),
  fc
    .constantFrom('eth.dst', 'eth.src')
    .map((name) => [name, [...MACS, '01:00:00:00:00:00/01:00:00:00:00:00']] as const),
  fc.constantFrom('ip6.dst', 'xxreg1').map((name) => [name, [...IP6, ...NETWORKS6]] as const),
  fc
    .constantFrom('xreg0', 'xreg0[32..63]', 'xxreg0[96..127]')
    .map((name) => [name, ['0', '1', '5']] as const),
  fc
    .constantFrom('vlan.vid', 'ip.proto', 'eth.type', 'ip.ttl')
    .map((name) => [name, ['0', '6', '17', '0x800']] as const),
);

const several = <T extends string>(values: readonly T[]): fc.Arbitrary<string> =>
  fc.oneof(
    { arbitrary: fc.constantFrom(...values), weight: 3 },
    {
      arbitrary: fc
        .array(fc.constantFrom(...values), { minLength: 1, maxLength: 4 })
        .map((list) => `{${list.join(', ')}}`),
      weight: 1,
    },
  );

const comparison = fc.oneof(
  {
    arbitrary: comparable.chain(([field, values]) => several(values).map((value) => `${field} == ${value}`)),
    weight: 6,
  },
  {
    arbitrary: fc
      .tuple(fc.constantFrom('inport', 'outport'), several(PORTS))
      .map(([field, value]) => `${field} == ${value}`),
    weight: 3,
  },
  {
    arbitrary: fc.constantFrom(
      'ip4',
      'ip6',
      'tcp',
      'udp',
      'arp',
      'icmp4',
      'ip',
      '1',
      'ct.new',
      '$set == ip4.dst',
      'ip4.dst == $set',
    ),
    weight: 3,
  },
  {
    arbitrary: fc.constantFrom(
      '!(reg0 == 5)',
      'reg0 != 1',
      'tcp.dst >= 80',
      '80 == tcp.dst',
      '0 < reg0 <= 5',
      'reg0[0]',
      '!reg0[0]',
    ),
    weight: 1,
  },
);

const joined = (part: fc.Arbitrary<string>, most: number): fc.Arbitrary<string> =>
  fc.oneof(
    {
      arbitrary: fc.array(part, { minLength: 1, maxLength: most }).map((list) => list.join(' && ')),
      weight: 5,
    },
    {
      arbitrary: fc.array(part, { minLength: 2, maxLength: 3 }).map((list) => `(${list.join(' || ')})`),
      weight: 1,
    },
    {
      arbitrary: fc.array(part, { minLength: 2, maxLength: 3 }).map((list) => list.join(' || ')),
      weight: 1,
    },
  );

const spaced = (match: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(match, fc.constantFrom(0, 0, 0, 1, 2, 3)).map(([text, way]) => {
    if (way === 1) return text.replaceAll(' == ', '==');
    if (way === 2) return text.replaceAll(' && ', '  &&\t');
    return way === 3 ? `${text} /* && reg0 == 99 */` : text;
  });

/** Matches that are read, and some that are not. */
export const match = fc.oneof(
  { arbitrary: spaced(joined(comparison, 4)), weight: 12 },
  {
    arbitrary: fc
      .tuple(comparison, joined(comparison, 2))
      .map(([a, b]) => (b.includes('||') && !b.startsWith('(') ? `${a} && (${b})` : `${a} && ${b}`)),
    weight: 4,
  },
  {
    arbitrary: fc
      .tuple(
        joined(comparison, 3),
        joined(comparison, 2),
        fc.constantFrom('&&', '||'),
        fc.constantFrom('', '!'),
      )
      .map(([a, b, operator, not]) => `${not}(${a}) ${operator} (${b})`),
    weight: 3,
  },
  {
    arbitrary: fc
      .tuple(comparison, comparison, comparison, comparison)
      .map(([a, b, c, d]) => `(${a} && (${b} || (${c} && ${d}))) && ${d}`),
    weight: 2,
  },
  {
    arbitrary: fc.constantFrom('reg0 == 1 &&', 'tcp.dst == 80 && nonsense == 1', 'ip4.dst == $unknown'),
    weight: 1,
  },
);

/** Many flows of few priorities. */
export const table: fc.Arbitrary<readonly FlowPlan[]> = fc.array(
  fc.record({
    pipeline: fc.constant<'ingress'>('ingress'),
    table: fc.constant(0),
    priority: fc.constantFrom(0, 10, 10, 20, 30),
    match,
    actions: fc.constantFrom(
      'next;',
      'drop;',
      'outport = "p2"; output;',
      'ip.ttl--; next;',
      'tcp.dst = 1; next;',
    ),
  }),
  { minLength: 1, maxLength: 40 },
);

const CHOICES: Readonly<Record<string, readonly bigint[]>> = {
  inport: [1n, 2n, 3n],
  outport: [0n, 1n, 2n, 3n],
  reg0: [0n, 1n, 5n, 80n],
  reg1: [0n, 1n, 5n],
  reg4: [0x0a000001n, 0n, 0xfd000000n],
  reg7: [1n, 2n],
  flags: [0n, 1n],
  'eth.dst': [1n, 2n, 0x0a0000000001n],
  'eth.src': [1n, 2n],
  'eth.type': [0x800n, 0x86ddn, 0x806n, 0n],
  'ip.proto': [6n, 17n, 1n, 0n],
  'ip.ttl': [0n, 6n, 64n],
  'ip4.dst': [0x0a000001n, 0x0a000002n, 0x0a000101n, 0n],
  'ip4.src': [0x0a000001n, 0x0a000101n],
  'ip6.dst': [
    0xfd00n << 112n,
    (0xfd00n << 112n) + 1n,
    (0xfd00n << 112n) + 2n,
    (0xfd00n << 112n) + (1n << 64n) + 1n,
  ],
  'tcp.dst': [80n, 443n, 0n],
  ct_state: [0n, 0x21n, 0x22n],
};

const fieldOf = (name: string): ReturnType<typeof resolveField> => {
  const symbol = standardSymbols().get(name);
  if (symbol === undefined) throw new Error(name);
  const { field, offset } = resolveField({ symbol, offset: 0, width: symbol.width });
  return { field, offset, width: symbol.width || 32 };
};

const word = (value: bigint, at: number): number => Number((value >> BigInt(32 * at)) & 0xffffffffn);

/** With every field one of its few values. */
export const packet: fc.Arbitrary<Uint32Array> = fc
  .record(
    Object.fromEntries(Object.entries(CHOICES).map(([name, values]) => [name, fc.constantFrom(...values)])),
  )
  .map((values) => {
    const words = new Uint32Array(MICROFLOW_WORDS);
    for (const [name, value] of Object.entries(values)) {
      writeBits(
        words,
        fieldOf(name),
        [0, 1, 2, 3].map((at) => word(value, at)),
      );
    }
    return words;
  });
