/**
 * The plainest microflow, read without a parser: who asks ten thousand of them asks in one form.
 *
 *     inport == "p1" && eth.src == 0a:00:00:00:00:01 && ip4.src == 10.0.0.1 && ip.ttl == 64 && tcp.dst == 80 && ip4
 *
 * Comparisons of whole fields with plain constants, and predicates. Anything else, and whatever is wrong, is left to the
 * long way, which gives the same packet.
 */
import { MICROFLOW_WORDS } from '../symbols/fields.ts';
import type { Field, SymbolDefinition, SymbolTable } from '../symbols/types.ts';
import { annotate } from './annotate.ts';
import type { PortLookup } from './evaluate.ts';
import { resolveField } from './field.ts';
import { parseExpression } from './parse.ts';
import type { Expression } from './types.ts';

/** Bits of a packet that are to have a value. */
interface Bits {
  readonly words: readonly number[];
  readonly values: readonly number[];
  readonly masks: readonly number[];
}

/** What a field or a predicate means, but for the constant. */
interface Meaning {
  /** `undefined` of a predicate. */
  readonly field: Field | undefined;
  readonly isPort: boolean;
  /** That all hold with it, and sets of which one does. */
  readonly all: readonly Bits[];
  readonly anyOf: readonly (readonly Bits[])[];
}

interface Part {
  readonly meaning: Meaning;
  /** Of a port the name. */
  readonly constant: string | Bits | undefined;
}

export interface PlainMicroflow {
  readonly inport: string | undefined;
  /** `undefined` where it takes more thought, or is wrong. */
  packet(lookupPort: PortLookup): Uint32Array | undefined;
}

export const plainMicroflow = (text: string, symbols: SymbolTable): PlainMicroflow | undefined => {
  const parts: Part[] = [];
  let inport: string | undefined;
  for (const condition of text.split(' && ')) {
    const part = partOf(condition, symbols);
    if (part === undefined) return undefined;
    parts.push(part);
    if (!condition.startsWith('inport ') || typeof part.constant !== 'string') continue;
    if (inport !== undefined) return undefined;
    inport = part.constant;
  }
  return { inport, packet: (lookupPort) => packetOf(parts, lookupPort) };
};

const packetOf = (parts: readonly Part[], lookupPort: PortLookup): Uint32Array | undefined => {
  const words = new Uint32Array(MICROFLOW_WORDS);
  decided.fill(0);
  for (const { meaning, constant } of parts) {
    const bits = typeof constant === 'string' ? portBits(meaning, lookupPort(constant)) : constant;
    if (bits === undefined ? meaning.field !== undefined : !decide(words, bits)) return undefined;
    for (const one of meaning.all) if (!decide(words, one)) return undefined;
  }
  for (const { meaning } of parts) {
    for (const bits of meaning.anyOf) if (!bits.some((one) => isDecided(words, one))) return undefined;
  }
  return words;
};

/** Which bits of the packet at hand are. */
const decided = new Uint32Array(MICROFLOW_WORDS);

const decide = (packet: Uint32Array, { words, values, masks }: Bits): boolean => {
  for (let i = 0; i < words.length; i++) {
    const [word, value, mask] = [words[i] as number, values[i] as number, masks[i] as number];
    if ((((packet[word] as number) ^ value) & mask & (decided[word] as number)) !== 0) return false;
    packet[word] = (packet[word] as number) | value;
    decided[word] = (decided[word] as number) | mask;
  }
  return true;
};

const isDecided = (packet: Uint32Array, { words, values, masks }: Bits): boolean =>
  words.every((word, i) => {
    const [value, mask] = [values[i] as number, masks[i] as number];
    return (~(decided[word] as number) & mask) === 0 && (((packet[word] as number) ^ value) & mask) === 0;
  });

const portBits = ({ field }: Meaning, key: number | undefined): Bits | undefined =>
  field === undefined || key === undefined || key < 0 ? undefined : bitsOf(field, [key]);

const PLAIN = /^([a-z_][a-z0-9_.]*)(?: == ("[^"\\]*"|[0-9a-f.:]+))?$/;

const partOf = (condition: string, symbols: SymbolTable): Part | undefined => {
  const [, name, text] = PLAIN.exec(condition) ?? [];
  if (name === undefined) return undefined;
  const meaning = meaningOf(name, text !== undefined, symbols);
  if (meaning === undefined) return undefined;
  if (text === undefined) return { meaning, constant: undefined };
  if (text.startsWith('"')) return meaning.isPort ? { meaning, constant: text.slice(1, -1) } : undefined;
  const value =
    meaning.isPort || meaning.field === undefined ? undefined : valueOf(text, meaning.field.width);
  return value && { meaning, constant: bitsOf(meaning.field as Field, value) };
};

/** Least significant word first; only what fits into the field. */
const valueOf = (text: string, width: number): readonly number[] | undefined => {
  if (/^\d{1,9}$/.test(text)) {
    const value = Number(text);
    return (text.length > 1 && text.startsWith('0')) || (width < 30 && value >= 1 << width)
      ? undefined
      : [value];
  }
  if (width === 32) return ip4Of(text);
  return width === 48 && /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/.test(text)
    ? [
        Number.parseInt(text.slice(6).replaceAll(':', ''), 16),
        Number.parseInt(text.slice(0, 2) + text.slice(3, 5), 16),
      ]
    : undefined;
};

const ip4Of = (text: string): readonly number[] | undefined => {
  const octets = text.split('.');
  let value = 0;
  for (const octet of octets) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(octet) || Number(octet) > 255) return undefined;
    value = value * 256 + Number(octet);
  }
  return octets.length === 4 ? [value] : undefined;
};

/** The whole of a field. */
const bitsOf = ({ words, width }: Field, value: readonly number[]): Bits => ({
  words,
  values: words.map((_, i) => value[i] ?? 0),
  masks: words.map((_, i) => {
    const rest = width - 32 * i;
    return rest >= 32 ? 0xffffffff : (1 << Math.max(rest, 0)) - 1;
  }),
});

const known = new WeakMap<SymbolTable, Map<string, Meaning | undefined>>();

const meaningOf = (name: string, compared: boolean, symbols: SymbolTable): Meaning | undefined => {
  let meanings = known.get(symbols);
  if (meanings === undefined) known.set(symbols, (meanings = new Map<string, Meaning | undefined>()));
  const key = compared ? `${name} ==` : name;
  if (!meanings.has(key)) meanings.set(key, newMeaning(name, compared, symbols));
  return meanings.get(key);
};

const newMeaning = (name: string, compared: boolean, symbols: SymbolTable): Meaning | undefined => {
  const symbol = symbols.get(name);
  if (symbol === undefined || symbol.ovnField || compared === (symbol.predicate !== undefined))
    return undefined;
  const isPort = compared && symbol.width === 0;
  const { value: parsed } = parseExpression(compared ? `${name} == ${isPort ? '"x"' : '0'}` : name, {
    symbols,
  });
  const { value } = parsed === undefined ? {} : annotate(parsed, symbols);
  if (value === undefined) return undefined;
  const parts = value.type === 'and' ? value.children : [value];
  const isOwn = (part: Expression): boolean =>
    compared && (part.type === 'comparison' || part.type === 'string') && part.symbol.name === name;
  const field = compared ? wholeField(symbol) : undefined;
  if (compared && (field === undefined || !parts.some(isOwn))) return undefined;
  const all: Bits[] = [];
  const anyOf: (readonly Bits[])[] = [];
  for (const part of parts.filter((one) => !isOwn(one))) {
    const choices = part.type === 'or' ? part.children.map(comparedBits) : [comparedBits(part)];
    if (choices.includes(undefined)) return undefined;
    if (part.type === 'or') anyOf.push(choices as Bits[]);
    else all.push(choices[0] as Bits);
  }
  return { field, isPort, all, anyOf };
};

/** `undefined` for a part of one. */
const wholeField = (symbol: SymbolDefinition): Field | undefined => {
  const { field, offset, width } = resolveField({ symbol, offset: 0, width: symbol.width });
  return offset === 0 && width === field.width && isTaken(field) ? field : undefined;
};

/** Of a field that cannot be masked OVN keeps all or nothing. */
const isTaken = ({ words, width, maskable }: Field): boolean =>
  words.length > 0 && (maskable || width % 8 === 0);

const comparedBits = (part: Expression): Bits | undefined => {
  if (part.type !== 'comparison' || part.operator !== '==') return undefined;
  const { symbol } = part;
  const { field, offset } = resolveField({ symbol, offset: 0, width: symbol.width });
  const mask = part.mask << BigInt(offset);
  if (!isTaken(field) || (!field.maskable && mask !== (1n << BigInt(field.width)) - 1n)) return undefined;
  const word = (value: bigint, i: number): number => Number(BigInt.asUintN(32, value >> BigInt(32 * i)));
  return {
    words: field.words,
    values: field.words.map((_, i) => word(part.value << BigInt(offset), i)),
    masks: field.words.map((_, i) => word(mask, i)),
  };
};
