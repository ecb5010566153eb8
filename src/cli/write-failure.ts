/** Why a file could not be written, in words, and what to do about it. */
import { messageOf, OvnscopeError, printable } from '../text/index.ts';

const REASONS: Readonly<Record<string, readonly [reason: string, hint: string]>> = {
  ENOSPC: ['no space left on the device', 'another file system'],
  EDQUOT: ['the disk quota is used up', 'another file system'],
  EACCES: ['permission denied', 'a directory that you may write to'],
  EPERM: ['not permitted', 'a directory that you may write to'],
  EROFS: ['the file system is read-only', 'a directory that you may write to'],
  ENOENT: ['no such directory', 'make the directory above it first'],
  ENOTDIR: ['part of the path is a file', 'another path'],
  EISDIR: ['it is a directory', 'the name of a file in it'],
  ENAMETOOLONG: ['the name is too long', 'a shorter one'],
};

/** Throws `OvnscopeError` of kind `file`; one that is thrown already goes on as it is. */
export const writeFailed = (path: string, error: unknown, instead?: string): never => {
  if (error instanceof OvnscopeError) throw error;
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  const [reason, hint] = REASONS[code] ?? [];
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  throw new OvnscopeError('file', `cannot write ${printable(path)}: ${reason ?? messageOf(error)}`, {
    where: path,
    hint: isFull && instead !== undefined && hint !== undefined ? `${hint}, or ${instead}` : hint,
    cause: error,
  });
};
