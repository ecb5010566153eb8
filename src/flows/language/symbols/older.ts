/**
 * Symbols that northd wrote and newer versions of OVN no longer have: before `ct_mark` came into use, what OVN keeps of a
 * connection stood in its label (OVN 20.03 to 24.03).
 */
import { standardSymbols } from './standard.ts';
import { SymbolTableBuilder } from './table.ts';
import { WRITE_CT_COMMIT, type SymbolTable } from './types.ts';

const OLDER: Readonly<Record<string, string>> = {
  'ct_label.blocked': 'ct_label[0]',
  'ct_label.natted': 'ct_label[1]',
  'ct_label.skip_snat': 'ct_label[2]',
  'ct_label.force_snat': 'ct_label[3]',
  'ct_label.ecmp_reply_port': 'ct_label[80..95]',
};

let known: SymbolTable | undefined;

/** The newest symbols and those of older versions: what the flows of any version name. */
export const symbolsOfAllVersions = (): SymbolTable => (known ??= build());

const build = (): SymbolTable => {
  const builder = new SymbolTableBuilder(standardSymbols());
  for (const [name, bits] of Object.entries(OLDER))
    builder.addSubfield(name, bits, { scope: WRITE_CT_COMMIT });
  return builder.table;
};
