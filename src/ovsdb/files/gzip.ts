/**
 * Unpacks a gzip stream (RFC 1952). Fed in small pieces, so that what one piece unpacks to (at most about a
 * thousand times its size) stays bounded; everything before a fault is given before the fault is thrown.
 */
import { createGunzip } from 'node:zlib';
import { OvnscopeError } from '../../text/index.ts';
import type { Chunks } from './bytes.ts';

const PIECE = 64 * 1024;

/** Throws `OvnscopeError` of kind `file` where the stream is damaged or cut short. */
export async function* gunzip(chunks: Chunks): AsyncGenerator<Uint8Array> {
  const stream = createGunzip({ chunkSize: 256 * 1024 });
  const unpacked: Buffer[] = [];
  let fault: Error | undefined;
  const closed = new Promise<void>((resolve) => {
    stream.on('data', (chunk: Buffer) => unpacked.push(chunk));
    stream.on('error', (error) => (fault = error));
    stream.on('close', resolve);
    stream.on('end', resolve);
  });
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length && fault === undefined; at += PIECE) {
        const piece = chunk.subarray(at, at + PIECE);
        await Promise.race([new Promise<void>((resolve) => stream.write(piece, () => resolve())), closed]);
        yield* unpacked.splice(0);
      }
      if (fault !== undefined) break;
    }
    if (fault === undefined) {
      stream.end();
      await closed;
    }
    yield* unpacked.splice(0);
  } finally {
    stream.destroy();
  }
  if (fault !== undefined) {
    throw new OvnscopeError('file', `the gzip stream is damaged: ${fault.message}`, { cause: fault });
  }
}
