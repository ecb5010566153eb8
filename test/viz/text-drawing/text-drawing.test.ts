import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/text/index.ts';
import { renderText, type Scene, type SceneNode } from '../../../src/viz/index.ts';
import { arbitraryScene } from '../arbitrary-scene.ts';
import { goldenScenes, smallScenes } from '../small-scenes.ts';

const node = (title: string, more: Partial<SceneNode> = {}): SceneNode => ({
  id: title,
  kind: 'switch',
  row: undefined,
  title,
  subtitle: undefined,
  facts: [],
  badges: [],
  pins: [],
  sections: [],
  tooltip: '',
  ...more,
});

const scene = (nodes: readonly SceneNode[], more: Partial<Scene> = {}): Scene => ({
  view: 'logical',
  title: 'T',
  summary: '',
  nodes,
  edges: [],
  containers: [],
  notes: [],
  ...more,
});

const lines = (one: Scene, width = 40, ascii = false): string[] =>
  renderText(one, { width, ascii }).split('\n').slice(2, -1);

const item = (name: string, detail: string, tone: 'good' | 'bad') => ({
  id: name,
  row: undefined,
  name,
  detail,
  tone,
  tooltip: '',
});

describe('a drawing in characters', () => {
  it.each(goldenScenes)('of %s is the golden one', async (name, one) => {
    await expect(renderText(one, { width: 100 })).toMatchFileSnapshot(`../../golden/text-${name}.txt`);
  });

  it('of a card', () => {
    const items = [
      item('web-1', '10.0.0.1', 'bad'),
      item('web-2', '10.0.0.2', 'good'),
      item('x', '', 'good'),
    ];
    const card = node('web', {
      facts: [{ text: '3 ports, 1 down', tone: 'bad' }],
      badges: [
        { text: 'ACL 2', tooltip: '' },
        { text: 'LB 1', tooltip: '' },
      ],
      sections: [{ title: undefined, items, listed: 1 }],
    });
    expect(lines(scene([card]))).toEqual([
      '╭ switch web ──────────╮',
      '│ ▼ 3 ports, 1 down    │',
      '│ ACL 2 · LB 1         │',
      '├──────────────────────┤',
      '│ ▼ web-1     10.0.0.1 │',
      '│ … 2 more             │',
      '╰──────────────────────╯',
    ]);
    expect(lines(scene([card]), 40, true).slice(0, 2)).toEqual([
      '+ switch web ----------+',
      '| v 3 ports, 1 down    |',
    ]);
  });

  it('of a tree, leaves side by side where there is room', () => {
    const pin = (id: string) => ({
      id,
      row: undefined,
      name: id,
      details: ['10.0.0.1/24'],
      labelled: true,
      tone: 'idle' as const,
      tooltip: '',
    });
    const router = node('r', { kind: 'router', pins: ['a', 'b'].map(pin) });
    const leaf = (title: string) => node(title, { pins: [{ ...pin(`${title}-r`), labelled: false }] });
    const edge = (from: string, to: string) => ({
      id: `${from}${to}`,
      from: { node: 'r', pin: from },
      to: { node: to, pin: `${to}-r` },
      kind: 'link' as const,
      group: 0,
      tooltip: '',
    });
    const tree = scene([router, leaf('s'), leaf('t')], { edges: [edge('a', 's'), edge('b', 't')] });
    expect(lines(tree, 60)).toEqual([
      '╭ router r ────────────╮',
      '╰┬─────────────────────╯',
      ' ╰─╭ switch s ────────────╮─╭ switch t ────────────╮',
      '   │ ▲ a  10.0.0.1/24     │ │ ▲ b  10.0.0.1/24     │',
      '   ╰──────────────────────╯ ╰──────────────────────╯',
    ]);
    expect(lines(tree, 40).slice(2)).toEqual([
      ' ├─╭ switch s ────────────╮',
      ' │ │ ▲ a  10.0.0.1/24     │',
      ' │ ╰──────────────────────╯',
      ' ╰─╭ switch t ────────────╮',
      '   │ ▲ b  10.0.0.1/24     │',
      '   ╰──────────────────────╯',
    ]);
  });

  it('of a trace tells its steps', () => {
    const path = {
      verdict: { text: 'dropped by ACL deny', tone: 'bad' as const },
      steps: [
        {
          node: 'web',
          edge: undefined,
          title: 'switch web: in by web-1',
          lines: ['ACL deny'],
          tone: 'bad' as const,
          row: undefined,
          flow: undefined,
          packet: [],
        },
      ],
    };
    const told = lines(scene([node('web', { steps: [1], banner: path.verdict })], { path }));
    expect(told).toEqual([
      '╭ switch web ──────── 1 ╮',
      '├───────────────────────┤',
      '│ ▼ dropped by ACL deny │',
      '╰───────────────────────╯',
      '',
      '▼ dropped by ACL deny',
      '  1  switch web: in by web-1',
      '       ACL deny',
    ]);
  });

  it.each(smallScenes)('of %s is never wider than the terminal', (_, one) => {
    for (const width of [40, 80, 120, 200]) {
      const text = renderText(one, { width });
      expect(Math.max(...text.split('\n').map(displayWidth))).toBeLessThanOrEqual(width);
    }
  });

  it('is as wide as the terminal at most, and harmless, whatever a scene holds', () => {
    fc.assert(
      fc.property(arbitraryScene(), fc.integer({ min: 40, max: 200 }), fc.boolean(), (one, width, ascii) => {
        const text = renderText(one, { width, ascii });

        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u);
        for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }),
      { numRuns: 150 },
    );
  });

  it('names every node', () => {
    for (const [, one] of smallScenes) {
      if (one.nodes.some(({ title }) => title.length > 30)) continue;
      const text = renderText(one, { width: 100 });
      for (const { title } of one.nodes) expect(text).toContain(title);
    }
  });
});
