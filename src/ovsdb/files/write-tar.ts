/**
 * Writes tar archives: POSIX ustar, with a pax header before a member whose name or size does not fit
 * (IEEE 1003.1 "pax"). `tar.ts` has the layout of a header.
 *
 * Nothing of the machine goes into an archive: members belong to nobody, and all times are given.
 */
import type { Chunks } from './bytes.ts';

export interface TarFile {
  /** A relative path, with `/` between its parts. */
  readonly name: string;
  readonly size: number;
  /** Exactly `size` bytes. */
  readonly chunks: () => Chunks | Iterable<Uint8Array>;
}

export interface TarOptions {
  /** Milliseconds since 1970: the time of all members. */
  readonly modified: number;
  /** Permissions of all members. */
  readonly mode: number;
}

const BLOCK = 512;
/** What fits in 11 octal digits. */
const LARGEST_PLAIN_SIZE = 8 ** 11 - 1;
const PLAIN_NAME = /^[\x20-\x7e]{1,100}$/;

/** The archive, in pieces. Throws `RangeError` when a member has not the size that it claims. */
export async function* writeTar(files: Iterable<TarFile>, options: TarOptions): AsyncGenerator<Uint8Array> {
  for (const file of files) {
    yield headersOf(file, options);
    let written = 0;
    for await (const chunk of file.chunks()) {
      written += chunk.length;
      yield chunk;
    }
    if (written !== file.size) throw new RangeError(`${file.name}: ${written} bytes instead of ${file.size}`);
    yield Buffer.alloc(padding(file.size));
  }
  yield Buffer.alloc(2 * BLOCK);
}

const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

const headersOf = ({ name, size }: TarFile, options: TarOptions): Buffer => {
  const attributes: [string, string][] = [];
  if (!PLAIN_NAME.test(name)) attributes.push(['path', name]);
  if (size > LARGEST_PLAIN_SIZE) attributes.push(['size', String(size)]);
  const own = header({ name: plain(name), size: Math.min(size, LARGEST_PLAIN_SIZE), type: '0' }, options);
  if (attributes.length === 0) return own;
  const data = Buffer.concat(attributes.map(([key, value]) => attribute(key, value)));
  const before = header({ name: plain(`PaxHeaders/${name}`), size: data.length, type: 'x' }, options);
  return Buffer.concat([before, data, Buffer.alloc(padding(data.length)), own]);
};

/** For readers that know no pax. */
const plain = (name: string): string => name.replace(/[^\x20-\x7e]/g, '_').slice(0, 100);

/** `LENGTH KEY=VALUE\n`; the length counts its own digits. */
const attribute = (key: string, value: string): Buffer => {
  const rest = Buffer.from(` ${key}=${value}\n`);
  let length = rest.length;
  while (length !== rest.length + String(length).length) length = rest.length + String(length).length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
};

interface Header {
  readonly name: string;
  readonly size: number;
  readonly type: '0' | 'x';
}

const header = ({ name, size, type }: Header, { modified, mode }: TarOptions): Buffer => {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, digits: number): void => {
    block.write(`${value.toString(8).padStart(digits, '0')}\0`, at, 'latin1');
  };
  block.write(name, 0, 'latin1');
  octal(mode, 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  octal(size, 124, 11);
  octal(Math.min(Math.max(0, Math.floor(modified / 1000)), LARGEST_PLAIN_SIZE), 136, 11);
  block.write(type, 156, 'latin1');
  block.write('ustar\u000000', 257, 'latin1');
  octal(0, 329, 7);
  octal(0, 337, 7);
  block.fill(0x20, 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
};
