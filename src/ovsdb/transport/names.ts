/**
 * Whether a certificate is for the server that was asked for (RFC 6125), with the exception that the
 * certificates of `ovs-pki` need.
 *
 * `ovs-pki req NAME` writes `DNS:NAME id:UUID` into subjectAltName: a text with a space and a colon, which no host
 * can be called. Such an entry says nothing about hosts and is passed over. What is left decides: no entry, and
 * the certificate is accepted on its CA alone; some, and one of them must fit. A name that the user gave is
 * always compared, with the common name too if there is no entry.
 */
import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { excerpt, OvnscopeError } from '../../text/index.ts';

const HOST = /^(?:\*\.)?[A-Za-z0-9_](?:[A-Za-z0-9_.*-]*[A-Za-z0-9_])?\.?$/;

/** The names and addresses in a certificate that a host can have. */
export const hostNames = (certificate: X509Certificate): string[] =>
  entriesOf(certificate.subjectAltName ?? '').flatMap(({ type, value }) => {
    if (type === 'DNS') return HOST.test(value) ? [value] : [];
    return type === 'IP Address' ? [value] : [];
  });

/**
 * `undefined` if the certificate may speak for `host`, or for `serverName` if the user gave one; otherwise an
 * error of kind `connection` with the names that are in it.
 */
export const checkNames = (
  certificate: X509Certificate,
  host: string,
  serverName: string | undefined,
  where: string,
): OvnscopeError | undefined => {
  const names = hostNames(certificate);
  if (names.length === 0 && serverName === undefined) return undefined;
  const asked = serverName ?? host.replace(/%.*$/, '');
  const common = commonName(certificate);
  if (fits(certificate, asked) || (names.length === 0 && common === asked)) return undefined;
  const listed = names.length > 0 ? names : common === undefined ? [] : [common];
  const shown = listed.slice(0, 8).map((name) => excerpt(name, 80));
  if (listed.length > 8) shown.push(`and ${listed.length - 8} more`);
  return new OvnscopeError('connection', `the server's certificate is not for ${excerpt(asked)}`, {
    where,
    expected: shown.length > 0 ? `one of the names in it: ${shown.join(', ')}` : 'a certificate with a name',
    hint: 'if this is the right server, say by which name it is known: --ssl-server-name=NAME',
  });
};

const fits = (certificate: X509Certificate, asked: string): boolean =>
  isIP(asked) !== 0 ? certificate.checkIP(asked) !== undefined : certificate.checkHost(asked) !== undefined;

const commonName = (certificate: X509Certificate): string | undefined =>
  certificate.subject
    ?.split('\n')
    .find((line) => line.startsWith('CN='))
    ?.slice(3);

/** Node's form: `TYPE:VALUE, TYPE:"JSON string"`; quoted when the value holds a comma, a quote or a control. */
const entriesOf = (text: string): { type: string; value: string }[] => {
  const entries: { type: string; value: string }[] = [];
  for (const match of text.matchAll(/(?:^|, )([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^,]*)/g)) {
    const [, type = '', value = ''] = match;
    entries.push({ type, value: value.startsWith('"') ? unquote(value) : value });
  }
  return entries;
};

const unquote = (value: string): string => {
  try {
    return String(JSON.parse(value));
  } catch {
    return value;
  }
};
