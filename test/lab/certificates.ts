/** Certificates for the TLS tests, made by openssl: a certificate authority, and a second one that nobody trusts. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './process.ts';

export interface Identity {
  readonly key: string;
  readonly certificate: string;
}

/** Paths of PEM files. */
export interface Certificates {
  readonly ca: string;
  /** For `localhost`, 127.0.0.1 and ::1. */
  readonly server: Identity;
  readonly client: Identity;
  /** Signed by the right authority, for a host name that is not ours. */
  readonly otherName: Identity;
  /** Signed by the right authority, no longer valid. */
  readonly expired: Identity;
  /** An authority that signed nothing the servers trust. */
  readonly wrongCa: string;
  /** A client certificate of that authority. */
  readonly wrongClient: Identity;
}

const EC_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

export const makeCertificates = async (directory: string): Promise<Certificates> => {
  mkdirSync(directory, { recursive: true });
  const path = (name: string): string => join(directory, name);

  const authority = async (name: string, subject: string): Promise<Identity> => {
    const identity = { key: path(`${name}-key.pem`), certificate: path(`${name}-cert.pem`) };
    await run('openssl', [
      ...['req', '-x509', ...EC_KEY, '-days', '3650', '-subj', `/CN=${subject}`],
      ...['-keyout', identity.key, '-out', identity.certificate],
      ...['-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
    ]);
    return identity;
  };

  // `x509 -req` and not `req -x509 -CA`: only the former takes an end date in the past.
  const signed = async (ca: Identity, name: string, names: string, days = '3650'): Promise<Identity> => {
    const identity = { key: path(`${name}-key.pem`), certificate: path(`${name}-cert.pem`) };
    const request = path(`${name}-request.pem`);
    const extensions = path(`${name}.cnf`);
    writeFileSync(extensions, `subjectAltName=${names}\nbasicConstraints=critical,CA:FALSE\n`);
    await run('openssl', [
      ...['req', '-new', ...EC_KEY, '-subj', `/CN=${name}`, '-keyout', identity.key, '-out', request],
    ]);
    await run('openssl', [
      ...['x509', '-req', '-in', request, '-out', identity.certificate, '-days', days],
      ...['-CA', ca.certificate, '-CAkey', ca.key, '-CAcreateserial', '-extfile', extensions],
    ]);
    return identity;
  };

  const ca = await authority('ca', 'ovnscope lab');
  const wrong = await authority('wrong-ca', 'somebody else');
  const local = 'DNS:localhost,IP:127.0.0.1,IP:::1';
  return {
    ca: ca.certificate,
    server: await signed(ca, 'server', local),
    client: await signed(ca, 'client', 'DNS:client'),
    otherName: await signed(ca, 'other-name', 'DNS:elsewhere.example'),
    expired: await signed(ca, 'expired', local, '-1'),
    wrongCa: wrong.certificate,
    wrongClient: await signed(wrong, 'wrong-client', 'DNS:client'),
  };
};
