/** Rows that should not be: references that lead nowhere, rows without names, names that are an attack, old schemas. */
import { describe, expect, it } from 'vitest';
import { kinds, Network } from '../../../src/model/index.ts';
import { northbound, openVSwitch, southbound, uuidOf } from '../build.ts';
import { HOSTILE_NAMES, hostile } from '../scenarios.ts';
import { everything } from './everything.ts';
import { kind, listed, textOf } from './read.ts';

/** Everything that every kind says. */
const all = (network: Network): string[] =>
  kinds.flatMap(({ subjects, fields }) =>
    subjects(network).flatMap((subject) => fields.map(({ value }) => textOf(value(subject, network)))),
  );

describe('references that lead nowhere', () => {
  it('show the UUID, or nothing', () => {
    const nb = northbound({
      NAT: {
        n: {
          type: 'snat',
          external_ip: '203.0.113.1',
          logical_ip: '10.0.0.0/24',
          gateway_port: 'gone',
          allowed_ext_ips: 'gone',
        },
      },
      Logical_Router: { r: { nat: ['n', 'gone'], ports: ['gone'] } },
      Port_Group: { pg: { ports: ['gone'], acls: ['gone'] } },
    });
    const network = new Network({ nb });
    expect(
      listed(network, 'nats', ['external-ip', 'router', 'gateway-port', 'chassis', 'allowed-ext-ips']),
    ).toBe(
      [
        'external-ip | router | chassis | gateway-port | allowed-ext-ips',
        `203.0.113.1 | r | - | ${uuidOf('gone')} | ${uuidOf('gone')}`,
      ].join('\n'),
    );
    expect(listed(network, 'port-groups')).toBe('name | ports | acls | switches\npg | 1 | 1 | []');
  });

  it('of every table break no kind', () => {
    const { nb, sb, icNb, icSb, ovs = [] } = everything();
    for (const database of [nb, sb, icNb, icSb, ...ovs.map((host) => host.database)]) {
      for (const emptied of database?.all.keys() ?? []) {
        const copy = { ...everything() };
        const sources = [
          copy.nb,
          copy.sb,
          copy.icNb,
          copy.icSb,
          ...(copy.ovs ?? []).map((host) => host.database),
        ];
        for (const one of sources) if (one?.name === database?.name) one?.all.get(emptied)?.clear();
        expect(() => all(new Network(copy))).not.toThrow();
      }
    }
  });
});

describe('rows without names', () => {
  it('are called by their UUIDs, in tables by its first digits', () => {
    const network = new Network({
      nb: northbound({ ACL: { a: { name: [], match: 'ip4' } }, Load_Balancer: { l: { name: '' } } }),
    });
    const [acl] = kind('acl').subjects(network);
    expect(acl?.name).toBe(uuidOf('a'));
    expect(listed(network, 'acls', ['name', 'match'])).toBe(`name | match\n${uuidOf('a').slice(0, 8)} | ip4`);
    expect(listed(network, 'lb', ['name'])).toBe(`name\n${uuidOf('l').slice(0, 8)}`);
  });
});

describe('names that are an attack', () => {
  it('come through as they are: who prints them makes them harmless', () => {
    const names = kind('switches')
      .subjects(new Network(hostile()))
      .map(({ name }) => name);
    expect(new Set(names)).toEqual(
      new Set(HOSTILE_NAMES.map((name) => name || uuidOf(`s${HOSTILE_NAMES.indexOf('')}`))),
    );
  });
});

describe('a port in two switches, an ACL of several owners', () => {
  it('shows all of them', () => {
    const nb = northbound({
      Logical_Switch: { a: { acls: ['x'], ports: ['p'] }, b: { acls: ['x'], ports: ['p'] } },
      Logical_Switch_Port: { p: {} },
      Port_Group: { pg: { acls: ['x'], ports: ['p'] } },
      ACL: { x: { match: '1' } },
    });
    const network = new Network({ nb });
    expect(listed(network, 'acls', ['owner'])).toBe('owner\n[a, b, pg]');
    expect(listed(network, 'port-groups', ['name', 'switches'])).toBe('name | switches\npg | [a, b]');
  });
});

describe('virtual addresses of load balancers', () => {
  it('with the health of their backends', () => {
    const vips = {
      '198.51.100.1:80': '10.0.0.1:8080,10.0.0.2:8080, 10.0.0.3:8080',
      '[2001:db8::1]:80': '[fd00::1]:8080',
      '^VIP': '',
    };
    const monitor = (ip: string, status: string) => ({ ip, port: 8080, protocol: 'tcp', status });
    const network = new Network({
      nb: northbound({
        Load_Balancer: { web: { vips } },
        Logical_Switch: { sw: { load_balancer_group: ['g'] } },
        Load_Balancer_Group: { g: { load_balancer: ['web'] } },
      }),
      sb: southbound({
        Service_Monitor: {
          a: monitor('10.0.0.1', 'online'),
          b: monitor('10.0.0.2', 'offline'),
          c: monitor('fd00::1', 'online'),
          d: { ...monitor('10.0.0.3', 'online'), protocol: 'udp' },
        },
      }),
    });
    expect(
      listed(network, 'vips', ['vip', 'load-balancer', 'backends', 'health', 'backend-health', 'switches']),
    ).toMatchInlineSnapshot(`
      "vip | load-balancer | backends | health | backend-health | switches
      198.51.100.1:80 | web | [10.0.0.1:8080, 10.0.0.2:8080, 10.0.0.3:8080] | 1/2 online | {10.0.0.1:8080=online 10.0.0.2:8080=offline} | [sw]
      [2001:db8::1]:80 | web | [[fd00::1]:8080] | 1/1 online | {[fd00::1]:8080=online} | [sw]
      ^VIP | web | [] | - | {} | [sw]"
    `);
  });
});

describe('logical flows of datapath groups', () => {
  it('are counted for every datapath of the group', () => {
    const flow = (cells: Record<string, string | number>) => ({
      pipeline: 'ingress',
      table_id: 0,
      match: '1',
      actions: 'next;',
      external_ids: { 'stage-name': 'first' },
      ...cells,
    });
    const network = new Network({
      sb: southbound({
        Datapath_Binding: {
          d1: { tunnel_key: 1, external_ids: { name: 'sw1', 'logical-switch': 'x' } },
          d2: { tunnel_key: 2, external_ids: { name: 'lr', 'logical-router': 'y' } },
        },
        Logical_DP_Group: { g: { datapaths: ['d1', 'd2', 'gone'] } },
        Logical_Flow: {
          a: flow({ logical_dp_group: 'g' }),
          b: flow({ logical_dp_group: 'g', priority: 5 }),
          c: flow({ logical_datapath: 'd1' }),
          d: flow({ logical_datapath: 'd1', pipeline: 'egress', table_id: 3 }),
          e: flow({ logical_datapath: 'gone' }),
        },
      }),
    });
    expect(listed(network, 'flow-counts', 'wide')).toMatchInlineSnapshot(`
      "datapath | type | pipeline | table | stage | flows | flows-of-datapath
      lr | router | ingress | 0 | first | 2 | 2
      sw1 | switch | ingress | 0 | first | 3 | 4
      sw1 | switch | egress | 3 | first | 1 | 4"
    `);
    expect(listed(network, 'lflows', ['datapath', 'pipeline', 'priority'])).toMatchInlineSnapshot(`
      "datapath | pipeline | priority
      (3 datapaths) | ingress | 5
      (3 datapaths) | ingress | 0
      283bb9de-ef02-e684-3abf-b538efa1eca7 | ingress | 0
      sw1 | ingress | 0
      sw1 | egress | 0"
    `);
  });
});

describe('hosts', () => {
  it('the same name on two hosts: both, with their hosts', () => {
    const host = (name: string) => ({
      name,
      database: openVSwitch({
        Open_vSwitch: { root: { external_ids: { hostname: name } } },
        Bridge: { 'br-int': { ports: ['tap'], fail_mode: 'secure' } },
        Port: { tap: { tag: 5, trunks: [7, 8], interfaces: ['tap'] } },
        Interface: { tap: { external_ids: { 'iface-id': 'p1' }, error: 'could not open' } },
      }),
    });
    const network = new Network({ ovs: [host('hv2'), host('hv1')] });
    expect(listed(network, 'bridges', ['name', 'host', 'ports'])).toBe(
      'name | host | ports\nbr-int | hv1 | 1\nbr-int | hv2 | 1',
    );
    expect(listed(network, 'bridge-ports', ['name', 'host', 'bridge', 'vlans'])).toMatch(
      'tap | hv1 | br-int | 5, trunk 7,8',
    );
    expect(listed(network, 'interfaces', ['name', 'bridge', 'state', 'logical-port'])).toMatch(
      'tap | br-int | error | p1',
    );
  });
});

it('nothing was read: nothing is listed', () => {
  expect(all(new Network({}))).toEqual([]);
});
