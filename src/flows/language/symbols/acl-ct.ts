import { fields } from './fields.ts';
import { standardSymbols } from './standard.ts';
import { SymbolTableBuilder } from './table.ts';
import type { SymbolTable } from './types.ts';

const PROTOCOLS = { tcp: 6, udp: 17, sctp: 132 } as const;

const build = (): SymbolTable => {
  const builder = new SymbolTableBuilder(standardSymbols());
  builder.addField('ct_proto', fields.ctNwProto, { prerequisites: 'ct.trk' });
  for (const [name, number] of Object.entries(PROTOCOLS)) {
    builder.remove(name, `${name}.src`, `${name}.dst`);
    builder.addPredicate(name, `ct.trk && !ct.inv && ct_proto == ${number}`);
    builder.addField(`${name}.src`, fields.ctTpSrc, { prerequisites: name });
    builder.addField(`${name}.dst`, fields.ctTpDst, { prerequisites: name });
  }
  return builder.table;
};

let table: SymbolTable | undefined;

/**
 * The symbols of flows that are tagged with `acl_ct_translation`: protocols and ports are those of the connection's
 * first packet, so that later fragments, which have no ports of their own, match too.
 */
export const aclCtSymbols = (): SymbolTable => (table ??= build());
