import { describe, expect, it } from 'vitest';
import { renderShow } from '../../src/cli/show/index.ts';
import { Network } from '../../src/model/index.ts';
import { layoutScene, logicalScene, renderSvg } from '../../src/viz/index.ts';
import { northbound, openVSwitch, southbound } from './build.ts';
import { peerLoops, provider } from './scenarios.ts';

const found = (network: Network) => network.issues.map(({ kind, name }) => [kind, name]);

describe('issues', () => {
  it('are told from router peers in a loop, one-sided, or missing', () => {
    expect(found(new Network(peerLoops()))).toEqual([
      ['dangling-reference', 'nowhere'],
      ['peer-loop', 'ring1'],
      ['peer-loop', 'ring2'],
      ['peer-loop', 'ring3'],
      ['peer-loop', 'self'],
      ['peer-not-mutual', 'one-way'],
    ]);
  });

  it('are told from references to rows that do not exist', () => {
    const nb = northbound({
      Logical_Switch: { sw: { ports: ['gone', 'gone too'] } },
      Logical_Switch_Port: { p: { type: 'router', options: { 'router-port': 'nobody' } } },
      Logical_Router: { lr: { ports: ['gone'] } },
    });
    expect(found(new Network({ nb }))).toEqual([
      ['dangling-reference', 'lr'],
      ['dangling-reference', 'p'],
      ['dangling-reference', 'sw'],
    ]);
  });

  it('are told from names that stand for two things', () => {
    const nb = northbound({
      Logical_Switch: { a: { name: 'same' }, b: { name: 'same' }, c: { name: '' }, d: { name: '' } },
      Logical_Switch_Port: { x: { name: 'port' }, y: { name: 'port' } },
    });
    expect(new Network({ nb }).issues.map(({ message }) => message)).toEqual([
      '2 switch ports are called "port"',
      '2 logical switches are called "same"',
    ]);
  });

  it('are told from a MAC or an IP on two ports of one switch, however it is spelt', () => {
    const nb = northbound({
      Logical_Switch: { s1: { ports: ['a', 'b', 'c', 'up'] }, s2: { ports: ['d'] } },
      Logical_Switch_Port: {
        a: { addresses: ['00:00:00:00:00:01 10.0.0.1 fd00:0::1'] },
        b: { addresses: ['00:00:00:00:00:02 10.0.0.2', 'unknown'] },
        c: { addresses: ['00:00:00:00:00:01 10.0.0.254 fd00::1'] },
        d: { addresses: ['00:00:00:00:00:01 10.0.0.1'] },
        up: { type: 'router', addresses: ['router'], options: { 'router-port': 'lrp' } },
      },
      Logical_Router: { lr: { ports: ['lrp'] } },
      Logical_Router_Port: { lrp: { mac: '00:00:00:00:00:FF', networks: ['10.0.0.254/24'] } },
    });
    expect(new Network({ nb }).issues.map(({ message }) => message)).toEqual([
      'IP fd00::1 is on 2 ports of switch "s1": "a", "c"',
      'MAC 00:00:00:00:00:01 is on 2 ports of switch "s1": "a", "c"',
      'IP 10.0.0.254 is on 2 ports of switch "s1": "c", "up"',
    ]);
  });

  it('are told from a port that two switches hold, which then belongs to the first', () => {
    const nb = northbound({
      Logical_Switch: { s1: { ports: ['p'] }, s2: { ports: ['p'] } },
      Logical_Switch_Port: { p: {} },
    });
    const network = new Network({ nb });
    expect(network.issues.map(({ message }) => message)).toEqual(['port "p" is in 2 switches: "s1", "s2"']);
    expect(network.switchPort('p')?.switch?.name).toBe('s1');
  });

  it('are told from a router port that two switch ports claim', () => {
    const nb = northbound({
      Logical_Switch: { s1: { ports: ['p1', 'p2'] } },
      Logical_Switch_Port: {
        p1: { type: 'router', options: { 'router-port': 'lrp' } },
        p2: { type: 'router', options: { 'router-port': 'lrp' } },
      },
      Logical_Router: { lr: { ports: ['lrp'] } },
      Logical_Router_Port: { lrp: {} },
    });
    expect(found(new Network({ nb }))).toEqual([['router-port-shared', 'lrp']]);
  });

  it('are told from chassis without encap and bindings to missing chassis', () => {
    const sb = southbound({
      Datapath_Binding: { dp: { tunnel_key: 1 } },
      Chassis: { hv: {} },
      Port_Binding: { p: { datapath: 'dp', chassis: 'gone' }, q: { datapath: 'no datapath' } },
    });
    expect(found(new Network({ sb }))).toEqual([
      ['binding-chassis-missing', 'p'],
      ['chassis-without-encap', 'hv'],
      ['dangling-reference', 'q'],
    ]);
  });

  it('are told from a gateway port that no chassis serves', () => {
    expect(found(new Network(provider()))).toEqual([['gateway-unbound', 'cr-router-b-public']]);
  });

  it('are told from two interfaces with the same iface-id', () => {
    const host = (name: string) => ({
      name,
      database: openVSwitch({ Interface: { tap: { external_ids: { 'iface-id': 'p' } } } }),
    });
    const network = new Network({ ovs: [host('hv1'), host('hv2')] });
    expect(network.issues.map(({ message }) => message)).toEqual([
      'port "p" is claimed by interfaces "tap" on "hv1", "tap" on "hv2"',
    ]);
  });

  it('lets a localport be on every chassis, and a migrating port on two', () => {
    const host = (name: string) => ({
      name,
      database: openVSwitch({
        Open_vSwitch: {
          [name]: { bridges: [name], external_ids: { 'system-id': name, hostname: `${name}.example` } },
        },
        Interface: {
          [`${name} a`]: { name: 'a', external_ids: { 'iface-id': 'metadata' } },
          [`${name} b`]: { name: 'b', external_ids: { 'iface-id': 'moving' } },
        },
      }),
    });
    const sb = southbound({
      Port_Binding: {
        metadata: { type: 'localport' },
        moving: { chassis: 'hv1', additional_chassis: ['hv2'] },
      },
      Chassis: { hv1: { encaps: ['e1'] }, hv2: { encaps: ['e2'] } },
      Encap: { e1: {}, e2: {} },
    });
    const network = new Network({ sb, ovs: [host('hv1'), host('hv2')] });
    expect(network.issues.filter(({ kind }) => kind === 'interface-claimed-twice')).toEqual([]);
    expect(network.hosts.map(({ name, source }) => [name, source])).toEqual([
      ['hv1.example', 'hv1'],
      ['hv2.example', 'hv2'],
    ]);
  });

  it('are told of names that several things have, and every one of them is shown and drawn', () => {
    const network = new Network({
      nb: northbound({
        Logical_Switch: { s1: { name: 'same', ports: ['p1'] }, s2: { name: 'same', ports: ['p2'] } },
        Logical_Switch_Port: { p1: { name: 'port' }, p2: { name: 'port' } },
        Logical_Router: { r1: { name: 'edge', ports: ['lrp'] }, r2: { name: 'edge' } },
        Logical_Router_Port: { lrp: {} },
      }),
    });
    expect(found(network)).toEqual([
      ['duplicate-name', 'edge'],
      ['duplicate-name', 'port'],
      ['duplicate-name', 'same'],
    ]);
    const text = renderShow(network, { color: false });
    expect(text).toContain('2 logical switches are called "same"');
    expect(text.match(/^same /gm)?.length).toBe(2);
    expect(text.match(/^edge$/gm)?.length).toBe(2);
    const svg = renderSvg(layoutScene(logicalScene(network)));
    expect(svg.match(/>same<\/text>/g)?.length).toBe(2);
    expect(svg.match(/>edge<\/text>/g)?.length).toBe(2);
  });

  it('are told of a port that two switches, or two routers, hold', () => {
    const network = new Network({
      nb: northbound({
        Logical_Switch: { s1: { ports: ['p'] }, s2: { ports: ['p'] } },
        Logical_Switch_Port: { p: {} },
        Logical_Router: { r1: { ports: ['lrp'] }, r2: { ports: ['lrp'] } },
        Logical_Router_Port: { lrp: {} },
      }),
    });
    expect(found(network)).toEqual([
      ['port-in-two-routers', 'lrp'],
      ['port-in-two-switches', 'p'],
    ]);
    expect(() => renderSvg(layoutScene(logicalScene(network)))).not.toThrow();
  });
});
