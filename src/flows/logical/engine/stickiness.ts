/**
 * What keeps the packets of a connection or client together: symmetric replies of ECMP routes, and the affinity of load
 * balancers (ovn-sb(5), "commit_ecmp_nh", "commit_lb_aff"). ovn-trace leaves the fields of both alone.
 */
import { resolveField, standardSymbols, type ActionOf } from '../../language/index.ts';
import { isMapped, mapped, type Ip } from '../southbound/addresses.ts';
import { subfieldOf, wordsOfBigInt, writeBits, type Subfield } from './subfields.ts';
import type { Execution, Place } from './types.ts';

/** Whether the connection came in by an ECMP route: the first packet of a conversation did not. */
export const ecmpNextHop = (
  action: ActionOf<'chk_ecmp_nh'>,
  { packet, place, walker, steps }: Execution,
): void => {
  const { connections } = walker;
  if (connections === undefined) return;
  const known = connections.hasEcmpNextHop(place.datapath, packet);
  if (!known) walker.assume(steps, { kind: 'ecmp-nexthop' });
  writeBits(packet, subfieldOf(action.result), [known ? 1 : 0]);
};

export const commitEcmp = (_action: ActionOf<'commit_ecmp_nh'>, { packet, place, walker }: Execution): void =>
  walker.connections?.keepEcmpNextHop(place.datapath, packet);

/** Whether the client has a backend already: then it stands in registers for the flows of the next table. */
export const affinity = (
  action: ActionOf<'chk_lb_aff'>,
  { packet, place, walker, steps }: Execution,
): void => {
  const { connections } = walker;
  if (connections === undefined) return;
  const known = connections.affinityOf(place.datapath, packet);
  writeBits(packet, subfieldOf(action.result), [known === undefined ? 0 : 1]);
  if (known === undefined) {
    walker.assume(steps, { kind: 'affinity' });
    return;
  }
  const { ip4, ip6, port } = affinityFields(place);
  const { backend, backendPort } = known;
  writeBits(packet, isMapped(backend) ? ip4 : ip6, isMapped(backend) ? [backend[0]] : [...backend]);
  writeBits(packet, port, [backendPort]);
};

export const commitAffinity = (
  action: ActionOf<'commit_lb_aff'>,
  { packet, place, walker }: Execution,
): void =>
  walker.connections?.keepAffinity(
    {
      datapath: place.datapath,
      vip: ipOf(action.vip),
      vipPort: action.vipPort,
      backend: ipOf(action.backend),
      backendPort: action.backendPort,
    },
    packet,
  );

const ipOf = ({ family, value }: ActionOf<'commit_lb_aff'>['vip']): Ip => {
  if (family === 4) return mapped(Number(value));
  const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = wordsOfBigInt(value, 128);
  return [w0, w1, w2, w3];
};

/** The lowest bits of a field: registers are parts of wider ones. */
const lowest = (name: string, width: number): Subfield => {
  const symbol = standardSymbols().get(name);
  if (symbol === undefined) throw new Error(`${name} is no field`);
  return resolveField({ symbol, offset: 0, width });
};

/** Until OVN 26.03 the backend's port stood in another register, and on switches its IPv6 address too. */
const affinityFields = ({ datapath, pipeline, table }: Place): Record<'ip4' | 'ip6' | 'port', Subfield> => {
  const flows = datapath.flows.stage(pipeline, table + 1)?.flows ?? [];
  const old = flows.some((flow) => flow.match.includes('reg8[0..15]'));
  return {
    ip4: lowest('reg4', 32),
    ip6: lowest(old && !datapath.isRouter ? 'xxreg0' : 'xxreg1', 128),
    port: lowest(old ? 'reg8' : 'reg2', 16),
  };
};
