/**
 * Choosing one of many:
 *
 *     ct_lb_mark [ '(' [ backends '=' backend [','] … [ ';' hash_fields '=' string ] [ ';' flag ] ] ')' ]
 *     backend = ipv4 [ ':' port ] | ipv6 | '[' ipv6 ']' [ ':' port ]       of ct_lb_mark_local: string ':' before it
 *     flag    = skip_snat | force_snat
 *
 *     field = select '(' members ')'
 *     field = select '(' values '=' '(' members ')' ';' hash_fields '=' string ')'
 *     members = id [ '=' weight ] [','] …
 *
 * ct_lb without backends=, with the backends alone, is OVN 20.03's.
 */
import { parseHostPort, type HostPort } from './host-port.ts';
import type { ActionParser, ActionReader, ResultParser } from './reader.ts';
import type { Action, Address, CtLbAction, LoadBalancerBackend, TransportProtocol } from './types.ts';

const PROTOCOLS: readonly TransportProtocol[] = ['tcp', 'udp', 'sctp'];
const DEFAULT_WEIGHT = 100;
const NARROWEST_RESULT = 16;

const ctLbParser =
  (type: CtLbAction['type']): ActionParser =>
  (reader): Action | undefined => {
    // OVN says "ct_lb" of all three.
    const table = reader.nextTable('ct_lb');
    if (table === undefined) return undefined;
    reader.require('ip');
    const { lexer } = reader;
    const none: CtLbAction = { type, backends: [], hashFields: undefined, flag: undefined, table };
    if (!lexer.match('(') || lexer.match(')')) return none;
    if (!parseBackendsWord(reader, type)) return undefined;
    const backends = parseBackends(reader, type === 'ct_lb_mark_local');
    if (backends === undefined) return undefined;
    let hashFields: string | undefined;
    if (lexer.matchId('hash_fields')) {
      hashFields = lexer.match('=') ? reader.string() : undefined;
      if (hashFields === undefined) {
        lexer.syntaxError('invalid hash_fields');
        return undefined;
      }
      // Whatever ends the clause: OVN takes any token for the parenthesis.
      lexer.get();
    }
    const flag = reader.oneOf(['skip_snat', 'force_snat'] as const);
    if (flag !== undefined) lexer.get();
    return { type, backends, hashFields, flag, table };
  };

const parseBackendsWord = (reader: ActionReader, type: CtLbAction['type']): boolean => {
  const { lexer } = reader;
  if (lexer.matchId('backends')) return lexer.forceMatch('=');
  if (reader.context.older === true && type === 'ct_lb') return true;
  lexer.syntaxError('expecting backends');
  return false;
};

/** Up to a semicolon or the closing parenthesis. */
const parseBackends = (reader: ActionReader, named: boolean): readonly LoadBalancerBackend[] | undefined => {
  const { lexer } = reader;
  const backends: LoadBalancerBackend[] = [];
  while (!lexer.match(';') && !lexer.match(')')) {
    const backend = parseBackend(reader, named);
    if (backend === undefined || lexer.failure !== undefined) return undefined;
    backends.push(backend);
    lexer.match(',');
  }
  return backends;
};

const parseBackend = (reader: ActionReader, named: boolean): LoadBalancerBackend | undefined => {
  const { lexer } = reader;
  if (!named) return parseBackendAddress(reader);
  const portName = reader.string();
  if (portName === undefined) {
    lexer.syntaxError('expecting logical port name for distributed load balancer');
    return undefined;
  }
  lexer.forceMatch(':');
  const backend = parseBackendAddress(reader);
  return backend && { ...backend, portName };
};

const parseBackendAddress = (reader: ActionReader): LoadBalancerBackend | undefined => {
  const { lexer } = reader;
  const fail = (message: string): undefined => {
    lexer.syntaxError(message);
    return undefined;
  };
  const inBrackets = lexer.match('[');
  const address = reader.address();
  if (address === undefined || (inBrackets && address.family !== 6)) {
    return fail(`expecting ${inBrackets ? 'IPv6' : 'IP'} address`);
  }
  lexer.get();
  if (inBrackets && !lexer.match(']')) return fail('no closing square bracket');
  if (!lexer.match(':')) return { address, port: 0 };
  if (!inBrackets && address.family === 6) {
    return fail('IPv6 address needs square brackets if port is included');
  }
  const port = reader.uint16('port number');
  return port === undefined ? undefined : { address, port };
};

const parseSelect: ResultParser = (reader, result) => {
  const { lexer } = reader;
  if (!reader.check(result, result.width, true)) return undefined;
  if (result.width < NARROWEST_RESULT) {
    const bits = `[${result.offset}..${result.offset + result.width - 1}]`;
    lexer.error(
      `cannot use ${result.width}-bit field ${result.symbol.name}${bits} for "select", ` +
        `which requires at least ${NARROWEST_RESULT} bits.`,
      reader.actionStart,
    );
    return undefined;
  }
  const table = reader.nextTable('select');
  if (table === undefined) return undefined;
  reader.skip(2);
  const hashed = lexer.matchId('values');
  if (hashed) {
    lexer.forceMatch('=');
    lexer.forceMatch('(');
  }
  const destinations: { readonly id: number; readonly weight: number }[] = [];
  const complete = reader.each(')', () => {
    const destination = parseDestination(reader);
    if (destination !== undefined) destinations.push(destination);
  });
  if (!complete) return undefined;
  if (destinations.length < 2) {
    lexer.syntaxError('expecting at least 2 group members');
    return undefined;
  }
  const hashFields = hashed ? parseHashFields(reader) : undefined;
  return { type: 'select', result, destinations, hashFields, table };
};

const parseDestination = (
  reader: ActionReader,
): { readonly id: number; readonly weight: number } | undefined => {
  const id = reader.uint16('id');
  if (id === undefined) return undefined;
  if (!reader.lexer.match('=')) return { id, weight: DEFAULT_WEIGHT };
  const weight = reader.uint16('weight');
  if (weight === undefined) return undefined;
  if (weight === 0) reader.lexer.syntaxError("weight can't be 0");
  return { id, weight };
};

const parseHashFields = (reader: ActionReader): string | undefined => {
  const { lexer } = reader;
  lexer.forceMatch(';');
  if (!lexer.matchId('hash_fields')) {
    lexer.syntaxError('expecting hash_fields');
    return undefined;
  }
  if (!lexer.match('=') || lexer.token.type !== 'string' || lexer.lookahead() !== ')') {
    lexer.syntaxError('invalid hash_fields');
    return undefined;
  }
  const fields = reader.string();
  lexer.forceMatch(')');
  return fields;
};

/** `fwd_group([liveness="true",] childports="port", …);` */
const parseForwardGroup: ActionParser = (reader) => {
  const { lexer, context } = reader;
  let liveness = false;
  const ports: string[] = [];
  if (lexer.match('(')) {
    if (lexer.matchId('liveness')) {
      if (!lexer.forceMatch('=')) return undefined;
      const value = reader.boolean();
      if (value === undefined) return undefined;
      liveness = value;
      lexer.forceMatch(',');
    }
    if (lexer.matchId('childports')) {
      if (!lexer.forceMatch('=')) return undefined;
      const complete = reader.each(')', () => {
        const port = reader.string();
        if (port === undefined) lexer.syntaxError('expecting logical switch port');
        else ports.push(port);
      });
      if (!complete) return undefined;
    }
  }
  return { type: 'fwd_group', liveness, ports, table: context.table + 1 };
};

/** `name =`, in any parentheses of the two actions below. */
const parseParameter = (reader: ActionReader, name: string): boolean => {
  const { lexer } = reader;
  if (lexer.matchId(name) && lexer.forceMatch('=')) return true;
  lexer.syntaxError('invalid parameter');
  return false;
};

const parseProtocol = (reader: ActionReader): TransportProtocol | undefined => {
  if (!parseParameter(reader, 'proto')) return undefined;
  const protocol = reader.oneOf(PROTOCOLS);
  if (protocol === undefined) reader.lexer.syntaxError('invalid protocol');
  return protocol;
};

/** `commit_ecmp_nh(ipv6 = false, proto = tcp);` */
const parseCommitEcmp: ActionParser = (reader) => {
  const { lexer } = reader;
  lexer.forceMatch('(');
  if (!parseParameter(reader, 'ipv6')) return undefined;
  const ipv6 = reader.boolean();
  if (ipv6 === undefined) return undefined;
  lexer.forceMatch(',');
  const protocol = parseProtocol(reader);
  if (protocol === undefined) return undefined;
  lexer.forceMatch(')');
  return { type: 'commit_ecmp_nh', ipv6, protocol };
};

/** `commit_lb_aff(vip = "1.2.3.4:80", backend = "5.6.7.8:80", proto = tcp, timeout = 30);` */
const parseCommitAffinity: ActionParser = (reader) => {
  const { lexer } = reader;
  lexer.forceMatch('(');
  const vip = parseEndpoint(reader, 'vip');
  if (vip === undefined) return undefined;
  lexer.get();
  lexer.forceMatch(',');
  const backend = parseEndpoint(reader, 'backend');
  if (backend === undefined) return undefined;
  if (backend.address.family !== vip.address.family) {
    lexer.syntaxError('invalid protocol family');
    return undefined;
  }
  lexer.get();
  lexer.forceMatch(',');
  let protocol: TransportProtocol | undefined;
  if (vip.port !== 0) {
    protocol = parseProtocol(reader);
    if (protocol === undefined) return undefined;
    lexer.forceMatch(',');
  }
  if (!parseParameter(reader, 'timeout')) return undefined;
  const timeout = reader.uint16('affinity timeout');
  if (timeout === undefined) return undefined;
  lexer.forceMatch(')');
  return {
    type: 'commit_lb_aff',
    ...unmap(vip.address, backend.address),
    vipPort: vip.port,
    backendPort: backend.port,
    protocol,
    timeout,
  };
};

/** The string stays the current token: what is wrong with it later is told of it. */
const parseEndpoint = (reader: ActionReader, name: string): HostPort | undefined => {
  const { lexer } = reader;
  if (!parseParameter(reader, name)) return undefined;
  const endpoint = lexer.token.type === 'string' ? parseHostPort(lexer.token.text) : undefined;
  if (endpoint === undefined) lexer.syntaxError('invalid parameter');
  return endpoint;
};

const MAPPED = 0xffffn;

/** An IPv4 address mapped to IPv6 is one of IPv4 to OVN; beside it a backend that is none is lost. */
const unmap = (vip: Address, backend: Address): { readonly vip: Address; readonly backend: Address } => {
  if (vip.family === 4 || vip.value >> 32n !== MAPPED) return { vip, backend };
  const lower = ({ value }: Address): Address => ({
    family: 4,
    value: value >> 32n === MAPPED ? BigInt.asUintN(32, value) : 0n,
  });
  return { vip: lower(vip), backend: lower(backend) };
};

export const loadBalancingParsers: Readonly<Record<string, ActionParser>> = {
  ct_lb: ctLbParser('ct_lb'),
  ct_lb_mark: ctLbParser('ct_lb_mark'),
  ct_lb_mark_local: ctLbParser('ct_lb_mark_local'),
  fwd_group: parseForwardGroup,
  commit_ecmp_nh: parseCommitEcmp,
  commit_lb_aff: parseCommitAffinity,
};

export const loadBalancingResultParsers: Readonly<Record<string, ResultParser>> = { select: parseSelect };
