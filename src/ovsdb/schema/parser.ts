/**
 * A JSON object read member by member, as every notation of a schema needs it: required, optional, typed, and
 * nothing left over. Members are own properties only: a table called `constructor` is a table.
 */
import { OvsdbError } from '../datum/error.ts';
import { isArray, isObject, type Json, type JsonObject } from '../json/value.ts';

/** What a member may be; `id` is a string that RFC 7047 §3.1 allows as a name. */
export type MemberType = 'string' | 'id' | 'integer' | 'number' | 'boolean' | 'object' | 'array' | 'any';

const IDENTIFIER = /^[_a-zA-Z][_a-zA-Z0-9]*$/;

export const isIdentifier = (text: string): boolean => IDENTIFIER.test(text);

/** Where a notation stands (`table.column`), and whether unknown members are passed over. */
export interface Context {
  readonly where?: string | undefined;
  readonly tolerant?: boolean | undefined;
}

export const schemaError = (
  reason: string,
  json?: Json,
  context?: Context,
  expected?: string,
): OvsdbError => {
  const tag = json === undefined ? 'ovsdb error' : 'syntax error';
  return new OvsdbError('schema', { tag, reason, json, where: context?.where, expected });
};

const is = (json: Json, type: MemberType): boolean => {
  switch (type) {
    case 'any':
      return true;
    case 'id':
      return typeof json === 'string' && isIdentifier(json);
    case 'integer':
      return typeof json === 'bigint' || Number.isInteger(json);
    case 'number':
      return typeof json === 'bigint' || typeof json === 'number';
    case 'object':
      return isObject(json);
    case 'array':
      return isArray(json);
    case 'string':
    case 'boolean':
      return typeof json === type;
  }
};

export class ObjectParser {
  private readonly json: JsonObject;
  private readonly what: string;
  private readonly context: Context;
  private readonly used = new Set<string>();

  /** `what` completes "Parsing … failed". Throws `OvsdbError` when `json` is no object. */
  constructor(json: Json, what: string, context: Context = {}) {
    this.what = what;
    this.context = context;
    if (!isObject(json)) {
      throw schemaError(`Parsing ${what} failed: Object expected.`, json, context, 'an object');
    }
    this.json = json;
  }

  required(name: string, ...types: MemberType[]): Json {
    const member = this.optional(name, ...types);
    if (member !== undefined) return member;
    throw this.failed(`Required '${name}' member is missing.`);
  }

  optional(name: string, ...types: MemberType[]): Json | undefined {
    if (!Object.hasOwn(this.json, name)) return undefined;
    this.used.add(name);
    const member = this.json[name] as Json;
    if (types.some((type) => is(member, type))) return member;
    throw this.failed(`Type mismatch for member '${name}'.`, types.join(' or '));
  }

  /** Throws for members that nobody asked for, unless the context is tolerant. */
  finish(): void {
    if (this.context.tolerant === true) return;
    const left = Object.keys(this.json).filter((name) => !this.used.has(name));
    const [first] = left;
    if (first === undefined) return;
    const others = left.length - 1;
    const rest =
      others === 0 ? 'is' : others === 1 ? 'and 1 other member are' : `and ${others} other members are`;
    throw this.failed(`Member '${first}' ${rest} present but not allowed here`);
  }

  private failed(message: string, expected?: string): OvsdbError {
    return schemaError(`Parsing ${this.what} failed: ${message}`, this.json, this.context, expected);
  }
}
