/** How kinds are found and made: words, names of fields, order. */
import { describe, expect, it } from 'vitest';
import { kindOf, kinds, Network } from '../../../src/model/index.ts';
import { northbound } from '../build.ts';
import { listed } from './read.ts';

describe('a kind is found by', () => {
  it.each([
    ['switches', 'switches'],
    ['Switch', 'switches'],
    ['ls', 'switches'],
    ['logical_switch', 'switches'],
    ['Logical_Switch_Port', 'ports'],
    ['logical switch port', 'ports'],
    ['lsp', 'ports'],
    ['lrp', 'router-ports'],
    ['LR', 'routers'],
    ['acl', 'acls'],
    ['nat', 'nats'],
    ['pg', 'port-groups'],
    ['as', 'address-sets'],
    ['lb', 'load-balancers'],
    ['Load_Balancer', 'load-balancers'],
    ['southbound-load-balancer', 'southbound-load-balancers'],
    ['OVN_Southbound.Load_Balancer', 'southbound-load-balancers'],
    ['ovn_northbound.dns', 'dns'],
    ['Open_vSwitch.QoS', 'ovs-qos'],
    ['qos', 'qos-rules'],
    ['port', 'ports'],
    ['Open_vSwitch.Port', 'bridge-ports'],
    ['Open_vSwitch', 'hosts'],
    ['binding', 'port-bindings'],
    ['Port_Binding', 'port-bindings'],
    ['OVN_IC_Southbound.Port_Binding', 'interconnect-port-bindings'],
    ['routes', 'static-routes'],
    ['OVN_IC_Southbound.Route', 'interconnect-routes'],
    ['lflow-list', 'logical-flows'],
    ['mac-binding', 'mac-bindings'],
    ['iface', 'interfaces'],
  ])('%s: %s', (word, name) => {
    expect(kindOf(word)?.name).toBe(name);
  });

  it.each(['', 'x', 'OVN_Northbound', 'constructor', '__proto__', 'switches\n2'])('not by %j', (word) => {
    expect(kindOf(word)).toBeUndefined();
  });
});

describe('no word means two kinds', () => {
  it('names and words differ', () => {
    const owners = new Map<string, string[]>();
    for (const { name, words } of kinds) {
      for (const word of [name, ...words]) owners.set(word, [...(owners.get(word) ?? []), name]);
    }
    expect([...owners].filter(([, names]) => names.length > 1)).toEqual([]);
  });

  it('all are typed as they are written: lower case, with -', () => {
    const odd = kinds
      .flatMap(({ name, words }) => [name, ...words])
      .filter((word) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(word));
    expect(odd).toEqual([]);
  });
});

describe.each(kinds.map((kind) => [kind.name, kind] as const))('%s', (_, { title, summary, fields }) => {
  it('names its fields once each, and shows some by default', () => {
    const names = fields.map(({ name }) => name);
    const twice = names.filter((name, index) => names.indexOf(name) !== index);
    expect(twice).toEqual([]);
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
    expect(fields[0]?.level).toBe('table');
  });

  it('has a title and a summary of one line', () => {
    expect(title).toMatch(/^[A-Za-z][A-Za-z0-9 -]+$/);
    expect(summary).toMatch(/^[A-Z][^\n.]{5,88}$/);
  });
});

describe('order', () => {
  it('is that of names as a person counts', () => {
    const nb = northbound({ Address_Set: { set10: {}, set9: {}, set1: {} } });
    expect(listed(new Network({ nb }), 'address-sets', ['name'])).toBe('name\nset1\nset9\nset10');
  });

  it('of ACLs is that of evaluation, owner by owner', () => {
    const acl = (direction: string, tier: number, priority: number, match: string) => ({
      direction,
      tier,
      priority,
      match,
    });
    const nb = northbound({
      Logical_Switch: { sw2: { acls: ['a', 'b', 'c', 'd', 'e'] } },
      Port_Group: { pg: { acls: ['f'] } },
      ACL: {
        a: acl('to-lport', 0, 1001, 'ip4'),
        b: acl('to-lport', 0, 2000, 'ip4'),
        c: acl('from-lport', 1, 3000, 'ip4'),
        d: acl('from-lport', 0, 1, 'ip4'),
        e: acl('to-lport', 0, 2000, 'arp'),
        f: acl('to-lport', 0, 1, '1'),
      },
    });
    expect(listed(new Network({ nb }), 'acls', ['owner', 'direction', 'tier', 'priority', 'match']))
      .toMatchInlineSnapshot(`
      "owner | direction | priority | match | tier
      pg | to-lport | 1 | 1 | 0
      sw2 | from-lport | 1 | ip4 | 0
      sw2 | from-lport | 3000 | ip4 | 1
      sw2 | to-lport | 2000 | arp | 0
      sw2 | to-lport | 2000 | ip4 | 0
      sw2 | to-lport | 1001 | ip4 | 0"
    `);
  });
});
