/**
 * `ssl:` on node:tls, with the files and options of the Open vSwitch tools.
 *
 * Who is trusted. The server's certificate must come from the CA of `-C`; there is no way to switch that off.
 * The name in it is compared (with the host of the remote, or with `--ssl-server-name` if given) when the
 * certificate holds DNS names or IP addresses. Open vSwitch's own clients never compare names, and `ovs-pki`
 * makes certificates for `NAME id:UUID`, which is no name a host can have: such a certificate is accepted on its
 * CA alone, as by every client of Open vSwitch. `names.ts` decides.
 *
 * Bootstrap (`--bootstrap-ca-cert`, see ovs-vsctl(8)). If the file does not exist, a first connection that
 * trusts anybody fetches the self-signed certificate at the end of the server's chain, saves it, and is dropped;
 * the real connection then trusts that CA. Whoever sits in between at that moment is trusted from then on.
 */
import { X509Certificate } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import { connect as startTls, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import { OvnscopeError, printable } from '../../text/index.ts';
import { Deadline } from './deadline.ts';
import { codeOf, nameOf } from './failure.ts';
import { checkNames } from './names.ts';
import type { SslRemote } from './remote.ts';
import { openSocket, SocketTransport } from './socket.ts';
import { explainTls, explainTlsEnd } from './tls-failure.ts';
import {
  diskFiles,
  parseAuthority,
  readIdentity,
  readPem,
  type Identity,
  type TlsFiles,
} from './tls-files.ts';
import type { ConnectOptions, TlsOptions, Transport } from './transport.ts';

/** `Connect` for `ssl:`. Files are read at every call, so that renewed certificates are picked up on reconnection. */
export const connectTls = async (
  remote: SslRemote,
  options: ConnectOptions,
  files: TlsFiles = diskFiles,
): Promise<Transport> => {
  const tls = options.tls ?? {};
  const deadline = new Deadline(remote, options);
  try {
    const identity = await readIdentity(tls, files);
    const authority = await findAuthority(remote, tls, files, identity, deadline);
    deadline.check();
    const socket = await handshake(remote, tls, deadline, identity, authority);
    const context = { where: nameOf(remote), hasCertificate: identity !== undefined, tls };
    return new SocketTransport(nameOf(remote), socket, options.signal, {
      explain: (error, received) => explainTlsEnd(context, error, received),
    });
  } finally {
    deadline.done();
  }
};

/** The PEM text of the CA to trust. */
const findAuthority = async (
  remote: SslRemote,
  tls: TlsOptions,
  files: TlsFiles,
  identity: Identity | undefined,
  deadline: Deadline,
): Promise<string> => {
  const { caCertificate, bootstrapCaCertificate } = tls;
  if (caCertificate !== undefined && bootstrapCaCertificate !== undefined) {
    throw usage(
      remote,
      'a CA certificate (-C) and a file to bootstrap it (--bootstrap-ca-cert) exclude each other',
    );
  }
  if (caCertificate === 'none') {
    throw usage(remote, 'the server is always verified: "-C none" is not accepted');
  }
  const path = caCertificate ?? bootstrapCaCertificate;
  if (path === undefined) throw usage(remote, 'no CA certificate was given to verify the server with');
  if (caCertificate === undefined && !(await files.exists(path))) {
    await bootstrap(remote, tls, files, identity, deadline, path);
  }
  return parseAuthority(path, await readPem(files, path, 'CA certificate'));
};

const bootstrap = async (
  remote: SslRemote,
  tls: TlsOptions,
  files: TlsFiles,
  identity: Identity | undefined,
  deadline: Deadline,
  path: string,
): Promise<void> => {
  const socket = await handshake(remote, tls, deadline, identity, undefined);
  let root: X509Certificate | undefined;
  try {
    root = selfSignedEnd(socket.getPeerCertificate(true));
  } finally {
    socket.destroy();
  }
  if (root === undefined) {
    throw new OvnscopeError(
      'connection',
      'the server did not send its CA certificate, so it cannot be saved',
      {
        where: nameOf(remote),
        hint: `copy the CA certificate from the server's host and give it with -C instead`,
      },
    );
  }
  try {
    await files.create(path, root.toString());
  } catch (error) {
    // Another process has just saved it: that one counts.
    if (codeOf(error) === 'EEXIST') return;
    throw new OvnscopeError(
      'file',
      `cannot save the server's CA certificate (${codeOf(error) ?? 'unknown reason'})`,
      {
        where: printable(path),
        hint: 'the directory must exist and be writable',
        cause: error,
      },
    );
  }
};

/** The last certificate of the chain, if it signed itself. */
const selfSignedEnd = (leaf: DetailedPeerCertificate): X509Certificate | undefined => {
  let end: DetailedPeerCertificate | undefined = leaf;
  const seen = new Set<DetailedPeerCertificate>();
  while (end !== undefined && !seen.has(end)) {
    seen.add(end);
    const issuer: DetailedPeerCertificate | undefined = end.issuerCertificate;
    if (issuer === undefined || issuer === end || issuer.fingerprint256 === end.fingerprint256) break;
    end = issuer;
  }
  if (end?.raw === undefined) return undefined;
  const certificate = new X509Certificate(end.raw);
  return certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey)
    ? certificate
    : undefined;
};

/** A TLS connection whose server is verified; by nothing if `authority` is `undefined`, for bootstrapping. */
const handshake = async (
  remote: SslRemote,
  tls: TlsOptions,
  deadline: Deadline,
  identity: Identity | undefined,
  authority: string | undefined,
): Promise<TLSSocket> => {
  const raw: Socket = await openSocket(remote, deadline);
  const asked = tls.serverName ?? remote.host;
  const context = { where: nameOf(remote), hasCertificate: identity !== undefined, tls };
  try {
    return await deadline.wait({
      stage: `${remote.host} takes the connection but does not answer in TLS (is it a tcp: port?)`,
      event: 'secureConnect',
      explain: (error) => explainTls(context, error),
      begin: () =>
        startTls({
          socket: raw,
          minVersion: 'TLSv1.2',
          // Never the public authorities that Node would take: with an empty list nobody is trusted.
          ca: authority ?? [],
          rejectUnauthorized: authority !== undefined,
          // RFC 6066 §3 allows only names here.
          ...(isIP(asked.replace(/%.*$/, '')) === 0 ? { servername: asked } : {}),
          ...(identity === undefined ? {} : { key: identity.key, cert: identity.certificate }),
          checkServerIdentity: (_host, peer) =>
            checkNames(new X509Certificate(peer.raw), remote.host, tls.serverName, nameOf(remote)),
        }),
    });
  } catch (error) {
    raw.destroy();
    throw error;
  }
};

const usage = (remote: SslRemote, message: string): OvnscopeError =>
  new OvnscopeError('usage', message, {
    where: nameOf(remote),
    expected: '-C CACERT, or --bootstrap-ca-cert=FILE to fetch it at the first connection',
    hint: 'on the server it is often /var/lib/openvswitch/pki/switchca/cacert.pem or controllerca/cacert.pem',
  });
