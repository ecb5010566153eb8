/** Datapaths and ports as a trace finds them: by names, aliases, keys and prefixes; what was learned on them. */
import { describe, expect, it } from 'vitest';
import { formatMac, parseIp } from '../../../../src/flows/logical/southbound/addresses.ts';
import { uuidOf } from '../../../model/build.ts';
import { world } from '../build.ts';

const dp = world(
  {
    sw0: {
      ids: { name2: 'web' },
      ports: {
        p1: { external_ids: { name: 'frontend' }, chassis: ['hv1'] },
        p2: { external_ids: { name: 'twin' } },
        p3: { external_ids: { name: 'twin' } },
      },
      groups: { flood: ['p3', 'p1', 'q1', 'p2'] },
    },
    sw1: { ports: { q1: {}, gw: { type: 'l3gateway' } }, groups: { flood: ['q1'] } },
    lr0: { router: true },
  },
  {
    Chassis: { hv1: { name: 'hv1', hostname: 'host-1' } },
    MAC_Binding: {
      a: { datapath: 'sw0', logical_port: 'p2', ip: '10.0.0.1', mac: '00:00:00:00:00:02' },
      b: { datapath: 'sw0', logical_port: 'p3', ip: '10.0.0.1', mac: '00:00:00:00:00:03' },
      c: { datapath: 'sw0', logical_port: 'p2', ip: 'FD00::1', mac: '00:00:00:00:00:04' },
    },
    Static_MAC_Binding: {
      a: {
        datapath: 'sw0',
        logical_port: 'p1',
        ip: '10.0.0.9',
        mac: '00:00:00:00:00:09',
        override_dynamic_mac: true,
      },
    },
    FDB: {
      a: { dp_key: 1, mac: '00:00:00:00:00:0a', port_key: 2 },
      b: { dp_key: 2, mac: '00:00:00:00:00:0b', port_key: 1 },
    },
  },
);
const sw0 = dp.datapath('sw0');

describe('datapaths', () => {
  const found = (name: string): string => {
    const one = dp.deployment().findDatapath(name);
    return 'found' in one ? one.found.name : one.problem;
  };
  it('are found by name, second name, and by four digits of either UUID', () => {
    expect([
      found('sw0'),
      found('web'),
      found(uuidOf('sw0').slice(0, 4)),
      found(uuidOf('nb sw1').slice(0, 9)),
    ]).toEqual(['sw0', 'sw0', 'sw0', 'sw1']);
    expect([found('sw9'), found(uuidOf('sw0').slice(0, 3)), found('')]).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  it('are routers or switches, and have names as ovn-trace prints them', () => {
    expect([sw0.isRouter, dp.datapath('lr0').isRouter]).toEqual([false, true]);
    expect([sw0.friendlyName(true), sw0.friendlyName(false)]).toEqual(['web', uuidOf('nb sw0')]);
    expect([sw0.hasGatewayPort, dp.datapath('sw1').hasGatewayPort]).toEqual([false, true]);
  });

  it('without a name are called by their UUID', () => {
    const nameless = world({}, { Datapath_Binding: { x: { tunnel_key: 1, external_ids: {} } } });
    expect(nameless.deployment().datapath(uuidOf('x'))?.name).toBe(uuidOf('x'));
  });
});

describe('ports', () => {
  const found = (name: string): string => {
    const one = dp.deployment().findPort(name);
    return 'found' in one ? one.found.name : one.problem;
  };
  it('are found by name, alias and prefix', () => {
    expect([found('p1'), found('frontend'), found('twin'), found('nobody')]).toEqual([
      'p1',
      'p1',
      'ambiguous',
      'unknown',
    ]);
    expect(found(uuidOf('p2').slice(0, 6))).toBe('p2');
    expect(dp.deployment().portByName('frontend')).toBeUndefined();
  });

  it('have keys, which names of a match stand for', () => {
    expect(['p1', 'p3', 'flood', '', 'none', 'q1', 'nobody'].map((name) => sw0.keyOf(name))).toEqual([
      1,
      3,
      32768,
      0,
      0,
      undefined,
      undefined,
    ]);
    expect([sw0.port(2)?.name, sw0.port(9)]).toEqual(['p2', undefined]);
  });

  it('are on a chassis, or not', () => {
    expect([sw0.port(1)?.chassis, sw0.port(2)?.chassis]).toEqual([
      { name: 'hv1', hostname: 'host-1' },
      undefined,
    ]);
  });

  it('of a group stand in the order of their names, without those of other datapaths', () => {
    expect(sw0.multicastGroup(32768)?.ports.map(({ name }) => name)).toEqual(['p1', 'p2', 'p3']);
    expect(sw0.multicastGroup(1)).toBeUndefined();
  });
});

describe('what was learned', () => {
  const binding = (port: number, ip: string): string | undefined => {
    const one = sw0.macBinding(port, parseIp(ip)!);
    return one && formatMac(...one.mac);
  };
  it('is another thing on every port', () => {
    expect([binding(2, '10.0.0.1'), binding(3, '10.0.0.1'), binding(1, '10.0.0.1')]).toEqual([
      '00:00:00:00:00:02',
      '00:00:00:00:00:03',
      undefined,
    ]);
    expect(binding(2, 'fd00::1')).toBe('00:00:00:00:00:04');
  });

  it('is not what is configured', () => {
    expect(binding(1, '10.0.0.9')).toBeUndefined();
    expect(sw0.staticMacBinding(1, parseIp('10.0.0.9')!)).toMatchObject({ overrides: true, mac: [9, 0] });
    expect(sw0.staticMacBinding(2, parseIp('10.0.0.9')!)).toBeUndefined();
  });

  it('of MACs is of this datapath', () => {
    expect([sw0.fdb(0x0a, 0)?.port, sw0.fdb(0x0b, 0), dp.datapath('sw1').fdb(0x0b, 0)?.port]).toEqual([
      2,
      undefined,
      1,
    ]);
  });
});
