/**
 * Whether a packet surely does not fit a match, told from its text up to the first condition that does not hold. For the
 * first packets that come to a table this is quicker than an index of its flows, and far quicker than reading them:
 *
 *     outport == "lrp-5" && ip4 && ip4.dst == 10.0.0.0/24 && tcp.dst == {80, 443}
 *
 * What is not plainly of this form rules nothing out, which costs time and never an answer.
 */
import { packetKey, signatureFor, valueKey, type IndexSignature } from './signatures.ts';
import { comparisonOf } from './text-keys.ts';
import { AMPERSAND, closing, endOfString, nextAnd, OPEN, QUOTE, SPACE } from './text-scan.ts';
import { parseValue } from './text-values.ts';

/** A datapath, whose ports have keys. */
export interface Ports {
  keyOf(name: string): number | undefined;
}

export const isRuledOut = (match: string, packet: Uint32Array, ports: Ports): boolean =>
  match.length >= 3 && !match.includes('^') && anyFails(match, packet, ports);

const anyFails = (text: string, packet: Uint32Array, ports: Ports): boolean => {
  for (let at = 0; at >= 0; at = behind(nextAnd(text, at))) {
    while (text.charCodeAt(at) === SPACE) at++;
    if (text.charCodeAt(at) === OPEN) {
      const close = closing(text, at);
      if (close > 0 && isEnd(text, close + 1) && anyFails(text.slice(at + 1, close), packet, ports))
        return true;
      continue;
    }
    const end = endOfName(text, at);
    if (end > at && fails(text, at, end, packet, ports)) return true;
  }
  return false;
};

const DOT = 0x2e;
const EQUALS = 0x3d;
const BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isName = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || isDigit(code) || code === 0x5f || code === DOT;

const endOfName = (text: string, from: number): number => {
  let at = from;
  while (isName(text.charCodeAt(at))) at++;
  // reg0[0..15]
  if (at === from || text.charCodeAt(at) !== BRACKET) return at;
  while (at < text.length && text.charCodeAt(at) !== CLOSING_BRACKET) at++;
  return at + 1;
};

/** Of an `&&`; below 0 for none. */
const behind = (and: number): number => (and < 0 ? and : and + 2);

/** Whether nothing more belongs to the condition that ends here. */
const isEnd = (text: string, from: number): boolean => {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at++;
  return at >= text.length || (text.charCodeAt(at) === AMPERSAND && text.charCodeAt(at + 1) === AMPERSAND);
};

const fails = (text: string, start: number, end: number, packet: Uint32Array, ports: Ports): boolean => {
  if (isEnd(text, end)) {
    const predicate = comparisonOf(text.slice(start, end));
    return predicate !== undefined && packetKey(predicate.signature, packet) !== predicate.value;
  }
  if (text.charCodeAt(end + 1) !== EQUALS || text.charCodeAt(end + 2) !== EQUALS) return false;
  const at = end + 4;
  if (text.charCodeAt(end) !== SPACE || text.charCodeAt(end + 3) !== SPACE) return false;
  const signature = signatureOf(text.slice(start, end));
  if (signature === undefined) return false;
  const code = text.charCodeAt(at);
  if (code === BRACE) return failsAll(text, at, signature, packet, ports);
  if (code === QUOTE) {
    const close = endOfString(text, at);
    return (
      close < text.length &&
      isEnd(text, close + 1) &&
      isOther(text.slice(at, close + 1), signature, packet, ports)
    );
  }
  let stop = at;
  while (stop < text.length && text.charCodeAt(stop) !== SPACE) stop++;
  return isEnd(text, stop) && isOther(text.slice(at, stop), signature, packet, ports);
};

/** Longer sets are looked into when the flow is read. */
const LONGEST = 2000;

const failsAll = (
  text: string,
  open: number,
  signature: Named,
  packet: Uint32Array,
  ports: Ports,
): boolean => {
  let at = open + 1;
  for (;;) {
    while (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === COMMA) at++;
    const code = text.charCodeAt(at);
    if (code === CLOSING_BRACE) return isEnd(text, at + 1);
    if (at >= text.length || at - open > LONGEST) return false;
    let stop = at;
    if (code === QUOTE) stop = endOfString(text, at) + 1;
    else while (stop < text.length && !isBetween(text.charCodeAt(stop))) stop++;
    if (stop === at || !isOther(text.slice(at, stop), signature, packet, ports)) return false;
    at = stop;
  }
};

const COMMA = 0x2c;
const isBetween = (code: number): boolean => code === SPACE || code === COMMA || code === CLOSING_BRACE;

interface Named {
  readonly name: string;
  readonly low: string | undefined;
  readonly high: string | undefined;
  readonly whole: IndexSignature;
  /** Its only word, all of whose bits count. */
  readonly word: number | undefined;
}

const fields = new Map<string, Named | undefined>();

const signatureOf = (field: string): Named | undefined => {
  const known = fields.get(field);
  if (known !== undefined || fields.has(field)) return known;
  const [, name = '', low, high = low] =
    /^([a-z_][\w.]*)(?:\[(\d{1,3})(?:\.\.(\d{1,3}))?\])?$/.exec(field) ?? [];
  const whole = signatureFor(name, low, high, undefined);
  const isWord = whole?.words.length === 1 && whole.masks[0] === 0xffffffff && whole.offset === 0;
  const found = whole && { name, low, high, whole, word: isWord ? whole.words[0] : undefined };
  fields.set(field, found);
  return found;
};

/** Whether the packet's value is surely another one. */
const isOther = (constant: string, field: Named, packet: Uint32Array, ports: Ports): boolean => {
  if (constant.charCodeAt(0) === QUOTE) {
    if (!field.whole.isPort || constant.includes('\\')) return false;
    return packetKey(field.whole, packet) !== ports.keyOf(constant.slice(1, -1));
  }
  if (field.whole.isPort) return false;
  const quick = field.word === undefined ? undefined : quickIp4(constant);
  if (quick !== undefined) return packet[field.word as number] !== quick;
  if (isWithout(field.whole, packet) && NOT_ZERO.test(constant)) return true;
  const value = parseValue(constant);
  if (value === undefined) return false;
  const signature =
    value.prefix === undefined ? field.whole : signatureFor(field.name, field.low, field.high, value.prefix);
  return signature !== undefined && packetKey(signature, packet) !== valueKey(signature, value.words);
};

/** An IPv6 address that is not all zero: no packet of another kind has it. */
const NOT_ZERO = /^[0-9a-f:]*[1-9a-f][0-9a-f:]*$/;

/** Whether the packet has no value in a field as wide as an IPv6 address. */
const isWithout = ({ words }: IndexSignature, packet: Uint32Array): boolean => {
  if (words.length !== 4) return false;
  for (let i = 0; i < 4; i++) if (packet[words[i] as number] !== 0) return false;
  return true;
};

/** `10.0.0.1`, without a prefix. */
const quickIp4 = (text: string): number | undefined => {
  let [value, octet, digits, dots] = [0, 0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isDigit(code) && digits < 3) {
      octet = octet * 10 + code - 0x30;
      digits++;
    } else if (code === DOT && digits > 0 && octet < 256) {
      value = value * 256 + octet;
      octet = digits = 0;
      dots++;
    } else return undefined;
  }
  return dots === 3 && digits > 0 && octet < 256 ? value * 256 + octet : undefined;
};
