/**
 * `-o name`: a line for each thing with what `get` and `describe` find it by: the name, or the UUID where several
 * things have that name, or where the name has characters that a line cannot hold.
 */
import type { Selection } from '../../model/index.ts';
import { printable } from '../../text/index.ts';
import type { Chunks } from './chunks.ts';

export const writeNames = ({ all, subjects }: Selection, chunks: Chunks): void => {
  const counts = new Map<string, number>();
  for (const { name } of all) counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const { name, ref } of subjects) {
    const isClear = counts.get(name) === 1 && printable(name) === name && name.trim() === name;
    chunks.add(`${isClear ? name : ref.uuid}\n`);
  }
};
