/** Traces of made-up networks: floods, loops, names that nobody should have. */
import { describe, expect, it } from 'vitest';
import { answerTrace, Reasons } from '../../../src/flows/index.ts';
import { Network } from '../../../src/model/index.ts';
import { layoutScene, logicalScene, pathScene, renderSvg, type Scene } from '../../../src/viz/index.ts';
import { tablesOf, world, type DatapathPlan } from '../../flows/logical/build.ts';
import { southbound } from '../../model/build.ts';
import { HOSTILE_NAMES } from '../../model/scenarios.ts';
import { parseXml } from '../well-formed.ts';

type Plan = Readonly<Record<string, DatapathPlan>>;

const drawn = (plan: Plan, microflow: string): Scene => {
  const network = new Network({ sb: southbound(tablesOf(plan)) });
  const answer = answerTrace(world(plan).trace(microflow));
  return pathScene(logicalScene(network), { answer, reasons: new Reasons(network) });
};

const patch = (peer: string) => ({ type: 'patch', options: { peer } });

/** One switch of many routers, to which it sends everything. */
const star = (routers: number): Plan => {
  const names = Array.from({ length: routers }, (_, i) => `r${i}`);
  return {
    sw: {
      ports: { vm: {}, ...Object.fromEntries(names.map((name) => [`sw-${name}`, patch(`${name}-sw`)])) },
      groups: { flood: names.map((name) => `sw-${name}`) },
      flows: 'in 0: 1 1 => outport = "flood"; output;\nout 0: 1 1 => output;',
    },
    ...Object.fromEntries(
      names.map((name): [string, DatapathPlan] => [
        name,
        { router: true, ports: { [`${name}-sw`]: patch(`sw-${name}`) }, flows: 'in 0: 1 1 => drop;' },
      ]),
    ),
  };
};

describe('a flood', () => {
  it('is one step, and one at each router; only where it was decided there is a banner', () => {
    const { path, nodes, edges } = drawn(star(3), 'inport == "vm"');
    expect(path?.steps.map(({ title }) => title)).toEqual([
      'switch sw: in by vm, to 3 ports (flood)',
      'router r0: in by r0-sw',
      'router r1: in by r1-sw',
      'router r2: in by r2-sw',
    ]);
    expect(new Set(path?.steps.map(({ edge }) => edge)).size).toBe(4);
    expect(edges.filter(({ taken }) => taken)).toHaveLength(3);
    expect(nodes.filter(({ banner }) => banner !== undefined)).toHaveLength(1);
  });

  it('to a thousand routers and more is counted beyond a thousand steps', () => {
    const plan = star(1200);
    const network = new Network({ sb: southbound(tablesOf(plan)) });
    const scene = logicalScene(network);
    const answer = answerTrace(world(plan).trace('inport == "vm"'));
    const { path, notes } = pathScene(scene, { answer, reasons: new Reasons(network) });
    expect([path?.steps.length, notes]).toEqual([1000, ['201 more steps of the trace have no number']]);
  });
});

it('a loop ends', () => {
  const scene = drawn(
    {
      a: {
        ports: { vm: {}, ab: patch('ba') },
        flows: 'in 0: 1 1 => outport = "ab"; flags.loopback = 1; output;\nout 0: 1 1 => output;',
      },
      b: {
        ports: { ba: patch('ab') },
        flows: 'in 0: 1 1 => outport = inport; flags.loopback = 1; output;\nout 0: 1 1 => output;',
      },
    },
    'inport == "vm"',
  );
  expect(scene.path?.verdict.text).toBe('dropped: a loop');
  expect(scene.path?.steps.length).toBeGreaterThan(2);
  expect(scene.nodes.flatMap(({ banner }) => banner ?? [])).toHaveLength(1);
});

it('between datapaths that no edge joins an edge is drawn', () => {
  const plan: Plan = {
    a: {
      ports: { vm: {}, ab: patch('ba') },
      flows: 'in 0: 1 1 => outport = "ab"; output;\nout 0: 1 1 => output;',
    },
    b: { ports: { ba: patch('ab') }, flows: 'in 0: 1 1 => drop;' },
  };
  const network = new Network({ sb: southbound(tablesOf(plan)) });
  const scene = logicalScene(network);
  const answer = answerTrace(world(plan).trace('inport == "vm"'));
  const { edges, nodes } = pathScene({ ...scene, edges: [] }, { answer, reasons: new Reasons(network) });
  expect(edges.map(({ taken, tooltip }) => [taken, tooltip])).toEqual([[true, 'ab – ba']]);
  for (const { from, to } of edges)
    for (const { node, pin } of [from, to])
      expect(nodes.find(({ id }) => id === node)?.pins.map(({ id }) => id)).toContain(pin);
});

it.each(HOSTILE_NAMES.map((name, i) => [i, name] as const))('name %i is only text', (_, name) => {
  const scene = drawn(
    {
      a: {
        ids: { name },
        ports: { vm: { external_ids: { name } }, ab: patch('ba') },
        flows: 'in 0 ls_in_acl: 1 1 => outport = "ab"; output;\nout 0: 1 1 => output;',
      },
      b: {
        ids: { name: `b ${name}` },
        router: true,
        ports: { ba: patch('ab') },
        flows: 'in 0: 1 1 => drop;',
      },
    },
    'inport == "vm"',
  );
  expect(scene.path?.steps).toHaveLength(2);
  const svg = renderSvg(layoutScene(scene));
  expect(() => parseXml(svg)).not.toThrow();
  expect(svg).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|<script/);
});

it('no trace leaves the scene as it is', () => {
  const scene = logicalScene(new Network({}));
  expect(pathScene(scene, [])).toBe(scene);
});
