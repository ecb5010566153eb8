/** What to type in a shell to see more of a row. */
import type { RowRef } from '../../model/index.ts';

const PLAIN = /^[\w@%+=:,./-]+$/;

const CONTROLS = /[\u0000-\u001f\u007f]/;

/** One word of a POSIX shell; with control characters one of bash, so that no line end is ever pasted. */
export const shellQuote = (word: string): string => {
  if (PLAIN.test(word)) return word;
  if (!CONTROLS.test(word)) return `'${word.replaceAll("'", `'\\''`)}'`;
  const escaped = word
    .replace(/[\\']/g, '\\$&')
    .replace(new RegExp(CONTROLS, 'g'), (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return `$'${escaped}'`;
};

const PROGRAMS: Readonly<Record<RowRef['database'], string>> = {
  OVN_Northbound: 'ovn-nbctl',
  OVN_Southbound: 'ovn-sbctl',
  Open_vSwitch: 'ovs-vsctl',
  OVN_IC_Northbound: 'ovn-ic-nbctl',
  OVN_IC_Southbound: 'ovn-ic-sbctl',
};

/** Ours first, then the one of the database's own tool. */
export const commandsOf = (row: RowRef | undefined): readonly string[] =>
  row === undefined
    ? []
    : [
        `ovnscope describe ${shellQuote(row.uuid)}`,
        `${PROGRAMS[row.database]} list ${shellQuote(row.table)} ${shellQuote(row.uuid)}`,
      ];
