/** Matches that OVN accepts, and packets that have a chance to fit them. */
import fc from 'fast-check';
import { MICROFLOW_WORDS } from '../../../../src/flows/language/index.ts';

const few = fc.constantFrom(0, 1, 2, 3, 5, 7);

const operator = fc.constantFrom('==', '!=', '<', '<=', '>', '>=');
const equality = fc.constantFrom('==', '!=');

/** Fields that may be compared in every way, with constants that fit them. */
const ordinal = fc.oneof(
  fc.constantFrom('ip.frag', 'vlan.pcp', 'ct_mark.obs_stage').map((name) => [name, 2] as const),
  fc.constantFrom('tcp.dst', 'udp.src', 'vlan.tci').map((name) => [name, 16] as const),
  fc.constantFrom('reg0', 'reg9', 'ip4.src', 'arp.tpa', 'ct_state').map((name) => [name, 32] as const),
  fc.constantFrom('eth.src', 'nd.tll').map((name) => [name, 48] as const),
  fc.constantFrom('xreg1', 'xreg4').map((name) => [name, 64] as const),
  fc.constantFrom('xxreg0', 'ip6.dst', 'ct_label').map((name) => [name, 128] as const),
);

const constant = (width: number): fc.Arbitrary<bigint> =>
  fc.oneof(
    few.map((value) => BigInt(value) & ((1n << BigInt(width)) - 1n)),
    few.map((value) => BigInt.asUintN(width, BigInt(value) << BigInt(Math.max(0, width - 3)))),
    fc.bigInt({ min: 0n, max: (1n << BigInt(width)) - 1n }),
  );

const hexadecimal = (value: bigint): string => `0x${value.toString(16)}`;

/** A field or some of its bits, and how many they are. */
const bits = ordinal.chain(([name, width]) =>
  fc.oneof(
    fc.constant([name, width] as const),
    fc.tuple(fc.nat(width - 1), fc.nat(width - 1)).map(([a, b]) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      return [`${name}[${low}..${high}]`, high - low + 1] as const;
    }),
  ),
);

const masked = (width: number): fc.Arbitrary<string> =>
  fc
    .tuple(constant(width), constant(width))
    .map(([value, mask]) => `${hexadecimal(value)}/${hexadecimal(mask)}`);

const comparison = bits.chain(([field, width]) =>
  fc.oneof(
    fc.tuple(operator, constant(width)).map(([sign, value]) => `${field} ${sign} ${hexadecimal(value)}`),
    fc.tuple(equality, masked(width)).map(([sign, value]) => `${field} ${sign} ${value}`),
    fc
      .tuple(
        equality,
        fc.array(fc.oneof(constant(width).map(hexadecimal), masked(width)), { minLength: 1, maxLength: 7 }),
      )
      .map(([sign, values]) => `${field} ${sign} {${values.join(', ')}}`),
    fc
      .tuple(constant(width), constant(width))
      .map(([a, b]) => `${hexadecimal(a)} < ${field} <= ${hexadecimal(b)}`),
  ),
);

const port = fc.constantFrom('"p0"', '"p1"', '"p2"', '"nobody"');

/** What may only be tested positively. */
const nominal = fc.oneof(
  fc.constantFrom('ip4', 'ip6', 'ip', 'tcp', 'icmp6', 'nd', 'arp', 'ip4.mcast', 'igmp'),
  fc.tuple(fc.constantFrom('inport', 'outport'), port).map(([field, name]) => `${field} == ${name}`),
  fc.uniqueArray(port, { minLength: 1 }).map((names) => `inport == {${names.join(', ')}}`),
  fc
    .tuple(fc.constantFrom('ip.ttl', 'ip.proto', 'icmp4.type', 'icmp6.type'), few)
    .map(([a, b]) => `${a} == ${b}`),
);

const leaf = fc.oneof(
  comparison,
  comparison,
  fc.constantFrom('0', '1', 'ip.is_frag', '!ip.later_frag', 'eth.mcast', 'ct.est', '!ct.new', 'vlan.present'),
  fc.constantFrom('is_chassis_resident("p1")', '!is_chassis_resident("p2")'),
);

const junction = (part: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(' && ', ' || '), fc.array(part, { minLength: 2, maxLength: 4 }))
    .map(([sign, parts]) => parts.map((each) => `(${each})`).join(sign));

const trees = fc.letrec<{ invertible: string; any: string }>((tie) => ({
  invertible: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    leaf,
    junction(tie('invertible')),
    tie('invertible').map((text) => `!(${text})`),
  ),
  any: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    fc.oneof(leaf, nominal),
    junction(tie('any')),
    tie('invertible'),
  ),
}));

/** The text of a match. */
export const matchText = trees.any;

const word = fc.oneof(
  { arbitrary: few, weight: 3 },
  { arbitrary: fc.constantFrom(0x800, 0x86dd, 0x806, 6, 17, 58, 255, 135, 0x3333, 0xffffffff), weight: 2 },
  { arbitrary: few.map((value) => value * 2 ** 29), weight: 1 },
  { arbitrary: fc.nat(0xffffffff), weight: 1 },
);

/** The words of a packet. */
export const packet = fc
  .array(word, { minLength: MICROFLOW_WORDS, maxLength: MICROFLOW_WORDS })
  .map((words) => Uint32Array.from(words));
