/** Actions that hold actions, for a packet that is made from the one at hand: `arp { eth.dst = ff:…; output; };` */
import { WRITE_DEFAULT } from '../symbols/types.ts';
import { combine } from '../expr/combine.ts';
import type { ActionParser, ActionReader } from './reader.ts';
import type { Action, NestedAction } from './types.ts';

/** As deep as OVN goes. */
const DEEPEST = 32;

export interface Nesting {
  /** Of the packet at hand. Without one, what the nested actions require is required of it. */
  readonly prerequisite: string | undefined;
  /** Which fields may be written inside. */
  readonly scope: number;
}

/** The actions between braces. */
export const readNested = (reader: ActionReader, nesting: Nesting): readonly Action[] | undefined => {
  if (!reader.lexer.forceMatch('{')) return undefined;
  if (reader.depth + 1 === DEEPEST) {
    reader.lexer.error('maximum depth of nested actions reached');
    return undefined;
  }
  const { prerequisites, scope } = reader;
  reader.prerequisites = undefined;
  reader.scope = nesting.scope;
  reader.depth++;
  const actions = reader.readList(reader, '}');
  const inner = reader.prerequisites;
  reader.prerequisites = prerequisites;
  reader.scope = scope;
  reader.depth--;
  if (nesting.prerequisite !== undefined) reader.require(nesting.prerequisite);
  else reader.prerequisites = combine('and', inner, prerequisites);
  return actions;
};

const nestedParser =
  (type: NestedAction['type'], prerequisite: string | undefined): ActionParser =>
  (reader): Action | undefined => {
    const scope = type === 'clone' ? WRITE_DEFAULT : reader.scope;
    const actions = readNested(reader, { prerequisite, scope });
    return actions && { type, actions };
  };

export const nestedParsers: Readonly<Record<string, ActionParser>> = {
  clone: nestedParser('clone', undefined),
  reject: nestedParser('reject', undefined),
  arp: nestedParser('arp', 'ip'),
  icmp4: nestedParser('icmp4', 'ip4'),
  icmp4_error: nestedParser('icmp4_error', 'ip4'),
  icmp6: nestedParser('icmp6', 'ip6'),
  icmp6_error: nestedParser('icmp6_error', 'ip6'),
  tcp_reset: nestedParser('tcp_reset', 'tcp'),
  sctp_abort: nestedParser('sctp_abort', 'sctp'),
  nd_na: nestedParser('nd_na', 'nd_ns'),
  nd_na_router: nestedParser('nd_na_router', 'nd_ns'),
  nd_ns: nestedParser('nd_ns', 'ip'),
};
