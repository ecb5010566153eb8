/** The fields of a packet, in the order in which they stand on the wire, and the microflow that they make. */
import { Address6 } from 'ip-address';
import { formatString } from '../../language/index.ts';
import type { Because, BuiltMicroflow, Choice, DatapathName, Family, Protocol } from './types.ts';

export interface Field {
  readonly field: string;
  readonly value: string;
  /** Missing where there was nothing to choose. */
  readonly because?: Because | undefined;
}

export interface Payload {
  readonly protocol: Protocol;
  readonly family: Family;
  readonly sourcePort: Field | undefined;
  readonly destinationPort: Field | undefined;
  readonly ttl: Field;
}

export interface Addressed {
  readonly mac: string;
  readonly source: Field;
  readonly destination: Field;
}

/** What a client's TCP begins with: SYN (RFC 9293, 3.1). */
const SYN = '2';

export const payloadOf = (payload: Payload, { mac, source, destination }: Addressed): readonly Field[] => {
  const { protocol, family } = payload;
  const own = { value: source.value, because: source.because };
  const target = { value: destination.value, because: destination.because };
  switch (protocol) {
    case 'arp':
      return [
        { field: 'arp.op', value: '1' },
        { field: 'arp.sha', value: mac },
        { field: 'arp.spa', ...own },
        { field: 'arp.tpa', ...target },
      ];
    case 'nd':
      return [
        { field: 'ip6.src', ...own },
        { field: 'ip6.dst', value: solicitedNode(destination.value), because: { kind: 'solicited-node' } },
        // Others are ignored: they come from beyond the link (RFC 4861, 7.1.1).
        { field: 'ip.ttl', value: '255' },
        { field: 'icmp6.type', value: '135' },
        { field: 'icmp6.code', value: '0' },
        { field: 'nd.target', ...target },
        { field: 'nd.sll', value: mac },
      ];
    case 'icmp':
      return [
        { field: `ip${family}.src`, ...own },
        { field: `ip${family}.dst`, ...target },
        payload.ttl,
        { field: `icmp${family}.type`, value: family === 4 ? '8' : '128' },
        { field: `icmp${family}.code`, value: '0' },
      ];
    default:
      return [
        { field: `ip${family}.src`, ...own },
        { field: `ip${family}.dst`, ...target },
        payload.ttl,
        ...[payload.sourcePort, payload.destinationPort].filter((one) => one !== undefined),
        ...(protocol === 'tcp' ? [{ field: 'tcp.flags', value: SYN }] : []),
      ];
  }
};

export const written = (
  datapath: DatapathName,
  fields: readonly Field[],
  choices: readonly Choice[] = [],
): BuiltMicroflow => ({
  datapath,
  microflow: fields
    .map(({ field, value }) => `${field} == ${field === 'inport' ? formatString(value) : value}`)
    .join(' && '),
  choices: [
    ...choices,
    ...fields.flatMap(({ field, value, because }) =>
      because === undefined ? [] : [{ field, value, because }],
    ),
  ],
});

const BELOW = 24n;

/** ff02::1:ffXX:XXXX, the last 24 bits of the address (RFC 4291, 2.7.1). */
export const solicitedNode = (ip: string): string => {
  const last = BigInt.asUintN(24, new Address6(ip).bigInt());
  return Address6.fromBigInt((0xff02_0000_0000_0000_0000_0001_ffn << BELOW) | last).correctForm();
};

/** 33:33:ff:XX:XX:XX (RFC 2464, 7). */
export const solicitedMac = (ip: string): string => {
  const last = BigInt.asUintN(24, new Address6(ip).bigInt());
  const octets = last.toString(16).padStart(6, '0').match(/../g) ?? [];
  return ['33', '33', 'ff', ...octets].join(':');
};
