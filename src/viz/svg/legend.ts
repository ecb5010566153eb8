/** What the shapes mean, in one line below the picture. */
import type { PlacedScene } from '../layout/index.ts';
import type { Change, EdgeKind, NodeKind, Tone } from '../scene.ts';
import { CHANGE_GLYPHS } from '../layout/card/index.ts';
import { textWidth } from '../text.ts';
import { drawMark, drawPin } from './shapes.ts';
import type { SvgWriter } from './writer.ts';

interface Entry {
  /** Stands there only where the picture has such a thing. */
  readonly if?: (placed: PlacedScene) => boolean;
  readonly text: string;
  readonly draw: (svg: SvgWriter, x: number, y: number) => void;
  readonly width: number;
}

const line =
  (kind: string) =>
  (svg: SvgWriter, x: number, y: number): void => {
    svg.shape('path', { class: `edge ${kind}`, d: `M${x} ${y}h26` });
  };

const card =
  (kind: string, rx: number) =>
  (svg: SvgWriter, x: number, y: number): void => {
    svg.open('g', { class: `card ${kind}` });
    svg.shape('rect', { class: 'body', x, y: y - 7, width: 22, height: 14, rx });
    svg.close('g');
  };

const mark =
  (tone: Tone) =>
  (svg: SvgWriter, x: number, y: number): void =>
    drawMark(svg, tone, x + 4, y);

const pin =
  (tone: Tone, tooltip: string) =>
  (svg: SvgWriter, x: number, y: number): void =>
    drawPin(svg, { tone, tooltip }, x + 4, y, undefined);

const has =
  (...kinds: readonly NodeKind[]) =>
  ({ nodes }: PlacedScene): boolean =>
    nodes.some(({ node }) => kinds.includes(node.kind));

const joins =
  (kind: EdgeKind) =>
  ({ edges }: PlacedScene): boolean =>
    edges.some(({ edge }) => edge.kind === kind);

const pinned =
  (tone: Tone) =>
  ({ nodes }: PlacedScene): boolean =>
    nodes.some(({ card }) => card.pins.some((one) => one.pin.tone === tone));

const marked =
  (tone: Tone) =>
  ({ nodes }: PlacedScene): boolean =>
    nodes.some(({ card }) => card.items.some((one) => one.unmarked !== true && one.item.tone === tone));

const changed =
  (change: Change) =>
  ({ nodes, edges, frames }: PlacedScene): boolean =>
    edges.some(({ edge }) => edge.change === change) ||
    frames.some(({ container }) => container.change === change) ||
    nodes.some(
      ({ node, card }) =>
        node.change === change ||
        card.items.some(({ item }) => item.change === change) ||
        card.pins.some(({ pin: one }) => one.change === change),
    );

const sign =
  (change: Change) =>
  (svg: SvgWriter, x: number, y: number): void => {
    svg.shape('circle', { class: `glyph is-${change}`, cx: x + 7, cy: y, r: 7 });
    svg.text(CHANGE_GLYPHS[change], { class: 'sign', x: x + 7, y: y + 4, 'text-anchor': 'middle' });
  };

const change = (one: Change): Entry => ({ text: one, draw: sign(one), width: 14, if: changed(one) });

const ENTRIES: readonly Entry[] = [
  { text: 'router', draw: card('router', 7), width: 22, if: has('router') },
  { text: 'switch', draw: card('switch', 2), width: 22, if: has('switch') },
  { text: 'chassis', draw: card('chassis', 2), width: 22, if: has('chassis') },
  { text: 'bridge', draw: card('bridge', 2), width: 22, if: has('bridge') },
  { text: 'load balancer', draw: card('load-balancer', 7), width: 22, if: has('load balancer') },
  { text: 'outside of OVN', draw: card('physical', 2), width: 22, if: has('physical', 'external', 'remote') },
  { text: 'several, folded', draw: card('group', 2), width: 22, if: has('group') },
  {
    text: 'switch – router (a colour for each router)',
    draw: line('e0'),
    width: 26,
    if: (placed) => placed.view === 'logical' && joins('link')(placed),
  },
  { text: 'peers', draw: line('peer'), width: 26, if: joins('peer') },
  { text: 'patch ports', draw: line('patch'), width: 26, if: joins('patch') },
  { text: 'localnet', draw: line('localnet'), width: 26, if: joins('localnet') },
  { text: 'bound there', draw: line('binding'), width: 26, if: joins('binding') },
  {
    text: 'broken',
    draw: line('broken'),
    width: 26,
    if: ({ edges }) => edges.some(({ edge }) => edge.tone === 'bad'),
  },
  { text: 'tunnel', draw: line('tunnel'), width: 26, if: joins('tunnel') },
  {
    text: 'way of the packet, with its steps',
    draw: line('taken'),
    width: 26,
    if: ({ edges }) => edges.some(({ edge }) => edge.taken),
  },
  {
    text: 'port that joins',
    draw: pin('idle', 'a port that joins two nodes'),
    width: 8,
    if: ({ edges }) => edges.length > 0,
  },
  {
    text: 'nothing on its other side',
    draw: pin('unknown', 'a port without another side'),
    width: 8,
    if: pinned('unknown'),
  },
  {
    text: 'broken',
    draw: pin('bad', 'a port whose other side does not exist, or a gateway on no chassis'),
    width: 10,
    if: pinned('bad'),
  },
  ...(['added', 'removed', 'changed'] as const).map(change),
  { text: 'up', draw: mark('good'), width: 8, if: marked('good') },
  { text: 'down', draw: mark('bad'), width: 8, if: marked('bad') },
  { text: 'disabled', draw: mark('warn'), width: 8, if: marked('warn') },
  { text: 'state not known', draw: mark('unknown'), width: 8, if: marked('unknown') },
  { text: 'without a state', draw: mark('idle'), width: 8, if: marked('idle') },
];

const SIZE = 12;
const ROW = 22;

interface PlacedEntry {
  readonly entry: Entry;
  readonly x: number;
  readonly row: number;
}

/** Entries from left to right, in as many rows as the width asks for. */
export const placeLegend = (
  placed: PlacedScene,
  width: number,
): { readonly entries: readonly PlacedEntry[]; readonly height: number } => {
  let [x, row] = [0, 0];
  const entries = ENTRIES.filter((entry) => entry.if?.(placed) ?? true).map((entry) => {
    const size = entry.width + 7 + textWidth(entry.text, SIZE) + 20;
    if (x > 0 && x + size > width) [x, row] = [0, row + 1];
    const at = { entry, x, row };
    x += size;
    return at;
  });
  return { entries, height: (row + 1) * ROW };
};

export const drawLegend = (
  svg: SvgWriter,
  left: number,
  top: number,
  entries: readonly PlacedEntry[],
): void => {
  svg.open('g', { 'aria-label': 'legend' });
  for (const { entry, x, row } of entries) {
    const y = top + row * ROW + ROW / 2;
    entry.draw(svg, left + x, y);
    svg.text(entry.text, { class: 'legend', x: left + x + entry.width + 7, y: y + 4 });
  }
  svg.close('g');
};
