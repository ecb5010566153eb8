/** Graphviz reads what is written for it, without a word, whatever things are called. */
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findProgram } from '../../../scripts/install-programs.js';
import { renderDot, type Scene } from '../../../src/viz/index.ts';
import { arbitraryScene } from '../arbitrary-scene.ts';
import { goldenScenes, smallScenes } from '../small-scenes.ts';
import { descendants, parseXml } from '../well-formed.ts';

const dot = (
  graphs: string,
  form: 'svg' | 'canon',
): { stdout: string; stderr: string; status: number | null } =>
  spawnSync(findProgram('dot') ?? 'dot', [`-T${form}`], {
    input: graphs,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });

const textsOf = (svg: string): string[] => {
  // Graphviz' comments and line ends within a tag are XML that our small parser does without.
  const plain = svg
    .slice(svg.indexOf('<svg'))
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<[^>]*>/g, (tag) => tag.replace(/\s+/g, ' '));
  const root = parseXml(plain);
  return descendants(root)
    .filter(({ name }) => name === 'text')
    .map(({ text }) => text.replaceAll('\u00a0', ' '));
};

describe('dot', () => {
  it.each(goldenScenes)('gets the golden graph of %s', async (name, scene) => {
    await expect(renderDot(scene)).toMatchFileSnapshot(`../../golden/dot-${name}.dot`);
  });

  it.each(smallScenes)('draws %s without a warning', (_, scene) => {
    const { stdout, stderr, status } = dot(renderDot(scene), 'svg');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).not.toMatch(/<script/i);
  });

  it('draws names as they are', () => {
    const [, scene] = goldenScenes[1] as [string, Scene];
    const names = ['a-b', 'a "b"', '<script>alert(1)</script>', 'a\\nb', 'a & b', '{x|y}', 'größe 网络'];
    const nodes = scene.nodes
      .slice(0, 1)
      .flatMap((node) => names.map((title, i) => ({ ...node, id: `n${i}`, title, pins: [], sections: [] })));
    const { stdout } = dot(renderDot({ ...scene, nodes, edges: [] }), 'svg');
    const texts = textsOf(stdout);
    for (const name of names) expect(texts).toContain(name);
  });

  it('takes whatever a scene may hold', () => {
    const scenes = fc.sample(arbitraryScene(), { numRuns: 60, seed: 11 });
    // All in one run: a program's start costs more than a graph.
    const { stdout, stderr, status } = dot(scenes.map(renderDot).join('\n'), 'canon');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.match(/^graph \{/gm)).toHaveLength(scenes.length);
  });
});
