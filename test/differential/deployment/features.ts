/** What the installed Northbound schema can express: the generator uses everything that it has, and nothing else. */
import { readFileSync } from 'node:fs';
import { schemaPath } from '../../lab/index.ts';

interface Schema {
  readonly tables: Readonly<Record<string, { readonly columns: Readonly<Record<string, unknown>> }>>;
}

export class Features {
  private readonly schema: Schema;

  constructor(schema: Schema) {
    this.schema = schema;
  }

  static installed(): Features {
    return new Features(JSON.parse(readFileSync(schemaPath('nb'), 'utf8')) as Schema);
  }

  hasTable(table: string): boolean {
    return table in this.schema.tables;
  }

  hasColumn(table: string, column: string): boolean {
    return column in (this.schema.tables[table]?.columns ?? {});
  }

  /** Whether the column's enumeration has this word. */
  allows(table: string, column: string, word: string): boolean {
    return JSON.stringify(this.schema.tables[table]?.columns[column] ?? null).includes(`"${word}"`);
  }
}
