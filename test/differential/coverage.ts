/**
 * What the traces went through: stages, by the rules of each, and actions. Read from the text of the real ovn-trace, and
 * held against what northd wrote into the same databases.
 */
import { readFile } from 'node:fs/promises';
import { bytesOf, openDatabaseFile } from '../../src/ovsdb/index.ts';
import { cut } from './reference/read.ts';
import type { Answered } from './session.ts';

/** Verbs of actions, assignments by what is on their right: `ct_next`, `get_arp`, `ip.ttl--`, `=`, `<->`. */
const actionWords = (text: string): string[] => {
  const plain = text.replaceAll(/\/\*.*?\*\//g, '').replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  const words: string[] = [];
  for (const part of plain.replaceAll(/\([^()]*\)/g, '()').split(/[;{}]/)) {
    const [left = '', right] = part.split(/(?<=\S) (?:=|<->) /);
    const verb = /^[a-z_0-9]+(?=\(|$)|^ip\.ttl--/.exec((right ?? left).trim())?.[0];
    if (part.includes(' <-> ')) words.push('<->');
    else if (verb !== undefined && !/^\d/.test(verb) && (right === undefined || (right ?? '').includes('(')))
      words.push(verb);
    else if (right !== undefined) words.push('=');
  }
  return words;
};

const STAGE = /^ *\d+\. (l[sr]_(?:in|out)_\w+)/gm;
const FLOW = /^ *\d+\. (l[sr]_\w+) \((\S+)\): (.*), priority (\d+), uuid [0-9a-f]{8}$/gm;

const add = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

export class Coverage {
  /** Visits. */
  private readonly stages = new Map<string, number>();
  private readonly actions = new Map<string, number>();
  private readonly sources = new Map<string, number>();
  /** What northd wrote. */
  private readonly writtenStages = new Map<string, number>();
  private readonly writtenActions = new Map<string, number>();
  private readonly writtenSources = new Map<string, number>();

  async add({ southbound, settled }: Answered): Promise<void> {
    for (const each of settled) {
      if (each.skipped === undefined) this.addText(cut(each.all, 'detailed'));
    }
    const { database } = await openDatabaseFile(southbound, bytesOf(await readFile(southbound)));
    for (const row of database.table('Logical_Flow')) this.addRow(row);
  }

  private addText(text: string): void {
    for (const [, stage] of text.matchAll(STAGE)) add(this.stages, stage ?? '');
    for (const [, stage, source] of text.matchAll(FLOW)) add(this.sources, `${stage ?? ''} ${source ?? ''}`);
    for (const line of text.split('\n')) {
      if (/^ {4,}(?!\d+\. )\S.*[;}]$/.test(line))
        for (const word of actionWords(line)) add(this.actions, word);
    }
  }

  private addRow(row: { get(column: string): unknown }): void {
    // What passes everything on is left out by ovn-trace.
    if (row.get('match') === '1' && row.get('actions') === 'next;') return;
    const ids = row.get('external_ids') as ReadonlyMap<string, string>;
    const stage = ids.get('stage-name') ?? '';
    add(this.writtenStages, stage);
    add(this.writtenSources, `${stage} ${ids.get('source') ?? ''}`);
    for (const word of actionWords(String(row.get('actions')))) add(this.writtenActions, word);
  }

  /** What was written and never visited. */
  private static missing(
    written: ReadonlyMap<string, number>,
    visited: ReadonlyMap<string, number>,
  ): string[] {
    return [...written.keys()].filter((key) => !visited.has(key)).sort();
  }

  report(): string {
    const line = (
      what: string,
      written: ReadonlyMap<string, number>,
      visited: ReadonlyMap<string, number>,
    ): string => {
      const missing = Coverage.missing(written, visited);
      return `${what}: ${written.size - missing.length} of ${written.size}${missing.map((each) => `\n    not reached: ${each}`).join('')}`;
    };
    return [
      line('stages', this.writtenStages, this.stages),
      line('actions', this.writtenActions, this.actions),
      line('places in northd', this.writtenSources, this.sources),
    ].join('\n');
  }
}
