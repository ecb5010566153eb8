/**
 * What OpenSSL and the peer's alerts mean for a person. The codes are those of X509_verify_cert_error_string(3)
 * and of the alert list of RFC 8446 §6.2, as Node names them.
 *
 * With TLS 1.3 a server looks at the client's certificate after the client's side of the handshake is over: that
 * it wants one, or does not like the one it got, is learnt only when the first bytes are expected.
 */
import { OvnscopeError, printable } from '../../text/index.ts';
import { codeOf, connectionError, explainLoss, systemMessage } from './failure.ts';
import type { TlsOptions } from './transport.ts';

export interface TlsContext {
  readonly where: string;
  readonly tls: TlsOptions;
  /** Whether a certificate was at hand for a server that asks for one. */
  readonly hasCertificate: boolean;
}

const SAME_AUTHORITY = 'it must come from the CA that the server was given with -C';
const NEEDS_CERTIFICATE = 'give the certificate and key of a client that the server knows: -c CERT -p KEY';

/** Why a handshake failed. */
export const explainTls = (context: TlsContext, thrown: unknown): OvnscopeError => {
  if (thrown instanceof OvnscopeError) return thrown;
  const [message, hint] = describe(context, codeOf(thrown) ?? '', thrown);
  return connectionError(context.where, message, hint, thrown);
};

/** Why an established connection ended; `undefined` for an orderly end. */
export const explainTlsEnd = (
  context: TlsContext,
  thrown: unknown,
  received: boolean,
): OvnscopeError | undefined => {
  if (thrown instanceof OvnscopeError) return thrown;
  const code = codeOf(thrown) ?? '';
  if (code.includes('ALERT')) return explainTls(context, thrown);
  if (!received && (thrown === undefined || code === 'ECONNRESET' || code === 'EPIPE')) {
    return connectionError(
      context.where,
      'the server closed the connection without a word; probably it ' +
        (context.hasCertificate
          ? 'does not accept the client certificate'
          : 'wants a certificate from its clients'),
      context.hasCertificate ? SAME_AUTHORITY : NEEDS_CERTIFICATE,
      thrown,
    );
  }
  return thrown === undefined ? undefined : explainLoss(context.where, thrown);
};

const describe = (context: TlsContext, code: string, thrown: unknown): [string, string | undefined] => {
  const authority = context.tls.caCertificate ?? context.tls.bootstrapCaCertificate;
  const file = authority === undefined ? 'the CA given' : printable(authority);
  switch (code) {
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'CERT_SIGNATURE_FAILURE':
    case 'CERT_UNTRUSTED':
      return [
        `the server's certificate does not come from the CA in ${file} (${code})`,
        'is it the CA of the server? ovs-pki keeps one for controllers and one for switches',
      ];
    case 'CERT_HAS_EXPIRED':
      return [
        `the server's certificate, or its CA's, has expired`,
        'renew it on the server; check the clocks',
      ];
    case 'CERT_NOT_YET_VALID':
      return [`the server's certificate, or its CA's, is not valid yet`, 'check the clocks of both hosts'];
    case 'INVALID_CA':
    case 'INVALID_PURPOSE':
    case 'PATH_LENGTH_EXCEEDED':
      return [
        `the server's certificate may not be used for this (${code})`,
        'it was made for another purpose: make a new one',
      ];
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
    case 'ERR_SSL_HTTP_REQUEST':
      return ['the server does not speak TLS on this port', 'is it a tcp: port?'];
    case 'ERR_SSL_UNSUPPORTED_PROTOCOL':
    case 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION':
    case 'ERR_SSL_VERSION_TOO_LOW':
      return ['the server speaks no TLS of version 1.2 or later', 'see --ssl-protocols of ovsdb-server'];
    case 'ECONNRESET':
    case 'EPIPE':
      return [
        'the server broke the connection during the TLS handshake',
        'is it an ssl: port? its log may say why',
      ];
    default:
      return code.includes('ALERT')
        ? describeAlert(context, code)
        : [`the TLS handshake failed: ${systemMessage(thrown)}`, undefined];
  }
};

const describeAlert = (context: TlsContext, code: string): [string, string | undefined] => {
  const alert = code
    .replace(/^ERR_SSL_(?:SSLV3|TLSV1|TLSV13)_ALERT_/, '')
    .replaceAll('_', ' ')
    .toLowerCase();
  if (
    !context.hasCertificate &&
    /CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE|NO_CERTIFICATE/.test(code)
  ) {
    return [`the server wants a certificate from its clients (${alert})`, NEEDS_CERTIFICATE];
  }
  if (/UNKNOWN_CA|CERTIFICATE|DECRYPT_ERROR|ACCESS_DENIED/.test(code)) {
    const file = context.tls.certificate === undefined ? '' : ` ${printable(context.tls.certificate)}`;
    return [`the server does not accept the client certificate${file} (${alert})`, SAME_AUTHORITY];
  }
  if (code.includes('UNRECOGNIZED_NAME')) {
    return [
      'the server does not know the name it was asked for',
      'give the right one with --ssl-server-name=NAME',
    ];
  }
  return [`the server refused the TLS connection (${alert})`, 'its log may say why'];
};
