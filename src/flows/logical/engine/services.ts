/** What the controller does for packets: DHCP, router advertisements, DNS; and the size of a packet. */
import type { ActionOf } from '../../language/index.ts';
import { ETH_DST, IP4_DST, setMac } from './packet.ts';
import { subfieldOf, writeBits } from './subfields.ts';
import type { Execution } from './types.ts';

const succeed = ({ packet, steps }: Execution, result: ActionOf<'put_dhcp_opts'>['result']): void => {
  const target = subfieldOf(result);
  if (!target.field.register)
    steps.push({ type: 'change', change: { kind: 'set', field: result, value: 1 } });
  writeBits(packet, target, [1]);
};

export const putOptions = (action: ActionOf<'put_dhcp_opts'>, execution: Execution): void => {
  const { steps, walker } = execution;
  if (action.type !== 'put_nd_ra_opts') {
    if (walker.rules.asOvnTrace) steps.push({ type: 'error', error: { kind: 'dhcp-request' } });
    else walker.assume(steps, { kind: 'dhcp-request' });
  }
  steps.push({ type: 'change', change: { kind: 'options', action } });
  succeed(execution, action.result);
};

/** Responses are taken to be broadcast: where else they go stands in the message. */
export const dhcpRelay = (action: ActionOf<'dhcp_relay_req_chk'>, execution: Execution): void => {
  const { packet, steps } = execution;
  const request = action.type === 'dhcp_relay_req_chk';
  steps.push({ type: 'error', error: { kind: request ? 'dhcp-request' : 'dhcp-response' } });
  if (!request) {
    packet[IP4_DST] = 0xffffffff;
    setMac(packet, ETH_DST, [0xffffffff, 0xffff]);
  }
  succeed(execution, action.result);
};

/** Which name is asked for no microflow says: `--dns-name`. */
export const dnsLookup = (
  action: ActionOf<'dns_lookup'>,
  { packet, place, walker, steps }: Execution,
): void => {
  const target = subfieldOf(action.result);
  if (walker.rules.asOvnTrace) {
    writeBits(packet, target, [0]);
    steps.push({ type: 'error', error: { kind: 'dns' } });
    return;
  }
  const { datapath } = place;
  const rows = datapath.deployment.rows.where('DNS', 'datapaths', datapath.uuid);
  const name = walker.rules.dnsName?.toLowerCase();
  if (name === undefined) {
    const records = rows.reduce((sum, row) => sum + row.get('records').size, 0);
    if (records > 0) walker.assume(steps, { kind: 'dns-name', records });
  }
  const known = name !== undefined && rows.some((row) => row.get('records').has(name));
  writeBits(packet, target, [known ? 1 : 0]);
  steps.push({ type: 'change', change: { kind: 'set', field: action.result, value: known ? 1 : 0 } });
};

/** How large a packet is no microflow says: `--size`. */
export const packetLarger = (
  action: ActionOf<'check_pkt_larger'>,
  { packet, walker, steps }: Execution,
): void => {
  if (walker.rules.asOvnTrace) return;
  const { packetSize } = walker.rules;
  const larger = (packetSize ?? 0) > action.length;
  if (packetSize === undefined) walker.assume(steps, { kind: 'packet-size', limit: action.length, larger });
  writeBits(packet, subfieldOf(action.result), [larger ? 1 : 0]);
};
