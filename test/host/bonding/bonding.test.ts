import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBonding } from '../../../src/host/index.ts';

const BOND = `Ethernet Channel Bonding Driver: v6.1.0-56-amd64

Bonding Mode: fault-tolerance (active-backup)
Primary Slave: eth1 (primary_reselect always)
Currently Active Slave: eth2
MII Status: up
MII Polling Interval (ms): 100

Slave Interface: eth1
MII Status: down
Permanent HW addr: 52:54:00:ab:00:01
details actor lacp pdu:
    port key: 15

Slave Interface: eth2
MII Status: up
Permanent HW addr: 52:54:00:ab:00:02
`;

describe('/proc/net/bonding', () => {
  it('tells of the bond and of its members', () =>
    expect(parseBonding(BOND, 'bond0')).toMatchObject([
      {
        name: 'bond0',
        mode: 'active-backup',
        activeMember: 'eth2',
        attributes: { 'MII Polling Interval (ms)': '100' },
        members: [
          { name: 'eth1', up: false, attributes: { 'details actor lacp pdu: port key': '15' } },
          { name: 'eth2', up: true, attributes: { 'Permanent HW addr': '52:54:00:ab:00:02' } },
        ],
      },
    ]));

  it('may be several files in one', () =>
    expect(parseBonding(BOND + BOND, undefined).map(({ members }) => members.length)).toEqual([2, 2]));

  it.each([
    ['load balancing (round-robin)', 'balance-rr'],
    ['load balancing (xor)', 'balance-xor'],
    ['fault-tolerance (broadcast)', 'broadcast'],
    ['IEEE 802.3ad Dynamic link aggregation', '802.3ad'],
    ['transmit load balancing', 'balance-tlb'],
    ['adaptive load balancing', 'balance-alb'],
    ['something new', 'something new'],
  ])('mode %s is %s', (words, mode) =>
    expect(parseBonding(`Ethernet Channel Bonding Driver: v1\nBonding Mode: ${words}\n`, 'b')[0]?.mode).toBe(
      mode,
    ),
  );

  it('of anything else is no bond', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseBonding(text, 'b').every(({ name }) => name === 'b')).toBe(true);
      }),
    );
    expect(parseBonding('', 'b')).toEqual([]);
  });
});
