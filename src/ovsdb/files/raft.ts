/**
 * The file of a cluster member: ovsdb(5) "Clustered Format". A header holds a snapshot, the records after it the
 * Raft log from there on and what the member knows about the cluster:
 *
 *     header        server_id, cluster_id, name, local_address, prev_servers, prev_index, prev_term, prev_data, …
 *     entry         term, index, data?, servers?, election_timer?
 *     term, vote, leader, commit_index, note
 *     data          [SCHEMA | null, TRANSACTION | null]
 *
 * - An entry with an index that is already there replaces the log from that index on.
 * - Only what is committed is the database: what `commit_index` says. A member that is alone in its cluster commits
 *   whatever it has written, as it is a majority by itself.
 * - A schema starts the database anew: with its transaction as the whole content, or without one by conversion of
 *   the rows that are there.
 */
import { excerpt, messageOf, OvnscopeError } from '../../text/index.ts';
import { Raw } from '../json/raw.ts';
import { isArray, isObject, type Json, type JsonObject } from '../json/value.ts';
import type { Body } from '../json/body.ts';
import type { Database, Origin } from '../rows/database.ts';
import { Problems } from '../rows/problems.ts';
import { convertRows } from './convert.ts';
import type { Damage, LogRecord } from './log.ts';
import { emptyDatabase } from './standalone.ts';
import { applyTransaction } from './transaction.ts';

/** `{"data": [SCHEMA, {TABLE: {UUID: ROW` */
export const CLUSTER_ROW_DEPTH = 5;

/** What a member's file tells about its cluster. */
export interface ClusterFacts {
  readonly serverId: string;
  readonly clusterId: string;
  /** Of the database. */
  readonly name: string;
  readonly localAddress: string;
  term: number;
  /** Entries up to this index are in the database. */
  commitIndex: number;
  /** The last entry in the file; what lies between the two is not known to be committed and was left out. */
  lastIndex: number;
  /** Server id → address, of the newest configuration in the file. */
  members: ReadonlyMap<string, string>;
  /** The leader that was last heard of, in the newest term. */
  leader: string | undefined;
  /** Milliseconds. */
  electionTimer: number | undefined;
  /** The member wrote down that it has left the cluster: its data is of that time. */
  left: boolean;
}

interface Entry {
  readonly index: number;
  readonly term: number;
  readonly offset: number;
  readonly body: Body;
  readonly data: Json | undefined;
}

export class ClusterFile {
  database: Database | undefined;
  facts: ClusterFacts | undefined;
  /** Set when the file is whole but holds no database: its member has not joined the cluster yet. */
  refusal: OvnscopeError | undefined;
  private readonly origin: Origin;
  private readonly problems = new Problems();
  /** Not applied yet, in order of index without gaps. */
  private readonly entries: Entry[] = [];
  /** Each configuration of the cluster with the entry that brought it: replacing that entry takes it back. */
  private readonly configurations: {
    readonly index: number;
    readonly members: ReadonlyMap<string, string>;
  }[] = [];
  private lastTerm = 0;

  constructor(origin: Origin) {
    this.origin = origin;
  }

  take(record: LogRecord): Damage | undefined {
    const { root } = record.body;
    if (!isObject(root)) return { offset: record.offset, reason: 'the record is not a JSON object' };
    if (this.facts === undefined) return this.takeHeader(root, record);
    const reason = this.takeRecord(root, record, this.facts);
    if (reason !== undefined) return { offset: record.offset, reason };
    // The entry at the commit index itself may still be written again; ovsdb-server allows that.
    return this.apply(this.facts.commitIndex - 1);
  }

  /** Applies what is left; the last call. */
  finish(): Damage | undefined {
    const { facts } = this;
    if (facts === undefined) return undefined;
    if (facts.members.size === 1 && facts.members.has(facts.serverId)) facts.commitIndex = facts.lastIndex;
    return this.apply(facts.commitIndex);
  }

  private takeHeader(header: JsonObject, { offset, body }: LogRecord): Damage | undefined {
    const [serverId, name] = [text(header['server_id']), text(header['name'])];
    if (serverId === '' || name === '')
      return { offset, reason: 'the header of a cluster member lacks its name' };
    if (header['remote_addresses'] !== undefined) {
      this.refusal = notJoined(this.origin.name, header);
      return { offset, reason: this.refusal.message };
    }
    const index = integer(header['prev_index']) ?? 0;
    this.lastTerm = integer(header['prev_term']) ?? 0;
    this.facts = {
      serverId,
      clusterId: text(header['cluster_id']),
      name,
      localAddress: text(header['local_address']),
      term: this.lastTerm,
      commitIndex: index,
      lastIndex: index,
      members: servers(header['prev_servers']),
      leader: undefined,
      electionTimer: integer(header['prev_election_timer']),
      left: false,
    };
    this.configurations.push({ index, members: this.facts.members });
    const data = header['prev_data'];
    return data === undefined ? undefined : this.applyData(data, body, offset);
  }

  /** The kinds of records, told apart by their members in the order in which ovsdb-server looks at them. */
  private takeRecord(
    record: JsonObject,
    { offset, body }: LogRecord,
    facts: ClusterFacts,
  ): string | undefined {
    if (record['note'] !== undefined) {
      if (record['note'] === 'left') facts.left = true;
      return undefined;
    }
    const commitIndex = integer(record['commit_index']);
    if (commitIndex !== undefined) {
      if (commitIndex < facts.commitIndex) return `commit index ${commitIndex} after ${facts.commitIndex}`;
      if (commitIndex > facts.lastIndex)
        return `commit index ${commitIndex}, but the last entry is ${facts.lastIndex}`;
      facts.commitIndex = commitIndex;
      return undefined;
    }
    const term = integer(record['term']);
    if (term === undefined) return 'a record without a term';
    if (term > facts.term) {
      facts.term = term;
      facts.leader = undefined;
    }
    if (record['leader'] !== undefined) {
      facts.leader = text(record['leader']);
      return undefined;
    }
    const index = integer(record['index']);
    if (record['vote'] !== undefined || index === undefined) return undefined;
    const reason = this.addEntry({ index, term, offset, body, data: record['data'] }, facts);
    if (reason !== undefined) return reason;
    facts.electionTimer = integer(record['election_timer']) ?? facts.electionTimer;
    while (this.configurations.length > 1 && (this.configurations.at(-1)?.index ?? 0) >= index)
      this.configurations.pop();
    if (record['servers'] !== undefined)
      this.configurations.push({ index, members: servers(record['servers']) });
    facts.members = this.configurations.at(-1)?.members ?? facts.members;
    return undefined;
  }

  private addEntry(entry: Entry, facts: ClusterFacts): string | undefined {
    const { index } = entry;
    if (index < facts.commitIndex)
      return `entry ${index} would replace a committed one (up to ${facts.commitIndex})`;
    if (index > facts.lastIndex + 1) return `entry ${index} where ${facts.lastIndex + 1} should be`;
    while (this.entries.length > 0 && (this.entries.at(-1) as Entry).index >= index) this.entries.pop();
    const before = this.entries.at(-1)?.term ?? this.lastTerm;
    if (entry.term < before) return `entry ${index} is of term ${entry.term}, the one before it of ${before}`;
    this.entries.push(entry);
    facts.lastIndex = index;
    return undefined;
  }

  private apply(last: number): Damage | undefined {
    let count = 0;
    let damage: Damage | undefined;
    for (const entry of this.entries) {
      if (entry.index > last || damage !== undefined) break;
      if (entry.data !== undefined) damage = this.applyData(entry.data, entry.body, entry.offset);
      if (damage === undefined) count++;
    }
    if (count > 0) {
      this.lastTerm = (this.entries[count - 1] as Entry).term;
      this.entries.splice(0, count);
    }
    return damage;
  }

  private applyData(data: Json, body: Body, offset: number): Damage | undefined {
    if (!isArray(data) || data.length !== 2)
      return { offset, reason: 'the data of an entry is not [schema, transaction]' };
    const [schema, transaction] = data as readonly [Json, Json];
    let next = this.database;
    if (schema !== null) {
      try {
        next = emptyDatabase(openSchema(schema, body), this.origin, this.problems);
        if (transaction === null && this.database !== undefined) convertRows(this.database, next);
      } catch (error) {
        return { offset, reason: `the schema of an entry cannot be read: ${messageOf(error)}` };
      }
    }
    if (transaction !== null) {
      if (next === undefined || !isObject(transaction)) {
        return {
          offset,
          reason: 'an entry without a schema before it, or whose transaction is not a JSON object',
        };
      }
      const reason = applyTransaction(next, transaction, { body, where: `${this.origin.name}:${offset}` });
      if (reason !== undefined) return { offset, reason };
    }
    this.database = next;
    return undefined;
  }
}

/** In a large record the schema's list of tables lies as deep as a table's rows do, and is a placeholder like them. */
const openSchema = (schema: Json, body: Body): Json => {
  if (!isObject(schema) || schema['tables'] === undefined) return schema;
  const tables = body.open(schema['tables']);
  return { ...schema, tables: tables instanceof Raw ? tables.parse() : tables };
};

const text = (json: Json | undefined): string => (typeof json === 'string' ? json : '');

const integer = (json: Json | undefined): number | undefined =>
  typeof json === 'number' && Number.isSafeInteger(json) && json > 0 ? json : undefined;

const servers = (json: Json | undefined): ReadonlyMap<string, string> =>
  new Map(isObject(json) ? Object.entries(json).map(([id, address]) => [id, text(address)]) : []);

const notJoined = (name: string, header: JsonObject): OvnscopeError => {
  const remotes = isArray(header['remote_addresses']) ? header['remote_addresses'].map(text).join(', ') : '';
  return new OvnscopeError(
    'file',
    `${excerpt(name)}: a cluster member that has not joined: it holds no data yet`,
    {
      where: excerpt(name),
      expected: 'the file of a member that has joined its cluster',
      hint: `read the file of another member, or a live one; this one would join ${excerpt(remotes)}`,
    },
  );
};
