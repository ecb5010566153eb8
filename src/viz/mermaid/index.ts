/**
 * A scene for Mermaid: a flowchart, for Markdown of sites that draw it. Mermaid lays it out; pins are told at the edges,
 * since it knows none. `escape.ts` keeps names from being taken for syntax or markup.
 */
import { changeGlyph } from '../layout/card/change.ts';
import { jointsOf, type Joint } from '../joints.ts';
import type { EdgeKind, NodeKind, Pin, Scene, SceneNode, SceneTable } from '../scene.ts';
import { colours } from '../svg/index.ts';
import { HUES } from '../svg/theme.ts';
import { labelText } from './escape.ts';
import { kindOf, MARKS, marked, moreOf, named, openRows, openSections, short, stepsOf } from '../words.ts';

const { light } = colours;

/** What Mermaid draws without being told otherwise: `maxEdges`, `maxTextSize`. */
const MOST_EDGES = 500;
const LARGEST = 50_000;

const LABEL = 64;

const safe = (text: string, limit = LABEL): string => labelText(text, limit);

const bold = (text: string): string => `<b>${safe(named(text))}</b>`;

const tableLines = (table: SceneTable | undefined): string[] => {
  if (table === undefined) return [];
  const { rows, more } = openRows(table);
  const lines = rows.map(({ cells, change }) =>
    safe(changeGlyph(change) + cells.map(({ text, tone }) => marked(text, tone)).join('  '), 120),
  );
  return [safe(table.columns.join('  '), 120), ...lines, ...(more === 0 ? [] : [moreOf(more)])];
};

const linesOf = (node: SceneNode): string[] => {
  const steps = stepsOf(node).map((step) => `(${step})`);
  const badges = node.badges.map(({ text }) => text).join(', ');
  return [
    safe([changeGlyph(node.change) + kindOf(node), ...steps].join(' ')),
    bold(node.title),
    ...(node.subtitle === undefined ? [] : [safe(node.subtitle)]),
    ...node.facts.map(({ text, tone }) => safe(marked(text, tone))),
    ...(badges === '' ? [] : [safe(badges)]),
    ...openSections(node).flatMap(({ title, items, more }) => [
      ...(title === undefined ? [] : [bold(title)]),
      ...items.map(({ name, detail, tone, change }) =>
        safe(`${MARKS[tone]} ${changeGlyph(change)}${named(name)}${detail === '' ? '' : `  ${detail}`}`, 100),
      ),
      ...(more === 0 ? [] : [moreOf(more)]),
    ]),
    ...tableLines(node.table),
    ...(node.banner === undefined ? [] : [bold(node.banner.text)]),
  ];
};

const ROUND: ReadonlySet<NodeKind> = new Set(['router', 'load balancer']);

const card = (id: string, node: SceneNode): string => {
  const label = `"${linesOf(node).join('<br/>')}"`;
  const [open, close] = ROUND.has(node.kind) ? ['(', ')'] : node.kind === 'group' ? ['[[', ']]'] : ['[', ']'];
  return `${id}${open}${label}${close}`;
};

const LINES: Readonly<Record<EdgeKind, string>> = {
  link: '---',
  peer: '===',
  localnet: '-.-',
  tunnel: '-.-',
  patch: '===',
  binding: '---',
  backend: '-->',
};

const pinText = (pin: Pin | undefined): string[] =>
  pin?.labelled === true
    ? [[changeGlyph(pin.change) + named(pin.name), ...pin.details.slice(0, 1)].join(' ')]
    : [];

const edge = (joint: Joint, idOf: (index: number) => string): string => {
  const { edge: one, upper, lower } = joint;
  const labels = [...pinText(upper.pin), ...pinText(lower.pin)];
  const text = changeGlyph(one.change) + labels.join(' – ');
  const label = text.trim() === '' ? '' : `|"${safe(text, 100)}"|`;
  return `${idOf(upper.index)} ${LINES[one.kind]}${label} ${idOf(lower.index)}`;
};

const edgeStyle = ({ edge: { taken, change, tone, group, kind } }: Joint): string => {
  if (taken === true) return `stroke:${light.taken},stroke-width:5px`;
  if (change !== undefined) return `stroke:${light[change]},stroke-width:2px`;
  if (tone === 'bad') return `stroke:${light.bad},stroke-width:2px`;
  if (kind === 'localnet') return `stroke:${light['physical-line']}`;
  return group < 0 ? '' : `stroke:${light[`e${group % HUES}` as 'e0']}`;
};

const CLASSES = [
  `classDef router fill:${light.router},stroke:${light['router-line']},color:${light.ink}`,
  `classDef outside fill:${light.physical},stroke:${light['physical-line']},color:${light.ink},stroke-dasharray:6 3`,
  `classDef card fill:${light.card},stroke:${light.muted},color:${light.ink}`,
  `classDef taken stroke:${light.taken},stroke-width:4px`,
  ...(['added', 'removed', 'changed'] as const).map(
    (change) => `classDef ${change} stroke:${light[change]},stroke-width:3px`,
  ),
];

const OUTSIDE: ReadonlySet<NodeKind> = new Set(['physical', 'external', 'remote']);

const classesOf = ({ kind, change, steps = [] }: SceneNode): string[] => [
  ROUND.has(kind) ? 'router' : OUTSIDE.has(kind) ? 'outside' : 'card',
  ...(steps.length > 0 ? ['taken'] : []),
  ...(change === undefined ? [] : [change]),
];

/** The scene as a flowchart; listed items stand in their cards, the others are a count. Ends in a newline. */
export const renderMermaid = (scene: Scene): string => {
  const { joints } = jointsOf(scene);
  const idOf = (index: number): string => `n${index + 1}`;
  const known = new Set(scene.containers.map(({ id }) => id));
  const within = new Map<string | undefined, string[]>();
  const classes = new Map<string, string[]>();
  scene.nodes.forEach((node, i) => {
    const frame = node.container !== undefined && known.has(node.container) ? node.container : undefined;
    const cards = within.get(frame);
    if (cards === undefined) within.set(frame, [card(idOf(i), node)]);
    else cards.push(card(idOf(i), node));
    for (const name of classesOf(node)) classes.set(name, [...(classes.get(name) ?? []), idOf(i)]);
  });
  const frames = scene.containers.flatMap(({ id, title, subtitle }, c) => [
    `  subgraph c${c + 1}["${bold(title)}${subtitle === undefined ? '' : `<br/>${safe(subtitle)}`}"]`,
    ...(within.get(id) ?? []).map((line) => `    ${line}`),
    '  end',
  ]);
  const styles = joints.flatMap((joint, i) => {
    const style = edgeStyle(joint);
    return style === '' ? [] : [`  linkStyle ${i} ${style}`];
  });
  const lines = [
    'flowchart TB',
    ...(within.get(undefined) ?? []).map((line) => `  ${line}`),
    ...frames,
    ...joints.map((joint) => `  ${edge(joint, idOf)}`),
    ...CLASSES.map((line) => `  ${line}`),
    ...[...classes].map(([name, ids]) => `  class ${ids.join(',')} ${name}`),
    ...styles,
  ];
  const text = `${lines.join('\n')}\n`;
  const limits = [
    ...(joints.length > MOST_EDGES ? [`%% ${joints.length} edges: needs maxEdges above ${MOST_EDGES}`] : []),
    ...(text.length > LARGEST ? [`%% ${text.length} characters: needs maxTextSize above ${LARGEST}`] : []),
  ];
  // A title is YAML, of which JSON's strings are a part.
  const title = scene.title === '' ? [] : ['---', `title: ${JSON.stringify(short(scene.title, 200))}`, '---'];
  return [...title, ...limits, text].join('\n');
};
