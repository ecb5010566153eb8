/**
 * Options of answers that OVN gives itself, and of events:
 *
 *     bit = put_dhcp_opts(offerip = 10.0.0.4, router = 10.0.0.1, …);     likewise put_dhcpv6_opts, put_nd_ra_opts
 *     bit = dhcp_relay_req_chk(relay, server);                           likewise dhcp_relay_resp_chk
 *     trigger_event(event = "name", option = "value", …);
 */
import { parseConstantSet } from '../expr/constants.ts';
import type { IntegerConstant } from '../expr/types.ts';
import type { FieldReference } from '../symbols/types.ts';
import { parseHostPort } from './host-port.ts';
import {
  CONTROLLER_EVENTS,
  EMPTY_LB_BACKENDS,
  EMPTY_LB_BACKENDS_CODES,
  ND_RA_CODES,
  ND_RA_OPTIONS,
  type OptionTable,
} from './option-table.ts';
import type { ActionParser, ActionReader, ResultParser } from './reader.ts';
import type { Action, DhcpRelayAction, OptionValue } from './types.ts';
import { utf8Length } from './utf8.ts';

const STRING_TYPES: ReadonlySet<string> = new Set(['str', 'domains', 'domain']);
const LONGEST_EVENT = 63;

/** `name = constants`. A host_id may be either a name or an address. */
const parseOption = (reader: ActionReader, table: OptionTable, kind: string): OptionValue | undefined => {
  const { lexer } = reader;
  const option = lexer.token.type === 'id' ? table.get(lexer.token.text) : undefined;
  if (option === undefined) {
    if (lexer.token.type === 'id') lexer.syntaxError(`expecting ${kind} option name`);
    else lexer.syntaxError();
    return undefined;
  }
  lexer.get();
  if (!lexer.forceMatch('=')) return undefined;
  const value = parseConstantSet(lexer);
  if (value === undefined) return undefined;
  if (option.type !== 'host_id') {
    const needed = STRING_TYPES.has(option.type) ? 'string' : 'integer';
    if (value.type !== needed) {
      const word = needed === 'string' ? 'string' : 'numeric';
      lexer.error(`${kind} option ${option.name} requires ${word} value.`);
    }
  }
  return { option, value };
};

const parsePutOptions = (
  reader: ActionReader,
  result: FieldReference,
  table: OptionTable,
  kind: string,
): readonly OptionValue[] | undefined => {
  reader.skip(2);
  if (!reader.check(result, 1, true)) return undefined;
  return parseOptions(reader, table, kind);
};

/** Options up to the closing parenthesis. */
const parseOptions = (
  reader: ActionReader,
  table: OptionTable,
  kind: string,
): readonly OptionValue[] | undefined => {
  const options: OptionValue[] = [];
  const complete = reader.each(')', () => {
    const option = parseOption(reader, table, kind);
    if (option !== undefined) options.push(option);
  });
  return complete ? options : undefined;
};

const parsePutDhcp: ResultParser = (reader, result) => {
  const options = parsePutOptions(reader, result, reader.context.dhcpOptions, 'DHCPv4');
  if (options === undefined) return undefined;
  if (!options.some(({ option }) => option.code === 0)) {
    reader.lexer.error('put_dhcp_opts requires offerip to be specified.');
  }
  return { type: 'put_dhcp_opts', result, options };
};

const parsePutDhcpv6: ResultParser = (reader, result) => {
  const options = parsePutOptions(reader, result, reader.context.dhcpv6Options, 'DHCPv6');
  return options && { type: 'put_dhcpv6_opts', result, options };
};

const parsePutNdRa: ResultParser = (reader, result) => {
  const table = reader.context.ndRaOptions ?? ND_RA_OPTIONS;
  const options = parsePutOptions(reader, result, table, 'IPv6 ND RA');
  if (options === undefined) return undefined;
  const problem = advertisementProblem(options);
  if (problem !== undefined) {
    reader.lexer.error(problem);
    return undefined;
  }
  reader.require('ip6');
  return { type: 'put_nd_ra_opts', result, options };
};

const ADDRESS_MODES: readonly (string | undefined)[] = ['slaac', 'dhcpv6_stateful', 'dhcpv6_stateless'];
const PREFERENCES: readonly (string | undefined)[] = ['MEDIUM', 'HIGH', 'LOW'];

/** What is missing or wrong in a router advertisement. */
const advertisementProblem = (options: readonly OptionValue[]): string | undefined => {
  let stateful = false;
  for (const option of options) {
    if (!isValidAdvertised(option)) return `Invalid value for "${option.option.name}" option`;
    if (option.option.code === ND_RA_CODES.addressMode) {
      stateful ||= stringOf(option) === 'dhcpv6_stateful';
    }
  }
  const has = (code: number): boolean => options.some(({ option }) => option.code === code);
  if (!has(ND_RA_CODES.sourceLinkAddress)) return 'slla option not present';
  if (!stateful && !has(ND_RA_CODES.prefix)) {
    return 'prefix option needs to be set when address mode is slaac/dhcpv6_stateless.';
  }
  return undefined;
};

const isValidAdvertised = (option: OptionValue): boolean => {
  if (option.value.values.length > 1) return false;
  switch (option.option.code) {
    case ND_RA_CODES.addressMode:
      return ADDRESS_MODES.includes(stringOf(option));
    case ND_RA_CODES.preference:
      return PREFERENCES.includes(stringOf(option));
    case ND_RA_CODES.sourceLinkAddress:
      return integerOf(option)?.format === 'ethernet';
    case ND_RA_CODES.prefix:
      return integerOf(option)?.format === 'ipv6' && integerOf(option)?.masked === true;
    case ND_RA_CODES.mtu:
      return integerOf(option)?.format === 'decimal';
    case ND_RA_CODES.dnsServers:
      return integerOf(option)?.format === 'ipv6';
    default:
      return true;
  }
};

const stringOf = ({ value }: OptionValue): string | undefined =>
  value.type === 'string' ? value.values[0]?.string : undefined;

const integerOf = ({ value }: OptionValue): IntegerConstant | undefined =>
  value.type === 'integer' ? value.values[0] : undefined;

/**
 * OVN asks whether the last number that it saw was an IPv4 address, not whether the current token is one. So any word
 * after the relay's address stands for the relay's address once more, and what only begins as a number for 0.0.0.0.
 */
const relayParser =
  (type: DhcpRelayAction['type']): ResultParser =>
  (reader, result): Action | undefined => {
    const { lexer } = reader;
    lexer.get();
    lexer.forceMatch('(');
    if (!reader.check(result, 1, true)) return undefined;
    if (lexer.token.format !== 'ipv4') {
      lexer.syntaxError('expecting IPv4 dhcp relay and server ips');
      return undefined;
    }
    const relay = lexer.token.value;
    lexer.get();
    lexer.match(',');
    const number = lexer.token.type === 'integer' || lexer.token.type === 'masked';
    if (number && lexer.token.format !== 'ipv4') {
      lexer.syntaxError('expecting IPv4 dhcp server ip');
      return undefined;
    }
    const byDefault = lexer.token.type === 'error' ? 0n : relay;
    const server = number ? lexer.token.value : byDefault;
    lexer.get();
    lexer.forceMatch(')');
    return { type, result, relay: { family: 4, value: relay }, server: { family: 4, value: server } };
  };

const parseTriggerEvent: ActionParser = (reader) => {
  const { lexer, context } = reader;
  lexer.forceMatch('(');
  if (!lexer.matchId('event')) {
    lexer.syntaxError("Expecting 'event' option");
    return undefined;
  }
  if (!lexer.forceMatch('=')) return undefined;
  const { type, text: event } = lexer.token;
  if (type !== 'string' || utf8Length(event) > LONGEST_EVENT) {
    lexer.syntaxError('Expecting string');
    return undefined;
  }
  const table = (context.events ?? CONTROLLER_EVENTS).get(event);
  if (table === undefined) {
    lexer.syntaxError("Unknown event '-1'");
    return undefined;
  }
  lexer.get();
  lexer.match(',');
  let meter: string | undefined;
  const options: OptionValue[] = [];
  const complete = reader.each(')', () => {
    if (context.older === true && lexer.matchId('meter')) {
      meter = parseMeter(reader) ?? meter;
      return;
    }
    const option = parseOption(reader, table, event);
    if (option !== undefined) options.push(option);
  });
  if (!complete) return undefined;
  const problem = event === EMPTY_LB_BACKENDS ? emptyBackendsProblem(options) : undefined;
  if (problem !== undefined) lexer.error(problem);
  return { type: 'trigger_event', event, ...(meter === undefined ? {} : { meter }), options };
};

/** Of OVN to 21.06; an empty name is none. */
const parseMeter = (reader: ActionReader): string | undefined => {
  if (!reader.lexer.forceMatch('=')) return undefined;
  const meter = reader.string();
  if (meter === undefined) reader.lexer.syntaxError('expecting string');
  return meter === '' ? undefined : meter;
};

const PROTOCOLS: readonly string[] = ['tcp', 'udp', 'sctp'];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const emptyBackendsProblem = (options: readonly OptionValue[]): string | undefined => {
  for (const each of options) {
    const text = stringOf(each);
    if (each.value.values.length > 1 || text === undefined) {
      return `Invalid value for "${each.option.name}" option`;
    }
    switch (each.option.code) {
      case EMPTY_LB_BACKENDS_CODES.vip:
        if (parseHostPort(text) === undefined) return `Invalid load balancer VIP '${text}'`;
        break;
      case EMPTY_LB_BACKENDS_CODES.protocol:
        if (PROTOCOLS.includes(text)) break;
        return `Load balancer protocol '${text}' is not 'tcp', 'udp', or 'sctp'`;
      case EMPTY_LB_BACKENDS_CODES.loadBalancer:
        if (!UUID.test(text)) return `Load balancer '${text}' is not a UUID`;
        break;
    }
  }
  return undefined;
};

export const optionParsers: Readonly<Record<string, ActionParser>> = { trigger_event: parseTriggerEvent };

export const optionResultParsers: Readonly<Record<string, ResultParser>> = {
  put_dhcp_opts: parsePutDhcp,
  put_dhcpv6_opts: parsePutDhcpv6,
  put_nd_ra_opts: parsePutNdRa,
};

/** Those that need no parenthesis to be taken for actions. */
export const relayParsers: Readonly<Record<string, ResultParser>> = {
  dhcp_relay_req_chk: relayParser('dhcp_relay_req_chk'),
  dhcp_relay_resp_chk: relayParser('dhcp_relay_resp_chk'),
};
