/**
 * Writes a file that a person named. It is written under another name beside its own and renamed when all of it is
 * there: what stands under its name is whole. Devices and pipes are written to as they are.
 */
import { randomUUID } from 'node:crypto';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { writeFailed } from './write-failure.ts';

const isPlain = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
};

/** Throws `OvnscopeError` of kind `file`, and then leaves nothing behind. */
export const writeOutput = async (path: string, content: string | Uint8Array): Promise<void> => {
  const final = resolve(path);
  const partial = join(dirname(final), `.ovnscope-${randomUUID()}.partial`);
  try {
    if (!(await isPlain(final))) {
      await writeFile(final, content);
      return;
    }
    await writeFile(partial, content, { flag: 'wx' });
    await rename(partial, final);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    writeFailed(path, error);
  }
};
