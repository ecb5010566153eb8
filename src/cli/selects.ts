/** What an answer needs of one server, as questions of which each is put once. */
import type { Demand } from '../model/index.ts';
import { formatJson, type Clause, type Json, type Row } from '../ovsdb/index.ts';

/** Rows of which all of the clauses hold; every row without any. */
export interface Question {
  readonly table: string;
  readonly clauses: readonly Clause[];
}

/** More questions than this about one table are one about all of it, but for those by UUID, which cost nothing. */
const MOST_QUESTIONS = 100;

export class Selects implements Demand {
  private readonly asked = new Set<string>();
  /** Asked for since the last call of `take`: not here yet. */
  private readonly fresh = new Map<string, Question>();
  private readonly brief = new WeakSet<Row>();
  /** To questions about tables of which a part of the columns is read at first. */
  private readonly answers = new Map<string, readonly Row[]>();

  want(table: string, clause: Clause | true): boolean {
    return this.wantAll(table, clause === true ? [] : [clause]);
  }

  wantAll(table: string, clauses: readonly Clause[]): boolean {
    const key = keyOf({ table, clauses });
    if (this.asked.has(key)) return this.fresh.has(key);
    // By UUID the whole of a row is asked for, of which there may be a part.
    if (!isByUuid({ table, clauses }) && this.asked.has(table)) return this.fresh.has(table);
    this.asked.add(key);
    this.fresh.set(key, { table, clauses });
    return true;
  }

  answerTo(table: string, clauses: readonly Clause[]): readonly Row[] | undefined {
    return this.answers.get(keyOf({ table, clauses }));
  }

  /** Remembers the rows that answered a question, so that nobody has to look for them among the others. */
  addAnswer(question: Question, rows: readonly Row[]): void {
    this.answers.set(keyOf(question), rows);
  }

  isBrief(row: Row): boolean {
    return this.brief.has(row);
  }

  /** Remembers that only some columns of the row were read. */
  addBrief(row: Row): void {
    this.brief.add(row);
  }

  /** Questions that are new since the last call. */
  take(): readonly Question[] {
    const questions = [...this.fresh.values()];
    this.fresh.clear();
    const counts = new Map<string, number>();
    for (const question of questions) {
      if (!isByUuid(question)) counts.set(question.table, (counts.get(question.table) ?? 0) + 1);
    }
    const whole = [...counts].filter(([, count]) => count > MOST_QUESTIONS).map(([table]) => table);
    for (const table of whole) this.asked.add(table);
    return [
      ...questions.filter((question) => isByUuid(question) || !whole.includes(question.table)),
      ...whole.map((table): Question => ({ table, clauses: [] })),
    ];
  }
}

const keyOf = ({ table, clauses }: Question): string =>
  clauses.length === 0 ? table : `${table} ${formatJson(clauses as Json)}`;

export const isByUuid = ({ clauses }: Question): boolean => clauses[0]?.[0] === '_uuid';
