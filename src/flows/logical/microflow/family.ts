/** IPv4 or IPv6: what was asked for, what an address or protocol says, else what both ends have, IPv4 first. */
import { familyOf, type Known, type PortIp } from './addresses.ts';
import type { Context } from './context.ts';
import type { Resolved, Target } from './ends.ts';
import type { Because, Family } from './types.ts';

export interface ChosenFamily {
  readonly family: Family;
  /** Missing where there was nothing to choose. */
  readonly because: Because | undefined;
}

const FAMILIES: readonly Family[] = [4, 6];

/** `known` is what the target port has. Problems: `wrong-family`, `no-address`, `no-common-family`. */
export const familyFor = (
  context: Context,
  target: Target & { readonly kind: 'port' | 'ip' },
  known: Known | undefined,
): Resolved<ChosenFamily> => {
  const { request, from, own } = context;
  const name = target.kind === 'port' ? target.port.name : target.ip;
  const theirs = known?.ips ?? (target.kind === 'ip' ? [{ ip: target.ip, family: familyOf(target.ip) }] : []);
  const given = request.sourceIp === undefined ? undefined : familyOf(request.sourceIp);
  const mayHave = (family: Family): boolean =>
    given === undefined ? own.isUnknown || has(own.ips, family) : given === family;
  const wanted = request.family ?? ofProtocol(request.protocol);
  if (request.protocol === 'arp' || request.protocol === 'nd') {
    const only = ofProtocol(request.protocol) as Family;
    const other = request.family ?? (target.kind === 'ip' ? familyOf(target.ip) : only);
    if (other !== only) {
      return { problem: { kind: 'wrong-family', protocol: request.protocol, family: other } };
    }
  }
  const ownIps = given === undefined ? own.ips.map(({ ip }) => ip) : [request.sourceIp ?? ''];
  const theirIps = theirs.map(({ ip }) => ip);
  const lacking = (end: 'from' | 'to', family: Family | undefined): Resolved<ChosenFamily> => {
    const [port, ips, unknown] =
      end === 'from' ? [from.name, ownIps, own.isUnknown] : [name, theirIps, known?.isUnknown === true];
    return { problem: { kind: 'no-address', end, port, family, known: ips, isUnknown: unknown } };
  };
  if (theirs.length === 0) return lacking('to', wanted);
  if (!FAMILIES.some(mayHave)) return lacking('from', wanted);
  const common = FAMILIES.filter((family) => mayHave(family) && has(theirs, family));
  if (wanted !== undefined) {
    if (common.includes(wanted)) {
      return {
        value: { family: wanted, because: request.family === undefined ? undefined : { kind: 'asked-for' } },
      };
    }
    return lacking(mayHave(wanted) ? 'to' : 'from', wanted);
  }
  const [first, second] = common;
  if (first === undefined) {
    return {
      problem: { kind: 'no-common-family', from: from.name, fromHas: ownIps, to: name, toHas: theirIps },
    };
  }
  const isChoice = target.kind === 'port';
  return {
    value: {
      family: first,
      because: isChoice ? { kind: 'common-family', both: second !== undefined } : undefined,
    },
  };
};

const has = (ips: readonly Pick<PortIp, 'family'>[], family: Family): boolean =>
  ips.some((one) => one.family === family);

const ofProtocol = (protocol: string | undefined): Family | undefined =>
  protocol === 'arp' ? 4 : protocol === 'nd' ? 6 : undefined;
