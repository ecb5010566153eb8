/** `1.2.3.4:80`, `[fe80::1]:80`, with or without the port: how OVN writes virtual addresses in strings. */
import { integerEnd, parseInteger } from '../lexer/numbers.ts';
import type { Address } from './types.ts';

export interface HostPort {
  readonly address: Address;
  /** 0 if there is none. */
  readonly port: number;
}

/** Undefined if it is neither. Names are not looked up. */
export const parseHostPort = (text: string): HostPort | undefined => {
  const [host, portText] = split(text);
  const port = portText === undefined || portText === '' ? 0 : parsePort(portText);
  if (port === undefined) return undefined;
  if (!host.includes(':')) return withPort(parseAddress(host, 'ipv4'), port);
  // An IPv6 address may have a scope, of which nothing depends here.
  const percent = host.indexOf('%');
  return withPort(parseAddress(percent < 0 ? host : host.slice(0, percent), 'ipv6'), port);
};

const withPort = (address: Address | undefined, port: number): HostPort | undefined =>
  address && { address, port };

/** More than one colon outside of brackets: all of it is an IPv6 address. */
const split = (text: string): readonly [string, string | undefined] => {
  let colon = -1;
  let colons = 0;
  let inBrackets = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '[') inBrackets = true;
    else if (character === ']') inBrackets = false;
    else if (character === ':' && !inBrackets) {
      colons++;
      colon = at;
    }
  }
  if (colons > 1) return [text, undefined];
  if (colon < 0) return [unbracket(text), undefined];
  return [unbracket(text.slice(0, colon)), unbracket(text.slice(colon + 1))];
};

const unbracket = (text: string): string => {
  if (!text.startsWith('[')) return text;
  return text.endsWith(']') ? text.slice(1, -1) : text.slice(1);
};

/** As strtol(3) reads decimal numbers. */
const parsePort = (text: string): number | undefined => {
  if (!/^[ \t\n\v\f\r]*[+-]?[0-9]+$/.test(text)) return undefined;
  const port = Number(text);
  return port >= 0 && port <= 65535 ? port : undefined;
};

const parseAddress = (text: string, format: 'ipv4' | 'ipv6'): Address | undefined => {
  if (integerEnd(text, 0) !== text.length) return undefined;
  const integer = parseInteger(text, 0, text.length);
  if (typeof integer === 'string') return undefined;
  // Six groups of two digits are a MAC address to the lexer, and no IPv6 address either.
  if (integer.format !== format) return undefined;
  return { family: format === 'ipv4' ? 4 : 6, value: integer.value };
};
