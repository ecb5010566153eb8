/**
 * Constants, alone or in sets:
 *
 *     constant = string | integer | masked | '$' address-set | '@' port-group
 *     set      = constant | '{' constant [','] constant … '}'
 */
import { formatInteger, formatString } from '../lexer/format.ts';
import type { Lexer } from '../lexer/lexer.ts';
import { scanToken } from '../lexer/scan.ts';
import type { FieldReference } from '../symbols/types.ts';
import type { ConstantSet, IntegerConstant, Scope, StringConstant } from './types.ts';

/** What sets there are; in actions none. */
export type SetScope = Pick<Scope, 'addressSet' | 'portGroup'>;

/** A set while it is read. */
class Collector {
  type: ConstantSet['type'] = 'integer';
  readonly integers: IntegerConstant[] = [];
  readonly strings: StringConstant[] = [];

  /** Integers and strings do not mix, but an empty set may still become either. */
  assign(lexer: Lexer, type: ConstantSet['type']): boolean {
    if (this.type === type || this.integers.length + this.strings.length === 0) {
      this.type = type;
      return true;
    }
    lexer.syntaxError(`expecting ${this.type}`);
    return false;
  }

  finish(inCurlies: boolean): ConstantSet {
    return this.type === 'integer'
      ? { type: 'integer', values: this.integers, inCurlies }
      : { type: 'string', values: this.strings, inCurlies };
  }
}

/** Reads one constant, or all those of a named set; false after an error. */
const collect = (lexer: Lexer, scope: SetScope, into: Collector): boolean => {
  const { token } = lexer;
  switch (token.type) {
    case 'template':
      lexer.error('Unexpanded template.');
      return false;
    case 'string':
      if (!into.assign(lexer, 'string')) return false;
      into.strings.push({ string: token.text });
      break;
    case 'integer':
    case 'masked': {
      if (!into.assign(lexer, 'integer')) return false;
      const { value, mask, format } = token;
      into.integers.push({ value, mask, masked: token.type === 'masked', format });
      break;
    }
    case 'macro': {
      const values = scope.addressSet?.(token.text);
      if (values === undefined) {
        lexer.syntaxError('expecting address set name');
        return false;
      }
      if (!into.assign(lexer, 'integer')) return false;
      for (const value of values) into.integers.push({ ...value, addressSet: token.text });
      break;
    }
    case 'port-group': {
      const ports = scope.portGroup?.(token.text);
      if (ports === undefined) {
        lexer.syntaxError('expecting port group name');
        return false;
      }
      if (!into.assign(lexer, 'string')) return false;
      for (const string of ports) into.strings.push({ string, portGroup: token.text });
      break;
    }
    default:
      lexer.syntaxError('expecting constant');
      return false;
  }
  lexer.get();
  return true;
};

/** One constant or a set in braces; undefined after an error. */
export const parseConstantSet = (lexer: Lexer, scope: SetScope = {}): ConstantSet | undefined => {
  if (lexer.failure !== undefined) return undefined;
  const collector = new Collector();
  const inCurlies = lexer.match('{');
  if (!inCurlies) return collect(lexer, scope, collector) ? collector.finish(false) : undefined;
  do {
    if (!collect(lexer, scope, collector)) return undefined;
    lexer.match(',');
  } while (!lexer.match('}'));
  return collector.finish(true);
};

/** One constant that fits a field; undefined after an error. */
export const parseConstant = (
  lexer: Lexer,
  field: FieldReference,
): IntegerConstant | StringConstant | undefined => {
  if (lexer.failure !== undefined) return undefined;
  const { start } = lexer.token;
  const collector = new Collector();
  if (!collect(lexer, {}, collector)) return undefined;
  const constants = collector.finish(false);
  const problem = typeCheckConstants(field, constants);
  if (problem === undefined) return constants.values[0];
  lexer.error(problem, start);
  return undefined;
};

/** Why constants cannot be compared with a field or put into it. */
export const typeCheckConstants = (field: FieldReference, constants: ConstantSet): string | undefined => {
  const { name, width } = field.symbol;
  if ((constants.type === 'integer') !== width > 0) {
    const kind = width > 0 ? 'Integer' : 'String';
    return `${kind} field ${name} is not compatible with ${constants.type} constant.`;
  }
  if (constants.type === 'string') return undefined;
  for (const constant of constants.values) {
    const needed = constantWidth(constant);
    if (needed > width) {
      return `${needed}-bit constant is not compatible with ${width}-bit field ${name}.`;
    }
  }
  return undefined;
};

/** How many bits a constant needs. An address always needs as many as its kind has. */
const constantWidth = ({ format, value, mask, masked }: IntegerConstant): number => {
  if (masked) return bitLength(mask);
  switch (format) {
    case 'ipv4':
      return 32;
    case 'ipv6':
      return 128;
    case 'ethernet':
      return 48;
    default:
      return bitLength(value);
  }
};

const bitLength = (value: bigint): number => (value === 0n ? 0 : value.toString(2).length);

/** The constant as it may be read back. */
export const formatConstant = (constant: IntegerConstant | StringConstant): string =>
  'string' in constant
    ? formatString(constant.string)
    : formatInteger(constant.format, constant.value, constant.masked ? constant.mask : undefined);

/** The set as it may be read back. */
export const formatConstantSet = (set: ConstantSet): string => {
  const text = set.values.map(formatConstant).join(', ');
  return set.inCurlies || set.values.length !== 1 ? `{${text}}` : text;
};

/**
 * The constants of an address set, in OVN's order: by value, masked before whole, then by mask. What is no integer is
 * left out, and so is what follows the first integer of a text.
 */
export const integerSet = (values: readonly string[]): readonly IntegerConstant[] => {
  const constants: IntegerConstant[] = [];
  for (const text of values) {
    const { type, value, mask, format } = scanToken(text, 0);
    if (type === 'integer' || type === 'masked') {
      constants.push({ value, mask, masked: type === 'masked', format });
    }
  }
  return constants.sort(compareIntegers);
};

const compareIntegers = (a: IntegerConstant, b: IntegerConstant): number => {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  if (a.masked !== b.masked) return a.masked ? -1 : 1;
  if (a.mask === b.mask) return 0;
  return a.mask < b.mask ? -1 : 1;
};
