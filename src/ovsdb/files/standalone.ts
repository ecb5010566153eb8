/**
 * Standalone files: ovsdb(5) "Standalone Format". The first record is the schema, every other a transaction.
 * `ovsdb-client backup` and `ovsdb-tool cluster-to-standalone` write the same.
 */
import { messageOf } from '../../text/index.ts';
import { isObject } from '../json/value.ts';
import { Database, type Origin } from '../rows/database.ts';
import { Problems } from '../rows/problems.ts';
import { parseDatabaseSchema } from '../schema/parse.ts';
import type { Json } from '../json/value.ts';
import type { Damage, LogRecord } from './log.ts';
import { applyTransaction } from './transaction.ts';

/** `{TABLE: {UUID: ROW`: rows are the third container of a record. */
export const STANDALONE_ROW_DEPTH = 3;

/** A database of that schema with all its tables, empty; throws `OvnscopeError` of kind `schema`. */
export const emptyDatabase = (schema: Json, origin: Origin, problems: Problems): Database => {
  const onProblem = ({ where, message }: { where: string; message: string }): void =>
    problems.add(`${origin.name}: schema: ${where}`, message);
  const database = new Database(parseDatabaseSchema(schema, { onProblem }), origin, problems);
  for (const name of database.schema.tables.keys()) database.open(name);
  return database;
};

export class StandaloneFile {
  /** There once the first record was taken. */
  database: Database | undefined;
  private readonly origin: Origin;
  private readonly problems = new Problems();

  constructor(origin: Origin) {
    this.origin = origin;
  }

  take({ offset, body }: LogRecord): Damage | undefined {
    if (this.database === undefined) {
      try {
        this.database = emptyDatabase(body.full(), this.origin, this.problems);
        return undefined;
      } catch (error) {
        return { offset, reason: `the first record is not a schema: ${messageOf(error)}` };
      }
    }
    if (!isObject(body.root)) return { offset, reason: 'the transaction is not a JSON object' };
    const where = `${this.origin.name}:${offset}`;
    const reason = applyTransaction(this.database, body.root, { body, where });
    return reason === undefined ? undefined : { offset, reason };
  }
}
