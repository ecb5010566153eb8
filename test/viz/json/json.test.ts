import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Network, type NetworkSources } from '../../../src/model/index.ts';
import { OvnscopeError } from '../../../src/text/index.ts';
import { layoutScene, logicalScene, renderSvg, sceneFromJson, sceneToJson } from '../../../src/viz/index.ts';
import type { Scene } from '../../../src/viz/scene.ts';
import { hostile, kubernetes, mesh, peerLoops, provider, twoSwitches } from '../../model/scenarios.ts';
import { arbitraryScene } from '../arbitrary-scene.ts';

const sceneOf = (sources: NetworkSources): Scene => logicalScene(new Network(sources));
const kept = (scene: Scene): Scene => sceneFromJson(JSON.parse(JSON.stringify(sceneToJson(scene))));

type Loose = Record<string, unknown> & { nodes: Loose[]; edges: Loose[]; pins: Loose[] };
const loose = (sources: NetworkSources = twoSwitches()): Loose =>
  JSON.parse(JSON.stringify(sceneToJson(sceneOf(sources)))) as Loose;

const errorOf = (value: unknown): OvnscopeError => {
  try {
    sceneFromJson(value);
  } catch (thrown) {
    if (thrown instanceof OvnscopeError) return thrown;
    throw thrown;
  }
  throw new Error('it was read');
};

describe('a scene as JSON', () => {
  it.each<[string, NetworkSources]>([
    ['two-switches', twoSwitches()],
    ['provider', provider()],
    ['kubernetes-3', kubernetes(3)],
    ['hostile', hostile()],
  ])('of %s is the golden one', async (name, sources) => {
    const text = `${JSON.stringify(sceneToJson(sceneOf(sources)), undefined, 1)}\n`;
    await expect(text.replaceAll('x'.repeat(65_536), 'x…65536…x')).toMatchFileSnapshot(
      `../../golden/scene-${name}.json`,
    );
  });

  it.each<[string, NetworkSources]>([
    ['nothing', {}],
    ['two switches', twoSwitches()],
    ['a provider network', provider()],
    ['a cluster', kubernetes(9)],
    ['hostile names', hostile()],
    ['peers in loops', peerLoops()],
    ['a mesh', mesh(5)],
  ])('of %s is drawn again as it was', (_, sources) => {
    const scene = sceneOf(sources);
    expect(kept(scene)).toEqual(scene);
    expect(renderSvg(layoutScene(kept(scene)))).toBe(renderSvg(layoutScene(scene)));
  });

  it('comes back whatever it holds', () => {
    fc.assert(
      fc.property(arbitraryScene(), (scene) => {
        expect(kept(scene)).toEqual(scene);
      }),
    );
  });

  it('is written the same again after it was read', () => {
    fc.assert(
      fc.property(arbitraryScene(4), (scene) => {
        const text = JSON.stringify(sceneToJson(scene));
        expect(JSON.stringify(sceneToJson(sceneFromJson(JSON.parse(text))))).toBe(text);
      }),
    );
  });

  it('may hold members that nobody knows', () => {
    const more = { ...loose(), later: [1], nodes: loose().nodes.map((node) => ({ ...node, colour: 'red' })) };
    expect(sceneFromJson(more)).toEqual(sceneOf(twoSwitches()));
  });

  it('needs no members that are optional', () => {
    const given = loose();
    for (const node of given.nodes) delete node['subtitle'];
    expect(sceneFromJson(given).nodes.map(({ subtitle }) => subtitle)).toEqual(
      given.nodes.map(() => undefined),
    );
  });
});

describe('what is not a scene', () => {
  it.each<[string, unknown, string, string]>([
    ['nothing', undefined, 'the whole', 'Not a scene: nothing where an object was expected'],
    ['a list', [], 'the whole', 'Not a scene: a list where an object was expected'],
    ['another schema', { schema: 'ovnscope.show/1' }, 'schema', '"ovnscope.show/1" where ovnscope.scene/1'],
    ['no view', { ...loose(), view: undefined }, 'view', 'nothing where one of logical, physical'],
    ['nodes by name', { ...loose(), nodes: {} }, 'nodes', 'an object where a list'],
    ['a title with a control', { ...loose(), view: '\u001b[31m' }, 'view', '"\\e[31m" where'],
  ])('%s: says where and what was expected', (_, value, where, message) => {
    const error = errorOf(value);
    expect(error.where).toBe(where);
    expect(error.message).toContain(message);
    expect(error.kind).toBe('data');
  });

  it.each<[string, (scene: Loose) => void, string, string]>([
    [
      'a wrong tone',
      (s) => (s.nodes[0]!.pins[1]!['tone'] = 'green'),
      'nodes[0].pins[1].tone',
      'one of good, bad',
    ],
    ['a number as text', (s) => (s.edges[0]!['group'] = '1'), 'edges[0].group', 'a whole number from -1 on'],
    ['half a number', (s) => (s.edges[0]!['group'] = 0.5), 'edges[0].group', 'a whole number from -1 on'],
    ['a node twice', (s) => s.nodes.push(s.nodes[0]!), 'nodes[3].id', 'an id that nothing else has'],
    ['an edge twice', (s) => s.edges.push(s.edges[0]!), 'edges[2].id', 'an id that nothing else has'],
    ['a pin twice', (s) => s.nodes[0]!.pins.push(s.nodes[0]!.pins[0]!), 'nodes[0].pins[2].id', 'an id that'],
    [
      'a frame that is not there',
      (s) => (s.nodes[1]!['container'] = 'x'),
      'nodes[1].container',
      'a container',
    ],
    [
      'an edge to nowhere',
      (s) => (s.edges[1]!['to'] = { node: 'x', pin: 'y' }),
      'edges[1].to.node',
      'a node',
    ],
    [
      'an edge to no pin',
      (s) => (s.edges[1]!['from'] = { node: s.nodes[0]!['id'], pin: 'y' }),
      'edges[1].from.pin',
      'a pin of that node',
    ],
  ])('%s: says where and what was expected', (_, spoil, where, expected) => {
    const given = loose();
    spoil(given);
    const error = errorOf(given);
    expect(error.where).toBe(where);
    expect(error.expected).toContain(expected);
  });

  it('is never more than an error', () => {
    const deep = JSON.parse('['.repeat(1_000_000) + ']'.repeat(1_000_000)) as unknown;
    expect(errorOf(deep).where).toBe('the whole');
    expect(errorOf({ ...loose(), nodes: deep }).where).toBe('nodes[0]');
    expect(errorOf({ ...loose(), title: deep }).where).toBe('title');
    const proto = JSON.parse('{"schema":"ovnscope.scene/1","__proto__":{"view":"logical"}}') as unknown;
    expect(errorOf(proto).where).toBe('view');
  });

  it('is told wherever one value is another', () => {
    const whole = loose(provider());
    const places: (readonly (string | number)[])[] = [];
    const visit = (value: unknown, path: readonly (string | number)[]): void => {
      places.push(path);
      if (Array.isArray(value)) value.slice(0, 3).forEach((one, i) => visit(one, [...path, i]));
      else if (typeof value === 'object' && value !== null)
        for (const [key, one] of Object.entries(value)) visit(one, [...path, key]);
    };
    visit(whole, []);
    const replaced = (value: unknown, path: readonly (string | number)[], by: unknown): unknown => {
      const [key, ...rest] = path;
      if (key === undefined) return by;
      const copy = Array.isArray(value) ? ([...value] as unknown[]) : { ...(value as object) };
      (copy as Record<string | number, unknown>)[key] = replaced(
        (value as Record<string | number, unknown>)[key],
        rest,
        by,
      );
      return copy;
    };
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue(), (path, by) => {
        try {
          layoutScene(sceneFromJson(replaced(whole, path, by)));
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(OvnscopeError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
