/**
 * What is asked of a file system, so that tests and other sources can stand in for the disk; and the disk.
 */
import { constants, open as openFile } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { excerpt, messageOf, OvnscopeError } from '../../text/index.ts';
import type { ByteSource } from './bytes.ts';

export interface DirectoryEntry {
  readonly name: string;
  /** Links are not followed inside a directory: what they point to is met by itself, or is not meant. */
  readonly kind: 'file' | 'directory' | 'other';
}

export interface FileSystem {
  /** `other`: a pipe or a device, which is read when it is named and passed over when it is met. */
  kind(path: string): Promise<'file' | 'directory' | 'other'>;
  list(path: string): Promise<readonly DirectoryEntry[]>;
  source(path: string): Promise<ByteSource>;
  join(directory: string, name: string): string;
}

const CHUNK = 1 << 20;
const SMALLEST_CHUNK = 1 << 12;

/** Two buffers take turns: the next chunk is read while this one is looked at. */
async function* readChunks(path: string, size: number | undefined): AsyncGenerator<Uint8Array> {
  const handle = await open(path, 'r').catch(fail(path));
  const length = Math.min(CHUNK, Math.max(SMALLEST_CHUNK, (size ?? CHUNK) + 1));
  let [filling, spare] = [Buffer.allocUnsafeSlow(length), Buffer.allocUnsafeSlow(length)];
  const fill = (): Promise<number> =>
    handle.read(filling, 0, length, null).then(({ bytesRead }) => bytesRead, fail(path));
  try {
    let pending = fill();
    for (;;) {
      const count = await pending;
      if (count === 0) return;
      const chunk = filling.subarray(0, count);
      [filling, spare] = [spare, filling];
      // Reading ahead from a pipe could wait for a writer that is waiting for us.
      if (size !== undefined) {
        pending = fill();
        pending.catch(() => undefined);
      }
      yield chunk;
      if (size === undefined) pending = fill();
    }
  } finally {
    await handle.close();
  }
}

/**
 * A pipe by its name. Opening one waits for its writer, in a thread that nothing can call back: so it is opened
 * without waiting, and the event loop waits for the bytes.
 */
async function* readPipe(path: string): AsyncGenerator<Uint8Array> {
  const fd = await new Promise<number>((resolve, reject) => {
    openFile(path, constants.O_RDONLY | constants.O_NONBLOCK, (error, opened) =>
      error === null ? resolve(opened) : reject(error),
    );
  }).catch(fail(path));
  const socket = new Socket({ fd, readable: true, writable: false });
  try {
    for await (const chunk of socket as AsyncIterable<Buffer>) yield chunk;
  } catch (error) {
    fail(path)(error);
  } finally {
    socket.destroy();
  }
}

const fail =
  (path: string) =>
  (error: unknown): never => {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const reason = {
      ENOENT: 'no such file',
      EACCES: 'permission denied',
      EISDIR: 'it is a directory',
      ENAMETOOLONG: 'the name is too long',
    }[code];
    throw new OvnscopeError('file', `cannot read ${excerpt(path)}: ${reason ?? messageOf(error)}`, {
      where: excerpt(path),
      cause: error,
    });
  };

const kindOf = (entry: { isFile(): boolean; isDirectory(): boolean }): 'file' | 'directory' | 'other' =>
  entry.isFile() ? 'file' : entry.isDirectory() ? 'directory' : 'other';

/** The disk. Errors are `OvnscopeError` of kind `file`. */
export const nodeFiles: FileSystem = {
  kind: (path) => stat(path).then(kindOf, fail(path)),
  list: async (path) => {
    const entries = await readdir(path, { withFileTypes: true }).catch(fail(path));
    return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
  },
  source: async (path) => {
    const facts = await stat(path).catch(fail(path));
    const size = facts.isFile() && facts.size > 0 ? facts.size : undefined;
    return { size, chunks: () => (facts.isFIFO() ? readPipe(path) : readChunks(path, size)) };
  },
  join,
};
