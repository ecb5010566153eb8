/** Options of a trace in their textual form. */
import { isMapped, parseIp } from '../southbound/addresses.ts';
import type { Backend } from '../engine/types.ts';
import { CT_STATE_NAMES } from '../render/values.ts';
import { CT_ESTABLISHED, CT_INVALID, CT_NEW, CT_REPLY, CT_TRACKED } from '../engine/packet.ts';

export type ParsedCtState =
  | { readonly state: number; readonly complaints: readonly string[] }
  /** A flag that does not exist. */
  | { readonly unknown: string };

/** `new,trk`, `est rpl`: names of flags; `trk` is always set (ovn-trace(8), "--ct"). */
export const parseCtState = (text: string): ParsedCtState => {
  let state = CT_TRACKED;
  for (const name of text.split(/[, ]+/).filter((word) => word !== '')) {
    const bit = (CT_STATE_NAMES as readonly string[]).indexOf(name);
    if (bit < 0) return { unknown: name };
    state |= 1 << bit;
  }
  return { state, complaints: complaintsAbout(state) };
};

/** Combinations that conntrack never has; a trace uses them all the same. */
const complaintsAbout = (state: number): readonly string[] => {
  const complaints: string[] = [];
  if ((state & CT_INVALID) !== 0 && (state & ~(CT_TRACKED | CT_INVALID)) !== 0)
    complaints.push('when "inv" is set, only "trk" may also be set');
  if ((state & CT_NEW) !== 0 && (state & CT_ESTABLISHED) !== 0)
    complaints.push('"new" and "est" are mutually exclusive');
  if ((state & CT_NEW) !== 0 && (state & CT_REPLY) !== 0)
    complaints.push('"new" and "rpl" are mutually exclusive');
  return complaints;
};

/** `10.0.0.1:80`, `10.0.0.1`, `[fd00::1]:80`, `fd00::1`. */
export const parseBackend = (text: string): Backend | undefined => {
  const match = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text);
  const address = match?.[1] ?? match?.[2];
  const ip = parseIp(address ?? text);
  const port = match === null ? 0 : Number(match[3] ?? 0);
  if (ip === undefined || port > 0xffff) return undefined;
  const v4 = isMapped(ip) && !(address ?? text).includes(':');
  return { family: v4 ? 4 : 6, ip: v4 ? [ip[0]] : [...ip], port };
};
