/** What writing a snapshot asks of a file system, so that tests can fill the disk; and the disk. */
import { rmSync } from 'node:fs';
import { mkdir, open, readdir, rename, stat } from 'node:fs/promises';

export interface Sink {
  /** Resolves when the chunk need not be kept any longer. */
  write(chunk: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

export interface Disk {
  kind(path: string): Promise<'absent' | 'file' | 'directory' | 'empty directory'>;
  /** In one that is there, if it is not there already; for nobody but its owner. */
  makeDirectory(path: string): Promise<void>;
  /** A new file, for nobody but its owner; fails where something is. */
  create(path: string): Promise<Sink>;
  /** Takes the place of a file, or of an empty directory. */
  rename(from: string, to: string): Promise<void>;
  /** A file, or a directory with all in it; at once, for a program that is being ended. Never fails. */
  remove(path: string): void;
}

export const nodeDisk: Disk = {
  kind: async (path) => {
    try {
      if (!(await stat(path)).isDirectory()) return 'file';
      return (await readdir(path)).length === 0 ? 'empty directory' : 'directory';
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'absent';
      throw error;
    }
  },
  makeDirectory: async (path) => {
    try {
      await mkdir(path, { mode: 0o700 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  },
  create: async (path) => {
    const handle = await open(path, 'wx', 0o600);
    return {
      write: async (chunk) => {
        for (let at = 0; at < chunk.length;) at += (await handle.write(chunk, at)).bytesWritten;
      },
      close: async () => {
        // A disk that is full may say so only now.
        await handle.sync().finally(() => handle.close());
      },
    };
  },
  rename,
  remove: (path) => {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // What is left is named `.partial`.
    }
  },
};
