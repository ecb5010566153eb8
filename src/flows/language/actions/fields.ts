/**
 * Actions on fields:
 *
 *     field = constant;    field = field;    field <-> field;    push(field);    pop(field);    ip.ttl--;
 */
import { parseConstant } from '../expr/constants.ts';
import type { IntegerConstant } from '../expr/types.ts';
import type { FieldReference } from '../symbols/types.ts';
import type { ActionParser, ActionReader, ResultParser } from './reader.ts';
import type { Action } from './types.ts';

/** How OVN keeps a value of the fields that only its controller sets. */
const toOvnField = (field: FieldReference, { value }: IntegerConstant): IntegerConstant =>
  field.symbol.name === 'icmp4.inner_ip4.src'
    ? { value: BigInt.asUintN(32, value), mask: 0n, masked: false, format: 'ipv4' }
    : { value: BigInt.asUintN(16, value), mask: 0n, masked: false, format: 'decimal' };

/** After `field =`, where no identifier follows. */
export const parseLoad: ResultParser = (reader, field) => {
  if (!reader.check(field, field.width, true)) return undefined;
  const value = parseConstant(reader.lexer, field);
  if (value === undefined) return undefined;
  if (field.symbol.ovnField && 'value' in value) {
    return { type: 'load_ovn_field', field, value: toOvnField(field, value) };
  }
  return { type: 'load', field, value };
};

/** After `field =`, where a field follows. */
export const parseMove: ResultParser = (reader, field) => {
  const source = parseSource(reader, field, false);
  return source && { type: 'move', field, source };
};

/** After `field <->`. */
export const parseExchange: ResultParser = (reader, left) => {
  const right = parseSource(reader, left, true);
  return right && { type: 'exchange', left, right };
};

const parseSource = (
  reader: ActionReader,
  target: FieldReference,
  exchange: boolean,
): FieldReference | undefined => {
  const { start } = reader.lexer.token;
  const source = reader.anyField();
  if (source === undefined) return undefined;
  const problem = assignmentProblem(target, source, exchange);
  if (problem !== undefined) {
    reader.lexer.error(problem, reader.actionStart);
    return undefined;
  }
  const fits =
    reader.check(target, target.width, true) && reader.check(source, source.width, exchange, start);
  return fits ? source : undefined;
};

const assignmentProblem = (
  target: FieldReference,
  source: FieldReference,
  exchange: boolean,
): string | undefined => {
  if ((target.symbol.width === 0) !== (source.symbol.width === 0)) {
    const [to, from] = [target, source].map(
      ({ symbol }) => `${symbol.width === 0 ? 'string' : 'integer'} field (${symbol.name})`,
    );
    return exchange ? `Can't exchange ${to} with ${from}.` : `Can't assign ${from} to ${to}.`;
  }
  if (target.width !== source.width) {
    return exchange
      ? `Can't exchange ${target.width}-bit field with ${source.width}-bit field.`
      : `Can't assign ${source.width}-bit value to ${target.width}-bit destination.`;
  }
  if (target.width === 0 && target.symbol.field?.width !== source.symbol.field?.width) {
    const names = `${target.symbol.name} and ${source.symbol.name}`;
    return `String fields ${names} are incompatible for ${exchange ? 'exchange' : 'assignment'}.`;
  }
  return undefined;
};

const stackParser =
  (type: 'push' | 'pop'): ActionParser =>
  (reader): Action | undefined => {
    reader.lexer.forceMatch('(');
    const { start } = reader.lexer.token;
    const field = reader.anyField();
    if (field === undefined || !reader.check(field, field.width, type === 'pop', start)) return undefined;
    reader.lexer.forceMatch(')');
    return { type, field };
  };

const parseDecrement: ActionParser = (reader) => {
  reader.lexer.forceMatch('--');
  reader.require('ip');
  return { type: 'dec_ttl' };
};

export const fieldParsers: Readonly<Record<string, ActionParser>> = {
  push: stackParser('push'),
  pop: stackParser('pop'),
  'ip.ttl': parseDecrement,
};
