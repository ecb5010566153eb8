/**
 * Reads tar archives front to back: POSIX ustar and pax (IEEE 1003.1 "pax", "ustar Interchange Format"), and what
 * GNU tar adds (long names, base-256 sizes). Nothing is written anywhere, so names are data and nothing more.
 *
 *     member   = header of 512 bytes, data padded to a multiple of 512
 *     header   = name[100] mode[8] uid[8] gid[8] size[12] mtime[12] checksum[8] type[1] link[100] "ustar" … prefix[155]
 *     type     0 or NUL or 7 file · x, g pax attributes · L, K GNU long name · anything else holds no data for us
 *     end      = two blocks of zeros, or the end of the file
 */
import { excerpt, messageOf } from '../../text/index.ts';
import { Cursor, type Chunks } from './bytes.ts';
import type { Damage } from './log.ts';

export interface TarMember {
  readonly name: string;
  readonly size: number;
  /** Its data, once, and only until the next member is asked for. */
  readonly chunks: () => Chunks;
}

const BLOCK = 512;
/** Attributes and long names are short; more than this is no archive worth reading. */
const MAX_ATTRIBUTES = 1 << 20;

/** Whether these first bytes begin a tar archive: one of its checksums is right. */
export const looksLikeTar = (head: Uint8Array): boolean =>
  head.length >= BLOCK && head[0] !== 0 && checksumHolds(Buffer.from(head.subarray(0, BLOCK)));

/** The regular files of an archive, in order. Damage ends them and is told to `onDamage`; nothing is thrown. */
export async function* readTar(
  chunks: Chunks,
  onDamage: (damage: Damage) => void,
): AsyncGenerator<TarMember> {
  const cursor = new Cursor(chunks);
  const damaged = (reason: string): void => onDamage({ offset: cursor.offset, reason });
  let attributes: Attributes = {};
  try {
    for (;;) {
      const header = await cursor.read(BLOCK);
      if (header.length === 0 || isZero(header)) return;
      if (header.length < BLOCK) return damaged('the archive ends in the header of a member');
      if (!checksumHolds(header)) return damaged('the header of a member has a wrong checksum');
      const type = String.fromCharCode(header[156] as number);
      const size = attributes.size ?? numberAt(header, 124, 12);
      if (!(size >= 0)) return damaged('the header of a member has no size');
      const end = cursor.offset + padded(size);
      if (type === 'x' || type === 'L') {
        if (size > MAX_ATTRIBUTES) return damaged(`a member's name or attributes claim ${size} bytes`);
        const data = await cursor.read(size);
        attributes =
          type === 'L' ? { ...attributes, name: textAt(data, 0, size) } : paxAttributes(data, attributes);
      } else {
        const name = attributes.name ?? nameOf(header);
        if ((type === '0' || type === '\0' || type === '7') && attributes.sparse !== true) {
          const dataEnd = cursor.offset + size;
          yield { name, size, chunks: () => cursor.take(Math.max(0, dataEnd - cursor.offset)) };
        }
        // A GNU long link name belongs to the member after it, as a long name does.
        if (type !== 'K') attributes = {};
      }
      if (!(await cursor.skip(end - cursor.offset)))
        return damaged('the archive ends in the data of a member');
    }
  } catch (error) {
    damaged(excerpt(messageOf(error), 200));
  } finally {
    await cursor.close();
  }
}

interface Attributes {
  readonly name?: string;
  readonly size?: number;
  /** Data with holes left out, in a form of its own. */
  readonly sparse?: boolean;
}

/** Records `LENGTH KEY=VALUE\n`; the length counts the whole record. */
const paxAttributes = (data: Buffer, before: Attributes): Attributes => {
  let attributes = before;
  for (let at = 0; at < data.length;) {
    const space = data.indexOf(0x20, at);
    const length = Number(data.toString('latin1', at, Math.max(at, space)));
    if (!(length > space - at) || at + length > data.length) break;
    const record = data.toString('utf8', space + 1, at + length - 1);
    const equals = record.indexOf('=');
    const [key, value] = [record.slice(0, equals), record.slice(equals + 1)];
    if (key === 'path') attributes = { ...attributes, name: value };
    else if (key === 'size') attributes = { ...attributes, size: Number(value) };
    else if (key.startsWith('GNU.sparse.')) attributes = { ...attributes, sparse: true };
    at += length;
  }
  return attributes;
};

const padded = (size: number): number => Math.ceil(size / BLOCK) * BLOCK;

const nameOf = (header: Buffer): string => {
  const name = textAt(header, 0, 100);
  const prefix = header.toString('latin1', 257, 262) === 'ustar' ? textAt(header, 345, 155) : '';
  // GNU's own format keeps times where POSIX keeps the prefix.
  return prefix === '' || header[263] === 0x20 ? name : `${prefix}/${name}`;
};

const textAt = (bytes: Buffer, start: number, length: number): string => {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? field.length : end);
};

/** Octal digits, or base 256 when the first bit is set; NaN for anything else. */
const numberAt = (header: Buffer, start: number, length: number): number => {
  const first = header[start] as number;
  if ((first & 0x80) !== 0) {
    let value = first & 0x7f;
    for (let i = 1; i < length; i++) value = value * 256 + (header[start + i] as number);
    return Number.isSafeInteger(value) ? value : NaN;
  }
  const digits = textAt(header, start, length).trim();
  return /^[0-7]+$/.test(digits) ? parseInt(digits, 8) : NaN;
};

/** The sum of all bytes with the checksum itself as spaces. */
const checksumHolds = (header: Buffer): boolean => {
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 0x20 : (header[i] as number);
  return numberAt(header, 148, 8) === sum;
};

const isZero = (block: Buffer): boolean => block.every((byte) => byte === 0);
