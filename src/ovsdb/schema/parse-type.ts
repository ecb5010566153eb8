/**
 * Column types: RFC 7047 §3.2.
 *
 *     <type>       = <base-type> | {key: <base-type>, value?: <base-type>, min?: 0 | 1, max?: integer | "unlimited"}
 *     <base-type>  = <atomic-type> | {type: <atomic-type>, enum?: <value>, minInteger? maxInteger? minReal? maxReal?
 *                                     minLength? maxLength? refTable? refType?}
 *
 * A type with an enumeration has no other constraint. Errors are worded as Open vSwitch words them.
 */
import { compareAtoms } from '../datum/atoms.ts';
import { decodeDatum } from '../datum/codec.ts';
import { OvsdbError } from '../datum/error.ts';
import type { Atom } from '../datum/value.ts';
import type { Json } from '../json/value.ts';
import { ObjectParser, schemaError, type Context } from './parser.ts';
import type { AtomicType, BaseType, ColumnType } from './types.ts';

const ATOMIC_TYPES: readonly AtomicType[] = ['integer', 'real', 'boolean', 'string', 'uuid'];
const MAX_LENGTH = 2 ** 32 - 1;

/** The five atomic types, in the order of RFC 7047. */
export const atomicTypes = (): readonly AtomicType[] => ATOMIC_TYPES;

export const parseAtomicType = (json: Json, context: Context = {}): AtomicType => {
  if (typeof json !== 'string') throw schemaError('atomic-type expected', json, context);
  const type = ATOMIC_TYPES.find((one) => one === json);
  if (type !== undefined) return type;
  throw schemaError(`"${json}" is not an atomic-type`, json, context, ATOMIC_TYPES.join(', '));
};

export const parseBaseType = (json: Json, context: Context = {}): BaseType => {
  if (typeof json === 'string') return { type: parseAtomicType(json, context) };
  const parser = new ObjectParser(json, 'ovsdb type', context);
  const type = parseAtomicType(parser.required('type', 'string'), context);
  const members = parser.optional('enum', 'any');
  const base = {
    type,
    ...(members === undefined
      ? constraints(type, parser, json, context)
      : enumeration(type, members, context)),
  };
  parser.finish();
  return base;
};

const enumeration = (type: AtomicType, json: Json, context: Context): { enum: readonly Atom[] } => {
  try {
    return { enum: decodeDatum({ key: { type }, min: 1, max: Infinity }, json) as readonly Atom[] };
  } catch (error) {
    if (!(error instanceof OvsdbError)) throw error;
    throw new OvsdbError('schema', {
      tag: error.tag,
      reason: error.reason,
      json: error.json,
      where: context.where,
    });
  }
};

type Constraints = Omit<BaseType, 'type' | 'enum'>;

const constraints = (type: AtomicType, parser: ObjectParser, json: Json, context: Context): Constraints => {
  switch (type) {
    case 'integer':
      return range(parser, 'minInteger', 'maxInteger', 'integer', json, context);
    case 'real':
      return range(parser, 'minReal', 'maxReal', 'number', json, context);
    case 'string': {
      const minLength = length(parser, 'minLength', context);
      const maxLength = length(parser, 'maxLength', context);
      if ((minLength ?? 0) > (maxLength ?? MAX_LENGTH))
        throw schemaError('minLength exceeds maxLength', json, context);
      return { ...(minLength ? { minLength } : {}), ...(maxLength === undefined ? {} : { maxLength }) };
    }
    case 'uuid':
      return reference(parser, context);
    case 'boolean':
      return {};
  }
};

const range = (
  parser: ObjectParser,
  minName: 'minInteger' | 'minReal',
  maxName: 'maxInteger' | 'maxReal',
  type: 'integer' | 'number',
  json: Json,
  context: Context,
): Constraints => {
  const bound = (name: string): number | bigint | undefined => {
    const given = parser.optional(name, type) as number | bigint | undefined;
    return given === undefined || type === 'integer' ? given : Number(given);
  };
  const [min, max] = [bound(minName), bound(maxName)];
  if (min !== undefined && max !== undefined && compareAtoms(min, max) > 0) {
    throw schemaError(`${minName} exceeds ${maxName}`, json, context);
  }
  return {
    ...(min === undefined ? {} : { [minName]: min }),
    ...(max === undefined ? {} : { [maxName]: max }),
  };
};

const length = (parser: ObjectParser, name: string, context: Context): number | undefined => {
  const json = parser.optional(name, 'integer') as number | bigint | undefined;
  if (json === undefined) return undefined;
  if (json < 0 || json > MAX_LENGTH)
    throw schemaError(`${name} out of valid range 0 to ${MAX_LENGTH}`, json, context);
  return Number(json);
};

const reference = (parser: ObjectParser, context: Context): Constraints => {
  const refTable = parser.optional('refTable', 'id') as string | undefined;
  if (refTable === undefined) return {};
  const refType = parser.optional('refType', 'string') ?? 'strong';
  if (refType === 'strong' || refType === 'weak') return { refTable, refType };
  throw schemaError(`refType must be "strong" or "weak" (not "${String(refType)}")`, undefined, context);
};

export const parseColumnType = (json: Json, context: Context = {}): ColumnType => {
  if (typeof json === 'string') return { key: parseBaseType(json, context), min: 1, max: 1 };
  const parser = new ObjectParser(json, 'ovsdb type', context);
  const keyJson = parser.required('key', 'string', 'object');
  const valueJson = parser.optional('value', 'string', 'object');
  const minJson = parser.optional('min', 'integer');
  const maxJson = parser.optional('max', 'string', 'integer');
  parser.finish();

  const key = parseBaseType(keyJson, context);
  const value = valueJson === undefined ? undefined : parseBaseType(valueJson, context);
  const min = count(minJson, context);
  const max = maxJson === 'unlimited' ? Infinity : count(maxJson, context);
  if ((min !== 0 && min !== 1) || max < 1) {
    throw schemaError(
      'ovsdb type fails constraint checks',
      json,
      context,
      'min of 0 or 1, max of at least 1',
    );
  }
  return value === undefined ? { key, min, max } : { key, value, min, max };
};

const count = (json: Json | undefined, context: Context): number => {
  if (json === undefined) return 1;
  if ((typeof json === 'number' || typeof json === 'bigint') && json >= 0) return Number(json);
  throw schemaError('bad min or max value', json, context, 'a number, or "unlimited" for max');
};
