/** What no picture may break on: each is drawn in every way. */
import { describe, expect, it } from 'vitest';
import { Network, type NetworkSources } from '../../src/model/index.ts';
import {
  foldScene,
  layoutScene,
  logicalScene,
  renderDot,
  renderDrawio,
  renderMermaid,
  renderSvg,
  renderText,
  sceneFromJson,
  sceneToJson,
  type PlacedScene,
  type Scene,
} from '../../src/viz/index.ts';
import { northbound, type Rows } from '../model/build.ts';
import { hostile, mesh, peerLoops } from '../model/scenarios.ts';
import { parseXml } from './well-formed.ts';

const ports = (many: number): Rows =>
  Object.fromEntries(
    Array.from({ length: many }, (_, i) => [
      `p${i}`,
      { name: `p${i}`, up: i % 9 !== 0, addresses: ['unknown'] },
    ]),
  );

const routerPorts = (many: number): Rows =>
  Object.fromEntries(
    Array.from({ length: many }, (_, i) => [
      `p${i}`,
      { name: `p${i}`, mac: '0a:00:00:00:00:01', networks: [`10.${i >> 8}.${i & 255}.1/24`] },
    ]),
  );

const worlds: Readonly<Record<string, NetworkSources>> = {
  'no databases': {},
  'an empty network': { nb: northbound({}) },
  'one node': { nb: northbound({ Logical_Switch: { s: { name: 's' } } }) },
  islands: {
    nb: northbound({
      Logical_Switch: Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`s${i}`, { name: `s${i}` }])),
    }),
  },
  cycles: peerLoops(),
  'a mesh': mesh(9),
  'a switch with 20,000 ports': {
    nb: northbound({
      Logical_Switch: { s: { name: 's', ports: Object.keys(ports(20_000)) } },
      Logical_Switch_Port: ports(20_000),
    }),
  },
  'a router with 1,000 ports': {
    nb: northbound({
      Logical_Router: { r: { name: 'r', ports: Object.keys(routerPorts(1000)) } },
      Logical_Router_Port: routerPorts(1000),
    }),
  },
  'a name of 64 KiB': { nb: northbound({ Logical_Switch: { s: { name: 'x'.repeat(65_536) } } }) },
  'hostile names': hostile(),
};

const RENDERERS: Readonly<Record<string, (scene: Scene, placed: PlacedScene) => string>> = {
  svg: (_, placed) => renderSvg(placed),
  drawio: (_, placed) => renderDrawio(placed),
  dot: renderDot,
  mermaid: renderMermaid,
  text: (scene) => renderText(scene, { width: 80 }),
};

describe.each(Object.entries(worlds))('%s', (name, sources) => {
  const scene = logicalScene(new Network(sources));
  const folded = foldScene(scene);
  const placed = layoutScene(folded);

  it('is no wider than can be scrolled through', () => {
    expect(placed.width).toBeLessThan(name === 'a mesh' ? 8000 : 4000);
  });

  it.each(Object.keys(RENDERERS))('%s', (format) => {
    const text = RENDERERS[format]?.(folded, placed) ?? '';
    expect(text.length).toBeLessThan(1_500_000);

    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u);
    if (format === 'svg' || format === 'drawio') parseXml(text);
  });

  it('json', () => {
    expect(sceneFromJson(JSON.parse(JSON.stringify(sceneToJson(scene))))).toEqual(scene);
  });
});
