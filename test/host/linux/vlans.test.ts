import { describe, expect, it } from 'vitest';
import { parseBridgeVlans, parseVlanTunnels, withTunnels } from '../../../src/host/linux/vlans.ts';
import type { VlanRange } from '../../../src/host/types.ts';

/** `10 20-30 pvid`: first, last, then words. */
const range = (text: string): VlanRange => {
  const [numbers = '', ...words] = text.split(' ');
  const [first = 0, last = first] = numbers.split('-').map(Number);
  return {
    first,
    last,
    pvid: words.includes('pvid'),
    untagged: words.includes('untagged'),
    state: words.find((word) => word !== 'pvid' && word !== 'untagged'),
  };
};

const ports = (text: string): Record<string, VlanRange[]> => {
  const { value, problems } = parseBridgeVlans(text, 'f');
  expect(problems).toEqual([]);
  return Object.fromEntries(value.map(({ link, vlans }) => [link, [...vlans]]));
};

describe('parseBridgeVlans', () => {
  it.each<[string, string, string[]]>([
    [
      'plain',
      '[{"ifname":"a","vlans":[{"vlan":10},{"vlan":11},{"vlan":13,"flags":["PVID","Egress Untagged"]}]}]',
      ['10-11', '13 pvid untagged'],
    ],
    ['compressed', '[{"ifname":"a","vlans":[{"vlan":100,"vlanEnd":110,"flags":[]}]}]', ['100-110']],
    [
      'with details',
      '[{"ifname":"a","vlans":[{"vlan":10,"vlanEnd":12,"state":"forwarding"},{"vlan":13,"state":"blocking"}]}]',
      ['10-12 forwarding', '13 blocking'],
    ],
    [
      'with statistics',
      '[{"ifname":"a","vlans":[{"vid":10,"flags":["PVID"],"rx_bytes":3372}]}]',
      ['10 pvid'],
    ],
    [
      'before iproute2 4.20',
      '{"a":[{"vlan":1,"flags":["PVID","Egress Untagged"]},{"vlan":5}]}',
      ['1 pvid untagged', '5'],
    ],
    [
      'in any order, twice',
      '[{"ifname":"a","vlans":[{"vlan":3},{"vlan":1}]},{"ifname":"a","vlans":[{"vlan":2},{"vlan":2}]}]',
      ['1-3'],
    ],
    [
      'text',
      'port              vlan-id  \na                 10 PVID Egress Untagged\n                  20\n                  21-30\n\n',
      ['10 pvid untagged', '20-30'],
    ],
    [
      'text with details',
      'port              vlan-id  \na                 10 PVID\n                    state forwarding mcast_router 1\n',
      ['10 pvid forwarding'],
    ],
    ['old text', 'port\tvlan ids\na\t 1 PVID Egress Untagged\n\t 5\n\n', ['1 pvid untagged', '5']],
    ['old text, none', 'port\tvlan ids\na\tNone\n', []],
  ])('%s', (_, text, expected) => {
    expect(ports(text)).toEqual({ a: expected.map(range) });
  });

  it('refuses numbers that are no VLANs, and keeps the others', () => {
    const text =
      '[{"ifname":"a","vlans":[{"vlan":1},{"vlan":4096},{"vlan":9,"vlanEnd":3},{"flags":[]},{"vlan":"x"}]},{"vlans":[]},{"index":1}]';
    const { value, problems } = parseBridgeVlans(text, 'f');
    expect(value).toEqual([
      { link: 'a', vlans: [range('1')], tunnels: [] },
      { link: 'vlans', vlans: [], tunnels: [] },
    ]);
    expect(problems.map(({ where, message, lost }) => [where, message, lost])).toEqual([
      ['element 1', 'a VLAN without its number; expected "vlan" of 0 to 4095', 4],
      ['element 1', '"vlan" is "x"; expected an integer', 1],
      ['element 3', 'a port without its name; expected "ifname" and "vlans"', 1],
    ]);
  });

  it('takes no message for a port', () => {
    expect(parseBridgeVlans('Object "vlan" is unknown, try "bridge help".', 'f')).toMatchObject({
      value: [],
      problems: [{ where: 'line 1', lost: 1 }],
    });
  });
});

describe('tunnels', () => {
  const expected = [
    {
      link: 'vx0',
      vlans: [],
      tunnels: [
        { first: 100, last: 106, vni: 10100 },
        { first: 107, last: 107, vni: 5 },
      ],
    },
  ];

  it.each([
    '[{"ifname":"vx0","tunnels":[{"vlan":100,"vlanEnd":105,"tunid":10100,"tunidEnd":10105},{"vlan":106,"tunid":10106},{"vlan":107,"tunid":5}]}]',
    'port              vlan-id    tunnel-id\nvx0               100-105    10100-10105\n                  106        10106\n                  107        5\n',
  ])('parseVlanTunnels %#', (text) => {
    expect(parseVlanTunnels(text, 'f')).toEqual({ value: expected, problems: [] });
  });

  it('join the VLANs of their port', () => {
    const vlans = [{ link: 'vx0', vlans: [range('1')], tunnels: [] }];
    const other = { link: 'vx1', vlans: [], tunnels: [] };
    expect(withTunnels(vlans, [...expected, other])).toEqual([
      { link: 'vx0', vlans: [range('1')], tunnels: expected[0]?.tunnels },
      other,
    ]);
  });
});
