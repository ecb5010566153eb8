/**
 * Colours and type, light and dark, in one stylesheet inside the file. Meaning never hangs on colour alone: up
 * is a disc, down a triangle, disabled a cross; kinds of card differ in shape and say what they are.
 * Text colours have a contrast of at least 4.5 to 1 on their card.
 */
import { SIZES } from '../layout/card.ts';

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
  e0: '#6b9dff',
  e1: '#3cc7b5',
  e2: '#bd8bf5',
  e3: '#f0a04e',
  e4: '#f27fb2',
  e5: '#a9c94f',
};

const variables = (colours: typeof LIGHT): string =>
  Object.entries(colours)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');

const hues = Array.from({ length: HUES }, (_, i) => `.e${i}{stroke:var(--e${i})}`).join('');

export const stylesheet = `<style>
svg{${variables(LIGHT)};color-scheme:light dark}
@media (prefers-color-scheme:dark){svg{${variables(DARK)}}}
.bg{fill:var(--bg)}
text{fill:var(--ink);font-family:ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif;unicode-bidi:isolate}
.heading{font-size:18px;font-weight:700}
.summary,.caption,.legend{font-size:12px;fill:var(--muted)}
.caption{font-weight:600}
.card rect.body{fill:var(--card);stroke:var(--line);stroke-width:1.2}
.router rect.body{fill:var(--router);stroke:var(--router-line);stroke-width:1.6}
.physical rect.body{fill:var(--physical);stroke:var(--physical-line);stroke-width:1.4;stroke-dasharray:6 3}
.rule{stroke:var(--line);stroke-width:1}
.router .rule{stroke:var(--router-line);stroke-opacity:.35}
.kind{font-size:${SIZES.kind}px;letter-spacing:.06em;fill:var(--muted);font-weight:600}
.title{font-size:${SIZES.title}px;font-weight:700}
.subtitle{font-size:${SIZES.subtitle}px;fill:var(--muted)}
.fact{font-size:${SIZES.fact}px}
.pin{font-size:${SIZES.pin}px;font-weight:600}
.detail{font-size:${SIZES.detail}px;fill:var(--muted)}
.item{font-size:${SIZES.item}px}
.value{font-size:${SIZES.value}px;fill:var(--muted)}
.more{font-size:${SIZES.more}px;fill:var(--muted);font-style:italic}
text.bad{fill:var(--bad)}text.warn{fill:var(--warn)}text.good.fact{fill:var(--good)}
.badge{fill:var(--badge)}
.router .badge{fill:var(--card)}
.label{font-size:${SIZES.badge}px;font-weight:600}
.edge{fill:none;stroke:var(--muted);stroke-width:1.8;stroke-linejoin:round}
.halo{fill:none;stroke:var(--bg);stroke-width:5}
${hues}
.localnet{stroke:var(--physical-line);stroke-dasharray:6 3}
.peer{stroke-width:3}
.dot{fill:var(--card);stroke:var(--ink);stroke-width:1.5}
.dot.idle{fill:var(--ink)}
.dot.bad{fill:var(--bad);stroke:var(--bad)}.dot.warn{fill:var(--warn);stroke:var(--warn)}
.mark{fill:var(--muted);stroke:none}
.mark.good{fill:var(--good)}.mark.bad{fill:var(--bad)}
.mark.warn{fill:none;stroke:var(--warn);stroke-width:1.8}
.mark.unknown{fill:none;stroke:var(--muted);stroke-width:1.4}
.hit{fill:none;pointer-events:all}
@media print{svg{${variables({ ...LIGHT, bg: '#ffffff' })}}}
</style>`;
