/** Odd and broken networks: what is wrong with a thing is said on its page, and nothing throws. */
import { describe as suite, expect, it } from 'vitest';
import { describe } from '../../../../src/model/describe/index.ts';
import type { Description } from '../../../../src/model/describe/types.ts';
import { Network, type NetworkSources } from '../../../../src/model/index.ts';
import { northbound, openVSwitch, southbound, uuidOf } from '../../build.ts';
import { hostile, kubernetes, mesh, peerLoops, provider, twoSwitches } from '../../scenarios.ts';
import { cellsOf, notes, of } from './pages.ts';
import { rendered } from './render.ts';

const port = (rows: Parameters<typeof northbound>[0], name = 'p', others: NetworkSources = {}): Description =>
  of({ ...others, nb: northbound(rows) }, 'Logical_Switch_Port', name);

suite('the headline of a port', () => {
  const bound = (
    binding: Record<string, string | boolean>,
    nb: Record<string, string | boolean> = {},
  ): string =>
    port({ Logical_Switch: { s: { ports: ['p'] } }, Logical_Switch_Port: { p: nb } }, 'p', {
      sb: southbound({
        Port_Binding: { p: binding },
        Chassis: { hv1: { hostname: 'host-1' }, hv2: { hostname: 'host-2' } },
      }),
    }).headline;

  it.each([
    [bound({ chassis: 'hv2', up: true }, { up: true }), 'up on host-2'],
    [bound({}, { up: false }), 'down: bound to no chassis'],
    [bound({ requested_chassis: 'hv1' }), 'down: bound to no chassis; host-1 is requested'],
    [
      bound({ chassis: 'hv2', up: false }, { up: false }),
      'down: bound to host-2, whose ovn-controller has not reported it up',
    ],
    [bound({ chassis: 'hv2', up: true }, { up: false }), 'down in the Northbound, but reported up by host-2'],
    [bound({ chassis: 'gone' }, { up: false }), 'down: bound to a chassis that the Southbound does not have'],
    [bound({ chassis: 'hv1' }, { enabled: false }), 'disabled, bound to host-1'],
    [
      bound({ type: 'virtual' }, { type: 'virtual', up: false }),
      'down: none of its parent ports has claimed the address',
    ],
    [bound({}, { type: 'router' }), 'leads nowhere: it names no peer'],
    [bound({}, { type: 'localnet' }), 'names no physical network'],
    [bound({}, { type: 'localport' }), 'present on every chassis'],
    [bound({}, { type: 'nonsense\u001b[31m' }), 'of type nonsense\\e[31m'],
  ])('%s', (headline, expected) => expect(headline).toBe(expected));

  it('says what the Northbound knows when it is alone', () => {
    expect(port({ Logical_Switch_Port: { p: { up: true } } }).headline).toBe('up, by the Northbound');
    expect(port({ Logical_Switch_Port: { p: {} } }).headline).toBe('state not known');
    expect(notes(port({ Logical_Switch_Port: { p: {} } }), 'binding')).toEqual([
      'No Southbound database was read: chassis, bindings and learned addresses are not known.',
    ]);
  });
});

suite('problems of a port', () => {
  it('names what does not exist', () => {
    const found = port({
      Logical_Switch_Port: {
        p: {
          parent_name: 'nobody',
          dhcpv4_options: 'gone',
          ha_chassis_group: 'lost',
          type: 'router',
          options: { 'router-port': 'nowhere' },
        },
      },
    });
    expect(found.headline).toBe('leads nowhere: nowhere does not exist');
    expect(notes(found)).toEqual([
      'No logical switch holds it.',
      'Its parent "nobody" does not exist.',
      'Its peer "nowhere" does not exist.',
      `Its DHCPv4 options ${uuidOf('gone')} do not exist.`,
      `Its HA chassis group ${uuidOf('lost')} do not exist.`,
    ]);
  });

  it('two switches, a name twice, two bindings, two hosts that claim it, another chassis than requested', () => {
    const host = (name: string): NonNullable<NetworkSources['ovs']>[number] => ({
      name,
      database: openVSwitch({
        Open_vSwitch: { [`root-${name}`]: { external_ids: { 'system-id': name } } },
        Interface: { [`if-${name}`]: { name: 'tap0', external_ids: { 'iface-id': 'p' } } },
      }),
    });
    const found = port(
      {
        Logical_Switch: { a: { ports: ['p'] }, b: { ports: ['p'] } },
        Logical_Switch_Port: { p: { up: true }, twin: { name: 'p' } },
      },
      'p',
      {
        sb: southbound({
          Port_Binding: {
            p: { chassis: 'hv1', requested_chassis: 'hv2', up: false },
            q: { logical_port: 'p', chassis: 'hv1', requested_chassis: 'hv2', up: false },
          },
          Chassis: { hv1: {}, hv2: {} },
        }),
        ovs: [host('hv1'), host('hv2')],
      },
    );
    expect(notes(found)).toEqual([
      '2 logical switch ports have this name.',
      '2 logical switches hold it.',
      '2 port bindings have this name.',
      'It is bound to "hv1", but "hv2" is requested.',
      'The Northbound says up, the Southbound down.',
      'Interfaces on 2 hosts claim it: "hv1", "hv2".',
    ]);
  });

  it('router peers in a loop', () => {
    const { nb } = peerLoops();
    const problems = (name: string): readonly string[] => notes(of({ nb }, 'Logical_Router_Port', name));
    expect(problems('a')).toEqual([]);
    expect(problems('self')).toEqual(['It is its own peer.']);
    expect(problems('ring1')).toEqual(['Its peer "ring2" names "ring3".']);
    expect(problems('nowhere')).toEqual(['Its peer "missing" does not exist.']);
  });

  it('a chassis-redirect port without gateway', () => {
    const sb = southbound({
      Port_Binding: { 'cr-lrp': { type: 'chassisredirect', options: { 'distributed-port': 'lrp' } } },
    });
    const found = of({ sb }, 'Port_Binding', 'cr-lrp', 'OVN_Southbound');
    expect(found.headline).toBe('gateway of lrp, bound to no chassis');
    expect(notes(found)).toEqual(['It is bound to no chassis.', 'It has no gateway chassis.']);
    const nb = northbound({ Logical_Router: { r: { ports: ['lrp'] } }, Logical_Router_Port: { lrp: {} } });
    expect(notes(of({ nb, sb }, 'Logical_Router_Port', 'lrp'))).toEqual([
      'Its chassis-redirect binding is bound to no chassis.',
      'Its chassis-redirect binding has no gateway chassis.',
    ]);
  });
});

suite('ACLs of a port', () => {
  const acl = (match: string, more: Record<string, string | number | Record<string, string>> = {}) => ({
    match,
    direction: 'to-lport',
    action: 'allow',
    priority: 1000,
    ...more,
  });
  const network = northbound({
    Logical_Switch: { s: { ports: ['p', 'q'], acls: ['own', 'others', 'broken'] }, far: { ports: ['z'] } },
    Logical_Switch_Port: { p: {}, q: {}, z: {} },
    Port_Group: {
      mine: { ports: ['p', 'z'], acls: ['byGroup', 'late', 'drop'] },
      neighbour: { ports: ['q'], acls: ['everybody', 'qOnly'] },
      elsewhere: { ports: ['z'], acls: ['never'] },
    },
    ACL: {
      own: acl('outport == "p" && ip4', { tier: 1, priority: 2000 }),
      others: acl('outport == "q" && ip4'),
      broken: acl('outport == ((', { priority: 1 }),
      byGroup: acl('inport == @mine', { direction: 'from-lport' }),
      late: acl('ip', { direction: 'from-lport', options: { 'apply-after-lb': 'true' } }),
      drop: acl('outport == @mine', { action: 'drop', priority: 900 }),
      everybody: acl('ip4.src == $neighbour_ip4', { priority: 1001 }),
      qOnly: acl('ip4 && (outport == {@neighbour, "w"})'),
      never: acl('ip'),
    },
  });
  const found = of({ nb: network }, 'Logical_Switch_Port', 'p');

  it('stand in the order in which they are evaluated, those of other groups of its switch included', () => {
    expect(cellsOf(found, 'acls', 'match')).toEqual([
      'inport == @mine',
      'ip',
      'ip4.src == $neighbour_ip4',
      'outport == @mine',
      'outport == ((',
      'outport == "p" && ip4',
    ]);
    expect(cellsOf(found, 'acls', 'direction').slice(0, 3)).toEqual([
      'from-lport',
      'from-lport after load balancing',
      'to-lport',
    ]);
  });

  it('those that cannot be parsed are told, those that insist on another port are counted', () => {
    expect(notes(found, 'acls')).toEqual([
      'The ACL at priority 1 with match outport == (( does nothing: its quotation marks or brackets do not pair.',
      '2 more ACLs of its switch can match other ports only.',
    ]);
  });

  it('a switch has them all', () => {
    expect(cellsOf(of({ nb: network }, 'Logical_Switch', 's'), 'acls', 'match')).toHaveLength(8);
  });
});

suite('services of a port', () => {
  const nb = northbound({
    Logical_Switch: { s: { ports: ['p', 'up'], load_balancer_group: ['all'] } },
    Logical_Switch_Port: {
      p: { addresses: ['0a:00:00:00:00:01 10.0.0.5 fd00::5'] },
      up: { type: 'router', options: { 'router-port': 'lrp' } },
    },
    Logical_Router: {
      r: {
        ports: ['lrp'],
        nat: ['snat', 'dnat', 'else'],
        options: { chassis: 'hv1' },
        static_routes: ['default'],
      },
    },
    Logical_Router_Port: { lrp: { networks: ['10.0.0.1/24'], mac: '0a:00:00:00:00:fe' } },
    Logical_Router_Static_Route: { default: { ip_prefix: '0.0.0.0/0', nexthop: '192.0.2.1' } },
    NAT: {
      snat: { type: 'snat', logical_ip: '10.0.0.0/24', external_ip: '192.0.2.9' },
      dnat: { type: 'dnat_and_snat', logical_ip: '10.0.0.5', external_ip: '192.0.2.10' },
      else: { type: 'dnat_and_snat', logical_ip: '10.0.0.6', external_ip: '192.0.2.11' },
    },
    Load_Balancer: {
      web: {
        vips: { '10.9.0.1:80': '10.0.0.5:8080,10.0.0.6:8080', '[fd09::1]:80': '[fd00:0::5]:8080' },
        health_check: ['hc'],
      },
      odd: { vips: { '^vip:80': '^backends', 'not an address': ',,' } },
    },
    Load_Balancer_Group: { all: { load_balancer: ['web', 'odd', 'gone'] } },
    Load_Balancer_Health_Check: { hc: { vip: '10.9.0.1:80' } },
  });
  const sb = southbound({
    Service_Monitor: {
      m: { ip: '10.0.0.5', port: 8080, protocol: 'tcp', status: 'offline', logical_port: 'p' },
    },
    Chassis: { hv1: { hostname: 'host-1' } },
  });
  const found = of({ nb, sb }, 'Logical_Switch_Port', 'p');

  it('VIPs that lead to it, with health', () => {
    expect(cellsOf(found, 'load-balancers', 'vip')).toEqual(['10.9.0.1:80', '[fd09::1]:80']);
    expect(cellsOf(found, 'load-balancers', 'health')).toEqual(['offline', undefined]);
  });

  it('NAT that translates its addresses, and where', () => {
    expect(cellsOf(found, 'nat', 'external-ip')).toEqual(['192.0.2.10', '192.0.2.9']);
    expect(cellsOf(found, 'nat', 'where')).toEqual(['on host-1', 'on host-1']);
  });

  it('the routers in front of it', () => {
    expect(cellsOf(found, 'gateways', 'default-routes')).toEqual([['0.0.0.0/0 via 192.0.2.1']]);
  });
});

suite('NAT of a port on a router behind the one in front', () => {
  const nb = northbound({
    Logical_Switch: { s: { ports: ['p', 's-r'] }, join: { ports: ['j-r', 'j-gw'] }, far: { ports: ['f-x'] } },
    Logical_Switch_Port: {
      p: { addresses: ['0a:00:00:00:00:01 10.0.0.5'] },
      's-r': { type: 'router', options: { 'router-port': 'r-s' } },
      'j-r': { type: 'router', options: { 'router-port': 'r-j' } },
      'j-gw': { type: 'router', options: { 'router-port': 'gw-j' } },
      'f-x': { type: 'router', options: { 'router-port': 'x-f' } },
    },
    Logical_Router: {
      r: { ports: ['r-s', 'r-j'] },
      gw: { ports: ['gw-j'], nat: ['ours'], options: { chassis: 'hv1' } },
      x: { ports: ['x-f'], nat: ['theirs'] },
    },
    Logical_Router_Port: { 'r-s': {}, 'r-j': {}, 'gw-j': {}, 'x-f': {} },
    NAT: {
      ours: { type: 'snat', logical_ip: '10.0.0.5', external_ip: '192.0.2.1' },
      theirs: { type: 'snat', logical_ip: '10.0.0.5', external_ip: '192.0.2.2' },
    },
  });
  it('is shown, that of another network with the same addresses is not', () => {
    expect(cellsOf(of({ nb }, 'Logical_Switch_Port', 'p'), 'nat', 'external-ip')).toEqual(['192.0.2.1']);
  });
});

suite('every row of an odd network is described', () => {
  const scenarios: Record<string, NetworkSources> = {
    hostile: hostile(),
    'peer loops': peerLoops(),
    mesh: mesh(4),
    provider: provider(),
    kubernetes: kubernetes(2),
    'two switches': twoSwitches(),
    empty: { nb: northbound({}), sb: southbound({}) },
  };
  it.each(Object.entries(scenarios))('%s', (_name, sources) => {
    const network = new Network(sources);
    for (const [database, source] of [
      ['OVN_Northbound', sources.nb],
      ['OVN_Southbound', sources.sb],
    ] as const) {
      for (const [table, rows] of source?.all ?? []) {
        for (const { uuid } of rows) {
          const found = describe(network, { database, table, uuid });
          const again = describe(new Network(sources), { database, table, uuid });
          expect(rendered(found)).toBe(rendered(again));
          // Headlines and notes are sentences: names in them are printable.
          const sentences = [found?.headline ?? '', ...(found?.sections.flatMap((one) => one.notes) ?? [])];
          expect(sentences.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
        }
      }
    }
  });
});
