import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { focusOn, renderShow, showJson } from '../../../src/cli/show/index.ts';
import { finderOf, Network, type NetworkSources } from '../../../src/model/index.ts';
import { northbound, openVSwitch, southbound } from '../../model/build.ts';
import {
  HOSTILE_NAMES,
  hostDatabase,
  hostile,
  kubernetes,
  peerLoops,
  provider,
  twoSwitches,
} from '../../model/scenarios.ts';

const plain = (sources: NetworkSources, options = {}) =>
  renderShow(new Network(sources), { color: false, ...options });

/** Any control but newline, and whatever reorders or hides text. */
const UNSAFE = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;
const lines = (text: string): string[] => text.split('\n');

describe('show', () => {
  it.each<[string, NetworkSources, { all?: boolean; width?: number }]>([
    ['two-switches', { ...twoSwitches(), ovs: [{ name: 'hv1', database: hostDatabase() }] }, {}],
    ['southbound-alone', { sb: twoSwitches().sb }, {}],
    ['provider', provider(), {}],
    ['provider-narrow', provider(), { width: 80 }],
    ['provider-all', provider(), { all: true }],
    ['kubernetes', kubernetes(3), {}],
    ['peer-loops', peerLoops(), {}],
  ])('of %s is the golden text', async (name, sources, options) => {
    await expect(plain(sources, options)).toMatchFileSnapshot(`../../golden/show-${name}.txt`);
  });

  it('of nothing says so', () => {
    expect(plain({})).toBe('No database was read.\n');
  });

  it('of empty databases counts nothing', () => {
    expect(plain({ nb: northbound({}), sb: southbound({}) })).toBe(
      '0 logical routers, 0 logical switches, 0 ports, 0 chassis, no problems\n',
    );
  });

  it('of Open_vSwitch alone lists bridges and says nothing of logical ports', () => {
    const text = plain({ ovs: [{ name: 'hv1', database: hostDatabase() }] });
    expect(text).toContain('1 Open vSwitch host, no problems\n');
    expect(text).toContain('tap1     system  → sw0-port1');
    expect(text).not.toContain('logical');
  });

  it('shows a switch and a router without ports', () => {
    const nb = northbound({ Logical_Switch: { empty: {} }, Logical_Router: { lonely: { enabled: false } } });
    expect(plain({ nb })).toContain('lonely  disabled\n  no ports\n');
    expect(plain({ nb })).toContain('empty\n  no ports\n');
  });

  it('folds more than sixteen ports, but never one that is down', () => {
    const ports = (count: number, down: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i + 1}`, { up: i >= down }]));
    const of = (count: number, down: number, all = false) =>
      plain(
        {
          nb: northbound({
            Logical_Switch: { sw: { ports: Object.keys(ports(count, down)) } },
            Logical_Switch_Port: ports(count, down),
          }),
        },
        { all },
      );
    expect(of(16, 1)).not.toContain('not shown');
    expect(of(17, 1)).toContain('  … and 16 ports not shown, none down or disabled (--all)\n');
    expect(lines(of(17, 1)).filter((line) => /^ {2}p\d/.test(line))).toEqual(['  p1    down']);
    expect(of(100, 30)).toContain('  … and 14 more that are down or disabled\n');
    expect(lines(of(100, 30, true)).filter((line) => /^ {2}p\d/.test(line))).toHaveLength(100);
  });

  it('counts ports that are disabled apart from those that are down', () => {
    const nb = northbound({
      Logical_Switch: { sw: { ports: ['a', 'b', 'c', 'd', 'ln'] } },
      Logical_Switch_Port: {
        a: { up: true },
        b: { up: false },
        c: { up: false },
        d: { up: false, enabled: false },
        ln: { type: 'localnet' },
      },
    });
    const [summary = '', , , , title = ''] = lines(plain({ nb }));
    expect(summary).toContain('4 ports (2 down, 1 disabled)');
    expect(title).toBe('sw  4 ports · 2 down · 1 disabled');
  });

  it('opens what holds a port, and marks the port, also where it would be folded', () => {
    const ports = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`p${i}`, { up: true }]));
    const network = new Network({
      nb: northbound({
        Logical_Switch: { sw: { ports: Object.keys(ports) } },
        Logical_Switch_Port: ports,
        Logical_Router: { lr: { ports: ['lrp0', 'lrp1'] } },
        Logical_Router_Port: { lrp0: {}, lrp1: {} },
      }),
      sb: southbound({ Port_Binding: { p7: {} } }),
    });
    const shown = (name: string): string[] => {
      const [found] = finderOf(network).find(name);
      return lines(
        renderShow(network, { color: false, shown: found && focusOn(network, found.ref, undefined) }),
      );
    };
    expect(shown('p7')[0]).toBe('▸ logical switch port p7 is on sw');
    expect(shown('p7').filter((line) => line.startsWith('  ▸ '))).toHaveLength(1);
    expect(shown('p7').join('\n')).toContain('… and 19 ports not shown');
    expect(shown('port-binding/p7')).toEqual(shown('p7'));
    expect(shown('lrp1')[0]).toBe('▸ logical router port lrp1 is on lr');
    expect(shown('lrp1').filter((line) => line.includes('▸ lrp1'))).toHaveLength(1);
    expect(shown('sw').join('\n')).not.toContain('▸');
  });

  it('tells why a port has no chassis', () => {
    const sb = southbound({
      Datapath_Binding: { dp: { tunnel_key: 1, external_ids: { name: 'sw' } } },
      Chassis: { hv: { hostname: 'host', encaps: ['e'] } },
      Encap: { e: { type: 'geneve', ip: '192.0.2.1' } },
      Port_Binding: {
        lost: { datapath: 'dp', chassis: 'gone' },
        pending: { datapath: 'dp', chassis: 'hv', up: false },
        unbound: { datapath: 'dp' },
        wanted: { datapath: 'dp', requested_chassis: 'hv' },
      },
    });
    const shown = lines(plain({ sb }));
    const rowOf = (name: string) => shown.find((line) => line.trim().startsWith(`${name} `))?.trim();
    expect(rowOf('lost')).toMatch(/up +on a missing chassis$/);
    expect(rowOf('pending')).toMatch(/down +host, flows not in place$/);
    expect(rowOf('unbound')).toMatch(/down +not bound$/);
    expect(rowOf('wanted')).toMatch(/down +not bound, wants host$/);
  });

  it('says the same with colour as without', () => {
    for (const sources of [twoSwitches(), provider(), hostile(), peerLoops()]) {
      const coloured = renderShow(new Network(sources), { color: true });
      expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(plain(sources));
    }
  });

  it('gives no blanks at the ends of lines', () => {
    expect(lines(plain(provider())).filter((line) => line !== line.trimEnd())).toEqual([]);
  });
});

describe('hostile names', () => {
  it('never bring a control character to the terminal', () => {
    const text = plain(hostile(), { all: true });
    expect(lines(text).filter((line) => UNSAFE.test(line))).toEqual([]);
    expect(text).toContain('two\\nlines\\r\\n\\ttab');
    expect(Math.max(...lines(text).map((line) => line.length))).toBeLessThan(1200);
  });

  const anyName = fc.oneof(fc.constantFrom(...HOSTILE_NAMES), fc.string({ unit: 'binary', maxLength: 40 }));

  it('hold for any text in any place', () => {
    fc.assert(
      fc.property(anyName, anyName, anyName, (a, b, c) => {
        const nb = northbound({
          Logical_Switch: { s: { name: a, ports: ['p'], external_ids: { 'neutron:network_name': b } } },
          Logical_Switch_Port: {
            p: { name: b, type: c, addresses: [a, c], parent_name: c, options: { network_name: a } },
          },
          Logical_Router: { r: { name: c, ports: ['q'], options: { chassis: b } } },
          Logical_Router_Port: { q: { name: a, mac: b, networks: [c], peer: b, gateway_chassis: ['g'] } },
          Gateway_Chassis: { g: { chassis_name: a } },
        });
        const sb = southbound({
          Chassis: { c: { name: a, hostname: b, encaps: ['e'], other_config: { 'ovn-bridge-mappings': c } } },
          Encap: { e: { type: 'geneve', ip: a } },
        });
        const database = openVSwitch({
          Open_vSwitch: { o: { bridges: ['b'], external_ids: { 'system-id': a }, ovs_version: b } },
          Bridge: { b: { name: c, ports: ['p'] } },
          Port: { p: { name: a, interfaces: ['i'] } },
          Interface: { i: { name: b, type: c, error: a, external_ids: { 'iface-id': b } } },
        });
        const text = plain({ nb, sb, ovs: [{ name: a, database }] });
        expect(lines(text).filter((line) => UNSAFE.test(line))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('show as JSON', () => {
  it('names its schema and holds every name as it is', () => {
    const json = showJson(new Network(hostile()));
    expect(json.schema).toBe('ovnscope.show/1');
    expect(json.switches.map(({ name }) => name).sort()).toEqual([...HOSTILE_NAMES].sort());
    expect(JSON.parse(JSON.stringify(json))).toEqual(JSON.parse(JSON.stringify(json)));
  });

  it('is the golden text for two switches', async () => {
    const json = showJson(
      new Network({ ...twoSwitches(), ovs: [{ name: 'hv1', database: hostDatabase() }] }),
    );
    await expect(`${JSON.stringify(json, undefined, 2)}\n`).toMatchFileSnapshot(
      '../../golden/show-two-switches-json.txt',
    );
  });
});
