/**
 * How a database is named on a command line or in `OVN_NB_DB`.
 *
 *     remotes  = element *("," *SP element)
 *     element  = "unix:" PATH | "tcp:" host [":" PORT] | "ssl:" host [":" PORT] | "cid:" UUID | ["file:"] PATH
 *     host     = NAME | IPV4 | "[" IPV6 ["%" ZONE] "]"
 *
 * Source: ovsdb(7), "Connection Methods", and what the Open vSwitch tools do beyond it: the port defaults to
 * 6640, and a comma separates only where a word of lower-case letters and a colon follow, so that a path may
 * hold commas. Files are ours. Passive methods (`punix:` and so on) wait for a server to call and make no sense
 * for a reader.
 */
import { isIPv4, isIPv6 } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { excerpt, OvnscopeError } from '../../text/index.ts';

export interface UnixRemote {
  readonly kind: 'unix';
  readonly path: string;
}

/** `host` is a name, an IPv4 address, or an IPv6 address without brackets, with its zone if it has one. */
export interface TcpRemote {
  readonly kind: 'tcp';
  readonly host: string;
  readonly port: number;
}

export interface SslRemote {
  readonly kind: 'ssl';
  readonly host: string;
  readonly port: number;
}

export interface FileRemote {
  readonly kind: 'file';
  readonly path: string;
}

export type Remote = UnixRemote | TcpRemote | SslRemote | FileRemote;

export interface RemoteList {
  /** In the order of the text; at least one; a file stands alone. */
  readonly remotes: readonly Remote[];
  /** Servers of any other cluster are to be refused. Lower case. */
  readonly clusterId?: string;
}

/** Registered with IANA for OVSDB; what the Open vSwitch tools assume. OVN's 6641 and 6642 are always given. */
export const DEFAULT_PORT = 6640;

const ACCEPTED =
  'unix:PATH, tcp:HOST[:PORT], ssl:HOST[:PORT] ([ADDRESS] for IPv6), several of them separated by commas, or a file';
const ELEMENT_START = /,(?=[ \t]*[a-z]+:)/;
const SCHEME = /^([A-Za-z]+):/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const HOST_NAME =
  /^(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)*\.?$/;
const BARE_ADDRESS = /^(?:[\w.-]+|\[[^\]]*\]):\d{1,5}$/;
const ADDRESS_OR_FILE = 'for a server, write "tcp:" or "ssl:" before it; for a file of this name, "file:"';
/** An interface name after the address; Linux allows all but these. */
const ZONED = /^([^%]*)%[^%/\s]+$/;
const PASSIVE = new Set(['punix', 'ptcp', 'pssl']);

/** Parses a list of remotes; throws `OvnscopeError` of kind `usage` that quotes the element and says what is accepted. */
export const parseRemotes = (text: string): RemoteList => {
  const remotes: Remote[] = [];
  let clusterId: string | undefined;
  for (const part of text.split(ELEMENT_START)) {
    const element = part.trim();
    if (element.startsWith('cid:')) {
      const id = parseClusterId(element);
      if (clusterId !== undefined && clusterId !== id)
        throw refuse(text, 'two different cluster ids', 'one cid:UUID');
      clusterId = id;
    } else {
      remotes.push(parseRemote(element));
    }
  }
  if (remotes.length === 0) throw refuse(text, 'a cluster id, but no server to connect to', ACCEPTED);
  if (remotes.some((remote) => remote.kind === 'file') && (remotes.length > 1 || clusterId !== undefined)) {
    throw refuse(text, 'a file in a list of remotes', 'servers of one cluster, or one file alone');
  }
  return clusterId === undefined ? { remotes } : { remotes, clusterId };
};

/** Parses one element; throws as `parseRemotes` does. */
export const parseRemote = (element: string): Remote => {
  if (element === '') throw refuse(element, 'an empty remote', ACCEPTED);
  if (element.includes('\0')) throw refuse(element, 'a NUL character', ACCEPTED);
  const scheme = SCHEME.exec(element)?.[1];
  const rest = scheme === undefined ? element : element.slice(scheme.length + 1);
  switch (scheme) {
    case 'unix':
    case 'file':
      if (rest === '') throw refuse(element, 'no path', `${scheme}:PATH`);
      return { kind: scheme, path: rest };
    case 'tcp':
    case 'ssl':
      return { kind: scheme, ...parseAddress(scheme, element, rest) };
    case undefined:
      if (BARE_ADDRESS.test(element)) throw refuse(element, 'no method', ACCEPTED, ADDRESS_OR_FILE);
      return { kind: 'file', path: element };
    default:
      throw unknownScheme(scheme, element);
  }
};

/** The text that `parseRemote` reads back as the same remote; ports are always written. */
export const formatRemote = (remote: Remote): string => {
  switch (remote.kind) {
    case 'unix':
      return `unix:${remote.path}`;
    case 'tcp':
    case 'ssl':
      return `${remote.kind}:${remote.host.includes(':') ? `[${remote.host}]` : remote.host}:${remote.port}`;
    case 'file':
      return `file:${remote.path}`;
  }
};

/** The text that `parseRemotes` reads back, provided that no path holds a comma before a scheme. */
export const formatRemotes = (list: RemoteList): string =>
  [
    ...list.remotes.map(formatRemote),
    ...(list.clusterId === undefined ? [] : [`cid:${list.clusterId}`]),
  ].join(',');

/**
 * A relative `unix:` path is below the run directory (`OVN_RUNDIR`, `OVS_RUNDIR`), as for the Open vSwitch
 * tools; everything else is returned unchanged.
 */
export const resolveRemote = (remote: Remote, where: { readonly runDirectory: string }): Remote =>
  remote.kind === 'unix' && !isAbsolute(remote.path)
    ? { kind: 'unix', path: join(where.runDirectory, remote.path) }
    : remote;

const parseClusterId = (element: string): string => {
  const id = element.slice('cid:'.length);
  if (!UUID.test(id))
    throw refuse(element, 'no UUID after cid:', 'cid:UUID, as printed by "ovsdb-tool db-cid"');
  return id.toLowerCase();
};

const parseAddress = (scheme: string, element: string, rest: string): { host: string; port: number } => {
  const bracketed = /^\[([^[\]]*)\](?::(.*))?$/s.exec(rest);
  if (bracketed !== null) {
    const host = bracketed[1] ?? '';
    if (!isIPv6(ZONED.exec(host)?.[1] ?? host) && !isIPv4(host))
      throw refuse(element, 'no IP address between the brackets', `${scheme}:[ADDRESS]:PORT`);
    return { host, port: parsePort(scheme, element, bracketed[2]) };
  }
  const [host = '', port, ...more] = rest.split(':');
  if (more.length > 0)
    throw refuse(element, 'too many colons', `${scheme}:HOST:PORT, and [ADDRESS] for IPv6`);
  if (host === '') throw refuse(element, 'no host', `${scheme}:HOST[:PORT]`);
  if (/^[\d.]+$/.test(host) && !isIPv4(host))
    throw refuse(element, 'digits that are no IPv4 address', `${scheme}:HOST[:PORT]`);
  if (!HOST_NAME.test(host)) throw refuse(element, 'no host name or address', `${scheme}:HOST[:PORT]`);
  return { host, port: parsePort(scheme, element, port) };
};

const parsePort = (scheme: string, element: string, text: string | undefined): number => {
  if (text === undefined) return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  const hint = text.includes(',')
    ? `after a comma, write the scheme again: ${scheme}:HOST:PORT,${scheme}:HOST:PORT`
    : undefined;
  throw refuse(element, 'a bad port number', `${scheme}:HOST:PORT with PORT from 1 to 65535`, hint);
};

const unknownScheme = (scheme: string, element: string): OvnscopeError => {
  if (PASSIVE.has(scheme)) {
    return refuse(
      element,
      'a passive method, on which a server listens',
      ACCEPTED,
      `write ${scheme.slice(1)}: to connect to it`,
    );
  }
  if (scheme === 'fd') return refuse(element, 'an inherited file descriptor', ACCEPTED);
  const lower = scheme.toLowerCase();
  if (lower !== scheme && ['unix', 'tcp', 'ssl', 'file', 'cid'].includes(lower)) {
    return refuse(element, 'a method in capital letters', ACCEPTED, `write ${lower}:`);
  }
  return refuse(element, `the unknown method "${excerpt(scheme, 20)}:"`, ACCEPTED, ADDRESS_OR_FILE);
};

const refuse = (text: string, found: string, expected: string, hint?: string): OvnscopeError =>
  new OvnscopeError('usage', `cannot use "${excerpt(text)}" as a remote: ${found}`, { expected, hint });
