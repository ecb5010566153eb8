import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Network, type RowRef } from '../../../src/model/index.ts';
import { aclScene, layoutScene, renderSvg, type Scene } from '../../../src/viz/index.ts';
import { northbound, uuidOf, type Rows } from '../../model/build.ts';
import { HOSTILE_NAMES } from '../../model/scenarios.ts';
import { parseXml } from '../well-formed.ts';

const picture = (scene: Scene): string => renderSvg(layoutScene(scene));

const ref = (table: string, handle: string): RowRef => ({
  database: 'OVN_Northbound',
  table,
  uuid: uuidOf(handle),
});
const port = (handle: string): RowRef => ref('Logical_Switch_Port', handle);
const logicalSwitch = (handle: string): RowRef => ref('Logical_Switch', handle);
const group = (handle: string): RowRef => ref('Port_Group', handle);

const anyName = fc.oneof(fc.constantFrom(...HOSTILE_NAMES), fc.string({ unit: 'binary', maxLength: 20 }));

const anyAcls = fc.array(
  fc.record({
    direction: fc.constantFrom('from-lport', 'to-lport'),
    tier: fc.nat(3),
    priority: fc.nat(5),
    late: fc.boolean(),
    /** Two switches and two port groups, any of them. */
    holders: fc.uniqueArray(fc.nat(3), { maxLength: 3 }),
  }),
  { maxLength: 20 },
);

const networkOf = (acls: typeof anyAcls extends fc.Arbitrary<infer T> ? T : never): Network => {
  const of = (holder: number): string[] =>
    acls.flatMap(({ holders }, i) => (holders.includes(holder) ? [`a${i}`] : []));
  return new Network({
    nb: northbound({
      Logical_Switch: { s0: { ports: ['p0'], acls: of(0) }, s1: { ports: ['p1'], acls: of(1) } },
      Logical_Switch_Port: { p0: {}, p1: {} },
      Port_Group: { g0: { ports: ['p0', 'p1'], acls: of(2) }, g1: { ports: ['p1'], acls: of(3) } },
      ACL: Object.fromEntries(
        acls.map(({ direction, tier, priority, late }, i): [string, Rows[string]] => [
          `a${i}`,
          {
            ...{ direction, tier, priority, action: 'allow', match: 'ip' },
            ...(late ? { options: { 'apply-after-lb': 'true' } } : {}),
          },
        ]),
      ),
    }),
  });
};

describe('any ACLs', () => {
  it('are a row exactly once in the view of everything', () => {
    fc.assert(
      fc.property(anyAcls, (acls) => {
        const rows = aclScene(networkOf(acls)).nodes.flatMap(
          ({ table }) => table?.rows.map(({ id }) => id) ?? [],
        );
        expect(rows.sort()).toEqual(acls.map((_, i) => uuidOf(`a${i}`)).sort());
      }),
      { numRuns: 100 },
    );
  });

  it('of a switch are a row exactly once, by tier upwards and priority downwards', () => {
    fc.assert(
      fc.property(anyAcls, (acls) => {
        const scene = aclScene(networkOf(acls), logicalSwitch('s0'));
        const byId = new Map(acls.map((acl, i) => [uuidOf(`a${i}`), acl]));
        const tables = scene.nodes.map(({ table }) =>
          (table?.rows ?? []).flatMap(({ id }) => byId.get(id) ?? []),
        );
        const met = acls.filter(({ holders }) => holders.some((holder) => holder === 0 || holder === 2));
        expect(tables.flat()).toHaveLength(met.length);
        for (const table of tables) {
          for (const [i, acl] of table.slice(1).entries()) {
            const before = table[i] ?? acl;
            expect(before.tier - acl.tier || acl.priority - before.priority).toBeLessThanOrEqual(0);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('give a well-formed file whatever they are called', () => {
    fc.assert(
      fc.property(anyName, anyName, anyName, (a, b, c) => {
        const network = new Network({
          nb: northbound({
            Logical_Switch: { s: { name: a, ports: ['p'], acls: ['x'] } },
            Logical_Switch_Port: { p: { name: b } },
            Port_Group: { g: { name: c, ports: ['p'], acls: ['y'] } },
            ACL: { x: { match: a, name: b, meter: c }, y: { match: `@${c} ${b}`, log: true } },
          }),
        });
        for (const of of [undefined, port('p'), group('g'), logicalSwitch('s')])
          expect(() => parseXml(picture(aclScene(network, of)))).not.toThrow();
      }),
      { numRuns: 40 },
    );
  });

  it('of 10,000 are all there', () => {
    const acls = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, i): [string, Rows[string]] => [
        `a${i}`,
        {
          priority: i % 1000,
          direction: 'to-lport',
          action: 'drop',
          match: `ip4.src == 10.0.${i & 255}.${i >> 8}`,
        },
      ]),
    );
    const network = new Network({
      nb: northbound({
        Logical_Switch: { s: { ports: ['p'], acls: Object.keys(acls) } },
        Logical_Switch_Port: { p: {} },
        ACL: acls,
      }),
    });
    for (const of of [undefined, port('p')]) {
      expect(aclScene(network, of).summary).toMatch(/^10000 ACLs/);
    }
  });
});
