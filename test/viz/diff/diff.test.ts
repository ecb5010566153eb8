/** Two scenes, and what is different between them. */
import { describe, expect, it } from 'vitest';
import { Network } from '../../../src/model/index.ts';
import {
  diffScenes,
  layoutScene,
  logicalScene,
  renderSvg,
  type Scene,
  type SceneNode,
} from '../../../src/viz/index.ts';
import { northbound, type Tables } from '../../model/build.ts';
import { hostile, twoSwitches } from '../../model/scenarios.ts';
import { edge, item, node, pin, scene } from './scenes.ts';

const nodeOf = ({ nodes }: Scene, id: string): SceneNode => {
  const found = nodes.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no node ${id}`);
  return found;
};

/** What changed, as `+name`, `−name`, `~name`. */
const told = (all: readonly { readonly id: string; readonly change?: string | undefined }[]): string[] =>
  all.map(({ id, change }) =>
    change === undefined ? id : `${{ added: '+', removed: '−', changed: '~' }[change] ?? '?'}${id}`,
  );

const itemsOf = (united: Scene, id: string): string[] =>
  told(nodeOf(united, id).sections.flatMap(({ items }) => items));

describe('nodes', () => {
  it('are new, gone or as they were; what is gone stands behind its neighbour', () => {
    const united = diffScenes(
      scene(['a', 'b', 'c'].map((id) => node(id))),
      scene(['c', 'a', 'd'].map((id) => node(id))),
    );
    expect(told(united.nodes)).toEqual(['c', 'a', '−b', '+d']);
    expect(united.summary).toBe('1 added, 1 removed · logical switches +1 −1');
  });

  it('tell what changed first', () => {
    const before = node('a', {
      title: 'web',
      facts: [{ text: '10.0.0.0/24', tone: 'idle' }],
      badges: [{ text: 'ACL 2', tooltip: '2 ACLs' }],
      tooltip: 'logical switch web\n10.0.0.0/24',
    });
    const after = node('a', {
      title: 'www',
      facts: [{ text: '10.0.9.0/24', tone: 'idle' }],
      badges: [{ text: 'ACL 3', tooltip: '3 ACLs' }],
      tooltip: 'logical switch www\n10.0.9.0/24',
    });
    expect(nodeOf(diffScenes(scene([before]), scene([after])), 'a').tooltip.split('\n')).toEqual([
      'was: web → www',
      'was: 10.0.0.0/24 → 10.0.9.0/24',
      'was: ACL 2 → ACL 3',
      'was: logical switch web → logical switch www',
      'logical switch www',
      '10.0.9.0/24',
    ]);
  });

  it('do not change because of how many ports there are', () => {
    const of = (count: number) =>
      node(
        'a',
        { facts: [{ text: `${count} ports`, tone: 'good' }] },
        [item('p1'), item('p2')].slice(0, count),
      );
    const united = diffScenes(scene([of(1)]), scene([of(2)]));
    expect(told(united.nodes)).toEqual(['a']);
    expect(united.summary).toBe('1 added · logical switch port +1');
  });

  it('of deployments made apart are the same by kind and name, where that is unique', () => {
    const before = scene([
      node('a1', { title: 'web' }),
      node('a2', { title: 'x' }),
      node('a3', { title: 'x' }),
    ]);
    const after = scene([node('b1', { title: 'web' }), node('b2', { title: 'x' })]);
    expect(told(diffScenes(before, after).nodes)).toEqual(['b1', '−a2', '−a3', '+b2']);
  });

  it('of no row are not the same by their place in the picture', () => {
    const at = (title: string) =>
      node('physical-0', { kind: 'physical', row: undefined, title, tooltip: '' });
    expect(told(diffScenes(scene([at('one')]), scene([at('two')])).nodes)).toEqual([
      '−physical-0-before',
      '+physical-0',
    ]);
  });

  it('are the same in their frame', () => {
    const frame = (id: string, title: string) => ({
      id,
      title,
      subtitle: undefined,
      row: undefined,
      tooltip: '',
    });
    const bridge = (id: string, container: string) =>
      node(id, { kind: 'bridge', title: 'br-int', container });
    const before = scene(
      [bridge('x1', 'c1'), bridge('x2', 'c2')],
      [],
      [frame('c1', 'hv1'), frame('c2', 'hv2')],
    );
    const after = scene(
      [bridge('y2', 'd2'), bridge('y1', 'd1')],
      [],
      [frame('d2', 'hv2'), frame('d1', 'hv1')],
    );
    const united = diffScenes(before, after);
    expect([told(united.nodes), told(united.containers), united.summary]).toEqual([
      ['y2', 'y1'],
      ['d2', 'd1'],
      'no difference',
    ]);
  });
});

describe('ports', () => {
  it('that changed come first and are all listed', () => {
    const before = scene([
      node(
        'a',
        {},
        ['p1', 'p2', 'p3'].map((id) => item(id)),
      ),
    ]);
    const after = scene([
      node('a', {}, [item('p1'), item('p3', { detail: '10.0.0.3', tone: 'bad' }), item('p4')]),
    ]);
    const united = diffScenes(before, after);
    expect(itemsOf(united, 'a')).toEqual(['−p2', '~p3', '+p4', 'p1']);
    expect(nodeOf(united, 'a').sections[0]?.listed).toBe(4);
    expect(nodeOf(united, 'a').sections[0]?.items[1]?.tooltip).toBe('new: 10.0.0.3\nport p3');
    expect(united.summary).toBe('1 added, 1 removed, 1 changed · logical switch ports +1 −1 ~1');
  });

  it('up to forty', () => {
    const many = Array.from({ length: 100 }, (_, i) => item(`p${i}`));
    const { items, listed } = nodeOf(
      diffScenes(scene([node('a', {}, [])]), scene([node('a', {}, many)])),
      'a',
    ).sections[0] as SceneNode['sections'][number];
    expect([items.length, listed]).toEqual([100, 40]);
  });

  it('that are only counted are listed once they change', () => {
    const of = (tone: 'good' | 'bad') =>
      scene([
        node('a', { sections: [{ title: undefined, listed: 0, items: [item('p1'), item('p2', { tone })] }] }),
      ]);
    const section = nodeOf(diffScenes(of('good'), of('bad')), 'a').sections[0];
    expect([section?.items[0]?.id, section?.listed]).toEqual(['p2', 1]);
    expect(section?.items[0]?.tooltip).toBe('was: up → down or broken\nport p2');
  });

  it('that went to another node say where they were', () => {
    const united = diffScenes(
      scene([node('a', {}, [item('p')]), node('b')]),
      scene([node('a'), node('b', {}, [item('p')])]),
    );
    const tooltips = ['a', 'b'].map((id) => nodeOf(united, id).sections[0]?.items[0]?.tooltip);
    expect(tooltips).toEqual(['is at b now\nport p', 'was at a\nport p']);
  });
});

describe('edges', () => {
  const two = (prefix: string) => [
    node(`${prefix}a`, { title: 'a', pins: [pin(`${prefix}p`, { name: 'p', tooltip: '' })] }),
    node(`${prefix}b`, { title: 'b', pins: [pin(`${prefix}q`, { name: 'q', tooltip: '' })] }),
  ];

  it('are the same by the ends that they have in both', () => {
    const before = scene(two('x'), [edge('xb.xq xa.xp', { tooltip: 'p – q' })]);
    const after = scene(two('y'), [edge('ya.yp yb.yq', { tooltip: 'p – q' })]);
    const united = diffScenes(before, after);
    expect([told(united.edges), united.summary]).toEqual([
      ['yp-yq'],
      'logical'.length > 0 ? united.summary : '',
    ]);
    expect(united.edges[0]?.change).toBeUndefined();
  });

  it('to another node are others', () => {
    const nodes = ['a', 'b', 'c'].map((id) => node(id, { pins: [pin('p'), pin('q')] }));
    const united = diffScenes(scene(nodes, [edge('a.p b.q')]), scene(nodes, [edge('a.p c.q')]));
    expect(told(united.edges)).toEqual(['−p-q-before', '+p-q']);
  });
});

describe('tables', () => {
  const table = (...rows: readonly string[]) =>
    node('t', {
      kind: 'table',
      table: {
        columns: ['name', 'priority'],
        listed: 9,
        rows: rows.map((text) => {
          const [id = '', ...cells] = text.split(' ');
          return { id, row: undefined, cells: [id, ...cells].map((one) => ({ text: one })), tooltip: '' };
        }),
      },
    });

  it('keep the order of their rows', () => {
    const united = diffScenes(scene([table('a 9', 'b 8', 'c 7')]), scene([table('a 9', 'c 6', 'd 1')]));
    const rows = nodeOf(united, 't').table?.rows ?? [];
    expect(told(rows)).toEqual(['a', '−b', '~c', '+d']);
    expect(rows[2]?.tooltip).toBe('was: 7 → 6');
    expect(united.nodes[0]?.change).toBeUndefined();
  });

  it('with a new column are not different in every row', () => {
    const wide = table('a 9');
    const more = {
      ...wide,
      table: {
        ...wide.table!,
        columns: ['name', 'tier', 'priority'],
        rows: [
          { id: 'a', row: undefined, cells: [{ text: 'a' }, { text: '0' }, { text: '9' }], tooltip: '' },
        ],
      },
    };
    const there = nodeOf(diffScenes(scene([wide]), scene([more])), 't');
    expect([there.tooltip.split('\n')[0], told(there.table?.rows ?? [])]).toEqual([
      'new: column tier',
      ['a'],
    ]);
    const back = nodeOf(diffScenes(scene([more]), scene([wide])), 't');
    expect(back.table?.rows[0]?.cells.map(({ text }) => text)).toEqual(['a', '0', '9']);
  });
});

it('two views cannot be compared', () => {
  const empty = scene([]);
  expect(() => diffScenes(empty, { ...empty, view: 'physical' })).toThrow(
    'a logical view and a physical view cannot be compared',
  );
});

it('of hostile names is drawn', () => {
  const { nb } = hostile();
  const [a, b] = [logicalScene(new Network({ nb })), logicalScene(new Network(twoSwitches()))];
  expect(renderSvg(layoutScene(diffScenes(a, b)))).toContain('</svg>');
});

it('of a hundred thousand ports is found', () => {
  const of = (tone: 'good' | 'bad'): Scene =>
    scene(
      Array.from({ length: 500 }, (_, n) =>
        node(
          `s${n}`,
          {},
          Array.from({ length: 100 }, (_x, i) => item(`s${n}p${i}`, i % 9 === 0 ? { tone } : {})),
        ),
      ),
    );
  const [a, b] = [of('good'), of('bad')];
  expect(diffScenes(a, b).summary).toBe('6000 changed · logical switch ports ~6000');
});

it('of deployments made apart has nothing to say about UUIDs', () => {
  const uuid = (of: string, n: number) => `${of.repeat(8)}-0000-4000-8000-00000000000${n}`;
  const made = (of: string): Scene => {
    const tables: Tables = {
      Logical_Switch: {
        [`${of}1`]: {
          name: `neutron-${uuid(of, 1)}`,
          external_ids: { 'neutron:network_name': 'web' },
          ports: [`${of}2`, `${of}3`],
        },
      },
      Logical_Switch_Port: {
        [`${of}2`]: { name: uuid(of, 2), external_ids: { 'neutron:port_name': 'web-1' }, up: true },
        [`${of}3`]: { name: uuid(of, 3), type: 'router', options: { 'router-port': `lrp-${uuid(of, 3)}` } },
      },
      Logical_Router: { [`${of}4`]: { name: 'r', ports: [`${of}5`] } },
      Logical_Router_Port: { [`${of}5`]: { name: `lrp-${uuid(of, 3)}`, networks: ['10.0.0.1/24'] } },
    };
    return logicalScene(new Network({ nb: northbound(tables) }));
  };
  expect(diffScenes(made('a'), made('b')).summary).toBe('no difference');
});

/** A small cloud before and after a day's work. */
const day = (later: boolean): Scene => {
  const ports = later ? ['web-1', 'web-2', 'web-4', 'web-r'] : ['web-1', 'web-2', 'web-3', 'web-r'];
  const up = { up: true };
  const to = (port: string) => ({ type: 'router', options: { 'router-port': port } });
  const tables: Tables = {
    Logical_Switch: {
      web: { ports, acls: later ? ['a1', 'a2'] : ['a1'] },
      db: { ports: later ? ['db-1', 'db-r'] : ['db-1', 'db-r', 'db-b'] },
      ...(later ? { cache: { ports: ['cache-1', 'cache-r'] } } : {}),
      public: { ports: ['out', 'public-r'] },
    },
    Logical_Switch_Port: {
      'web-1': { addresses: [`0a:00:00:00:00:01 10.0.0.${later ? 21 : 11}`], ...up },
      'web-2': { addresses: ['0a:00:00:00:00:02 10.0.0.12'], up: !later },
      'web-3': { addresses: ['0a:00:00:00:00:03 10.0.0.13'], ...up },
      'web-4': { addresses: ['0a:00:00:00:00:04 10.0.0.14'], ...up },
      'web-r': to('r-web'),
      'db-1': { addresses: ['0a:00:00:00:01:01 10.0.1.11'], ...up },
      'db-r': to('r-db'),
      'db-b': to('b-db'),
      'cache-1': { addresses: ['0a:00:00:00:02:01 10.0.2.11'], ...up },
      'cache-r': to('r-cache'),
      'public-r': to('r-public'),
      out: { type: 'localnet', options: { network_name: 'physnet1' } },
    },
    ACL: { a1: {}, a2: {} },
    Logical_Router: {
      edge: { ports: ['r-web', 'r-db', 'r-public', ...(later ? ['r-cache'] : [])] },
      ...(later ? {} : { backup: { ports: ['b-db'] } }),
    },
    Logical_Router_Port: {
      'r-web': { mac: '0a:00:00:00:ff:01', networks: ['10.0.0.1/24'] },
      'r-db': { mac: '0a:00:00:00:ff:02', networks: [later ? '10.0.1.254/24' : '10.0.1.1/24'] },
      'r-public': { mac: '0a:00:00:00:ff:03', networks: ['203.0.113.2/24'] },
      'r-cache': { mac: '0a:00:00:00:ff:04', networks: ['10.0.2.1/24'] },
      'b-db': { mac: '0a:00:00:00:ff:05', networks: ['10.0.1.9/24'] },
    },
  };
  return logicalScene(new Network({ nb: northbound(tables) }));
};

it('has a golden picture', async () => {
  const united = diffScenes(day(false), day(true));
  await expect(renderSvg(layoutScene(united))).toMatchFileSnapshot('../../golden/diff-day.svg');
});
