/** Two tables as one. Rows stay in their order, which may be that in which they count: ACLs by priority. */
import type { Cell, SceneTable, TableRow } from '../scene.ts';
import { Differences, withLines } from './differences.ts';
import { merged, pairUp, type Either, type Key } from './pair.ts';

const ROWS: readonly Key<TableRow>[] = [
  { of: ({ id }) => id, unique: false },
  { of: ({ cells }) => cells.map(({ text }) => text).join('\t'), unique: true },
  { of: ({ cells }) => cells[0]?.text, unique: true },
];

const COLUMNS: readonly Key<Column>[] = [{ of: ({ name }) => name, unique: false }];

/** More changes than this are counted. */
const CHANGES_LISTED = 40;

interface Column {
  readonly name: string;
  readonly index: number;
}

const columnsOf = (table: SceneTable | undefined): Column[] =>
  (table?.columns ?? []).map((name, index) => ({ name, index }));

const NO_CELL: Cell = { text: '' };

export const uniteTables = (
  before: SceneTable | undefined,
  after: SceneTable | undefined,
): SceneTable | undefined => {
  if (before === undefined && after === undefined) return undefined;
  const [old, now] = [columnsOf(before), columnsOf(after)];
  const columns = merged(old, now, pairUp(old, now, COLUMNS));
  const [oldRows, newRows] = [before?.rows ?? [], after?.rows ?? []];
  const rows = merged(oldRows, newRows, pairUp(oldRows, newRows, ROWS)).map((one) => uniteRow(one, columns));
  const changed = rows.filter(({ change }) => change !== undefined);
  const listed = (after ?? before)?.listed ?? 0;
  const open = listed >= newRows.length ? Math.min(rows.length, newRows.length + CHANGES_LISTED) : listed;
  return {
    columns: columns.map(({ before: gone, after: here }) => (here ?? gone)?.name ?? ''),
    rows:
      open >= rows.length || changed.length === 0
        ? rows
        : [...changed, ...rows.filter(({ change }) => change === undefined)],
    listed: Math.max(changed.length === 0 ? listed : open, Math.min(changed.length, CHANGES_LISTED)),
  };
};

const uniteRow = ({ before, after }: Either<TableRow>, columns: readonly Either<Column>[]): TableRow => {
  const row = (after ?? before) as TableRow;
  const cells = columns.map((column) => {
    const at = after === undefined ? column.before : column.after;
    const lost = column.before === undefined ? undefined : before?.cells[column.before.index];
    return (at === undefined ? undefined : row.cells[at.index]) ?? lost ?? NO_CELL;
  });
  if (before === undefined) return { ...row, cells, change: 'added' };
  if (after === undefined) return { ...row, cells, change: 'removed' };
  const found = new Differences(before.id !== after.id);
  for (const column of columns) {
    // A column that came or went is the table's difference, not each row's.
    if (column.before === undefined || column.after === undefined) continue;
    const [from, to] = [before.cells[column.before.index], after.cells[column.after.index]];
    const lines = found.lines.length;
    found.text(from?.text, to?.text);
    if (lines === found.lines.length) found.tone(from?.tone, to?.tone, to?.text ?? '');
  }
  found.tooltip(before.tooltip, after.tooltip);
  if (found.lines.length === 0) return { ...row, cells };
  return { ...row, cells, change: 'changed', tooltip: withLines(found.lines, row.tooltip) };
};
