import { describe, expect, it } from 'vitest';
import { finderOf, Network, type NetworkSources, type RowRef } from '../../../src/model/index.ts';
import { aclScene, layoutScene, renderSvg, type Scene, type SceneNode } from '../../../src/viz/index.ts';
import { northbound, uuidOf, type Tables } from '../../model/build.ts';
import { fixture, type Fixture } from '../../model/fixtures.ts';
import { hostDatabase, twoSwitches } from '../../model/scenarios.ts';

const picture = (scene: Scene): string => renderSvg(layoutScene(scene));

const ref = (table: string, handle: string): RowRef => ({
  database: 'OVN_Northbound',
  table,
  uuid: uuidOf(handle),
});
const port = (handle: string): RowRef => ref('Logical_Switch_Port', handle);
const logicalSwitch = (handle: string): RowRef => ref('Logical_Switch', handle);
const group = (handle: string): RowRef => ref('Port_Group', handle);

/** Two switches, a port group across both, and ACLs of every kind. */
const firewall = (more: Tables = {}): Network =>
  new Network({
    nb: northbound({
      Logical_Switch: {
        web: { ports: ['web-1', 'web-2'], acls: ['any', 'mine', 'others'] },
        db: { ports: ['db-1'] },
        bare: { ports: ['bare-1'] },
      },
      Logical_Switch_Port: { 'web-1': { up: true }, 'web-2': { up: false }, 'db-1': {}, 'bare-1': {} },
      Port_Group: {
        pg: { ports: ['web-1', 'db-1'], acls: ['late', 'tiered', 'denied', 'broken'] },
        none: { ports: ['web-1'] },
      },
      ACL: {
        any: { name: 'any', direction: 'to-lport', priority: 1000, action: 'allow-related', match: 'ip4' },
        mine: {
          name: [],
          direction: 'to-lport',
          priority: 2000,
          action: 'allow',
          match: 'outport == "web-1" && tcp',
        },
        others: {
          name: [],
          direction: 'to-lport',
          priority: 2000,
          action: 'drop',
          match: 'outport == "web-2"',
        },
        late: {
          name: [],
          direction: 'from-lport',
          priority: 10,
          action: 'allow-stateless',
          match: 'inport == @pg && udp',
          options: { 'apply-after-lb': 'true' },
        },
        tiered: {
          name: [],
          direction: 'to-lport',
          tier: 1,
          priority: 3000,
          action: 'reject',
          match: 'outport == @pg',
        },
        denied: {
          name: [],
          direction: 'from-lport',
          priority: 1,
          action: 'drop',
          match: 'inport == @pg',
          log: true,
          severity: 'warning',
          meter: 'acl-log',
          label: 7,
          sample_new: 's1',
        },
        broken: { name: [], direction: 'from-lport', priority: 5, action: 'pass', match: 'inport == @gone' },
      },
      Sample: { s1: { metadata: 4242 } },
      ...more,
    }),
  });

const titles = (scene: Scene): string[] => scene.nodes.map(({ title }) => title);

const cardOf = (scene: Scene, title: string): SceneNode => {
  const found = scene.nodes.find((node) => node.title === title);
  if (found === undefined) throw new Error(`no card ${title}`);
  return found;
};

/** The columns, then the rows. */
const tableOf = (scene: Scene, title: string): string[] => {
  const { table } = cardOf(scene, title);
  return table === undefined
    ? []
    : [
        table.columns.join(' | '),
        ...table.rows.map(({ cells }) => cells.map(({ text }) => text).join(' | ')),
      ];
};

describe('pictures of ACLs', () => {
  it.each<[string, () => Network, RowRef | undefined]>([
    ['none', () => new Network({ nb: northbound({}) }), undefined],
    ['all', () => firewall(), undefined],
    ['port', () => firewall(), port('web-1')],
    ['group', () => firewall(), group('pg')],
    ['switch', () => firewall(), logicalSwitch('web')],
  ])('of %s are the golden ones', async (name, make, of) => {
    await expect(picture(aclScene(make(), of))).toMatchFileSnapshot(`../../golden/acl-${name}.svg`);
  });

  it.each<[Fixture, string]>([
    ['two-switches', 'all'],
    ['two-switches', 'sw0'],
    ['neutron', 'all'],
    ['neutron', 'app-1'],
    ['ovn-kubernetes', 'all'],
    ['ovn-kubernetes', 'ovn-worker2'],
  ])('of the fixture %s, %s, are the golden ones', async (name, text) => {
    const network = await fixture(name);
    const found =
      text === 'all'
        ? undefined
        : finderOf(network).resolve(text, { kind: text === 'app-1' ? 'port' : 'switch' });
    if (found !== undefined && found.kind !== 'one') throw new Error(`${text}: ${found.kind}`);
    const scene = aclScene(network, found?.found.ref);
    await expect(picture(scene)).toMatchFileSnapshot(`../../golden/acl-fixture-${name}-${text}.svg`);
  });
});

describe('the ACLs of a port', () => {
  it('stand in the order of evaluation, a card for each stage', () => {
    const scene = aclScene(firewall(), port('web-1'));
    expect(scene.title).toBe('ACLs of port web-1');
    expect(scene.summary).toBe('6 ACLs · from-lport · from-lport after load balancing · to-lport');
    expect(titles(scene)).toEqual(['web-1', 'from-lport', 'from-lport after load balancing', 'to-lport']);
    expect(tableOf(scene, 'from-lport')).toEqual([
      'priority | action | match | of | log | meter | label | sample | note',
      '5 | pass | inport == @gone | pg |  |  |  |  | does nothing: @gone does not exist',
      '1 | drop | inport == @pg | pg | log warning | acl-log | 7 | new 4242 | ',
      ' | allow | default: allowed |  |  |  |  |  | ',
    ]);
    expect(tableOf(scene, 'from-lport after load balancing')).toEqual([
      'priority | action | match | of',
      '10 | allow-stateless | inport == @pg && udp | pg',
      ' | allow | default: allowed | ',
    ]);
    expect(tableOf(scene, 'to-lport')).toEqual([
      'tier | priority | action | match | of | name',
      '0 | 2000 | allow | outport == "web-1" && tcp | web | ',
      '0 | 1000 | allow-related | ip4 | web | any',
      '1 | 3000 | reject | outport == @pg | pg | ',
      ' |  | allow | default: allowed |  | ',
    ]);
  });

  it('leave out those for others, and say so', () => {
    expect(aclScene(firewall(), port('web-1')).notes).toEqual([
      '1 more ACL of its switch is not shown: it insists on another port, or on a port group that does not hold this one.',
    ]);
    const scene = aclScene(firewall(), port('web-2'));
    expect(tableOf(scene, 'to-lport').slice(1, 3)).toEqual([
      '2000 | drop | outport == "web-2" | web | ',
      '1000 | allow-related | ip4 | web | any',
    ]);
    expect(scene.notes[0]).toMatch(/^4 more ACLs of its switch are not shown: they insist on other ports/);
  });

  it('hang on the card of the port, which lists its port groups', () => {
    const scene = aclScene(firewall(), port('web-1'));
    const card = cardOf(scene, 'web-1');
    expect(card.sections[0]?.items.map(({ name, detail }) => `${name}: ${detail}`)).toEqual([
      'none: 0 ACLs',
      'pg: 4 ACLs',
    ]);
    expect(card.pins).toHaveLength(3);
    expect(scene.edges.map(({ from, tooltip }) => [from.node === card.id, tooltip])).toEqual([
      [true, '2 ACLs, from-lport'],
      [true, '1 ACL, from-lport after load balancing'],
      [true, '3 ACLs, to-lport'],
    ]);
  });

  it('have tones by what they do', () => {
    const tones = aclScene(firewall(), port('web-1')).nodes.flatMap(({ table }) =>
      (table?.rows ?? []).flatMap(({ cells }) => {
        const action = cells.find(({ text }) => /^(allow|drop|reject|pass)/.test(text));
        return action === undefined ? [] : [`${action.text} ${action.tone ?? ''}`];
      }),
    );
    expect([...new Set(tones)].sort()).toEqual([
      'allow good',
      'allow-related good',
      'allow-stateless good',
      'drop bad',
      'pass warn',
      'reject bad',
    ]);
  });

  it('end in a drop where the Northbound says so', () => {
    const network = firewall({ NB_Global: { nb: { options: { default_acl_drop: 'true' } } } });
    const { table } = cardOf(aclScene(network, port('web-1')), 'to-lport');
    expect(table?.rows.at(-1)?.cells.slice(2, 4)).toEqual([
      { text: 'drop', tone: 'bad' },
      { text: 'default: dropped' },
    ]);
    expect(aclScene(network).summary).toBe(
      '7 ACLs · 1 logical switch · 1 port group · default: dropped on switches that have ACLs',
    );
  });

  it('are dropped in every stage of a switch with ACLs, and in none of a switch without', () => {
    const drop = { NB_Global: { nb: { options: { default_acl_drop: 'true' } } } };
    const scene = aclScene(firewall(drop), port('web-2'));
    expect(titles(scene).slice(1)).toEqual(['from-lport', 'from-lport after load balancing', 'to-lport']);
    expect(titles(aclScene(firewall(drop), port('bare-1')))).toEqual(['bare-1']);
  });

  it('may be none', () => {
    const scene = aclScene(firewall(), port('bare-1'));
    expect(titles(scene)).toEqual(['bare-1']);
    expect(cardOf(scene, 'bare-1').facts.map(({ text }) => text)).toContain('no ACLs');
  });
});

describe('the ACLs of other things', () => {
  it('of a port group are its own, and its ports are listed', () => {
    const scene = aclScene(firewall(), group('pg'));
    expect(scene.title).toBe('ACLs of port group pg');
    expect(scene.summary).toBe('4 ACLs · from-lport · from-lport after load balancing · to-lport');
    expect(cardOf(scene, 'pg').sections).toMatchObject([
      {
        title: '2 ports',
        items: [
          { name: 'db-1', detail: 'db' },
          { name: 'web-1', detail: 'web', tone: 'good' },
        ],
      },
    ]);
    expect(scene.notes).toEqual([
      'Its ports also meet ACLs of their switches and of other port groups: the view of a port has all of them.',
    ]);
  });

  it('of a switch are its own and those of port groups with its ports', () => {
    const scene = aclScene(firewall(), logicalSwitch('web'));
    expect(scene.summary).toBe('7 ACLs · from-lport · from-lport after load balancing · to-lport');
    expect(aclScene(firewall(), logicalSwitch('db')).summary).toMatch(/^4 ACLs/);
  });

  it('of an ACL are those beside it', () => {
    expect(aclScene(firewall(), ref('ACL', 'late')).title).toBe('ACLs of port group pg');
  });

  it('of anything else are none', () => {
    const scene = aclScene(firewall(), ref('Logical_Router', 'r'));
    expect([scene.nodes, scene.notes]).toEqual([
      [],
      ['ACLs are of logical switches, their ports, and port groups.'],
    ]);
  });
});

describe('all ACLs', () => {
  it('stand on a card for each switch and port group that has some', () => {
    const scene = aclScene(firewall());
    expect(titles(scene)).toEqual(['web', 'pg']);
    expect(scene.summary).toBe('7 ACLs · 1 logical switch · 1 port group · default: allowed');
    expect(scene.notes).toEqual(['Not shown, since without ACLs: 2 logical switches and 1 port group.']);
    expect(tableOf(scene, 'pg')[1]).toMatch(/^from-lport \| 0 \| 5 \| pass/);
  });

  it('that two have stand on the card of the first', () => {
    const scene = aclScene(
      new Network({
        nb: northbound({
          Logical_Switch: { a: { acls: ['x'] }, b: { acls: ['x', 'y'] } },
          ACL: { x: { match: 'ip' }, y: { match: 'ip6' }, z: { match: 'tcp' } },
        }),
      }),
    );
    expect(titles(scene)).toEqual(['a', 'b', 'of no switch and no port group']);
    expect(cardOf(scene, 'b').facts.map(({ text }) => text)).toEqual([
      '0 ports',
      '1 ACL',
      '1 ACL shared with a',
    ]);
  });

  it.each<[string, NetworkSources]>([
    ['the Southbound alone', { sb: twoSwitches().sb }],
    ['a host alone', { ovs: [{ name: 'h', database: hostDatabase() }] }],
    ['nothing', {}],
  ])('of %s are not known', (_, sources) => {
    const scene = aclScene(new Network(sources));
    expect([scene.nodes, scene.notes]).toEqual([[], ['The Northbound, which has the ACLs, was not read.']]);
  });
});
