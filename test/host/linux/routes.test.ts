import { describe, expect, it } from 'vitest';
import { parseRoutes } from '../../../src/host/linux/routes.ts';
import type { Json, Route } from '../../../src/host/types.ts';

const NOTHING: Omit<Route, 'destination'> = {
  family: 'inet',
  type: undefined,
  table: undefined,
  device: undefined,
  gateway: undefined,
  source: undefined,
  protocol: undefined,
  metric: undefined,
  nexthops: [],
};

describe('parseRoutes', () => {
  it.each<[string, Json, Partial<Route>]>([
    [
      'connected',
      {
        dst: '10.0.0.0/16',
        dev: 'br0.10',
        protocol: 'kernel',
        scope: 'link',
        prefsrc: '10.0.0.1',
        flags: [],
      },
      { destination: '10.0.0.0/16', device: 'br0.10', protocol: 'kernel', source: '10.0.0.1' },
    ],
    [
      'default',
      { dst: 'default', gateway: '172.16.0.1', dev: 'eth0', metric: 100, flags: [] },
      { destination: 'default', gateway: '172.16.0.1', device: 'eth0', metric: 100 },
    ],
    [
      'default of IPv6 among others (table all)',
      { dst: 'default', gateway: 'fe80::1', dev: 'eth0', pref: 'medium' },
      { destination: 'default', family: 'inet6', gateway: 'fe80::1', device: 'eth0' },
    ],
    [
      'gateway of the other family',
      { dst: 'default', via: { family: 'inet6', host: 'fe80::1' }, dev: 'eth0' },
      { destination: 'default', gateway: 'fe80::1', device: 'eth0' },
    ],
    [
      'another table, by number',
      { type: 'blackhole', dst: '10.66.0.0/16', table: 100, flags: [] },
      { destination: '10.66.0.0/16', type: 'blackhole', table: '100' },
    ],
    [
      'several next hops',
      {
        dst: '10.77.0.0/16',
        flags: [],
        nexthops: [
          { gateway: '10.10.0.2', dev: 'a', weight: 2, flags: [] },
          { via: { family: 'inet6', host: 'fe80::2' }, dev: 'b', weight: 1 },
        ],
      },
      {
        destination: '10.77.0.0/16',
        nexthops: [
          { gateway: '10.10.0.2', device: 'a' },
          { gateway: 'fe80::2', device: 'b' },
        ],
      },
    ],
  ])('%s', (_, element, route) => {
    expect(parseRoutes(JSON.stringify([element]), 'inet', 'f')).toEqual({
      value: [{ ...NOTHING, ...route }],
      problems: [],
    });
  });

  it('takes the family of the command where the route shows none', () => {
    expect(parseRoutes('[{"dst":"default","dev":"tun0"}]', 'inet6', 'f').value[0]?.family).toBe('inet6');
  });

  it('reads the plain text', () => {
    const text = `default via 172.16.0.1 dev eth0 proto static metric 100 
default via inet6 fe80::1 dev eth1 onlink 
10.0.0.0/16 dev br0.10 table 100 proto kernel scope link src 10.0.0.1 
blackhole 10.66.0.0/16 table 100 
10.77.0.0/16 
\tnexthop via 10.10.0.2 dev a weight 2 
\tnexthop dev b weight 1 
fe80::/64 dev eth0 proto kernel metric 256 pref medium
`;
    expect(parseRoutes(text, 'inet', 'f')).toEqual({
      value: [
        {
          ...NOTHING,
          destination: 'default',
          gateway: '172.16.0.1',
          device: 'eth0',
          protocol: 'static',
          metric: 100,
        },
        { ...NOTHING, destination: 'default', gateway: 'fe80::1', device: 'eth1' },
        {
          ...NOTHING,
          destination: '10.0.0.0/16',
          device: 'br0.10',
          table: '100',
          protocol: 'kernel',
          source: '10.0.0.1',
        },
        { ...NOTHING, destination: '10.66.0.0/16', type: 'blackhole', table: '100' },
        {
          ...NOTHING,
          destination: '10.77.0.0/16',
          nexthops: [
            { gateway: '10.10.0.2', device: 'a' },
            { gateway: undefined, device: 'b' },
          ],
        },
        {
          ...NOTHING,
          family: 'inet6',
          destination: 'fe80::/64',
          device: 'eth0',
          protocol: 'kernel',
          metric: 256,
        },
      ],
      problems: [],
    });
  });

  it('takes no message for a route', () => {
    expect(
      parseRoutes('Error: ipv4: FIB table does not exist.\nDump terminated\n', 'inet', 'f'),
    ).toMatchObject({
      value: [],
      problems: [{ where: 'line 1', lost: 2 }],
    });
  });
});
