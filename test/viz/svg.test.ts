import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Network, type NetworkSources } from '../../src/model/index.ts';
import { layoutScene, logicalScene, renderSvg } from '../../src/viz/index.ts';
import { northbound } from '../model/build.ts';
import { fixture } from '../model/fixtures.ts';
import {
  HOSTILE_NAMES,
  hostile,
  kubernetes,
  mesh,
  peerLoops,
  provider,
  twoSwitches,
} from '../model/scenarios.ts';
import { descendants, parseXml } from './well-formed.ts';

const picture = (sources: NetworkSources, title?: string): string =>
  renderSvg(layoutScene(logicalScene(new Network(sources))), { title });

const ELEMENTS = new Set(['svg', 'title', 'desc', 'style', 'g', 'rect', 'path', 'circle', 'text']);

describe('pictures', () => {
  it.each<[string, NetworkSources]>([
    ['empty', { nb: northbound({}) }],
    ['two-switches', twoSwitches()],
    ['southbound-alone', { sb: twoSwitches().sb }],
    ['provider', provider()],
    ['kubernetes-3', kubernetes(3)],
    ['kubernetes-9', kubernetes(9, 40)],
    ['peer-loops', peerLoops()],
    ['mesh', mesh(4)],
  ])('of %s are the golden ones', async (name, sources) => {
    await expect(picture(sources)).toMatchFileSnapshot(`../golden/logical-${name}.svg`);
  });

  it.each(['two-switches', 'neutron', 'ovn-kubernetes'] as const)(
    'of the deployment %s are the golden ones',
    async (name) => {
      const svg = renderSvg(layoutScene(logicalScene(await fixture(name))));
      await expect(svg).toMatchFileSnapshot(`../golden/logical-fixture-${name}.svg`);
    },
  );

  it.each<[string, NetworkSources]>([
    ['nothing', {}],
    ['provider', provider()],
    ['hostile names', hostile()],
    ['a mesh', mesh(7)],
  ])('of %s are the same at every run', (_, sources) => {
    expect(picture(sources)).toBe(picture(sources));
  });

  it('tell ports that somebody disabled from those that are down', () => {
    const port = (enabled: boolean, up: boolean) => ({ enabled, up });
    const nb = northbound({
      Logical_Switch: { sw: { name: 'sw', ports: ['p1', 'p2', 'p3', 'p4'] } },
      Logical_Switch_Port: {
        p1: { name: 'p1', ...port(true, true) },
        p2: { name: 'p2', ...port(true, false) },
        p3: { name: 'p3', ...port(false, false) },
        p4: { name: 'p4', ...port(false, true) },
      },
    });
    const texts = descendants(parseXml(picture({ nb }))).map(({ text }) => text);
    expect(texts).toContain('4 ports, 1 down, 2 disabled');
    expect(logicalScene(new Network({ nb })).summary).toContain('4 ports (1 down, 2 disabled)');
  });

  it('are one file: no script, link, image, font or handler from anywhere', () => {
    for (const sources of [provider(), hostile(), kubernetes(9)]) {
      const source = picture(sources, '<script>alert(1)</script>');
      const root = parseXml(source);
      for (const { name, attributes } of [root, ...descendants(root)]) {
        expect(ELEMENTS).toContain(name);
        for (const key of attributes.keys()) expect(key).not.toMatch(/^on|href|src/i);
      }
      expect(source).not.toMatch(/url\(|@import|@font-face|<script/);
    }
  });

  it('have a title and a description for who cannot see them', () => {
    const root = parseXml(picture(twoSwitches(), 'My "cloud"'));
    expect(root.attributes.get('role')).toBe('img');
    const [title, description] = root.children;
    expect(title?.text).toBe('My "cloud"');
    expect(description?.text).toBe('1 logical router · 2 logical switches · 3 ports (1 down) · 2 chassis');
    expect(root.attributes.get('aria-labelledby')).toBe(
      [title?.attributes.get('id'), description?.attributes.get('id')].join(' '),
    );
  });

  it('follow light and dark', () => {
    expect(picture(twoSwitches())).toContain('@media (prefers-color-scheme:dark)');
  });

  it('know the row of every card, pin and listed port', () => {
    const rows = descendants(parseXml(picture(twoSwitches()))).map(({ attributes }) =>
      attributes.get('data-row'),
    );
    const tables = rows.filter((row) => row !== undefined).map((row) => row.split('/')[0]);
    expect(tables.filter((table) => table === 'Logical_Router')).toHaveLength(1);
    expect(tables.filter((table) => table === 'Logical_Switch')).toHaveLength(2);
    expect(tables.filter((table) => table === 'Logical_Router_Port')).toHaveLength(2);
    expect(tables.filter((table) => table === 'Logical_Switch_Port')).toHaveLength(5);
  });

  it('keep long names whole in the tooltip', () => {
    const name = `switch-${'abcdefghij'.repeat(30)}`;
    const nb = northbound({ Logical_Switch: { s: { name } } });
    const all = descendants(parseXml(picture({ nb })));
    expect(all.some((one) => one.name === 'title' && one.text === `logical switch ${name}`)).toBe(true);
    const title = all.find((one) => one.attributes.get('class') === 'title');
    expect(title?.text).toMatch(/^switch-abc.*…$/);
  });
});

describe('hostile names', () => {
  it('are text and nothing else', () => {
    const all = descendants(parseXml(picture(hostile())));
    const shown = all.filter(({ name }) => name === 'text').map(({ text }) => text);
    expect(shown).toContain('<script>alert("r")</script>');
    expect(shown.some((text) => text.includes('two\\nlines\\r\\n\\ttab'))).toBe(true);
    expect(shown.filter((text) => /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text))).toEqual([]);
  });

  const anyName = fc.oneof(fc.constantFrom(...HOSTILE_NAMES), fc.string({ unit: 'binary', maxLength: 40 }));

  it('give a well-formed file whatever they are', () => {
    fc.assert(
      fc.property(anyName, anyName, anyName, (a, b, c) => {
        const nb = northbound({
          Logical_Switch: {
            s: { name: a, ports: ['p', 'v', 'l'], external_ids: { 'neutron:network_name': b } },
          },
          Logical_Switch_Port: {
            p: { name: b, type: 'router', options: { 'router-port': c } },
            v: { name: a, type: c, addresses: [a, `0a:00:00:00:00:01 ${b}`] },
            l: { name: c, type: 'localnet', options: { network_name: b } },
          },
          Logical_Router: { r: { name: c, ports: ['q'], options: { chassis: b } } },
          Logical_Router_Port: { q: { name: c, mac: b, networks: [a] } },
        });
        expect(() => parseXml(picture({ nb }, a))).not.toThrow();
      }),
      { numRuns: 100 },
    );
  });
});
