/** What can be seen to be wrong in a match. */
import { describe, expect, it } from 'vitest';
import { Network } from '../../../src/model/index.ts';
import { aclsOfPort } from '../../../src/model/relations/acls.ts';
import { faultOf, isBalanced } from '../../../src/model/relations/match-names.ts';
import { northbound, type Cell } from '../build.ts';
import { listed } from '../kinds/read.ts';

describe('quotation marks and brackets', () => {
  it.each([
    ['', true],
    ['ip4.src == {$a, $b} && (tcp || (udp)) && reg0[0] == 1', true],
    [String.raw`inport == "a(\"" && ip`, true],
    ['ip4 // not ( seen', true],
    ['inport == "a', false],
    ['(ip4', false],
    ['ip4)', false],
    ['(ip4 }', false],
    ['('.repeat(100_000), false],
    [`"${String.raw`\"`.repeat(100_000)}`, false],
  ])('%.40s: %s', (match, expected) => expect(isBalanced(match)).toBe(expected));
});

const MATCHES = {
  fine: 'outport == @pg && ip4.src == $set',
  derived: 'outport == @pg && ip4.src == $pg_ip4',
  'no-set': 'outport == "p" && ip4.src == $gone',
  'no-group': 'outport == @gone',
  broken: 'outport == "p" && (ip4',
  quoted: 'outport == "p" && "@gone" == "$gone"',
  others: 'outport != "p" && ip4',
};

describe('ACLs', () => {
  const network = new Network({
    nb: northbound({
      Logical_Switch: { sw: { ports: ['p'], acls: Object.keys(MATCHES) } },
      Logical_Switch_Port: { p: {} },
      Port_Group: { pg: { ports: ['p'] } },
      Address_Set: { set: {} },
      ACL: Object.fromEntries(
        Object.entries(MATCHES).map(([name, match]): [string, Record<string, Cell>] => [
          name,
          { match, direction: 'to-lport' },
        ]),
      ),
    }),
  });

  it.each([
    ['fine', undefined],
    ['derived', undefined],
    ['quoted', undefined],
    ['no-set', { missing: ['$gone'], isUnbalanced: false, isUnequal: false }],
    ['no-group', { missing: ['@gone'], isUnbalanced: false, isUnequal: false }],
    ['broken', { missing: [], isUnbalanced: true, isUnequal: false }],
    ['others', { missing: [], isUnbalanced: false, isUnequal: true }],
  ] as const)('%s', (name, expected) => expect(faultOf(network, MATCHES[name])).toEqual(expected));

  it('of a port: those that can match it, and those that nobody can tell of', () => {
    const [port] = network.nbRows.where('Logical_Switch_Port', 'name', 'p');
    const { applied, forOthers } = aclsOfPort(network, port as NonNullable<typeof port>);
    expect(applied.map(({ row }) => row.get('name')).sort()).toEqual(
      Object.keys(MATCHES)
        .filter((name) => name !== 'others')
        .sort(),
    );
    expect(forOthers).toBe(1);
  });

  it('how many speak of a group, by its addresses as well, and of a set; what is quoted does not count', () => {
    expect(listed(network, 'port-groups', ['name', 'references'])).toBe('name | references\npg | 2');
    expect(listed(network, 'address-sets', ['name', 'acls'])).toBe('name | acls\nset | 1');
  });
});
