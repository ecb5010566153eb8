/**
 * Connection tracking:
 *
 *     ct_next [ '(' zone ')' ]              ct_commit [ '{' actions '}' ]
 *     ct_commit_nat [ '(' zone ')' ]        ct_commit_to_zone '(' zone ')'
 *     ct_dnat [ '(' address [ ',' port [ '-' port ] ] ')' ]     likewise ct_snat, ct_dnat_in_czone, ct_snat_in_czone
 *     zone = dnat | snat
 *
 * and to 24.03:  ct_commit '(' [ ct_mark '=' masked ] [','] [ ct_label '=' masked ] ')'
 */
import { WRITE_CT_COMMIT } from '../symbols/types.ts';
import { readNested } from './nested.ts';
import type { ActionParser, ActionReader } from './reader.ts';
import type { Action, CtCommitZoneAction, CtNatAction, MaskedValue, Zone } from './types.ts';

const ZONES: readonly Zone[] = ['dnat', 'snat'];

/** `dnat)` or `snat)`. */
const parseZone = (reader: ActionReader, message: string): Zone | undefined => {
  const zone = reader.oneOf(ZONES);
  if (zone === undefined) reader.lexer.error(message);
  else reader.lexer.forceMatch(')');
  return zone;
};

const parseCtNext: ActionParser = (reader) => {
  const table = reader.nextTable('ct_next');
  if (table === undefined) return undefined;
  reader.require('ip');
  if (!reader.lexer.match('(')) return { type: 'ct_next', zone: 'dnat', table };
  const zone = parseZone(reader, '"ct_next" action accepts only "dnat" or "snat" parameter.');
  return zone && { type: 'ct_next', zone, table };
};

const zoneParser =
  (type: CtCommitZoneAction['type'], needsZone: boolean): ActionParser =>
  (reader): Action | undefined => {
    reader.require('ip');
    const table = reader.nextTable(type);
    if (table === undefined) return undefined;
    if (needsZone) reader.lexer.forceMatch('(');
    else if (!reader.lexer.match('(')) return { type, zone: 'dnat', table };
    const zone = parseZone(reader, `"${type}" action accepts only "dnat" or "snat" parameter.`);
    return zone && { type, zone, table };
  };

const parseCtCommit: ActionParser = (reader) => {
  if (reader.lexer.token.type === '{') {
    const actions = readNested(reader, { prerequisite: 'ip', scope: WRITE_CT_COMMIT });
    return actions && { type: 'ct_commit', actions };
  }
  reader.require('ip');
  if (reader.context.older === true && reader.lexer.match('(')) return parseCtCommitArguments(reader);
  return { type: 'ct_commit', actions: [] };
};

const ALL_OF_MARK = 0xffffffffn;
const ALL_OF_LABEL = (1n << 128n) - 1n;

const parseCtCommitArguments: ActionParser = (reader) => {
  let mark: MaskedValue | undefined;
  let label: MaskedValue | undefined;
  reader.each(')', () => {
    if (reader.lexer.matchId('ct_mark')) mark = parseMasked(reader, ALL_OF_MARK);
    else if (reader.lexer.matchId('ct_label')) label = parseMasked(reader, ALL_OF_LABEL);
    else reader.lexer.syntaxError();
  });
  return { type: 'ct_commit_v1', mark, label };
};

/** What is wider than the field loses its upper bits. */
const parseMasked = (reader: ActionReader, all: bigint): MaskedValue | undefined => {
  const { lexer } = reader;
  if (!lexer.forceMatch('=')) return undefined;
  const { type, value, mask } = lexer.token;
  if (type !== 'integer' && type !== 'masked') {
    lexer.syntaxError('expecting integer');
    return undefined;
  }
  lexer.get();
  return { value: value & all, mask: type === 'masked' ? mask & all : all };
};

const natParser =
  (type: CtNatAction['type']): ActionParser =>
  (reader): Action | undefined => {
    reader.require('ip');
    const table = reader.nextTable(type);
    if (table === undefined) return undefined;
    const { lexer } = reader;
    if (!lexer.match('(')) return { type, address: undefined, ports: undefined, table };
    const address = reader.address();
    if (address === undefined) {
      lexer.syntaxError('expecting IPv4 or IPv6 address');
      return undefined;
    }
    lexer.get();
    const ports = lexer.match(',') ? parsePorts(reader) : undefined;
    lexer.forceMatch(')');
    return { type, address, ports, table };
  };

/** `port [ '-' port ]`. OVN keeps sixteen bits of a larger number. */
const parsePorts = (reader: ActionReader): CtNatAction['ports'] => {
  const { lexer } = reader;
  const expectInteger = (ok: boolean): number => {
    if (!ok) lexer.syntaxError('expecting Integer for port range');
    return Number(lexer.token.value & 0xffffn);
  };
  const low = expectInteger(lexer.token.type === 'integer' && lexer.token.format === 'decimal');
  if (low === 0) lexer.syntaxError("range can't be 0");
  lexer.get();
  if (!lexer.match('-')) return { low, high: undefined };
  const high = expectInteger(lexer.token.type === 'integer');
  if (high <= low) lexer.syntaxError('range high should be greater than range low');
  lexer.get();
  return { low, high };
};

export const conntrackParsers: Readonly<Record<string, ActionParser>> = {
  ct_next: parseCtNext,
  ct_commit: parseCtCommit,
  ct_commit_to_zone: zoneParser('ct_commit_to_zone', true),
  ct_commit_nat: zoneParser('ct_commit_nat', false),
  ct_dnat: natParser('ct_dnat'),
  ct_snat: natParser('ct_snat'),
  ct_dnat_in_czone: natParser('ct_dnat_in_czone'),
  ct_snat_in_czone: natParser('ct_snat_in_czone'),
};
