/** Assignments: what they write, and what of it is told. Changes of registers are not. */
import type { ActionOf } from '../../language/index.ts';
import { at, hasField, IP_TTL, isIp } from './packet.ts';
import { constantOf } from './constants.ts';
import { readBits, subfieldOf, writeBits, writeMasked } from './subfields.ts';
import type { Change } from '../trace/types.ts';
import type { Execution } from './types.ts';

const tell = ({ steps }: Execution, change: Change): void => void steps.push({ type: 'change', change });

export const load = (action: ActionOf<'load'>, execution: Execution): void => {
  const { packet, place } = execution;
  const target = subfieldOf(action.field);
  if (!target.field.register) tell(execution, { kind: 'load', action });
  if (!hasField(packet, target.field)) return;
  const constant = constantOf(action.value, target.width);
  if (constant === undefined) {
    // A port that is not on this datapath is none.
    const key = 'string' in action.value ? place.datapath.keyOf(action.value.string) : 0;
    writeBits(packet, target, [key ?? 0]);
  } else writeMasked(packet, target, constant.value, constant.mask);
};

export const loadOvnField = (action: ActionOf<'load_ovn_field'>, execution: Execution): void =>
  tell(execution, {
    kind: 'fragment-mtu',
    field: action.field,
    value: Number(BigInt.asUintN(16, action.value.value)),
  });

const copied = (
  execution: Execution,
  target: ActionOf<'move'>['field'],
  source: ActionOf<'move'>['field'],
): void => {
  if (subfieldOf(target).field.register) return;
  const value = readBits(execution.packet, subfieldOf(source));
  tell(execution, { kind: 'copy', target, source, value });
};

export const move = (action: ActionOf<'move'>, execution: Execution): void => {
  const { packet } = execution;
  const [to, from] = [subfieldOf(action.field), subfieldOf(action.source)];
  copied(execution, action.field, action.source);
  if (hasField(packet, to.field) && hasField(packet, from.field))
    writeBits(packet, to, readBits(packet, from));
};

export const exchange = ({ left, right }: ActionOf<'exchange'>, execution: Execution): void => {
  const { packet } = execution;
  const [a, b] = [subfieldOf(left), subfieldOf(right)];
  copied(execution, left, right);
  copied(execution, right, left);
  if (!hasField(packet, a.field) || !hasField(packet, b.field)) return;
  const [ofA, ofB] = [readBits(packet, a), readBits(packet, b)];
  writeBits(packet, b, ofA);
  writeBits(packet, a, ofB);
};

export const push = ({ field }: ActionOf<'push'>, execution: Execution): void => {
  const subfield = subfieldOf(field);
  const value = readBits(execution.packet, subfield);
  tell(execution, { kind: 'push', field, value });
  execution.stack.push({ words: value, width: subfield.width });
};

export const pop = ({ field }: ActionOf<'pop'>, execution: Execution): void => {
  const value = execution.stack.pop()?.words;
  if (value !== undefined) writeBits(execution.packet, subfieldOf(field), value);
  tell(execution, { kind: 'pop', field, value });
};

export const timeToLive = (execution: Execution): void => {
  const { packet, steps } = execution;
  if (!isIp(packet)) steps.push({ type: 'error', error: { kind: 'ttl-not-ip' } });
  else if (packet[IP_TTL] === 0) steps.push({ type: 'error', error: { kind: 'ttl-underflow' } });
  else {
    packet[IP_TTL] = at(packet, IP_TTL) - 1;
    tell(execution, { kind: 'ttl' });
  }
};
