/** Networks for tests of the model, of `show`, and of pictures. */
import { Network } from '../../src/model/index.ts';
import { northbound, openVSwitch, southbound, uuidOf, type Rows } from './build.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Table = Mutable<Rows>;

const hex = (value: number): string => value.toString(16).padStart(2, '0');
const mac = (a: number, b: number): string => `0a:00:00:${hex(a >> 8)}:${hex(a & 255)}:${hex(b)}`;

/** What `ovn-nbctl` makes in the manual's first example, bound on two hypervisors, with one port down. */
export const twoSwitches = (): { nb: ReturnType<typeof northbound>; sb: ReturnType<typeof southbound> } => ({
  nb: northbound({
    Logical_Switch: {
      sw0: { ports: ['sw0-port1', 'sw0-port2', 'sw0-lr0'], acls: ['acl1', 'acl2'] },
      sw1: { ports: ['sw1-port1', 'sw1-lr0'], load_balancer: ['lb1'] },
    },
    Logical_Switch_Port: {
      'sw0-port1': { addresses: ['50:54:00:00:00:01 10.0.0.2'], up: true },
      'sw0-port2': { addresses: ['50:54:00:00:00:02 10.0.0.3', 'unknown'], up: false },
      'sw0-lr0': { type: 'router', addresses: ['router'], options: { 'router-port': 'lr0-sw0' }, up: true },
      'sw1-port1': { addresses: ['dynamic'], dynamic_addresses: '0a:00:00:00:00:09 20.0.0.9', up: true },
      'sw1-lr0': { type: 'router', addresses: ['router'], options: { 'router-port': 'lr0-sw1' }, up: true },
    },
    Logical_Router: {
      lr0: { ports: ['lr0-sw0', 'lr0-sw1'], static_routes: ['route1'], nat: ['nat1', 'nat2'] },
    },
    Logical_Router_Port: {
      'lr0-sw0': { mac: '00:00:00:00:ff:01', networks: ['10.0.0.1/24'] },
      'lr0-sw1': { mac: '00:00:00:00:ff:02', networks: ['20.0.0.1/24', 'fd00:20::1/64'] },
    },
    NAT: { nat1: { type: 'snat' }, nat2: { type: 'dnat_and_snat' } },
    ACL: { acl1: {}, acl2: {} },
    Load_Balancer: { lb1: {} },
    Logical_Router_Static_Route: { route1: {} },
  }),
  sb: southbound({
    Datapath_Binding: {
      'dp-sw0': { tunnel_key: 1, external_ids: { name: 'sw0', 'logical-switch': uuidOf('sw0') } },
      'dp-sw1': { tunnel_key: 2, external_ids: { name: 'sw1', 'logical-switch': uuidOf('sw1') } },
      'dp-lr0': { tunnel_key: 3, external_ids: { name: 'lr0', 'logical-router': uuidOf('lr0') } },
    },
    Port_Binding: {
      'sw0-port1': {
        datapath: 'dp-sw0',
        chassis: 'hv1',
        up: true,
        mac: ['50:54:00:00:00:01 10.0.0.2'],
        external_ids: { name: 'web' },
      },
      'sw0-port2': { datapath: 'dp-sw0', up: false, mac: ['50:54:00:00:00:02 10.0.0.3', 'unknown'] },
      'sw0-lr0': { datapath: 'dp-sw0', type: 'patch', options: { peer: 'lr0-sw0' }, mac: ['router'] },
      'sw1-port1': { datapath: 'dp-sw1', chassis: 'hv2', additional_chassis: ['hv1'], up: true },
      'sw1-lr0': { datapath: 'dp-sw1', type: 'patch', options: { peer: 'lr0-sw1' }, mac: ['router'] },
      'lr0-sw0': {
        datapath: 'dp-lr0',
        type: 'patch',
        options: { peer: 'sw0-lr0' },
        mac: ['00:00:00:00:ff:01 10.0.0.1/24'],
      },
      'lr0-sw1': {
        datapath: 'dp-lr0',
        type: 'patch',
        options: { peer: 'sw1-lr0' },
        mac: ['00:00:00:00:ff:02 20.0.0.1/24 fd00:20::1/64'],
      },
    },
    Chassis: {
      hv1: { hostname: 'compute-1.example', encaps: ['encap1'] },
      hv2: { hostname: 'compute-2.example', encaps: ['encap2', 'encap3'] },
    },
    Encap: {
      encap1: { type: 'geneve', ip: '192.0.2.1' },
      encap2: { type: 'geneve', ip: '192.0.2.2' },
      encap3: { type: 'vxlan', ip: '192.0.2.2' },
    },
  }),
});

export const hostDatabase = (): ReturnType<typeof openVSwitch> =>
  openVSwitch({
    Open_vSwitch: {
      root: {
        bridges: ['br-int', 'br-ex'],
        external_ids: { 'system-id': 'hv1', 'ovn-remote': 'tcp:192.0.2.9:6642' },
        ovs_version: '3.1.0',
      },
    },
    Bridge: { 'br-int': { ports: ['tap1', 'geneve0'], fail_mode: 'secure' }, 'br-ex': { ports: ['eth1'] } },
    Port: {
      tap1: { interfaces: ['if-tap1'] },
      geneve0: { interfaces: ['if-geneve0'] },
      eth1: { interfaces: ['if-eth1'], tag: 100 },
    },
    Interface: {
      'if-tap1': { name: 'tap1', external_ids: { 'iface-id': 'sw0-port1' }, ofport: 5 },
      'if-geneve0': { name: 'geneve0', type: 'geneve', options: { remote_ip: '192.0.2.2' }, ofport: 1 },
      'if-eth1': { name: 'eth1', ofport: 1 },
    },
  });

/** Like Neutron: tenants' switches behind two routers with gateways, two provider networks on one physnet. */
export const provider = (): { nb: ReturnType<typeof northbound>; sb: ReturnType<typeof southbound> } => {
  const switches: Table = {};
  const ports: Table = {};
  const routerPorts: Table = {};
  const bindings: Table = {};
  const tenants = [
    ['web', 'router-a', 12],
    ['app', 'router-a', 24],
    ['db', 'router-a', 4],
    ['batch', 'router-b', 7],
  ] as const;
  tenants.forEach(([name, router, count], n) => {
    const own = [`${name}-${router}`];
    for (let i = 1; i <= count; i++) {
      const port = `${name}-vm${i}`;
      const down = i % 9 === 5;
      own.push(port);
      ports[port] = { addresses: [`${mac(n, i)} 10.0.${n}.${i + 10}`], up: !down };
      bindings[port] = {
        datapath: `dp-${name}`,
        up: !down,
        ...(down ? {} : { chassis: `hv${(i % 3) + 1}` }),
      };
    }
    ports[`${name}-${router}`] = { type: 'router', options: { 'router-port': `${router}-${name}` } };
    routerPorts[`${router}-${name}`] = { mac: mac(200, n), networks: [`10.0.${n}.1/24`] };
    switches[`neutron-${name}`] = { ports: own, external_ids: { 'neutron:network_name': name } };
    bindings[`${router}-${name}`] = { datapath: `dp-${router}`, type: 'patch' };
  });
  switches['neutron-public'] = {
    ports: ['provnet-public', 'public-router-a', 'public-router-b'],
    external_ids: { 'neutron:network_name': 'public' },
  };
  switches['neutron-mgmt'] = {
    ports: ['provnet-mgmt', 'mgmt-vm1', 'mgmt-dhcp'],
    external_ids: { 'neutron:network_name': 'mgmt vlan 77' },
  };
  ports['provnet-public'] = {
    type: 'localnet',
    options: { network_name: 'physnet1' },
    addresses: ['unknown'],
  };
  ports['provnet-mgmt'] = {
    type: 'localnet',
    options: { network_name: 'physnet1' },
    tag: 77,
    addresses: ['unknown'],
  };
  ports['mgmt-vm1'] = { addresses: [`${mac(9, 1)} 192.168.77.4`], up: true };
  ports['mgmt-dhcp'] = { type: 'localport', addresses: [`${mac(9, 2)} 192.168.77.2`] };
  bindings['mgmt-vm1'] = { datapath: 'dp-mgmt', chassis: 'hv1', up: true };
  for (const [router, n] of [
    ['router-a', 1],
    ['router-b', 2],
  ] as const) {
    ports[`public-${router}`] = { type: 'router', options: { 'router-port': `${router}-public` } };
    routerPorts[`${router}-public`] = {
      mac: mac(201, n),
      networks: [`203.0.113.${n}/24`, `2001:db8::${n}/64`],
      gateway_chassis: [`${router}-gw1`, `${router}-gw2`],
    };
    bindings[`cr-${router}-public`] = {
      datapath: `dp-${router}`,
      type: 'chassisredirect',
      ...(n === 1 ? { chassis: 'hv2', up: true } : {}),
    };
  }
  const gateway = (router: string): Table => ({
    [`${router}-gw1`]: { chassis_name: 'hv1', priority: 1 },
    [`${router}-gw2`]: { chassis_name: 'hv2', priority: 2 },
  });
  return {
    nb: northbound({
      Logical_Switch: switches,
      Logical_Switch_Port: ports,
      Logical_Router: {
        'router-a': {
          ports: ['router-a-web', 'router-a-app', 'router-a-db', 'router-a-public'],
          nat: ['n1', 'n2', 'n3'],
          static_routes: ['r1'],
          load_balancer: ['lb1'],
          external_ids: { 'neutron:router_name': 'edge A' },
        },
        'router-b': { ports: ['router-b-batch', 'router-b-public'], nat: ['n4'], static_routes: ['r2'] },
      },
      Logical_Router_Port: routerPorts,
      Gateway_Chassis: { ...gateway('router-a'), ...gateway('router-b') },
      NAT: {
        n1: { type: 'snat' },
        n2: { type: 'dnat_and_snat' },
        n3: { type: 'dnat_and_snat' },
        n4: { type: 'snat' },
      },
    }),
    sb: southbound({
      Datapath_Binding: Object.fromEntries(
        ['web', 'app', 'db', 'batch', 'mgmt', 'router-a', 'router-b'].map((name, n) => [
          `dp-${name}`,
          { tunnel_key: n + 1, external_ids: { name } },
        ]),
      ),
      Port_Binding: bindings,
      Chassis: {
        hv1: { hostname: 'compute-1', encaps: ['e1'] },
        hv2: { hostname: 'compute-2', encaps: ['e2'] },
        hv3: { hostname: 'compute-3', encaps: ['e3'] },
      },
      Encap: {
        e1: { type: 'geneve', ip: '192.0.2.1' },
        e2: { type: 'geneve', ip: '192.0.2.2' },
        e3: { type: 'geneve', ip: '192.0.2.3' },
      },
    }),
  };
};

/** Like OVN-Kubernetes: per node a switch, a gateway router and an external switch; one join switch for all. */
export const kubernetes = (nodes: number, pods = 6): { nb: ReturnType<typeof northbound> } => {
  const switches: Table = {};
  const ports: Table = {};
  const routers: Table = {};
  const routerPorts: Table = {};
  const join = ['jtor-ovn_cluster_router'];
  const cluster = ['rtoj-ovn_cluster_router'];
  ports['jtor-ovn_cluster_router'] = {
    type: 'router',
    options: { 'router-port': 'rtoj-ovn_cluster_router' },
  };
  routerPorts['rtoj-ovn_cluster_router'] = { mac: mac(100, 1), networks: ['100.64.0.1/16', 'fd98::1/64'] };
  for (let n = 1; n <= nodes; n++) {
    const node = `ovn-worker${n}`;
    const own = [`stor-${node}`, `k8s-${node}`];
    ports[`stor-${node}`] = { type: 'router', options: { 'router-port': `rtos-${node}` } };
    ports[`k8s-${node}`] = { addresses: [`${mac(n, 2)} 10.244.${n}.2`], up: true };
    for (let i = 1; i <= pods; i++) {
      const pod = `default_pod-${n}-${i}`;
      own.push(pod);
      ports[pod] = { addresses: [`${mac(n, i + 2)} 10.244.${n}.${i + 2}`], up: (n * i) % 23 !== 0 };
    }
    switches[node] = { ports: own, other_config: { subnet: `10.244.${n}.0/24` } };
    routerPorts[`rtos-${node}`] = {
      mac: mac(n, 1),
      networks: [`10.244.${n}.1/24`],
      gateway_chassis: [`gw-${node}`],
    };
    cluster.push(`rtos-${node}`);
    join.push(`jtor-GR_${node}`);
    ports[`jtor-GR_${node}`] = { type: 'router', options: { 'router-port': `rtoj-GR_${node}` } };
    routerPorts[`rtoj-GR_${node}`] = { mac: mac(101, n), networks: [`100.64.0.${n + 1}/16`] };
    routerPorts[`rtoe-GR_${node}`] = { mac: mac(102, n), networks: [`172.18.0.${n + 1}/16`] };
    routers[`GR_${node}`] = {
      ports: [`rtoj-GR_${node}`, `rtoe-GR_${node}`],
      options: { chassis: node },
      nat: [`nat-${n}`],
      load_balancer: ['lb'],
    };
    ports[`etor-GR_${node}`] = { type: 'router', options: { 'router-port': `rtoe-GR_${node}` } };
    ports[`breth0_${node}`] = {
      type: 'localnet',
      options: { network_name: 'physnet' },
      addresses: ['unknown'],
    };
    switches[`ext_${node}`] = { ports: [`etor-GR_${node}`, `breth0_${node}`] };
  }
  switches['join'] = { ports: join };
  routers['ovn_cluster_router'] = { ports: cluster, static_routes: ['r1'], policies: ['p1'] };
  return {
    nb: northbound({
      Logical_Switch: switches,
      Logical_Switch_Port: ports,
      Logical_Router: routers,
      Logical_Router_Port: routerPorts,
      Gateway_Chassis: Object.fromEntries(
        Array.from({ length: nodes }, (_, i) => [
          `gw-ovn-worker${i + 1}`,
          { chassis_name: `w${i + 1}`, priority: 1 },
        ]),
      ),
    }),
  };
};

export const HOSTILE_NAMES = [
  `quote"s and 'more' & <tags>`,
  `</text><script>alert(1)</script>`,
  'two\nlines\r\n\ttab',
  '\u001b]0;owned\u0007\u001b[31mred\u001b[0m',
  'nul\u0000 c1\u009b31m del\u007f',
  'right\u202eto left\u2066 mark\u200f',
  'lone \ud800 surrogate \udfff',
  'noncharacter \ufffe \uffff',
  'x'.repeat(65_536),
  '网络 – «Ünïcodé» 🦊',
  '',
  ']]> --> %3Cscript%3E',
  '__proto__',
] as const;

/** Every name, address, alias and network taken from the list. */
export const hostile = (): { nb: ReturnType<typeof northbound> } => {
  const switches: Table = {};
  const ports: Table = {};
  const routerPorts: Table = {};
  HOSTILE_NAMES.forEach((name, n) => {
    switches[`s${n}`] = {
      name,
      ports: [`p${n}`, `r${n}`, `l${n}`],
      external_ids: { 'neutron:network_name': `aka ${name}` },
    };
    ports[`p${n}`] = {
      name: `vif ${name}`,
      addresses: [name, `0a:00:00:00:00:0${n % 10} ${name}`],
      up: n % 2 === 0,
    };
    ports[`r${n}`] = { name: `to ${name}`, type: 'router', options: { 'router-port': `port ${name}` } };
    ports[`l${n}`] = { name: `net ${name}`, type: 'localnet', options: { network_name: name } };
    routerPorts[`q${n}`] = { name: `port ${name}`, mac: name, networks: [name] };
  });
  return {
    nb: northbound({
      Logical_Switch: switches,
      Logical_Switch_Port: ports,
      Logical_Router: { r: { name: '<script>alert("r")</script>', ports: Object.keys(routerPorts) } },
      Logical_Router_Port: routerPorts,
    }),
  };
};

/** Peers that agree (a, b), name themselves (self), run in a ring of three, or lead nowhere. */
export const peerLoops = (): { nb: ReturnType<typeof northbound> } => {
  const port = (peer: string, n: number): Rows[string] => ({
    peer,
    mac: mac(1, n),
    networks: [`192.0.2.${n}/31`],
  });
  return {
    nb: northbound({
      Logical_Router: {
        ra: { ports: ['a', 'self'] },
        rb: { ports: ['b', 'one-way'] },
        r1: { ports: ['ring1'] },
        r2: { ports: ['ring2'] },
        r3: { ports: ['ring3', 'nowhere'] },
      },
      Logical_Router_Port: {
        a: port('b', 1),
        b: port('a', 2),
        self: port('self', 3),
        'one-way': port('a', 4),
        ring1: port('ring2', 5),
        ring2: port('ring3', 6),
        ring3: port('ring1', 7),
        nowhere: port('missing', 8),
      },
    }),
  };
};

/** Rings through switches and direct peers at once: a mesh of `n` routers. */
export const mesh = (n: number): { nb: ReturnType<typeof northbound> } => {
  const routers: Table = {};
  const routerPorts: Table = {};
  const switches: Table = {};
  const ports: Table = {};
  for (let i = 0; i < n; i++) routers[`r${i}`] = { ports: [] };
  const give = (router: number, port: string): void => {
    const held = routers[`r${router}`]?.['ports'] as string[];
    held.push(port);
    routerPorts[port] = { mac: mac(router, held.length), networks: [`10.${router}.${held.length}.1/24`] };
  };
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const [a, b] = [`r${i}-r${j}`, `r${j}-r${i}`];
      give(i, a);
      give(j, b);
      if ((i + j) % 2 === 0) {
        routerPorts[a] = { ...routerPorts[a], peer: b };
        routerPorts[b] = { ...routerPorts[b], peer: a };
      } else {
        switches[`s${i}-${j}`] = { ports: [`${a}-s`, `${b}-s`] };
        ports[`${a}-s`] = { type: 'router', options: { 'router-port': a } };
        ports[`${b}-s`] = { type: 'router', options: { 'router-port': b } };
      }
    }
  }
  return {
    nb: northbound({
      Logical_Router: routers,
      Logical_Router_Port: routerPorts,
      Logical_Switch: switches,
      Logical_Switch_Port: ports,
    }),
  };
};

export const network = (sources: ConstructorParameters<typeof Network>[0]): Network => new Network(sources);
