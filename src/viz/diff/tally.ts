/** How many things changed, in all and by kind: the summary of a difference. */
import { kindOfTable, naturalCompare, type RowRef } from '../../model/index.ts';
import { kindText } from '../kinds.ts';
import type { Change, EdgeKind, NodeKind } from '../scene.ts';

const EDGES: Readonly<Record<EdgeKind, string>> = {
  link: 'link',
  peer: 'link between peers',
  localnet: 'localnet link',
  tunnel: 'tunnel',
  patch: 'patch link',
  binding: 'binding',
  backend: 'link to a backend',
};

const CHANGES: readonly Change[] = ['added', 'removed', 'changed'];
const SIGNS: Readonly<Record<Change, string>> = { added: '+', removed: '−', changed: '~' };

const plural = (word: string): string => {
  if (word.endsWith('chassis')) return word;
  if (/(ch|sh|s|x)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
};

export class Tally {
  private readonly all: Record<Change, number> = { added: 0, removed: 0, changed: 0 };
  private readonly kinds = new Map<string, Record<Change, number>>();

  node(change: Change | undefined, row: RowRef | undefined, kind: NodeKind): void {
    this.part(change, row, kindText(kind));
  }

  edge(change: Change | undefined, kind: EdgeKind): void {
    this.part(change, undefined, EDGES[kind]);
  }

  /** A port, a row of a table, a frame; called as its row's kind is, or so. */
  part(change: Change | undefined, row: RowRef | undefined, otherwise: string): void {
    if (change === undefined) return;
    const kind = (row === undefined ? undefined : kindOfTable(row.database, row.table)?.title) ?? otherwise;
    let counts = this.kinds.get(kind);
    if (counts === undefined) this.kinds.set(kind, (counts = { added: 0, removed: 0, changed: 0 }));
    counts[change]++;
    this.all[change]++;
  }

  /** `3 added, 1 removed · logical switch +1 · logical switch ports +2 −1`. */
  get text(): string {
    const totals = CHANGES.filter((change) => this.all[change] > 0).map(
      (change) => `${this.all[change]} ${change}`,
    );
    if (totals.length === 0) return 'no difference';
    const kinds = [...this.kinds]
      .sort(([a], [b]) => naturalCompare(a, b))
      .map(([kind, counts]) => {
        const signed = CHANGES.filter((change) => counts[change] > 0).map(
          (change) => `${SIGNS[change]}${counts[change]}`,
        );
        const many = counts.added + counts.removed + counts.changed;
        return [many === 1 ? kind : plural(kind), ...signed].join(' ');
      });
    return [totals.join(', '), ...kinds].join(' · ');
  }
}
