import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutScene, renderDrawio, type Scene } from '../../../src/viz/index.ts';
import { arbitraryScene } from '../arbitrary-scene.ts';
import { goldenScenes, smallScenes } from '../small-scenes.ts';
import { descendants, parseXml, type Element } from '../well-formed.ts';

const drawn = (scene: Scene): string => renderDrawio(layoutScene(scene));

/** A cell, and the id that draw.io knows it by: the object's around it, if there is one. */
interface Cell {
  readonly id: string;
  readonly cell: Element;
}

const cellsOf = (source: string): Cell[] => {
  const root = descendants(parseXml(source)).find(({ name }) => name === 'root');
  return (root?.children ?? []).map((one) =>
    one.name === 'UserObject'
      ? { id: one.attributes.get('id') ?? '', cell: one.children[0] as Element }
      : { id: one.attributes.get('id') ?? '', cell: one },
  );
};

/** What draw.io could not place, join or tell apart. */
const faults = (source: string): string[] => {
  const cells = cellsOf(source);
  const ids = new Set(cells.map(({ id }) => id));
  const found = ids.size === cells.length ? [] : ['ids that are there twice'];
  for (const { id, cell } of cells) {
    for (const name of ['parent', 'source', 'target']) {
      const other = cell.attributes.get(name);
      if (other !== undefined && !ids.has(other)) found.push(`${id}: ${name} ${other} is not there`);
    }
    if (cell.attributes.get('edge') === '1' && !cell.attributes.has('source')) found.push(`${id}: no source`);
    for (const { name, attributes } of descendants(cell)) {
      if (name !== 'mxGeometry' && name !== 'mxPoint') continue;
      for (const key of ['x', 'y', 'width', 'height']) {
        const value = attributes.get(key);
        if (value !== undefined && !Number.isFinite(Number(value))) found.push(`${id}: ${key} ${value}`);
      }
    }
  }
  return found;
};

describe('draw.io', () => {
  it.each(goldenScenes)('gets the golden file of %s', async (name, scene) => {
    await expect(drawn(scene)).toMatchFileSnapshot(`../../golden/drawio-${name}.drawio`);
  });

  it.each(smallScenes)('can place and join all of %s', (_, scene) => {
    const source = drawn(scene);
    expect(faults(source)).toEqual([]);
    const edges = cellsOf(source).filter(({ cell }) => cell.attributes.get('edge') === '1');
    expect(edges).toHaveLength(scene.edges.filter(({ from, to }) => from.node !== to.node).length);
  });

  it('has the coordinates of the picture', () => {
    const [, scene] = goldenScenes[0] as [string, Scene];
    const placed = layoutScene(scene);
    const [first] = placed.nodes;
    const objects = descendants(parseXml(renderDrawio(placed))).filter(({ name }) => name === 'UserObject');
    const card = objects.find(({ attributes }) => attributes.get('name') === first?.node.title);
    const geometry = card?.children[0]?.children[0]?.attributes;
    expect([geometry?.get('x'), geometry?.get('y')].map(Number)).toEqual([first?.x, first?.y]);
  });

  it('knows rows and tells what a thing is', () => {
    const [, scene] = goldenScenes[0] as [string, Scene];
    const objects = descendants(parseXml(drawn(scene))).filter(({ name }) => name === 'UserObject');
    const router = objects.find(({ attributes }) => attributes.get('row')?.startsWith('Logical_Router/'));
    expect(router?.attributes.get('tooltip')).toMatch(/^logical router /);
  });

  it('takes whatever a scene may hold', () => {
    fc.assert(
      fc.property(arbitraryScene(), (scene) => {
        expect(faults(drawn(scene))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
