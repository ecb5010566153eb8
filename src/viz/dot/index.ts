/**
 * A scene for Graphviz: the layout is dot's, the cards and their words are ours. Cards are HTML-like labels whose pins are
 * ports, frames are clusters. Colours are those of the light scheme.
 */
import { jointsOf, type Joint, type Joints } from '../joints.ts';
import type { Pin, Scene, SceneNode } from '../scene.ts';
import { colours } from '../svg/index.ts';
import { cardLabel, type PortCell } from './card.ts';
import { edgeLook } from './edges.ts';
import { html, Ids, tip } from './escape.ts';

const { light } = colours;

/** With more pins on one side than this, they are named at the other end. */
const STRIP = 12;

/** Names of the ports of one node: what a pin is called may not be one. */
type Ports = ReadonlyMap<string, string>;

const crowdOf = (joints: readonly Joint[], index: number): boolean =>
  joints.filter(({ upper }) => upper.index === index).length > STRIP;

const stripsOf = (
  { of, free }: Joints,
  index: number,
  ports: Ports,
  crowded: readonly boolean[],
): { top: PortCell[]; bottom: PortCell[] } => {
  const strips: { top: PortCell[]; bottom: PortCell[] } = { top: [], bottom: [] };
  const seen = new Set<string>();
  const add = (side: 'top' | 'bottom', pin: Pin | undefined, label: Pin | undefined): void => {
    if (pin === undefined || seen.has(pin.id)) return;
    seen.add(pin.id);
    strips[side].push({ port: ports.get(pin.id) ?? '', pin, label });
  };
  for (const { upper, lower } of of[index] ?? []) {
    if (upper.index === index) {
      add('bottom', upper.pin, upper.pin?.labelled === true && !crowded[index] ? upper.pin : undefined);
    } else {
      const other = crowded[upper.index] === true && upper.pin?.labelled === true ? upper.pin : undefined;
      add('top', lower.pin, lower.pin?.labelled === true ? lower.pin : other);
    }
  }
  for (const pin of free[index] ?? []) add('bottom', pin, pin.labelled ? pin : undefined);
  return strips;
};

const rowComment = ({ row }: SceneNode): string =>
  row === undefined ? '' : `, comment=${tip(`${row.table}/${row.uuid}`)}`;

const heading = (scene: Scene): string => {
  const small = [scene.summary, ...scene.notes].filter((text) => text !== '');
  return [
    `<FONT POINT-SIZE="16"><B>${html(scene.title === '' ? ' ' : scene.title, 200)}</B></FONT>`,
    ...(scene.path === undefined ? [] : [`<B>${html(`${scene.path.verdict.text} `, 300)}</B>`]),
    ...small.map((text) => `<FONT POINT-SIZE="10" COLOR="${light.muted}">${html(text, 300)}</FONT>`),
  ]
    .map((one) => `${one}<BR ALIGN="LEFT"/>`)
    .join('');
};

/**
 * The scene in the DOT language, for `dot -Tsvg` and its like. Listed items stand in their cards, the others are a
 * count; ends in a newline.
 */
export const renderDot = (scene: Scene): string => {
  const ids = new Ids();
  const joined = jointsOf(scene);
  const ports = scene.nodes.map(({ pins }) => new Map(pins.map(({ id }, p) => [id, `p${p + 1}`])));
  const crowded = scene.nodes.map((_, i) => crowdOf(joined.of[i] ?? [], i));
  const sides = scene.nodes.map((_, i) => stripsOf(joined, i, ports[i] ?? new Map(), crowded));
  const parts = [
    'graph {',
    `  graph [fontname="Helvetica", bgcolor="${light.bg}", rankdir=TB, nodesep=0.35, ranksep=0.7, pad=0.4,`,
    `    labelloc=t, labeljust=l, label=<${heading(scene)}>];`,
    '  node [shape=plain, fontname="Helvetica"];',
    '  edge [fontname="Helvetica", fontsize=12, penwidth=1.6];',
  ];
  const card = (node: SceneNode, i: number, indent: string): string =>
    `${indent}${ids.of(node.id)} [label=<${cardLabel(node, sides[i] ?? { top: [], bottom: [] })}>, tooltip=${tip(node.tooltip)}${rowComment(node)}];`;
  const frames = new Map(scene.containers.map(({ id }) => [id, [] as string[]]));
  scene.nodes.forEach((node, i) => {
    const frame = node.container === undefined ? undefined : frames.get(node.container);
    if (frame === undefined) parts.push(card(node, i, '  '));
    else frame.push(card(node, i, '    '));
  });
  scene.containers.forEach(({ id, title, subtitle, tooltip }, c) => {
    const under = subtitle === undefined || subtitle === '' ? '' : `<BR/>${html(subtitle)}`;
    parts.push(
      `  subgraph "cluster_${c + 1}" {`,
      `    graph [style="rounded,filled", fillcolor="${light.frame}", color="${light.line}", tooltip=${tip(tooltip)},`,
      `      label=<<B>${html(title === '' ? '""' : title)}</B>${under}>];`,
      // A cluster without nodes would not be drawn at all.
      ...((frames.get(id) ?? []).length > 0
        ? (frames.get(id) ?? [])
        : [`    "empty_${c + 1}" [label=" ", tooltip=" "];`]),
      '  }',
    );
  });
  for (const joint of joined.joints) {
    const { upper, lower } = joint;
    const end = ({ index, node, pin }: Joint['upper'], side: string): string => {
      const port = pin === undefined ? undefined : ports[index]?.get(pin.id);
      return `${ids.of(node.id)}${port === undefined ? '' : `:${port}:${side}`}`;
    };
    parts.push(`  ${end(upper, 's')} -- ${end(lower, 'n')} [${edgeLook(joint)}];`);
  }
  parts.push('}');
  return `${parts.join('\n')}\n`;
};
