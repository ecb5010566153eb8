/** Tokens back to text, so that lexing the text gives the token again. */
import type { Format, Token } from './token.ts';

/** How wide a value of a format may be; what is wider is written in hexadecimal. */
const WIDTHS: Readonly<Record<Format, bigint>> = {
  decimal: 64n,
  hexadecimal: 1024n,
  ipv4: 32n,
  ipv6: 128n,
  ethernet: 48n,
};

/** An integer without a mask, or with one. */
export const formatInteger = (format: Format, value: bigint, mask?: bigint): string => {
  const width = WIDTHS[format];
  const fits = value >> width === 0n && (mask === undefined || mask >> width === 0n);
  const used = fits ? format : 'hexadecimal';
  const text = formatValue(used, value);
  if (mask === undefined) return text;
  const prefix = used === 'ipv4' || used === 'ipv6' ? prefixLength(mask, Number(width)) : undefined;
  return `${text}/${prefix ?? formatValue(used, mask)}`;
};

/** The token as OVN writes it back. An end is `$`. */
export const formatToken = (token: Token): string => {
  switch (token.type) {
    case 'end':
      return '$';
    case 'id':
      return token.text;
    case 'error':
      return `error(${formatString(token.text)})`;
    case 'string':
      return formatString(token.text);
    case 'integer':
      return formatInteger(token.format, token.value);
    case 'masked':
      return formatInteger(token.format, token.value, token.mask);
    case 'macro':
      return `$${token.text}`;
    case 'port-group':
      return `@${token.text}`;
    case 'template':
      return `^${token.text}`;
    default:
      return token.type;
  }
};

/** A string in quotes. JSON.stringify escapes exactly what Open vSwitch escapes. */
export const formatString = (text: string): string => JSON.stringify(text);

const formatValue = (format: Format, value: bigint): string => {
  switch (format) {
    case 'decimal':
      return value.toString();
    case 'hexadecimal':
      return formatHexadecimal(value);
    case 'ipv4':
      return formatIpv4(Number(value));
    case 'ipv6':
      return formatIpv6(value);
    case 'ethernet':
      return formatEthernet(value);
  }
};

/** Zero has no `0x`. */
export const formatHexadecimal = (value: bigint): string => (value === 0n ? '0' : `0x${value.toString(16)}`);

const formatEthernet = (value: bigint): string =>
  (value.toString(16).padStart(12, '0').match(/../g) ?? []).join(':');

const formatIpv4 = (value: number): string =>
  `${value >>> 24}.${(value >>> 16) & 0xff}.${(value >>> 8) & 0xff}.${value & 0xff}`;

/** As inet_ntop(3): the first longest run of two or more zero groups is `::`, mapped addresses end in IPv4. */
export const formatIpv6 = (value: bigint): string => {
  const groups = Array.from({ length: 8 }, (_, at) => Number((value >> BigInt(112 - at * 16)) & 0xffffn));
  const run = longestZeroRun(groups);
  const mapped = run.start === 0 && (run.length === 6 || (run.length === 5 && groups[5] === 0xffff));
  const tail = mapped ? [formatIpv4(Number(BigInt.asUintN(32, value)))] : [];
  const words = [...groups.slice(0, mapped ? 6 : 8).map((group) => group.toString(16)), ...tail];
  if (run.length < 2) return words.join(':');
  return `${words.slice(0, run.start).join(':')}::${words.slice(run.start + run.length).join(':')}`;
};

const longestZeroRun = (groups: readonly number[]): { readonly start: number; readonly length: number } => {
  let best = { start: -1, length: 0 };
  for (let at = 0; at < groups.length; at++) {
    let end = at;
    while (groups[end] === 0) end++;
    if (end - at > best.length) best = { start: at, length: end - at };
    if (end > at) at = end;
  }
  return best;
};

/** How many bits a mask has, if they are all on the left. */
const prefixLength = (mask: bigint, width: number): number | undefined => {
  const inverse = BigInt.asUintN(width, ~mask);
  if ((inverse & (inverse + 1n)) !== 0n) return undefined;
  return width - (inverse === 0n ? 0 : inverse.toString(2).length);
};
