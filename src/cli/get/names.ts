/**
 * `-o name`: a line for each thing with what `get` and `describe` find it by: the name, or the UUID where several
 * things have that name, where it is told by something else (the addresses of a NAT), or where the name has characters
 * that a line cannot hold.
 */
import { nameInRow, type Selection, type Subject } from '../../model/index.ts';
import { printable } from '../../text/index.ts';

export const nameTexts = function* ({ all, subjects }: Selection): Generator<string> {
  const counts = new Map<string, number>();
  for (const { name } of all) counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const subject of subjects) {
    const { name, ref } = subject;
    const isOwn = ownName(subject) === name;
    const isClear = isOwn && counts.get(name) === 1 && printable(name) === name && name.trim() === name;
    yield `${isClear ? name : ref.uuid}\n`;
  }
};

/** A host has no name of its own. */
const ownName = ({ ref, row, host }: Subject): string | undefined =>
  ref.table === 'Open_vSwitch' ? host?.name : nameInRow(row);
