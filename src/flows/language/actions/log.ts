/**
 * Telling somebody of a packet:
 *
 *     log([name="acl",] verdict=allow|drop|reject|pass [, severity=info] [, meter="name"]);
 *     sample(probability=65535, collector_set=1, obs_domain=2, obs_point=$cookie | number | field);
 *     mirror("port");
 */
import type { FieldReference } from '../symbols/types.ts';
import type { ActionParser, ActionReader } from './reader.ts';
import type { LogAction, LogSeverity, LogVerdict, ObservationPoint } from './types.ts';
import { utf8Length } from './utf8.ts';

const VERDICTS: readonly LogVerdict[] = ['drop', 'reject', 'allow', 'pass'];
const SEVERITIES: readonly LogSeverity[] = ['alert', 'warning', 'notice', 'info', 'debug'];
const LONGEST_NAME = 63;

/** An action while its arguments are read. */
type Draft<T> = { -readonly [Key in keyof T]?: T[Key] | undefined };

const parseLog: ActionParser = (reader) => {
  const { lexer } = reader;
  const log: Draft<LogAction> = {};
  if (lexer.match('(') && !reader.each(')', () => parseLogArgument(reader, log))) return undefined;
  const { name, verdict, severity = 'info', meter } = log;
  if (verdict === undefined) {
    lexer.syntaxError('expecting verdict');
    return undefined;
  }
  return { type: 'log', name, verdict, severity, meter };
};

/** Of what is given twice the last counts. */
const parseLogArgument = (reader: ActionReader, log: Draft<LogAction>): void => {
  const { lexer } = reader;
  const word = reader.oneOf(['verdict', 'name', 'severity', 'meter'] as const);
  if (word === undefined) {
    lexer.syntaxError();
    return;
  }
  if (!lexer.forceMatch('=')) return;
  switch (word) {
    case 'verdict':
      log.verdict = reader.oneOf(VERDICTS);
      if (log.verdict === undefined) lexer.syntaxError('unknown verdict');
      return;
    case 'severity': {
      const isWord = lexer.token.type === 'id';
      log.severity = reader.oneOf(SEVERITIES);
      if (log.severity === undefined) lexer.syntaxError(isWord ? 'unknown severity' : 'expecting severity');
      return;
    }
    case 'name':
      if (lexer.token.type === 'string' && utf8Length(lexer.token.text) > LONGEST_NAME) {
        lexer.syntaxError(`name must be shorter than ${LONGEST_NAME + 1} characters`);
      }
      log.name = expectString(reader);
      return;
    case 'meter':
      log.meter = expectString(reader);
  }
};

const expectString = (reader: ActionReader): string | undefined => {
  const text = reader.string();
  if (text === undefined) reader.lexer.syntaxError('expecting string');
  return text;
};

interface SampleDraft {
  probability: number;
  collectorSet: number;
  domain: number;
  cookie: boolean;
  field: FieldReference | undefined;
  number: number;
}

const parseSample: ActionParser = (reader) => {
  const { lexer } = reader;
  const draft: SampleDraft = {
    probability: 0,
    collectorSet: 0,
    domain: 0,
    cookie: false,
    field: undefined,
    number: 0,
  };
  if (lexer.match('(') && !reader.each(')', () => parseSampleArgument(reader, draft))) return undefined;
  const { probability, collectorSet, domain, cookie, field, number } = draft;
  if (probability === 0) {
    lexer.error('probability must be greater than zero');
    return undefined;
  }
  const point: ObservationPoint = cookie ? 'cookie' : (field ?? number);
  return { type: 'sample', probability, collectorSet, domain, point };
};

/** OVN passes over a value that is no decimal number, but not over a probability. */
const parseSampleArgument = (reader: ActionReader, draft: SampleDraft): void => {
  const { lexer } = reader;
  const word = reader.oneOf(['probability', 'obs_point', 'obs_domain', 'collector_set'] as const);
  if (word === undefined) {
    lexer.syntaxError('unknown argument');
    return;
  }
  if (!lexer.forceMatch('=')) return;
  const { type, format, value, text } = lexer.token;
  const isNumber = type === 'integer' && format === 'decimal';
  const number = isNumber ? Number(BigInt.asUintN(32, value)) : undefined;
  switch (word) {
    case 'probability':
      if (isNumber) draft.probability = reader.uint16('probability') ?? 0;
      return;
    case 'obs_point':
      if (type === 'macro' && text === 'cookie') draft.cookie = true;
      else if (number !== undefined) draft.number = number;
      else {
        draft.field = reader.field(32);
        return;
      }
      break;
    case 'obs_domain':
      if (number !== undefined && number > 255) {
        lexer.syntaxError('obs_domain must be 8-bit long');
        return;
      }
      draft.domain = number ?? draft.domain;
      break;
    case 'collector_set':
      draft.collectorSet = number ?? draft.collectorSet;
  }
  lexer.get();
};

const parseMirror: ActionParser = (reader) => {
  const { lexer } = reader;
  if (!lexer.forceMatch('(')) return undefined;
  const port = reader.string();
  if (port === undefined) {
    lexer.syntaxError('expecting port name string');
    return undefined;
  }
  lexer.forceMatch(')');
  return { type: 'mirror', port };
};

export const logParsers: Readonly<Record<string, ActionParser>> = {
  log: parseLog,
  sample: parseSample,
  mirror: parseMirror,
};
