/** Other tenants have the same addresses: what is said of a port is of that port. */
import { describe as suite, expect, it } from 'vitest';
import { describe } from '../../../src/model/describe/index.ts';
import { Network } from '../../../src/model/index.ts';
import { balancedVips, servicesOf } from '../../../src/model/relations/load-balancers.ts';
import { refOf } from '../../../src/model/rowref.ts';
import { northbound, southbound } from '../build.ts';

const nb = northbound({
  Logical_Switch: { a: { ports: ['vm-a', 'to-ra'] }, b: { ports: ['vm-b', 'to-rb'] } },
  Logical_Switch_Port: {
    'vm-a': { addresses: ['0a:00:00:00:00:0A 10.0.0.5'] },
    'vm-b': { addresses: ['0a:00:00:00:00:0b 10.0.0.5'] },
    'to-ra': { type: 'router', options: { 'router-port': 'ra-in' } },
    'to-rb': { type: 'router', options: { 'router-port': 'rb-in' } },
  },
  Logical_Router: { ra: { ports: ['ra-in'] }, rb: { ports: ['rb-in'] } },
  Logical_Router_Port: { 'ra-in': {}, 'rb-in': {} },
  Static_MAC_Binding: { static: { logical_port: 'rb-in', ip: '10.0.0.5', mac: '0a:00:00:00:00:0b' } },
  Load_Balancer: {
    mapped: {
      vips: { '192.0.2.1:80': '10.0.0.5:80', '192.0.2.2:80': '10.0.0.5:80,10.0.0.6:80' },
      ip_port_mappings: { '10.0.0.5': 'vm-b:10.0.0.254' },
      health_check: ['check'],
    },
    plain: { vips: { '192.0.2.3:80': '10.0.0.5:80' }, health_check: ['check'] },
  },
  Load_Balancer_Health_Check: { check: {} },
});
const monitor = { ip: '10.0.0.5', port: 80, protocol: 'tcp' };
const sb = southbound({
  MAC_Binding: {
    'of-a': { logical_port: 'ra-in', ip: '10.0.0.5', mac: '0a:00:00:00:00:0a' },
    'of-b': { logical_port: 'rb-in', ip: '10.0.0.5', mac: '0a:00:00:00:00:0c' },
  },
  Service_Monitor: {
    'monitor-a': { ...monitor, logical_port: 'vm-a', status: 'offline' },
    'monitor-b': { ...monitor, logical_port: 'vm-b', status: 'online' },
  },
});
const network = new Network({ nb, sb });

const learned = (
  name: string,
): readonly (readonly [ids: string, macs: unknown, tones: unknown, notes: number])[] => {
  const [row] = network.nbRows.where('Logical_Switch_Port', 'name', name);
  const sections = describe(network, refOf('OVN_Northbound', row as never))?.sections ?? [];
  return sections
    .filter(({ id }) => id.endsWith('mac-bindings'))
    .map(({ id, listing, notes }) => [
      id,
      listing?.rows.map((cells) => cells[1]),
      [...(listing?.tones ?? [])],
      notes.length,
    ]);
};

suite('MAC bindings', () => {
  it('of the routers in front', () => {
    expect(learned('vm-a')).toEqual([['mac-bindings', ['0a:00:00:00:00:0a'], [], 0]]);
  });

  it('a MAC that the port does not have', () => {
    expect(learned('vm-b')).toEqual([
      ['mac-bindings', ['0a:00:00:00:00:0c'], [[0, 'bad']], 1],
      ['static-mac-bindings', ['0a:00:00:00:00:0b'], [], 0],
    ]);
  });
});

suite('health of backends', () => {
  const rows = ['mapped', 'plain'].flatMap((name) => network.nbRows.where('Load_Balancer', 'name', name));

  it('is that of the port which the mapping names', () => {
    expect(
      rows
        .flatMap((row) => balancedVips(network, row))
        .map(({ text, backends }) => [text, backends.map((one) => [one.portName, one.health])]),
    ).toEqual([
      ['192.0.2.1:80', [['vm-b', 'online']]],
      [
        '192.0.2.2:80',
        [
          ['vm-b', 'online'],
          [undefined, undefined],
        ],
      ],
      ['192.0.2.3:80', [[undefined, expect.stringMatching('line')]]],
    ]);
  });

  it('of services as well', () => {
    expect(servicesOf(network, rows.slice(0, 1), ['10.0.0.5']).map(({ health }) => health)).toEqual([
      'online',
      'online',
    ]);
  });
});
