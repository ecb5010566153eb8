/** Values in the notations of Open vSwitch (ovs-fields(7)). */
import type { Field } from '../../language/index.ts';
import { formatIp4, formatIp6, formatMac } from '../southbound/addresses.ts';
import type { Words } from '../trace/types.ts';

/** `0x1f`, without leading zeros; 0 without a prefix. */
export const hexOfWords = (words: Words): string => {
  let text = '';
  for (let i = words.length - 1; i >= 0; i--) {
    const word = words[i] as number;
    if (text === '') text = word === 0 ? '' : word.toString(16);
    else text += word.toString(16).padStart(8, '0');
  }
  return text === '' ? '0' : `0x${text}`;
};

/** Names of the bits that are set, the lowest first; bits without a name in hexadecimal. */
const flags = (value: number, names: readonly string[]): string => {
  if (value === 0) return '0';
  const parts: string[] = [];
  let rest = value;
  names.forEach((name, bit) => {
    if ((value & (1 << bit)) === 0) return;
    parts.push(name);
    rest &= ~(1 << bit);
  });
  if (rest !== 0) parts.push(`0x${(rest >>> 0).toString(16)}`);
  return parts.join('|');
};

export const CT_STATE_NAMES = ['new', 'est', 'rel', 'rpl', 'inv', 'trk', 'snat', 'dnat'] as const;

export const ctStateText = (state: number): string => flags(state, CT_STATE_NAMES);

const TCP_FLAG_NAMES = [
  'fin',
  'syn',
  'rst',
  'psh',
  'ack',
  'urg',
  'ece',
  'cwr',
  'ns',
  '[200]',
  '[400]',
  '[800]',
];

export const tcpFlagsText = (value: number): string => flags(value, TCP_FLAG_NAMES);

type Notation = (words: Words) => string;

const decimal: Notation = (words) => String(words[0] ?? 0);
const mac: Notation = ([low = 0, high = 0]) => formatMac(low, high);
const ip4: Notation = ([word = 0]) => formatIp4(word);
const ip6: Notation = ([w0 = 0, w1 = 0, w2 = 0, w3 = 0]) => formatIp6(w0, w1, w2, w3);

/** By the field's name in NXM or OXM; what is not here is hexadecimal. */
const NOTATIONS: readonly (readonly [RegExp, Notation])[] = [
  [/_ETH_(SRC|DST)$|_ARP_(SHA|THA)$|_ND_(SLL|TLL)$|_IPV6_ND_(SLL|TLL)$/, mac],
  [/_(IPV4|IP)_(SRC|DST)$|_ARP_(SPA|TPA)$|_CT_NW_(SRC|DST)$/, ip4],
  [/_IPV6_(SRC|DST)$|_ND_TARGET$/, ip6],
  [
    /_IP_(PROTO|DSCP|DSCP_SHIFTED|ECN|TTL)$|_(TCP|UDP|SCTP)_(SRC|DST)$|_ICMP(V4|V6)?_(TYPE|CODE)$|_ICMPV6_|_ARP_OP$|_CT_NW_PROTO$|_CT_TP_/,
    decimal,
  ],
  [/_CT_STATE$/, ([word = 0]) => ctStateText(word)],
  [/_TCP_FLAGS$/, ([word = 0]) => tcpFlagsText(word)],
];

/** The value of a whole field. */
export const fieldText = (field: Field, words: Words): string =>
  (NOTATIONS.find(([pattern]) => pattern.test(field.name))?.[1] ?? hexOfWords)(words);

/** An address of a family as words. */
export const ipText = (words: Words, family: 4 | 6): string => (family === 4 ? ip4(words) : ip6(words));
