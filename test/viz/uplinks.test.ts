import { describe, expect, it } from 'vitest';
import { Network } from '../../src/model/index.ts';
import { isUplink, mappedBridges } from '../../src/viz/uplinks.ts';
import { openVSwitch, type Rows } from '../model/build.ts';

/** Whether an interface is an uplink, on any bridge and on one that a bridge mapping leads to. */
const told = (name: string, row: Rows[string] = {}): string => {
  const database = openVSwitch({ Open_vSwitch: { root: {} }, Interface: { i: { name, ...row } } });
  const [host] = new Network({ ovs: [{ name: 'h', database }] }).hosts;
  const [found] = host?.rows.all('Interface') ?? [];
  if (found === undefined) throw new Error('no interface');
  return [isUplink(found, false), isUplink(found, true)].map((is) => (is ? 'uplink' : 'no')).join(', ');
};

const driver = (name: string): Rows[string] => ({ status: { driver_name: name } });

describe('an uplink', () => {
  it.each<[string, string, Rows[string], string]>([
    ['a card by its driver', 'x', driver('mlx5_core'), 'uplink, uplink'],
    ['a bond of Linux', 'uplinks', driver('bonding'), 'uplink, uplink'],
    ['a card by its name, where no driver is told', 'enp3s0f1', {}, 'uplink, uplink'],
    ['a card of DPDK', 'dpdk0', { type: 'dpdk' }, 'uplink, uplink'],
    ['any device, where a bridge mapping says so', 'foreign', {}, 'no, uplink'],
    ['a veth, where a bridge mapping says so', 'to-outside', driver('veth'), 'no, uplink'],
  ])('is %s', (_, name, row, expected) => {
    expect(told(name, row)).toBe(expected);
  });

  it.each<[string, string, Rows[string]]>([
    ['the tap of a VM', 'tap1', driver('tun')],
    ['the tap of a VM of whose driver nothing is told', 'tap1', {}],
    ['the veth of a VM', 'qvo0c4881b4-4b', driver('veth')],
    ['whatever is bound', 'eth0', { external_ids: { 'iface-id': 'p' } }],
    ['whatever a VM says is its own', 'eth0', { external_ids: { 'attached-mac': '0a:00:00:00:00:01' } }],
    ['an internal port', 'eth0', { type: 'internal' }],
    ['a tunnel', 'eth0', { type: 'geneve' }],
  ])('is not %s', (_, name, row) => {
    expect(told(name, row)).toBe('no, no');
  });

  it('is looked for on the bridges that mappings lead to', () => {
    const database = openVSwitch({
      Open_vSwitch: { root: { external_ids: { 'ovn-bridge-mappings': 'a:br-ex,b:br-data' } } },
    });
    const [host] = new Network({ ovs: [{ name: 'h', database }] }).hosts;
    expect([...(host === undefined ? [] : mappedBridges(host))]).toEqual(['br-ex', 'br-data']);
  });
});
