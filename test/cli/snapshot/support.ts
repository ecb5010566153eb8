/** A disk in memory that can be full, and a world that always is the same. */
import type { Disk } from '../../../src/cli/snapshot/disk.ts';
import type { World } from '../../../src/cli/snapshot/index.ts';

export const failure = (code: string): NodeJS.ErrnoException => Object.assign(new Error(code), { code });

export class MemoryDisk implements Disk {
  readonly files = new Map<string, Buffer>();
  readonly directories = new Set<string>();
  /** What still fits. */
  free = Infinity;
  /** Thrown by whatever is done first. */
  broken: NodeJS.ErrnoException | undefined;

  kind(path: string): ReturnType<Disk['kind']> {
    const below = [...this.files.keys(), ...this.directories].some((name) => name.startsWith(`${path}/`));
    const kind = this.files.has(path)
      ? 'file'
      : below
        ? 'directory'
        : this.directories.has(path)
          ? 'empty directory'
          : 'absent';
    return Promise.resolve(kind);
  }

  makeDirectory(path: string): Promise<void> {
    if (this.broken !== undefined) return Promise.reject(this.broken);
    this.directories.add(path);
    return Promise.resolve();
  }

  create(path: string): ReturnType<Disk['create']> {
    if (this.broken !== undefined) return Promise.reject(this.broken);
    this.files.set(path, Buffer.alloc(0));
    return Promise.resolve({
      write: (chunk) => {
        this.free -= chunk.length;
        if (this.free < 0) return Promise.reject(failure('ENOSPC'));
        this.files.set(path, Buffer.concat([this.files.get(path) as Buffer, chunk]));
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    });
  }

  rename(from: string, to: string): Promise<void> {
    for (const [name, bytes] of [...this.files]) {
      if (name !== from && !name.startsWith(`${from}/`)) continue;
      this.files.delete(name);
      this.files.set(to + name.slice(from.length), bytes);
    }
    this.directories.clear();
    return Promise.resolve();
  }

  remove(path: string): void {
    for (const name of [...this.files.keys()]) if (name === path || name.startsWith(`${path}/`)) this.files.delete(name); // prettier-ignore
    for (const name of [...this.directories]) if (name.startsWith(path)) this.directories.delete(name);
  }
}

export const worldWith = (disk: Disk): World => ({
  disk,
  now: () => new Date(Date.UTC(2026, 0, 2, 3, 4, 5)),
  randomBytes: (count) => Uint8Array.from({ length: count }, (_, i) => 7 * i + 1),
});
