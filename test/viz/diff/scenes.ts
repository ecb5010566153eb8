/** Scenes in a few words, for tests of what is made from them. */
import type { Container, Item, Pin, Scene, SceneEdge, SceneNode } from '../../../src/viz/index.ts';

const row = (table: string, uuid: string) => ({ database: 'OVN_Northbound', table, uuid }) as const;

export const pin = (id: string, more: Partial<Pin> = {}): Pin => ({
  id,
  row: row('Logical_Switch_Port', id),
  name: id,
  details: [],
  labelled: true,
  tone: 'idle',
  tooltip: `port ${id}`,
  ...more,
});

export const item = (id: string, more: Partial<Item> = {}): Item => ({
  id,
  row: row('Logical_Switch_Port', id),
  name: id,
  detail: '',
  tone: 'good',
  tooltip: `port ${id}`,
  ...more,
});

export const node = (id: string, more: Partial<SceneNode> = {}, items: readonly Item[] = []): SceneNode => ({
  id,
  kind: 'switch',
  row: row('Logical_Switch', id),
  title: id,
  subtitle: undefined,
  facts: [],
  badges: [],
  pins: [],
  sections: items.length === 0 ? [] : [{ title: undefined, items, listed: 8 }],
  tooltip: `logical switch ${more.title ?? id}`,
  ...more,
});

/** `a.p1 b.p2` */
export const edge = (text: string, more: Partial<SceneEdge> = {}): SceneEdge => {
  const [from, to] = text.split(' ').map((end) => {
    const [of = '', at = ''] = end.split('.');
    return { node: of, pin: at };
  }) as [SceneEdge['from'], SceneEdge['to']];
  return { id: `${from.pin}-${to.pin}`, from, to, kind: 'link', group: -1, tooltip: text, ...more };
};

export const scene = (
  nodes: readonly SceneNode[],
  edges: readonly SceneEdge[] = [],
  containers: readonly Container[] = [],
): Scene => ({ view: 'logical', title: 'Test', summary: '', nodes, edges, containers, notes: [] });

/** Nodes joined as told, each edge by pins of its own: `a-b b-c`. */
export const joined = (text: string): Scene => {
  const pins = new Map<string, Pin[]>();
  const edges = text
    .split(' ')
    .filter((pair) => pair.includes('-'))
    .map((pair) => {
      const [a = '', b = ''] = pair.split('-');
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const) {
        pins.set(from, [...(pins.get(from) ?? []), pin(`${from}>${to}`)]);
      }
      return edge(`${a}.${a}>${b} ${b}.${b}>${a}`);
    });
  const alone = text.split(' ').filter((name) => name !== '' && !name.includes('-'));
  const names = [...new Set([...pins.keys(), ...alone])];
  return scene(
    names.map((name) => node(name, { pins: pins.get(name) ?? [] })),
    edges,
  );
};
