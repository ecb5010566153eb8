/**
 * Where a snapshot goes: a directory, `NAME.tar`, or `NAME.tar.gz` (`.tgz`).
 *
 * It is written under another name beside its own and renamed when all of it is on the disk: whatever happens, what
 * stands under its name is whole. What was there before is replaced only by `--force`, and only if it is a file.
 */
import { dirname, join, resolve } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { writeTar, type TarFile } from '../../ovsdb/index.ts';
import { OvnscopeError, printable } from '../../text/index.ts';
import { writeFailed } from '../write-failure.ts';
import type { Disk } from './disk.ts';

const failed = (path: string, error: unknown): never =>
  writeFailed(path, error, 'a name that ends in .tar.gz');

export type Form = 'directory' | 'tar' | 'tar.gz';

export const formOf = (path: string): Form =>
  /\.(?:tar\.gz|tgz)$/i.test(path) ? 'tar.gz' : /\.tar$/i.test(path) ? 'tar' : 'directory';

/** Throws `OvnscopeError` of kind `usage` when something is in the way. */
export const checkTarget = async (disk: Disk, path: string, force: boolean): Promise<void> => {
  if (
    /\.(?:zip|7z|rar|gz|tar\.[a-z0-9]+|tbz2?|txz|tzst|xz|bz2|zst)$/i.test(path) &&
    formOf(path) === 'directory'
  ) {
    throw new OvnscopeError(
      'usage',
      `cannot write ${printable(path)}: not a kind of archive that is written`,
      {
        expected: 'a name that ends in .tar.gz, .tgz or .tar, or a directory',
      },
    );
  }
  const kind = await disk.kind(path).catch((error: unknown) => failed(path, error));
  const directory = formOf(path) === 'directory';
  if (kind === 'absent' || (directory ? kind === 'empty directory' : kind === 'file' && force)) return;
  const found = kind === 'file' ? 'a file is there already' : 'the directory is not empty';
  const wrong = kind === 'file' ? found : directory ? found : 'it is a directory';
  throw new OvnscopeError('usage', `cannot write ${printable(path)}: ${wrong}`, {
    expected: directory
      ? 'a directory that is empty or not there yet; a name that ends in .tar.gz makes an archive'
      : 'a name that is not taken',
    hint: !directory && kind === 'file' ? '--force replaces it' : 'another name',
  });
};

export interface WriteOptions {
  readonly disk: Disk;
  readonly modified: number;
  /** Makes the name of what is not finished yet unlike all others. */
  readonly unique: string;
  readonly signal: AbortSignal;
}

/** Gives the bytes written. Throws `OvnscopeError` of kind `file`, and then leaves nothing behind. */
export const writeTarget = async (
  path: string,
  files: readonly TarFile[],
  { disk, modified, unique, signal }: WriteOptions,
): Promise<number> => {
  const final = resolve(path);
  const partial = join(dirname(final), `.ovnscope-${unique}.partial`);
  const discard = (): void => disk.remove(partial);
  signal.addEventListener('abort', discard, { once: true });
  let bytes = 0;
  const put = async (name: string, chunks: Chunks): Promise<void> => {
    const sink = await disk.create(name);
    try {
      for await (const chunk of chunks) {
        signal.throwIfAborted();
        await sink.write(chunk);
        bytes += chunk.length;
      }
    } finally {
      await sink.close();
    }
  };
  try {
    const form = formOf(path);
    if (form === 'directory') {
      await disk.makeDirectory(partial);
      for (const file of files) {
        for (const above of directoriesOf(file.name)) await disk.makeDirectory(join(partial, above));
        await put(join(partial, file.name), file.chunks());
      }
    } else {
      const tar = writeTar(files, { modified, mode: 0o600 });
      await put(partial, form === 'tar' ? tar : gzip(tar));
    }
    await disk.rename(partial, final);
    return bytes;
  } catch (error) {
    discard();
    return failed(path, error);
  } finally {
    signal.removeEventListener('abort', discard);
  }
};

/** `a/b/c` lies in `a` and `a/b`. */
const directoriesOf = (name: string): readonly string[] => {
  const parts = name.split('/').slice(0, -1);
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
};

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

const gzip = (chunks: Chunks): Chunks => {
  const packed = createGzip();
  // Errors end the iteration over `packed`.
  pipeline(Readable.from(chunks, { objectMode: true }), packed, () => undefined);
  return packed as AsyncIterable<Buffer>;
};
