/**
 * Writes an answer of any size: small texts gathered into larger pieces, and with each piece a turn for whoever reads
 * them. So a pipe is read from while the rest is still being made, and what was made does not pile up in memory.
 */
import type { Output } from '../io.ts';

/** As much as a pipe holds. */
const PIECE = 1 << 16;

export const writeTexts = async (texts: Iterable<string>, out: Output): Promise<void> => {
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (piece.length < PIECE) continue;
    out.write(piece);
    piece = '';
    await out.room?.();
  }
  if (piece !== '') out.write(piece);
};
