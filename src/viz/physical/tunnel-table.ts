/** Tunnels of many chassis in one card: a matrix, and where even that is too large a table of what is wrong. */
import type { Cell, Fact, SceneNode, SceneTable, TableRow } from '../scene.ts';
import { count, lines } from '../logical/words.ts';
import type { TunnelCensus } from './tunnel-census.ts';
import { tunnelType, wrongOfTunnel, type EndState, type TunnelEnds } from './tunnels.ts';
import type { TransportNode } from './transport-nodes.ts';

const GLYPHS: Readonly<Record<EndState, Cell>> = {
  up: { text: '●', tone: 'good' },
  down: { text: '▽', tone: 'bad' },
  missing: { text: '▽', tone: 'bad' },
  unread: { text: '○' },
};
const NONE: Cell = { text: '·' };
const SELF: Cell = { text: '' };

/** As the row's host has it to the column's. */
const matrixRow = (
  ends: TunnelEnds,
  nodes: readonly TransportNode[],
  from: TransportNode,
  i: number,
): TableRow => {
  const wrong: string[] = [];
  const cells = nodes.map((to): Cell => {
    if (to === from) return SELF;
    const type = tunnelType(from, to);
    if (type === undefined) return NONE;
    const end = ends.of(from, to, type);
    if (end.wrong !== '') wrong.push(end.wrong);
    return GLYPHS[end.state];
  });
  return {
    id: `tunnels-${from.id}`,
    row: from.ref,
    cells: [
      { text: String(i + 1) },
      { text: from.label, tone: wrong.length === 0 ? 'idle' : 'bad' },
      ...cells,
    ],
    tooltip: lines([`tunnels of ${from.label}`, ...wrong]),
  };
};

const matrix = (ends: TunnelEnds, nodes: readonly TransportNode[]): SceneTable => ({
  columns: ['', 'chassis', ...nodes.map((_, i) => String(i + 1))],
  rows: nodes.map((node, i) => matrixRow(ends, nodes, node, i)),
  listed: nodes.length,
});

const WORDS: Readonly<Record<EndState, Cell>> = {
  up: { text: '● up', tone: 'good' },
  down: { text: '▽ down', tone: 'bad' },
  missing: { text: '▽ missing', tone: 'bad' },
  unread: { text: '○ not read' },
};

/** Of the tunnels that are wrong, as many are written out. */
const EXCEPTIONS_LISTED = 40;

const exceptionTable = ({ exceptions }: TunnelCensus): SceneTable => ({
  columns: ['chassis', 'its side', 'chassis', 'its side', 'type'],
  rows: exceptions.map((tunnel) => {
    const { a, b, type, ends } = tunnel;
    return {
      id: `tunnel-${a.id}-${b.id}`,
      row: (ends[0].interface ?? ends[1].interface)?.ref ?? a.ref,
      cells: [
        { text: a.label },
        WORDS[ends[0].state],
        { text: b.label },
        WORDS[ends[1].state],
        { text: type },
      ],
      tooltip: lines([`${type} tunnel ${a.label} – ${b.label}`, ...wrongOfTunnel(tunnel)]),
    };
  }),
  listed: EXCEPTIONS_LISTED,
});

/** `3 tunnels: geneve 2, vxlan 1`, and how many of them are broken. */
const factsOf = ({ counts, exceptions }: TunnelCensus, hosts: number): readonly Fact[] => {
  const all = [...counts.values()].reduce((sum, many) => sum + many, 0);
  const types = [...counts].map(([type, many]) => `${type} ${many}`).join(', ');
  const state = (): Fact => {
    if (hosts === 0) return { text: 'no host was read: their state is not known', tone: 'unknown' };
    return exceptions.length === 0
      ? { text: 'none is broken, as far as hosts were read', tone: 'good' }
      : { text: `${exceptions.length} broken`, tone: 'bad' };
  };
  return [
    { text: all === 0 ? 'no tunnels' : `${count(all, 'tunnel')}: ${types}`, tone: 'idle' },
    ...(all === 0 ? [] : [state()]),
  ];
};

export const tunnelCard = (
  ends: TunnelEnds,
  nodes: readonly TransportNode[],
  census: TunnelCensus,
  largestMatrix: number,
): SceneNode => {
  const isMatrix = nodes.length <= largestMatrix;
  const table = isMatrix ? matrix(ends, nodes) : exceptionTable(census);
  const hosts = nodes.filter(({ host }) => host !== undefined).length;
  const legend: Fact = { text: '● up   ▽ broken   ○ not read   · none', tone: 'idle' };
  return {
    id: 'tunnels',
    kind: 'table',
    label: 'tunnels',
    row: undefined,
    title: 'Tunnels',
    subtitle: isMatrix ? 'from row to column' : undefined,
    facts: [...factsOf(census, hosts), ...(isMatrix ? [legend] : [])],
    badges: [],
    pins: [],
    sections: [],
    table: table.rows.length === 0 ? undefined : table,
    tooltip: `tunnels between ${nodes.length} chassis`,
    tier: 0,
  };
};
