/**
 * The PEM files of `-p`, `-c` and `-C`: read and checked before anything is sent, because what OpenSSL says about
 * a bad one ("no start line") names neither the file nor the fault. What is in a file is never put into a message.
 */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { access, readFile, writeFile } from 'node:fs/promises';
import { OvnscopeError, printable } from '../../text/index.ts';
import { codeOf } from './failure.ts';
import type { TlsOptions } from './transport.ts';

/** The file system as far as `ssl:` needs it. */
export interface TlsFiles {
  read(path: string): Promise<Uint8Array>;
  exists(path: string): Promise<boolean>;
  /** Creates a file readable by all; fails with code `EEXIST` if it is there already. */
  create(path: string, text: string): Promise<void>;
}

export const diskFiles: TlsFiles = {
  read: (path) => readFile(path),
  exists: async (path) => {
    try {
      await access(path);
      return true;
    } catch (error) {
      return codeOf(error) !== 'ENOENT';
    }
  },
  create: (path, text) => writeFile(path, text, { flag: 'wx', mode: 0o644 }),
};

/** What the client shows to a server that asks who it is; PEM. */
export interface Identity {
  readonly key: string;
  readonly certificate: string;
}

const CERTIFICATE =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

/** Reads `-p` and `-c`; `undefined` if neither is given. Throws kinds `usage` and `file`. */
export const readIdentity = async (tls: TlsOptions, files: TlsFiles): Promise<Identity | undefined> => {
  const { privateKey: keyPath, certificate: certificatePath } = tls;
  if (keyPath === undefined && certificatePath === undefined) return undefined;
  if (keyPath === undefined || certificatePath === undefined) {
    const given = keyPath === undefined ? 'certificate (-c)' : 'private key (-p)';
    const missing = keyPath === undefined ? 'private key (-p)' : 'certificate (-c)';
    throw new OvnscopeError('usage', `a ${given} was given, but no ${missing}`, {
      expected: 'both -p and -c, or neither',
    });
  }
  const certificate = await readPem(files, certificatePath, 'certificate');
  const [leaf] = certificatesIn(certificatePath, certificate, 'certificate');
  const key = await readPem(files, keyPath, 'private key');
  if (leaf?.checkPrivateKey(parseKey(keyPath, key)) !== true) {
    throw new OvnscopeError('file', `the private key does not belong to the certificate`, {
      where: printable(keyPath),
      expected: `the key for which ${printable(certificatePath)} was made`,
    });
  }
  return { key, certificate };
};

/** The certificates of a CA file, checked, as PEM. Throws kind `file`. */
export const parseAuthority = (path: string, pem: string): string => {
  certificatesIn(path, pem, 'CA certificate');
  return pem;
};

/** `what` stands in messages. Throws kind `file`. */
export const readPem = async (files: TlsFiles, path: string, what: string): Promise<string> => {
  try {
    return Buffer.from(await files.read(path)).toString('latin1');
  } catch (error) {
    const [reason, hint] = unreadable(error);
    throw new OvnscopeError('file', `cannot read the ${what}: ${reason}`, {
      where: printable(path),
      hint,
      cause: error,
    });
  }
};

const unreadable = (error: unknown): [string, string | undefined] => {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return ['there is no such file', undefined];
    case 'EACCES':
    case 'EPERM':
      return ['permission denied', 'run with sudo, or as the user or group that owns the file'];
    case 'EISDIR':
      return ['it is a directory', undefined];
    default:
      return [codeOf(error) ?? 'unknown reason', undefined];
  }
};

const certificatesIn = (path: string, pem: string, what: string): X509Certificate[] => {
  const where = printable(path);
  const texts = pem.match(CERTIFICATE);
  if (texts === null) {
    const found = pem.includes('PRIVATE KEY-----') ? 'it holds a private key' : 'there is none in it';
    throw new OvnscopeError('file', `not a ${what}: ${found}`, {
      where,
      expected: 'PEM text with BEGIN CERTIFICATE',
    });
  }
  return texts.map((text, index) => {
    try {
      return new X509Certificate(text);
    } catch {
      // OpenSSL's text would add nothing, and may quote the file.
      throw new OvnscopeError('file', `certificate ${index + 1} in it is damaged`, {
        where,
        expected: `a ${what} in PEM`,
      });
    }
  });
};

const parseKey = (path: string, pem: string): KeyObject => {
  const where = printable(path);
  try {
    return createPrivateKey(pem);
  } catch (error) {
    if (codeOf(error) === 'ERR_MISSING_PASSPHRASE' || pem.includes('ENCRYPTED')) {
      throw new OvnscopeError('file', 'the private key is locked with a passphrase', {
        where,
        hint: 'the Open vSwitch tools cannot use such keys either; "openssl pkey" writes one without',
      });
    }
    const found = pem.includes('PRIVATE KEY-----') ? 'the private key is damaged' : 'not a private key';
    throw new OvnscopeError('file', found, { where, expected: 'PEM text with BEGIN PRIVATE KEY' });
  }
};
