/**
 * What a file is, by its first bytes; names are not trusted. Support archives keep databases under any name.
 */
import { excerpt } from '../../text/index.ts';
import { looksLikeTar } from './tar.ts';

export type FileKind = 'standalone' | 'clustered' | 'dump' | 'schema' | 'gzip' | 'tar' | 'other';

export interface Detected {
  readonly kind: FileKind;
  /** For `other`: what it looks like, in words. */
  readonly looksLike: string;
  /** For `other`: what a person may do about it. */
  readonly hint?: string;
  /** For `other`: it may well hold databases, but not in a form that is read here. */
  readonly unread?: boolean;
}

interface Signature extends Omit<Detected, 'kind'> {
  readonly bytes: string;
}

const packed = (program: string): string => `unpack it first: ${program}`;

const SIGNATURES: readonly Signature[] = [
  {
    bytes: '\xfd7zXZ\0',
    looksLike: 'an xz archive',
    hint: packed('tar xf FILE, or xz -dk FILE'),
    unread: true,
  },
  {
    bytes: 'BZh',
    looksLike: 'a bzip2 archive',
    hint: packed('tar xf FILE, or bzip2 -dk FILE'),
    unread: true,
  },
  {
    bytes: '\x28\xb5\x2f\xfd',
    looksLike: 'a zstd archive',
    hint: packed('tar xf FILE, or zstd -d FILE'),
    unread: true,
  },
  { bytes: 'PK\x03\x04', looksLike: 'a zip archive', hint: packed('unzip FILE'), unread: true },
  { bytes: '\x7fELF', looksLike: 'a program' },
  { bytes: 'SQLite format 3\0', looksLike: 'a database of SQLite, not of OVSDB' },
];

/** `head`: the first `HEAD_BYTES`, or fewer when that is all. */
export const detect = (head: Uint8Array): Detected => {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length);
  const start = bytes.toString('latin1', 0, 64);
  if (start.startsWith('OVSDB JSON ')) return { kind: 'standalone', looksLike: 'a standalone database' };
  if (start.startsWith('OVSDB CLUSTER '))
    return { kind: 'clustered', looksLike: "a cluster member's database" };
  if (start.startsWith('\x1f\x8b')) return { kind: 'gzip', looksLike: 'a gzip file' };
  if (looksLikeTar(head)) return { kind: 'tar', looksLike: 'a tar archive' };
  const signature = SIGNATURES.find((one) => start.startsWith(one.bytes));
  if (signature !== undefined) return { kind: 'other', ...signature };
  return detectText(bytes);
};

const detectText = (bytes: Buffer): Detected => {
  const text = bytes.toString('utf8');
  const other = (looksLike: string, hint?: string): Detected =>
    hint === undefined ? { kind: 'other', looksLike } : { kind: 'other', looksLike, hint };
  if (bytes.length === 0) return other('empty');
  if (text.startsWith('OVSDB ')) return other('a log of OVSDB of an unknown kind');
  if (bytes.includes(0)) return other('binary data');
  const json = /^\s*\{\s*"/.test(text);
  if (json && /"caption"\s*:\s*"[^"]* table"/.test(text)) return { kind: 'dump', looksLike: 'a dump' };
  if (json && /"tables"\s*:\s*\{/.test(text)) return { kind: 'schema', looksLike: 'a schema' };
  if (json && /"(?:headings|data)"\s*:\s*\[/.test(text)) {
    return other(
      'JSON of ovs-vsctl or the like, without table names',
      'use ovsdb-client backup, or ovsdb-client dump -f json',
    );
  }
  if (/^\s*[[{]/.test(text)) return other('JSON, but no dump and no schema');
  if (/^\w+ table\r?\n_uuid /.test(text)) {
    return other(
      'the text output of ovsdb-client dump',
      'use ovsdb-client backup, or ovsdb-client dump -f json',
    );
  }
  return other(`text that begins "${excerpt(text.slice(0, 40), 40)}"`);
};
