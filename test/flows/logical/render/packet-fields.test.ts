/** A packet's fields by OVN's names. */
import { describe, expect, it } from 'vitest';
import { packetFields } from '../../../../src/flows/index.ts';
import { world } from '../build.ts';

const { packet } = (() => {
  const made = world({ sw: { ports: { p: {} }, flows: 'in 0: 0 1 => drop;' } });
  return { packet: (microflow: string) => made.packet(`inport == "p" && ${microflow}`) };
})();

const MACS = 'eth.src == 00:00:00:00:00:01 && eth.dst == 00:00:00:00:00:02';
const SRC = 'eth.src = 00:00:00:00:00:01';
const DST = 'eth.dst = 00:00:00:00:00:02';

describe('fields of a packet', () => {
  it.each([
    ['eth.type == 0x1234', []],
    [
      'ip4.src == 10.0.0.1 && ip4.dst == 10.0.0.2 && ip.ttl == 64 && tcp.src == 5 && tcp.dst == 80',
      ['ip4.src = 10.0.0.1', 'ip4.dst = 10.0.0.2', 'ip.ttl = 64', 'tcp.src = 5', 'tcp.dst = 80'],
    ],
    [
      'ip6.src == fd00::1 && ip6.dst == fd00::2 && ip.ttl == 9 && icmp6.type == 128 && icmp6.code == 0',
      ['ip6.src = fd00::1', 'ip6.dst = fd00::2', 'ip.ttl = 9', 'icmp6.type = 128', 'icmp6.code = 0'],
    ],
    [
      'arp.op == 1 && arp.spa == 10.0.0.1 && arp.tpa == 10.0.0.2',
      ['arp.op = 1', 'arp.spa = 10.0.0.1', 'arp.tpa = 10.0.0.2'],
    ],
    [
      'vlan.vid == 7 && vlan.present && ip4.src == 1.2.3.4 && ip.proto == 47',
      ['vlan.vid = 7', 'ip4.src = 1.2.3.4', 'ip4.dst = 0.0.0.0', 'ip.ttl = 0', 'ip.proto = 47'],
    ],
  ])('%s', (microflow, fields) => {
    const told = packetFields(packet(`${MACS} && ${microflow}`)).map(
      ({ field, value }) => `${field} = ${value}`,
    );
    expect(told).toEqual([SRC, DST, ...fields]);
  });
});
