import { describe, expect, it } from 'vitest';
import { parseFdb } from '../../../src/host/linux/fdb.ts';
import type { FdbEntry } from '../../../src/host/types.ts';

const entry = (more: Partial<FdbEntry>): FdbEntry => ({
  link: 'p1',
  mac: '02:00:00:00:00:01',
  bridge: undefined,
  vlan: undefined,
  state: '',
  flags: [],
  remote: undefined,
  vni: undefined,
  ...more,
});

describe('parseFdb', () => {
  it.each<[string, string, Partial<FdbEntry>]>([
    [
      'learned',
      '{"mac":"02:00:00:00:00:01","ifname":"p1","vlan":10,"flags":[],"master":"br0","state":""}',
      { vlan: 10, bridge: 'br0' },
    ],
    [
      'learned, with statistics',
      '{"mac":"02:00:00:00:00:01","ifname":"p1","used":85,"updated":27,"flags":[],"master":"br0","state":""}',
      { bridge: 'br0' },
    ],
    [
      "the device's own",
      '{"mac":"02:00:00:00:00:01","ifname":"p1","flags":["self"],"state":"permanent"}',
      { flags: ['self'], state: 'permanent' },
    ],
    [
      'of a tunnel',
      '{"mac":"02:00:00:00:00:01","ifname":"p1","dst":"10.0.99.22","port":4789,"vni":999,"viaIf":"bond1","flags":["self"],"state":"permanent"}',
      { remote: '10.0.99.22', vni: 999, flags: ['self'], state: 'permanent' },
    ],
    [
      'of a tunnel of many VNIs',
      '{"mac":"02:00:00:00:00:01","ifname":"p1","dst":"192.0.2.2","src_vni":10100,"flags":["self"],"state":"static"}',
      { remote: '192.0.2.2', vni: 10100, flags: ['self'], state: 'static' },
    ],
    [
      'of iproute2 before 4.20',
      '{"mac":"02:00:00:00:00:01","dev":"p1","vlan":10,"flags":["extern_learn"],"master":"br0"}',
      { vlan: 10, bridge: 'br0', flags: ['extern_learn'] },
    ],
  ])('%s', (_, element, more) => {
    expect(parseFdb(`[${element}]`, 'f')).toEqual({ value: [entry(more)], problems: [] });
  });

  it.each<[string, Partial<FdbEntry>]>([
    ['dev p1 vlan 10 master br0 ', { vlan: 10, bridge: 'br0' }],
    ['dev p1 self permanent', { flags: ['self'], state: 'permanent' }],
    [
      'dev p1 vlan 20 sticky master br0 static',
      { vlan: 20, bridge: 'br0', flags: ['sticky'], state: 'static' },
    ],
    [
      'dev p1 dst 10.0.99.22 port 4789 vni 999 via bond1 self permanent',
      { remote: '10.0.99.22', vni: 999, flags: ['self'], state: 'permanent' },
    ],
    [
      'dev p1 dst 10.0.0.2 via ifindex 4 link-netnsid 0 used 12/34 self ',
      { remote: '10.0.0.2', flags: ['self'] },
    ],
    [
      'dev p1 dst 192.0.2.2 src_vni 10100 self static',
      { remote: '192.0.2.2', vni: 10100, flags: ['self'], state: 'static' },
    ],
    ['dev p1 master br0 stale', { bridge: 'br0', state: 'stale' }],
  ])('text: %s', (line, more) => {
    expect(parseFdb(`02:00:00:00:00:01 ${line}\n`, 'f')).toEqual({ value: [entry(more)], problems: [] });
  });

  it('knows the device of the command', () => {
    expect(parseFdb('02:00:00:00:00:01 self permanent\n', 'f', 'p1').value).toMatchObject([{ link: 'p1' }]);
    expect(parseFdb('[{"mac":"02:00:00:00:00:01"}]', 'f', 'p1').value).toMatchObject([{ link: 'p1' }]);
    expect(parseFdb('02:00:00:00:00:01 self permanent\n', 'f')).toMatchObject({
      value: [],
      problems: [{ lost: 1 }],
    });
  });

  it('reads a large table', () => {
    const one = '{"mac":"02:00:00:00:00:01","ifname":"p1","vlan":10,"flags":[],"master":"br0","state":""}';
    const text = `[${Array.from({ length: 100_000 }, () => one).join(',')}`;
    expect(parseFdb(`${text}]`, 'f').value).toHaveLength(100_000);
    expect(parseFdb(text, 'f')).toMatchObject({ value: { length: 100_000 }, problems: [{ lost: 1 }] });
  });
});
