import { describe, expect, it } from 'vitest';
import { Network, showTables } from '../../src/model/index.ts';
import {
  interconnectNorthbound,
  interconnectSouthbound,
  northbound,
  openVSwitch,
  southbound,
} from './build.ts';
import { hostDatabase, hostile, kubernetes, provider, twoSwitches } from './scenarios.ts';

const both = twoSwitches();

describe('a network of Northbound and Southbound', () => {
  const network = new Network(both);
  const port = (name: string) => network.switchPort(name);

  it('lists switches and routers with their ports in natural order', () => {
    expect(network.switches.map(({ name, ports }) => [name, ports.map((p) => p.name)])).toEqual([
      ['sw0', ['sw0-lr0', 'sw0-port1', 'sw0-port2']],
      ['sw1', ['sw1-lr0', 'sw1-port1']],
    ]);
    expect(network.routers.map(({ name, ports }) => [name, ports.map((p) => p.name)])).toEqual([
      ['lr0', ['lr0-sw0', 'lr0-sw1']],
    ]);
  });

  it('joins both sides of a router port', () => {
    expect(port('sw0-lr0')?.peer).toBe(network.routerPort('lr0-sw0'));
    expect(network.routerPort('lr0-sw0')?.peer).toBe(port('sw0-lr0'));
    expect(port('sw0-lr0')?.switch?.name).toBe('sw0');
    expect(network.routerPort('lr0-sw0')?.router?.name).toBe('lr0');
  });

  it('tells where a port is bound and whether it is up', () => {
    expect(port('sw0-port1')?.binding?.chassis?.hostname).toBe('compute-1.example');
    expect(port('sw0-port1')?.state).toBe('up');
    expect(port('sw0-port2')?.binding?.isBound).toBe(false);
    expect(port('sw0-port2')?.state).toBe('down');
    expect(port('sw0-lr0')?.state).toBe('none');
    expect(port('sw1-port1')?.binding?.additional.map(({ name }) => name)).toEqual(['hv1']);
  });

  it('reads addresses, with what OVN chose for dynamic ones', () => {
    expect(port('sw0-port2')?.addresses).toMatchObject([
      { kind: 'static', mac: '50:54:00:00:00:02', ips: ['10.0.0.3'] },
      { kind: 'unknown' },
    ]);
    expect(port('sw1-port1')?.addresses).toMatchObject([
      { kind: 'dynamic', mac: '0a:00:00:00:00:09', ips: ['20.0.0.9'] },
    ]);
  });

  it('counts what hangs on switches and routers', () => {
    expect(network.switches[0]?.counts).toMatchObject({ acls: 2, loadBalancers: 0 });
    expect(network.switches[1]?.subnets).toEqual(['20.0.0.0/24', 'fd00:20::/64']);
    expect(network.routers[0]?.counts).toMatchObject({ nat: 2, staticRoutes: 1, policies: 0 });
    expect([...(network.routers[0]?.counts?.natByType ?? [])]).toEqual([
      ['dnat_and_snat', 1],
      ['snat', 1],
    ]);
    expect(network.switches[0]?.tunnelKey).toBe(1);
  });

  it('lists chassis with encaps and what is bound there', () => {
    expect(
      network.chassis.map((c) => [
        c.label,
        c.encaps.map(({ type, ip }) => `${type} ${ip}`),
        c.bindings.length,
      ]),
    ).toEqual([
      ['compute-1.example', ['geneve 192.0.2.1'], 2],
      ['compute-2.example', ['geneve 192.0.2.2', 'vxlan 192.0.2.2'], 1],
    ]);
    expect(network.issues).toEqual([]);
  });
});

describe('a Southbound alone', () => {
  const network = new Network({ sb: both.sb });

  it('gives the same switches, routers, peers and networks', () => {
    const full = new Network(both);
    const shape = ({ switches, routers }: Network) => ({
      switches: switches.map((s) => [
        s.name,
        s.subnets,
        s.ports.map((p) => [p.name, p.type, p.state, p.peer?.name]),
      ]),
      routers: routers.map((r) => [r.name, r.ports.map((p) => [p.name, p.mac, p.networks, p.peer?.name])]),
    });
    expect(shape(network)).toEqual(shape(full));
  });

  it('has no counts, which only the Northbound knows', () => {
    expect(network.switches[0]?.counts).toBeUndefined();
    expect(network.switchPort('sw0-port1')?.alias).toBe('web');
  });

  it('ranks gateways by the chassis-redirect binding', () => {
    const sb = southbound({
      Datapath_Binding: { dp: { tunnel_key: 1, type: 'logical-router', external_ids: { name: 'lr' } } },
      Port_Binding: {
        lrp: { datapath: 'dp', type: 'patch', mac: ['00:00:00:00:00:01 192.0.2.1/24'] },
        'cr-lrp': { datapath: 'dp', type: 'chassisredirect', chassis: 'a', ha_chassis_group: 'group' },
      },
      HA_Chassis_Group: { group: { ha_chassis: ['ha-a', 'ha-b'] } },
      HA_Chassis: { 'ha-a': { chassis: 'a', priority: 10 }, 'ha-b': { chassis: 'b', priority: 20 } },
      Chassis: { a: { encaps: ['e'] }, b: { encaps: ['e'] } },
      Encap: { e: { type: 'geneve', ip: '192.0.2.1' } },
    });
    const [port] = new Network({ sb }).routerPorts;
    expect(port?.name).toBe('lrp');
    expect(port?.isGateway).toBe(true);
    expect(port?.haGroup).toBe('group');
    expect(port?.gateways.map((g) => [g.chassisName, g.priority, g.active])).toEqual([
      ['b', 20, false],
      ['a', 10, true],
    ]);
  });
});

describe('gateways in the Northbound', () => {
  it('are ranked by priority and marked where the redirect port is', () => {
    const network = new Network(provider());
    expect(network.routerPort('router-a-public')?.gateways).toEqual([
      { chassisName: 'hv2', hostname: 'compute-2', priority: 2, active: true },
      { chassisName: 'hv1', hostname: 'compute-1', priority: 1, active: false },
    ]);
    expect(network.routers[0]?.alias).toBe('edge A');
    expect(network.routers[0]?.gatewayChassis).toBeUndefined();
  });

  it('of a group win over single ones; a gateway router names its chassis', () => {
    const nb = northbound({
      Logical_Router: { lr: { ports: ['lrp'], options: { chassis: 'node1' } } },
      Logical_Router_Port: { lrp: { ha_chassis_group: 'group', gateway_chassis: ['gw'] } },
      Gateway_Chassis: { gw: { chassis_name: 'single' } },
      HA_Chassis_Group: { group: { ha_chassis: ['ha'] } },
      HA_Chassis: { ha: { chassis_name: 'member', priority: 3 } },
    });
    const network = new Network({ nb });
    expect(network.routerPort('lrp')?.gateways.map((g) => g.chassisName)).toEqual(['member']);
    expect(network.routers[0]?.gatewayChassis).toBe('node1');
  });
});

describe('port groups and load balancer groups', () => {
  it('count for the switches that they reach, each once', () => {
    const nb = northbound({
      Logical_Switch: { sw: { ports: ['p1', 'p2'], load_balancer: ['lb1'], load_balancer_group: ['lbg'] } },
      Logical_Switch_Port: { p1: { dhcpv4_options: 'dhcp' }, p2: {} },
      Port_Group: { pg: { ports: ['p1', 'p2'], acls: ['a1', 'a2', 'a3'] } },
      Load_Balancer_Group: { lbg: { load_balancer: ['lb1', 'lb2'] } },
    });
    const [sw] = new Network({ nb }).switches;
    expect(sw?.counts).toMatchObject({ acls: 0, portGroupAcls: 3, loadBalancers: 2, dhcpPorts: 1 });
    expect(sw?.ports[0]?.state).toBe('unknown');
  });
});

describe('an Open_vSwitch database', () => {
  it('alone gives bridges, ports and interfaces', () => {
    const [host] = new Network({ ovs: [{ name: 'hv1', database: hostDatabase() }] }).hosts;
    expect(host?.systemId).toBe('hv1');
    expect(host?.bridges.map((b) => [b.name, b.ports.map((p) => [p.name, p.tag])])).toEqual([
      ['br-ex', [['eth1', 100]]],
      [
        'br-int',
        [
          ['geneve0', undefined],
          ['tap1', undefined],
        ],
      ],
    ]);
  });

  it('joins logical ports to interfaces and hosts to chassis', () => {
    const network = new Network({ ...both, ovs: [{ name: 'a file', database: hostDatabase() }] });
    expect(network.interfacesOf('sw0-port1').map(({ name, ofport }) => [name, ofport])).toEqual([
      ['tap1', 5],
    ]);
    const chassis = network.chassisByName('hv1');
    expect(chassis && network.hostOf(chassis)?.source).toBe('a file');
  });
});

describe('any subset', () => {
  it('of nothing is an empty network', () => {
    const network = new Network({});
    expect([network.switches, network.routers, network.chassis, network.hosts, network.issues]).toEqual([
      [],
      [],
      [],
      [],
      [],
    ]);
  });

  it('of empty databases is an empty network', () => {
    const network = new Network({
      nb: northbound({}),
      sb: southbound({}),
      ovs: [{ name: 'h', database: openVSwitch({}) }],
    });
    expect(network.switches).toEqual([]);
    expect(network.hosts[0]?.systemId).toBeUndefined();
  });

  it('of large and hostile ones is read without a complaint', () => {
    expect(new Network(kubernetes(50)).issues).toEqual([]);
    expect(() => new Network(hostile()).issues).not.toThrow();
  });
});

describe('what a live reader asks for', () => {
  it('is a list of tables and columns that the newest schemas have', () => {
    const schemas = {
      OVN_Northbound: northbound({}),
      OVN_Southbound: southbound({}),
      Open_vSwitch: openVSwitch({}),
      OVN_IC_Northbound: interconnectNorthbound({}),
      OVN_IC_Southbound: interconnectSouthbound({}),
    };
    for (const [name, tables] of Object.entries(showTables)) {
      for (const [table, columns] of Object.entries(tables)) {
        const known = schemas[name as keyof typeof schemas].schema.tables.get(table)?.columns;
        expect(columns.filter((column) => !known?.has(column))).toEqual([]);
      }
    }
  });

  it('never holds logical flows', () => {
    expect(Object.keys(showTables.OVN_Southbound)).not.toContain('Logical_Flow');
  });
});
