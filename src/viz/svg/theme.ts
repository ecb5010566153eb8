/**
 * Colours and type, light and dark, in one stylesheet inside the file. Meaning never hangs on colour alone: up
 * is a disc, down a triangle, disabled a cross; kinds of card differ in shape and say what they are; what was added,
 * removed or changed has a sign. Text colours have a contrast of at least 4.5 to 1 on their card.
 *
 * Colours are written out, not as variables, which programs other than browsers do not know.
 */
import { SIZES } from '../layout/card/index.ts';

/** Edges of one router share a hue; with more routers than hues they repeat. */
export const HUES = 6;

const LIGHT = {
  bg: '#f4f6fa',
  card: '#ffffff',
  line: '#c3ccda',
  ink: '#172033',
  muted: '#58657b',
  router: '#e6eefc',
  'router-line': '#3f6fd1',
  physical: '#fdf3df',
  'physical-line': '#a8721b',
  badge: '#e9edf4',
  good: '#13773a',
  bad: '#bf2318',
  warn: '#a04a06',
  taken: '#b5179e',
  'on-taken': '#ffffff',
  added: '#13773a',
  removed: '#bf2318',
  changed: '#8a5a00',
  frame: '#eaeef5',
  e0: '#2c66cf',
  e1: '#0b7d71',
  e2: '#8440c8',
  e3: '#b95f0d',
  e4: '#bd3272',
  e5: '#5a7514',
};

const DARK: typeof LIGHT = {
  bg: '#0e131b',
  card: '#18202c',
  line: '#3a475c',
  ink: '#e8edf5',
  muted: '#9aa8bf',
  router: '#1a2a49',
  'router-line': '#6f9cf5',
  physical: '#2e2614',
  'physical-line': '#d29a3f',
  badge: '#28344a',
  good: '#57c983',
  bad: '#ff7b70',
  warn: '#f0a35a',
  taken: '#ff79e1',
  'on-taken': '#2b0024',
  added: '#57c983',
  removed: '#ff7b70',
  changed: '#e5b84a',
  frame: '#131a25',
  e0: '#6b9dff',
  e1: '#3cc7b5',
  e2: '#bd8bf5',
  e3: '#f0a04e',
  e4: '#f27fb2',
  e5: '#a9c94f',
};

/** Both schemes, by name of colour. */
export const colours = { light: LIGHT, dark: DARK };

export type Theme = 'auto' | 'light' | 'dark';

type Colour = keyof typeof LIGHT;

const FAMILY =
  'ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif';

const SHAPES = `text{font-family:${FAMILY};unicode-bidi:isolate}
.heading{font-size:18px;font-weight:700}
.summary,.caption,.legend{font-size:12px}
.caption{font-weight:600}
.card rect.body{stroke-width:1.2}
.router rect.body{stroke-width:1.6}
.physical rect.body,.external rect.body,.remote rect.body{stroke-width:1.4;stroke-dasharray:6 3}
.load-balancer rect.body,.chassis rect.body{stroke-width:1.6}
.rule{stroke-width:1}
.router .rule{stroke-opacity:.35}
.kind{font-size:${SIZES.kind}px;letter-spacing:.06em;font-weight:600}
.title{font-size:${SIZES.title}px;font-weight:700}
.subtitle{font-size:${SIZES.subtitle}px}
.fact{font-size:${SIZES.fact}px}
.pin{font-size:${SIZES.pin}px;font-weight:600}
.detail{font-size:${SIZES.detail}px}
.item{font-size:${SIZES.item}px}
.value{font-size:${SIZES.value}px}
.section{font-size:${SIZES.section}px;font-weight:700}
.column{font-size:${SIZES.column}px;font-weight:600}
.cell{font-size:${SIZES.cell}px}
.banner{font-size:${SIZES.banner}px;font-weight:700}
.banner-bar{fill-opacity:.14}
.more{font-size:${SIZES.more}px;font-style:italic}
.label{font-size:${SIZES.badge}px;font-weight:600}
.number{font-size:${SIZES.step}px;font-weight:700}
.story{font-size:12px;font-weight:600}
.line{font-size:11px}
.sign{font-size:12px;font-weight:700}
.edge{fill:none;stroke-width:1.8;stroke-linejoin:round}
.halo{fill:none;stroke-width:5}
.localnet{stroke-dasharray:6 3}
.tunnel{stroke-dasharray:2 3}
.broken{stroke-dasharray:9 4}
.peer,.patch{stroke-width:3}
.edge.taken{stroke-width:4.5;stroke-dasharray:none}
.dim{opacity:.5}
.card.taken rect.body{stroke-width:3}
.edge.is-removed,.is-removed rect.body{stroke-dasharray:3 3}
.is-added rect.body,.is-removed rect.body,.is-changed rect.body{stroke-width:2.4}
.dot{stroke-width:1.5}
.mark{stroke:none}
.mark.warn{fill:none;stroke-width:1.8}
.mark.unknown{fill:none;stroke-width:1.4}
.frame rect{stroke-width:1.2}
.hit{fill:none;pointer-events:all}
`;

/** Rules whose declarations are colours: selector, property, colour. */
const COLOURED: readonly (readonly [selector: string, property: string, colour: Colour])[] = [
  ['.bg', 'fill', 'bg'],
  ['text', 'fill', 'ink'],
  ['.summary,.caption,.legend,.line,.kind,.subtitle,.detail,.value,.more,.column', 'fill', 'muted'],
  ['.frame rect', 'fill', 'frame'],
  ['.frame rect', 'stroke', 'line'],
  ['.card rect.body', 'fill', 'card'],
  ['.card rect.body,.rule', 'stroke', 'line'],
  ['.router rect.body,.load-balancer rect.body', 'fill', 'router'],
  ['.router rect.body,.load-balancer rect.body,.router .rule,.load-balancer .rule', 'stroke', 'router-line'],
  ['.physical rect.body,.external rect.body,.remote rect.body', 'fill', 'physical'],
  ['.physical rect.body,.external rect.body,.remote rect.body,.localnet', 'stroke', 'physical-line'],
  ['.chassis rect.body', 'stroke', 'muted'],
  ['.badge', 'fill', 'badge'],
  ['.router .badge,.load-balancer .badge', 'fill', 'card'],
  ['text.bad,.banner-bar.bad,.mark.bad,.dot.bad', 'fill', 'bad'],
  ['text.warn,.banner-bar.warn,.dot.warn', 'fill', 'warn'],
  ['text.good.fact,text.good.banner,text.good.cell,.banner-bar.good,.mark.good', 'fill', 'good'],
  ['.banner-bar.idle,.banner-bar.unknown,.mark', 'fill', 'muted'],
  ['.mark.good', 'fill', 'good'],
  ['.mark.bad', 'fill', 'bad'],
  ['.edge,.mark.unknown', 'stroke', 'muted'],
  ['.halo', 'stroke', 'bg'],
  ...Array.from({ length: HUES }, (_, i) => [`.e${i}`, 'stroke', `e${i}` as Colour] as const),
  ['.localnet', 'stroke', 'physical-line'],
  ['.edge.broken,.dot.bad', 'stroke', 'bad'],
  ['.dot', 'fill', 'card'],
  ['.dot', 'stroke', 'ink'],
  ['.dot.idle', 'fill', 'ink'],
  ['.dot.bad', 'fill', 'bad'],
  ['.dot.bad', 'stroke', 'bad'],
  ['.dot.warn', 'fill', 'warn'],
  ['.dot.warn,.mark.warn', 'stroke', 'warn'],
  ['.edge.taken,.card.taken rect.body', 'stroke', 'taken'],
  ['.step', 'fill', 'taken'],
  ['.number,.sign', 'fill', 'on-taken'],
  ...(['added', 'removed', 'changed'] as const).flatMap((change) => [
    [`.edge.is-${change},.card.is-${change} rect.body,.frame.is-${change} rect`, 'stroke', change] as const,
    [`.glyph.is-${change}`, 'fill', change] as const,
  ]),
];

const coloured = (scheme: typeof LIGHT): string =>
  COLOURED.map(([selector, property, colour]) => `${selector}{${property}:${scheme[colour]}}`).join('\n') +
  '\n.mark.warn,.mark.unknown{fill:none}\n';

/** The rules alone, for a page that has a `<style>` of its own. */
export const rules = (theme: Theme): string => {
  if (theme === 'dark') return `${SHAPES}svg{color-scheme:dark}\n${coloured(DARK)}`;
  const light = `${SHAPES}svg{color-scheme:${theme === 'auto' ? 'light dark' : 'light'}}\n${coloured(LIGHT)}`;
  if (theme === 'light') return light;
  return `${light}@media (prefers-color-scheme:dark){
${coloured(DARK)}}
@media print{
${coloured({ ...LIGHT, bg: '#ffffff' })}}
`;
};

export const stylesheet = (theme: Theme): string => `<style>\n${rules(theme)}</style>`;
