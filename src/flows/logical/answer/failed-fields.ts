/** On which fields a condition failed, and what the packet has in them. */
import { evaluate, resolveField, type Comparison, type StringComparison } from '../../language/index.ts';
import type { Expression, SymbolDefinition } from '../../language/index.ts';
import type { Packet } from '../engine/packet.ts';
import { readBits } from '../engine/subfields.ts';
import { fieldText } from '../render/values.ts';
import type { LogicalDatapath } from '../southbound/datapath.ts';
import { conditionText } from './condition-text.ts';

export interface FailedField {
  /** Its name; of a register, of which a few bits mean something, the condition as northd writes it. */
  readonly field: string;
  /** `undefined` where the condition says it all. */
  readonly value: string | undefined;
}

type Leaf = Comparison | StringComparison;

/** What decides whether a packet has the other fields at all. */
const KINDS: ReadonlySet<string> = new Set(['eth.type', 'ip.proto']);

export const failedFields = (
  condition: Expression,
  packet: Packet,
  datapath: LogicalDatapath,
): readonly FailedField[] => {
  const failed = leavesOf(condition).filter(
    (leaf) => !evaluate(leaf, packet, (name) => datapath.keyOf(name)),
  );
  const kinds = failed.filter(({ symbol }) => KINDS.has(symbol.name));
  const found = new Map<string, FailedField>();
  for (const leaf of kinds.length > 0 ? kinds : failed) {
    const one = fieldOf(leaf, packet, datapath);
    if (!found.has(one.field)) found.set(one.field, one);
  }
  return [...found.values()];
};

const leavesOf = (expression: Expression): Leaf[] => {
  switch (expression.type) {
    case 'and':
    case 'or':
      return expression.children.flatMap(leavesOf);
    case 'comparison':
    case 'string':
      return [expression];
    default:
      return [];
  }
};

const fieldOf = (leaf: Leaf, packet: Packet, datapath: LogicalDatapath): FailedField => {
  const { symbol } = leaf;
  const { field, offset, width } = resolveField({ symbol, offset: 0, width: symbol.width });
  const words = field.words.length === 0 ? [] : readBits(packet, { field, offset, width });
  if (leaf.type === 'string') return { field: symbol.name, value: portOf(words[0] ?? 0, datapath) };
  if (field.register || isFlag(symbol, leaf)) return { field: conditionText(leaf), value: undefined };
  return { field: symbol.name, value: symbol.name === 'eth.type' ? hex(words[0]) : fieldText(field, words) };
};

const hex = (word = 0): string => `0x${word.toString(16).padStart(4, '0')}`;

/** Fields of which a bit means something by itself: `ct_mark[0]`. */
const isFlag = ({ name }: SymbolDefinition, { mask }: Comparison): boolean =>
  /^(ct_mark|ct_label|flags)/.test(name) && (mask & (mask - 1n)) === 0n;

const portOf = (key: number, datapath: LogicalDatapath): string => {
  const port = [...datapath.ports.values()].find((one) => one.key === key);
  return port?.alias ?? port?.name ?? 'no port';
};
