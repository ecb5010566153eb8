/**
 * Why a connection could not be made or was lost, in words that say what to try. One place for all transports,
 * so that the same fault reads the same everywhere.
 */
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { messageOf, OvnscopeError, printable } from '../../text/index.ts';
import { formatRemote, type Remote, type TcpRemote, type SslRemote, type UnixRemote } from './remote.ts';

/** The remote as it may be shown on a terminal. */
export const nameOf = (remote: Remote): string => printable(formatRemote(remote));

/** The `code` that Node puts on errors of the system and of OpenSSL. */
export const codeOf = (thrown: unknown): string | undefined =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string'
    ? thrown.code
    : undefined;

export const connectionError = (
  where: string,
  message: string,
  hint?: string,
  cause?: unknown,
): OvnscopeError => new OvnscopeError('connection', message, { where, hint, cause });

export const abortedError = (where: string, reason: unknown): OvnscopeError =>
  reason instanceof OvnscopeError
    ? reason
    : connectionError(where, 'the connection was given up', undefined, reason);

export const timeoutError = (where: string, timeoutMs: number, stage: string): OvnscopeError =>
  connectionError(
    where,
    `no connection within ${timeoutMs / 1000} s: ${stage}`,
    'is the address right, and does a firewall let it through? a longer limit can be given',
  );

const STARTED = 'is ovsdb-server running, and does it listen there?';

/** Why `connect(2)` or the name lookup before it failed. */
export const explainConnect = async (remote: Remote, thrown: unknown): Promise<OvnscopeError> => {
  const where = nameOf(remote);
  const [message, hint] =
    remote.kind === 'unix'
      ? await explainUnix(remote, thrown)
      : explainInternet(remote as TcpRemote | SslRemote, thrown);
  return connectionError(where, message, hint, thrown);
};

/** Why an established connection broke. */
export const explainLoss = (where: string, thrown: unknown): OvnscopeError => {
  if (thrown instanceof OvnscopeError) return thrown;
  switch (codeOf(thrown)) {
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ERR_STREAM_DESTROYED':
    case 'ERR_STREAM_WRITE_AFTER_END':
      return connectionError(where, 'the server broke the connection', 'its log may say why', thrown);
    case 'ETIMEDOUT':
      return connectionError(where, 'the server does not answer any more', undefined, thrown);
    default:
      return connectionError(where, `the connection broke: ${systemMessage(thrown)}`, undefined, thrown);
  }
};

/** What the system said; Node's error for several addresses has its text in the parts only. */
export const systemMessage = (thrown: unknown): string => {
  const texts = thrown instanceof AggregateError ? thrown.errors.map(messageOf) : [messageOf(thrown)];
  return printable([...new Set(texts)].join('; '));
};

const explainUnix = async (remote: UnixRemote, thrown: unknown): Promise<[string, string | undefined]> => {
  const path = printable(remote.path);
  switch (codeOf(thrown)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return [`there is no socket ${path}`, await nearbySockets(remote.path)];
    case 'ECONNREFUSED':
      return (await isPlainFile(remote.path))
        ? [`${path} is a file, not a socket`, `to read it as a database file, write file:${path}`]
        : [
            `nobody listens on the socket ${path}`,
            `${STARTED} A socket without a listener is left over from a crash.`,
          ];
    case 'EACCES':
    case 'EPERM':
      return [
        `no permission to connect to the socket ${path}`,
        'run with sudo, or as a member of the group that owns the socket (often openvswitch)',
      ];
    case 'EAGAIN':
      return [
        `the server behind ${path} does not take connections at the moment`,
        'it may be busy; try again',
      ];
    default:
      return [`cannot connect to the socket ${path}: ${systemMessage(thrown)}`, undefined];
  }
};

const explainInternet = (remote: TcpRemote | SslRemote, thrown: unknown): [string, string | undefined] => {
  const host = printable(remote.host);
  switch (codeOf(thrown)) {
    case 'ECONNREFUSED':
      return [
        `${host} refuses connections to port ${remote.port}`,
        `${STARTED} (ovn-nbctl get-connection shows where)`,
      ];
    case 'ENOTFOUND':
      return [`there is no host named ${host}`, 'check the spelling, or give the address'];
    case 'EAI_AGAIN':
      return [`the name ${host} could not be looked up`, 'the name server does not answer; give the address'];
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return [`${host} cannot be reached from here`, 'check the address and the routes to it'];
    case 'ETIMEDOUT':
      return [
        `${host} does not answer on port ${remote.port}`,
        'is the address right, and does a firewall let it through?',
      ];
    case 'EINVAL':
      return [
        `cannot connect to ${host}: ${systemMessage(thrown)}`,
        'a link-local address needs its interface, as in [fe80::1%eth0]',
      ];
    default:
      return [`cannot connect to ${host}: ${systemMessage(thrown)}`, undefined];
  }
};

/** A wrong name is most often a wrong directory or another database's socket: say what is there. */
const nearbySockets = async (path: string): Promise<string> => {
  const directory = dirname(path);
  const shown = printable(directory);
  let names: string[];
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    names = entries
      .filter((entry) => entry.isSocket() && !entry.name.endsWith('.ctl'))
      .map((entry) => entry.name);
  } catch (error) {
    if (codeOf(error) === 'EACCES') return `the directory ${shown} cannot be read either: run with sudo?`;
    return `the directory ${shown} does not exist: is ovsdb-server running? Its run directory is set by OVN_RUNDIR or OVS_RUNDIR.`;
  }
  const others = names.filter((name) => name !== basename(path)).sort();
  if (others.length === 0)
    return `no database socket is in ${shown}: ${STARTED} OVN_RUNDIR or OVS_RUNDIR set its directory.`;
  const list = others.slice(0, 5).map((name) => printable(join(directory, name)));
  return `sockets there: ${list.join(', ')}${others.length > 5 ? ` and ${others.length - 5} more` : ''}`;
};

const isPlainFile = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
};
