import { describe, expect, it } from 'vitest';
import { parseBridgeLinks, withBridgeLinks } from '../../../src/host/linux/bridge-links.ts';
import { parseIpLinks } from '../../../src/host/linux/links.ts';

const JSON_TEXT =
  '[{"ifindex":9,"link":"eth0","ifname":"p1","flags":["UP","M-DOWN"],"mtu":1500,"master":"br0","state":"forwarding","mcast_router":1,"isolated":true}]';
const TEXT =
  '9: p1@eth0: <UP,M-DOWN> mtu 1500 master br0 state forwarding \n    mcast_router 1 isolated on \n';

describe('parseBridgeLinks', () => {
  it.each([JSON_TEXT, TEXT])('%s', (text) => {
    expect(parseBridgeLinks(text, 'f')).toEqual({
      value: [
        {
          index: 9,
          name: 'p1',
          master: 'br0',
          attributes: { state: 'forwarding', multicast_router: 1, isolated: true },
        },
      ],
      problems: [],
    });
  });
});

describe('withBridgeLinks', () => {
  const merged = (link: string): unknown =>
    withBridgeLinks(parseIpLinks(link, 'f').value, parseBridgeLinks(JSON_TEXT, 'f').value)[0];

  it('adds what ip -d link lacks, and neither overrules it nor takes the peer', () => {
    expect(
      merged(
        '[{"ifindex":9,"ifname":"p1","link_index":2,"link_netnsid":0,"master":"br0","linkinfo":{"info_slave_kind":"bridge","info_slave_data":{"state":"blocking"}}}]',
      ),
    ).toMatchObject({
      lower: { name: undefined, index: 2 },
      portData: { state: 'blocking', multicast_router: 1, isolated: true },
    });
  });

  it('finds the kind of the port out where ip link did not say it', () => {
    expect(merged('[{"ifindex":9,"ifname":"p1","master":"br0"}]')).toMatchObject({ portKind: 'bridge' });
  });

  it('leaves ports of other kinds and other devices of that index alone', () => {
    expect(
      merged('[{"ifindex":9,"ifname":"p1","master":"bond0","linkinfo":{"info_slave_kind":"bond"}}]'),
    ).toMatchObject({ portKind: 'bond', portData: {} });
    expect(merged('[{"ifindex":9,"ifname":"p2","master":"br0"}]')).toMatchObject({ portData: {} });
  });
});
