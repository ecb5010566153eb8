import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { finderOf, namesOf, Network, resolve, withDetails, type Found } from '../../../src/model/index.ts';
import { interconnectNorthbound, northbound, openVSwitch, southbound, uuidOf } from '../build.ts';
import { fixture } from '../fixtures.ts';
import { hostDatabase, hostile, HOSTILE_NAMES, twoSwitches } from '../scenarios.ts';

/** `role kind name how: where`, with the host after the name. */
const line = ({ role, kind, name, alias, host, how, where }: Found): string =>
  `${role} ${kind} ${alias ?? name}${host === undefined ? '' : ` on ${host}`}, ${how}: ${where}`;

const found = (network: Network, text: string, kind?: string): readonly string[] =>
  finderOf(network).find(text, { kind }).map(line);

describe('what is found in a Neutron', () => {
  let network: Network;
  beforeAll(async () => {
    network = await fixture('neutron');
  });

  it.each([
    ['app-1', ['is logical switch port app-1, alias: alias']],
    ['public', ['is logical switch public, alias: alias']],
    ['a172cedc-ae47-474b-a15c-54d510a5d84a', ['is logical switch app, alias: name']],
    ['r1', ['is logical router r1, alias: alias']],
    ['c4719afa-76fa-448b-aeca-99e673688584', ['is logical switch port web-1, name: name']],
    ['c4719afa', ['is logical switch port web-1, uuid-prefix: name']],
    ['C4719AFA-76', ['is logical switch port web-1, uuid-prefix: name']],
    [
      'da7c6709-a3e7-43d1-ae66-9ebb0312c7c9',
      [
        'is logical switch port web-1, alias: external_ids:neutron:device_id',
        'uses interface tapc4719afa-76 on compute-1, alias: external_ids:vm-id',
      ],
    ],
    [
      '12cf93e6-787f-4646-aba4-50d2ebbeaa75',
      ['is port group 12cf93e6-787f-4646-aba4-50d2ebbeaa75, alias: alias'],
    ],
    [
      '203.0.113.101',
      [
        'is NAT rule b6e65574-d9d7-453c-af01-0f8cd9f59f97, ip: external IP',
        'uses logical switch port app-1, ip: external_ids:neutron:port_fip',
      ],
    ],
    [
      'FA-16-3E-BB-63-90',
      [
        'is logical switch port web-1, mac: addresses',
        'uses interface tapc4719afa-76 on compute-1, mac: external_ids:attached-mac',
      ],
    ],
    ['fa16.3ebb.6390', ['is logical switch port web-1, mac: addresses']],
    ['FD00:A:0::0011', ['is logical switch port app-1, ip: addresses']],
    ['[fd00:a::11]:80', ['is logical switch port app-1, ip: addresses']],
    ['10.0.0.11/24', ['is logical switch port app-1, ip: addresses']],
    ['10.1.0.100:80', ['is load balancer de77ec40-b0bd-4b14-aa4a-d662d340a7ec, ip: VIP']],
    ['compute-1', ['is chassis compute-1, name: name']],
    ['192.168.0.2', ['is chassis compute-1, ip: encap IP']],
    ['10.0.0.0/24', ['is logical switch app, cidr: subnet 10.0.0.0/24']],
    ['10.0.0.77/24', ['is logical switch app, cidr: subnet 10.0.0.0/24']],
    ['port/app-1', ['is logical switch port app-1, alias: alias']],
    ['lsp/app-1', ['is logical switch port app-1, alias: alias']],
    ['logical-switches/public', ['is logical switch public, alias: alias']],
    ['compute-1/br-int', ['is bridge br-int on compute-1, name: name']],
    ['compute-1/interface/br-int', ['is interface br-int on compute-1, name: name']],
    [
      'cr-lrp-b16f54c6-259e-4607-aa8a-f8e310631a02',
      ['is port binding cr-lrp-b16f54c6-259e-4607-aa8a-f8e310631a02, name: name'],
    ],
    ['binding/c4719afa-76fa-448b-aeca-99e673688584', ['is port binding web-1, name: name']],
    ['switch/app-1', []],
    ['nothing/at/all', []],
    ['203.0.114.0/24', []],
  ])('%s', (text, lines) => {
    // A subnet's and a MAC's users are many: only as many as are named here, and all that have it themselves.
    const all = found(network, text);
    const own = all.filter((one) => one.startsWith('is'));
    expect(all.slice(0, Math.max(lines.length, own.length))).toEqual(lines);
  });

  it('finds the binding of a port only where a binding is asked for', () => {
    const port = 'c4719afa-76fa-448b-aeca-99e673688584';
    expect(finderOf(network).find(port, { kind: 'logical switch port' })).toMatchObject([
      { ref: { database: 'OVN_Northbound', table: 'Logical_Switch_Port' } },
    ]);
    const binding = [...(network.sb?.table('Port_Binding') ?? [])].find(
      (row) => row.get('logical_port') === port,
    );
    expect(finderOf(network).find(binding?.uuid ?? '')).toMatchObject([
      { kind: 'logical switch port', name: port },
    ]);
    expect(finderOf(network).find(binding?.uuid ?? '', { kind: 'port-binding' })).toMatchObject([
      { kind: 'port binding', ref: { uuid: binding?.uuid } },
    ]);
  });

  it('resolves to one thing, and says what else has to do with the address', () => {
    const one = resolve(network, '10.0.0.11');
    expect(one.kind === 'one' ? [line(one.found), ...one.others.map(line)] : one).toEqual([
      'is logical switch port app-1, ip: addresses',
      'uses NAT rule b6e65574-d9d7-453c-af01-0f8cd9f59f97, ip: logical IP',
      'uses DNS records ea661870-d28c-4d4f-9da1-2914397dfe64, ip: record app-1.cloud.example',
      'uses southbound address set neutron_pg_drop_ip4, ip: addresses',
      'uses southbound address set pg_12cf93e6_787f_4646_aba4_50d2ebbeaa75_ip4, ip: addresses',
      'uses southbound address set pg_b5568155_fd9d_4a96_a491_a332f854d17d_ip4, ip: addresses',
    ]);
  });

  it('resolves to the candidates, a part of a name, or the nearest names', () => {
    const several = resolve(network, 'br-int');
    expect(several.kind === 'several' ? several.candidates.map(line) : several).toEqual([
      'is bridge br-int on compute-1, name: name',
      'is bridge br-int on compute-2, name: name',
      'is bridge br-int on network-1, name: name',
    ]);
    const part = resolve(network, 'UNBOUND');
    expect(part.kind === 'one' ? line(part.found) : part).toBe(
      'is logical switch port app-unbound, part: alias',
    );
    for (const text of ['fa:16:3e:bb:6', 'FA-16-3E-BB-63', 'fa16.3ebb.6']) {
      const begun = resolve(network, text);
      expect(begun.kind === 'one' ? line(begun.found) : begun).toBe(
        'is logical switch port web-1, mac-prefix: addresses',
      );
    }
    expect(resolve(network, 'fa:16:3e').kind).toBe('several');
    expect(resolve(network, 'fb:16:3e').kind).toBe('none');
    const none = resolve(network, 'apq-1');
    expect(none.kind === 'none' ? none.nearest.map(line) : none).toEqual([
      'is logical switch port app-1, part: alias',
      'is logical switch port app-2, part: alias',
    ]);
    const unused = resolve(network, '10.0.0.99');
    expect(unused.kind === 'none' ? unused.nearest.map(line) : unused).toEqual([
      'is logical switch app, cidr: subnet 10.0.0.0/24',
    ]);
  });

  it('finds logical flows by UUID', () => {
    const [flow] = network.sb?.table('Logical_Flow') ?? [];
    expect(finderOf(network).find(flow?.uuid ?? '')).toMatchObject([
      { kind: 'logical flow', ref: { uuid: flow?.uuid } },
    ]);
  });

  it('gives shells the names of a kind', () => {
    expect([...namesOf(network, 'router')].map(({ name }) => name).sort()).toContain('r1');
    expect(new Set([...namesOf(network, 'chassis')].map(({ kind }) => kind))).toEqual(new Set(['chassis']));
  });
});

describe('what is found in an OVN-Kubernetes', () => {
  it.each([
    ['default/client', 'is logical switch port default/client, alias: alias'],
    ['pod/default/client', 'is logical switch port default/client, alias: alias'],
    ['default_client', 'is logical switch port default/client, name: name'],
    ['shop', 'is port group shop, alias: alias'],
    ['10.96.0.1', 'is load balancer default/kubernetes, ip: VIP'],
    ['10.244.2.0/24', 'is logical switch ovn-worker2, cidr: subnet 10.244.2.0/24'],
    ['chassis/ovn-worker', 'is chassis ovn-worker, name: name'],
  ])('%s', async (text, first) => {
    expect(found(await fixture('ovn-kubernetes'), text)[0]).toBe(first);
  });

  it('finds both that are called the same', async () => {
    expect(resolve(await fixture('ovn-kubernetes'), 'ovn-worker')).toMatchObject({
      kind: 'several',
      candidates: [{ kind: 'logical switch' }, { kind: 'chassis' }],
    });
  });
});

describe('what is found in parts of a deployment', () => {
  it('a Southbound alone: bindings are the ports', async () => {
    const network = await fixture('ovn-kubernetes', ['sb']);
    expect(found(network, 'default/client')).toEqual(['is logical switch port default/client, alias: alias']);
    expect(found(network, 'GR_ovn-worker')).toEqual(['is logical router GR_ovn-worker, name: name']);
    expect(found(network, 'rtoe-GR_ovn-worker', 'logical router port')).toHaveLength(1);
    expect(found(network, 'binding/default_client')).toHaveLength(1);
  });

  it('a host alone: interfaces by the port that they serve', () => {
    const network = new Network({ ovs: [{ name: 'hv1', database: hostDatabase() }] });
    const [one] = network.hosts.flatMap(({ interfaces }) => interfaces).filter(({ ifaceId }) => ifaceId);
    expect(finderOf(network).find(one?.ifaceId ?? '')).toMatchObject([
      { kind: 'interface', name: one?.name },
    ]);
  });

  it('a transit switch is the zone’s own switch', () => {
    const nb = northbound({ Logical_Switch: { ts1: {} } });
    const icNb = interconnectNorthbound({ Transit_Switch: { ts1: {} } });
    expect(found(new Network({ nb, icNb }), 'ts1')).toEqual(['is logical switch ts1, name: name']);
    expect(found(new Network({ icNb }), 'ts1')).toEqual(['is transit switch ts1, name: name']);
    expect(found(new Network({ nb, icNb }), 'ts1', 'transit-switch')).toHaveLength(1);
  });

  it('nothing at all', () => {
    const network = new Network({});
    expect(resolve(network, 'web')).toEqual({ kind: 'none', nearest: [] });
    expect([...namesOf(network)]).toEqual([]);
  });
});

describe('odd networks', () => {
  it('the same name, MAC and IP twice are several', () => {
    const addresses = ['0a:00:00:00:00:01 10.0.0.2'];
    const nb = northbound({
      Logical_Switch: { sw0: { ports: ['p2', 'p10'] }, other: { name: 'sw0' } },
      Logical_Switch_Port: { p2: { addresses }, p10: { addresses } },
    });
    const network = new Network({ nb });
    const kinds = ['sw0', '0a:0:0:0:0:1', '10.0.0.2'].map((text) => resolve(network, text));
    expect(kinds.map(({ kind }) => kind)).toEqual(['several', 'several', 'several']);
    expect(found(network, '10.0.0.2')).toEqual([
      'is logical switch port p2, ip: addresses',
      'is logical switch port p10, ip: addresses',
    ]);
  });

  it('source NAT does not hide the port that has the address', () => {
    const nb = northbound({
      Logical_Router: { lr0: { ports: ['lrp'], nat: ['snat'] } },
      Logical_Router_Port: { lrp: { mac: '0a:00:00:00:00:01', networks: ['192.0.2.1/24'] } },
      NAT: { snat: { type: 'snat', external_ip: '192.0.2.1', logical_ip: '10.0.0.0/24' } },
    });
    expect(found(new Network({ nb }), '192.0.2.1')).toEqual([
      'is logical router port lrp, ip: networks',
      `uses NAT rule ${uuidOf('snat')}, ip: external IP`,
    ]);
  });

  it('an encap that no chassis has, and a chassis without any', () => {
    const sb = southbound({
      Encap: { e1: { type: 'geneve', ip: '192.0.2.1' } },
      Chassis: { hv1: { hostname: 'node' } },
    });
    const network = new Network({ sb });
    expect(found(network, '192.0.2.1')).toEqual([`is encapsulation ${uuidOf('e1')}, ip: ip`]);
    expect(found(network, 'node')).toEqual(['is chassis node, alias: hostname']);
  });

  it('two interfaces that claim one port', () => {
    const ovs = openVSwitch({
      Interface: {
        tap0: { external_ids: { 'iface-id': 'web' } },
        tap1: { external_ids: { 'iface-id': 'web' } },
      },
    });
    expect(resolve(new Network({ ovs: [{ name: 'hv1', database: ovs }] }), 'web').kind).toBe('several');
  });

  it('what is in the text of rules is not searched', () => {
    const nb = northbound({ ACL: { a: { match: 'ip4.src == 10.9.9.9', name: 'acl' } } });
    expect(found(new Network({ nb }), '10.9.9.9')).toEqual([]);
  });

  it('hostile names are found by what they are', () => {
    const network = new Network(hostile());
    for (const name of HOSTILE_NAMES) {
      if (name.trim() === '') continue;
      expect(
        finderOf(network)
          .find(name)
          .map((one) => one.name),
      ).toContain(name);
    }
  });

  it('no text is too odd', () => {
    const networks = [new Network(hostile()), new Network(twoSwitches()), new Network({})];
    const odd = fc.constantFrom(
      'constructor',
      '__proto__',
      '/',
      '10.0.0.0/99',
      '::/0',
      '0.0.0.0/0',
      'a/b/c/d',
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), odd, fc.ipV6()), (text) => {
        for (const network of networks) {
          expect(['one', 'several', 'none']).toContain(resolve(network, text).kind);
          finderOf(network).find(`port/${text}`);
          finderOf(network).find(text, { kind: text });
        }
      }),
      { numRuns: 50 },
    );
    expect(resolve(networks[0] as Network, '/'.repeat(65_536)).kind).toBe('none');
  }, 60_000);
});

describe('what northd made of a row', () => {
  const network = new Network({
    nb: northbound({
      Logical_Router: { lr: { ports: ['lrp'] } },
      Logical_Router_Port: { lrp: { mac: '00:00:00:00:00:01' } },
      Static_MAC_Binding: { s: { logical_port: 'lrp', ip: '10.0.0.9', mac: '00:00:00:00:00:09' } },
      Meter: { slow: {} },
    }),
    sb: southbound({
      HA_Chassis_Group: { lrp: {} },
      Static_MAC_Binding: { t: { logical_port: 'lrp', ip: '10.0.0.9', mac: '00:00:00:00:00:09' } },
      Meter: { 'slow copy': { name: 'slow' } },
    }),
  });

  it.each([
    ['lrp', ['is logical router port lrp, name: name']],
    ['10.0.0.9', [`uses static MAC binding ${uuidOf('s')}, ip: ip`]],
    ['slow', ['is meter slow, name: name']],
    ['meter/slow', ['is meter slow, name: name']],
  ])('is found as that row: %s', (text, expected) => {
    expect(found(network, text)).toEqual(expected);
  });
});

describe('what only mentions the text', () => {
  const network = new Network({
    nb: northbound({
      Logical_Router: { r1: { ports: ['lrp'], static_routes: ['wide', 'narrow', 'default'], nat: ['dnat'] } },
      Logical_Router_Port: { lrp: { networks: ['10.0.0.1/24'] } },
      Logical_Router_Static_Route: {
        wide: { ip_prefix: '10.0.0.0/8', nexthop: '10.0.0.254' },
        narrow: { ip_prefix: '10.5.0.0/16', nexthop: '10.0.0.253' },
        default: { ip_prefix: '0.0.0.0/0', nexthop: '10.0.0.252' },
      },
      NAT: { dnat: { type: 'dnat_and_snat', external_ip: '203.0.113.9', logical_ip: '10.0.0.9' } },
      Logical_Switch: {
        sw0: { ports: ['p0', 'ln'], other_config: { subnet: '10.5.1.0/24' } },
        sw1: { ports: ['p1'] },
      },
      Logical_Switch_Port: {
        p0: { name: 'web' },
        p1: { name: 'web' },
        ln: { type: 'localnet', options: { network_name: 'physnet1' } },
      },
      DNS: { d: { records: { 'www.example.com': '192.0.2.80' } } },
    }),
  });
  const route = (row: string): string => `static route ${uuidOf(row)}`;

  it('a prefix is first of all the routes that lead just there', () => {
    expect(found(network, '0.0.0.0/0')).toEqual([`uses ${route('default')}, cidr: ip_prefix`]);
    expect(found(network, '10.5.1.0/24')).toEqual(['is logical switch sw0, cidr: subnet 10.5.1.0/24']);
    expect(found(network, '10.5.0.0/17')).toEqual([
      'uses logical switch sw0, cidr: subnet 10.5.1.0/24 overlaps',
    ]);
  });

  it('an address that nothing has is near what leads to it, the longest prefix first', () => {
    const none = withDetails(network, resolve(network, '10.5.1.77'));
    expect(none.kind === 'none' ? none.nearest.map((one) => [line(one), one.detail]) : none).toEqual([
      ['is logical switch sw0, cidr: subnet 10.5.1.0/24', undefined],
      [`uses ${route('narrow')}, cidr: in 10.5.0.0/16`, '10.5.0.0/16 via 10.0.0.253 on r1'],
      [`uses ${route('wide')}, cidr: in 10.0.0.0/8`, '10.0.0.0/8 via 10.0.0.254 on r1'],
    ]);
    expect(resolve(network, '192.0.2.1')).toEqual({ kind: 'none', nearest: [] });
  });

  it('a name in DNS and a physical network', () => {
    expect(found(network, 'www.example.com')).toEqual([
      `uses DNS records ${uuidOf('d')}, alias: record www.example.com`,
    ]);
    expect(found(network, 'physnet1')).toEqual(['uses logical switch port ln, alias: options:network_name']);
  });

  it('candidates come with what tells them apart', () => {
    const details = (text: string): unknown => {
      const several = withDetails(network, resolve(network, text));
      return several.kind === 'several' ? several.candidates.map(({ detail }) => detail) : several;
    };
    expect(details('web')).toEqual(['on switch sw0', 'on switch sw1']);
    const [one] = finderOf(network).find('203.0.113.9');
    expect(one).not.toHaveProperty('detail');
    const some = one === undefined ? [] : [one, one];
    expect(withDetails(network, { kind: 'several', candidates: some })).toMatchObject({
      candidates: [{ detail: 'dnat_and_snat 203.0.113.9 ↔ 10.0.0.9 on r1' }, {}],
    });
  });

  it('a typing error after a kind has the nearest names of that kind', () => {
    const near = resolve(network, 'switch/sw9');
    expect(near.kind === 'none' ? near.nearest.map(line) : near).toEqual([
      'is logical switch sw0, part: name',
      'is logical switch sw1, part: name',
    ]);
  });
});
