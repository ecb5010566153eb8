import { describe, expect, it } from 'vitest';
import { renderShow, showJson } from '../../src/cli/show/index.ts';
import { Network } from '../../src/model/index.ts';
import { interconnectNorthbound, interconnectSouthbound } from './build.ts';

const icNb = () => interconnectNorthbound({ Transit_Switch: { ts1: {}, ts2: {} } });
const icSb = () =>
  interconnectSouthbound({
    Availability_Zone: { 'az-east': {}, 'az-west': {} },
    Encap: { 'e-east': { type: 'geneve', ip: '192.0.2.1' } },
    Gateway: {
      'gw-east': { availability_zone: 'az-east', hostname: 'east-1', encaps: ['e-east'] },
      'gw-west': { availability_zone: 'az-west', hostname: 'west-1' },
    },
    Datapath_Binding: { 'dp-ts1': { transit_switch: 'ts1', tunnel_key: 16711683 } },
    Port_Binding: {
      'ts1-east': {
        transit_switch: 'ts1',
        availability_zone: 'az-east',
        tunnel_key: 1,
        gateway: 'gw-east',
        address: 'aa:aa:aa:aa:aa:01 169.254.100.1/24',
      },
      'ts1-lost': { transit_switch: 'ts1', availability_zone: 'az-gone', tunnel_key: 2 },
    },
    Route: {
      r1: {
        transit_switch: 'ts1',
        availability_zone: 'az-east',
        ip_prefix: '10.0.0.0/24',
        nexthop: '169.254.100.1',
        origin: 'connected',
      },
    },
  });

describe('OVN Interconnection', () => {
  it('joins transit switches with the zones that take part', () => {
    const { interconnect } = new Network({ icNb: icNb(), icSb: icSb() });
    expect(interconnect?.transitSwitches.map(({ name, tunnelKey }) => [name, tunnelKey])).toEqual([
      ['ts1', 16711683],
      ['ts2', undefined],
    ]);
    expect(
      interconnect?.transitSwitches[0]?.ports.map(({ name, zone, gateway }) => [name, zone, gateway]),
    ).toEqual([
      ['ts1-east', 'az-east', 'gw-east'],
      ['ts1-lost', undefined, ''],
    ]);
    expect(interconnect?.zones.map(({ name, routes, gateways }) => [name, routes, gateways.length])).toEqual([
      ['az-east', 1, 1],
      ['az-west', 0, 1],
    ]);
  });

  it.each([
    ['Northbound alone', { icNb: icNb() }, ['ts1', 'ts2']],
    ['Southbound alone', { icSb: icSb() }, ['ts1']],
  ])('is told from the %s', (_, sources, names) => {
    const { interconnect } = new Network(sources);
    expect(interconnect?.transitSwitches.map(({ name }) => name)).toEqual(names);
  });

  it('is shown', () => {
    const network = new Network({ icNb: icNb(), icSb: icSb() });
    expect(renderShow(network, { color: false })).toBe(`2 transit switches, 2 availability zones, no problems

Transit switches

ts1  tunnel key 16711683 · 2 ports
  PORT      ADDRESS                             ZONE                 GATEWAY
  ts1-east  aa:aa:aa:aa:aa:01 169.254.100.1/24  az-east              gw-east
  ts1-lost                                      a zone that is gone  none

ts2  0 ports

Availability zones

az-east  1 gateway · 1 route
  GATEWAY  HOSTNAME  ENCAPS
  gw-east  east-1    geneve 192.0.2.1

az-west  1 gateway · 0 routes
  GATEWAY  HOSTNAME
  gw-west  west-1
`);
    expect(showJson(network).databases).toEqual(['OVN_IC_Northbound', 'OVN_IC_Southbound']);
  });
});
