import { describe, expect, it } from 'vitest';
import { parseIpLinks } from '../../../src/host/linux/links.ts';
import type { Json, Link } from '../../../src/host/types.ts';

const links = (...elements: Json[]): Link[] => parseIpLinks(JSON.stringify(elements), 'f').value;

describe('parseIpLinks', () => {
  it('reads a port of a bridge', () => {
    const port = {
      ifindex: 5,
      ifname: 'eth3',
      flags: ['BROADCAST', 'UP'],
      mtu: 1500,
      master: 'br0',
      operstate: 'UP',
      link_type: 'ether',
      address: '52:54:00:ab:00:03',
      promiscuity: 1,
      ifalias: 'to the rack',
      permaddr: '52:54:00:ab:00:04',
      altnames: ['enp1s0f0'],
      parentbus: 'virtio',
      parentdev: 'virtio6',
      linkinfo: { info_slave_kind: 'bridge', info_slave_data: { state: 'forwarding', isolated: false } },
    };
    expect(links(port)).toEqual([
      {
        index: 5,
        name: 'eth3',
        altNames: ['enp1s0f0'],
        alias: 'to the rack',
        flags: ['BROADCAST', 'UP'],
        mtu: 1500,
        operState: 'UP',
        type: 'ether',
        mac: '52:54:00:ab:00:03',
        permanentMac: '52:54:00:ab:00:04',
        promiscuity: 1,
        master: 'br0',
        lower: undefined,
        parent: { bus: 'virtio', device: 'virtio6' },
        kind: undefined,
        data: {},
        portKind: 'bridge',
        portData: { state: 'forwarding', isolated: false },
      },
    ]);
  });

  it.each<[string, Record<string, Json>, Link['lower']]>([
    [
      'a name in this namespace',
      { link: 'eth1' },
      { name: 'eth1', index: undefined, namespaceId: undefined },
    ],
    ['none, of a GRE device', { link: null }, undefined],
    [
      'an index in another',
      { link_index: 2, link_netnsid: 0 },
      { name: undefined, index: 2, namespaceId: 0 },
    ],
    [
      'an index in a namespace without a number',
      { link_index: 2, link_netnsid: -1 },
      { name: undefined, index: 2, namespaceId: undefined },
    ],
    [
      'an index that iproute2 knows no name of',
      { link: 'if7' },
      { name: undefined, index: 7, namespaceId: undefined },
    ],
    [
      'a device that is called so',
      { link: 'if1' },
      { name: 'if1', index: undefined, namespaceId: undefined },
    ],
  ])('lower: %s', (_, more, lower) => {
    expect(links({ ifindex: 9, ifname: 'p1', ...more }, { ifindex: 1, ifname: 'if1' })[0]?.lower).toEqual(
      lower,
    );
  });

  it('keeps what it can of a link, and says what it cannot', () => {
    const text = '[{"ifindex":"3","ifname":"a","mtu":"big","flags":null},{"ifname":"b"},{},7]';
    const { value, problems } = parseIpLinks(text, 'root/ip-link');
    expect(value).toMatchObject([{ index: 3, name: 'a', mtu: undefined, flags: [] }]);
    expect(problems).toEqual([
      { source: 'root/ip-link', where: 'element 3', message: '"7" where an object was expected', lost: 1 },
      { source: 'root/ip-link', where: 'element 1', message: '"mtu" is "big"; expected an integer', lost: 1 },
      {
        source: 'root/ip-link',
        where: 'element 2',
        message: 'a link without its index or name; expected "ifindex" and "ifname"',
        lost: 1,
      },
    ]);
  });

  it('names no more than the first of a message', () => {
    expect(parseIpLinks('RTNETLINK answers: Operation not supported\nDump terminated\n', 'f')).toEqual({
      value: [],
      problems: [
        {
          source: 'f',
          where: 'line 1',
          message:
            '"RTNETLINK answers: Operation not supported" is not of "ip link"; expected JSON or "INDEX: NAME: <FLAGS> …"',
          lost: 2,
        },
      ],
    });
  });
});
