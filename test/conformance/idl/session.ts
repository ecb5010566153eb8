/**
 * One run of `idl`: prints the database as it is seen first and again after each command.
 *
 * Each command waits for a change before it is carried out, unless it has a prefix:
 *
 *     +   the command before changed nothing: do not wait
 *     ^   wait until the server has confirmed the conditions
 *     ?   print only the names of tables
 *
 *     ["DATABASE", OPERATION, ...]              a transaction, on a connection of its own
 *     condition TABLE CLAUSES[;TABLE CLAUSES]   which rows are wanted from now on
 *     reconnect
 *     monitor                                   print every change, for ever
 *     fetch I COLUMN                            read a column that is not followed
 */
import { OvnscopeError } from '../../../src/text/index.ts';
import { systemClock } from '../../../src/ovsdb/clock.ts';
import { select } from '../../../src/ovsdb/client/server.ts';
import { decodeDatum } from '../../../src/ovsdb/datum/index.ts';
import type { Value } from '../../../src/ovsdb/datum/value.ts';
import { formatJson, parseJson } from '../../../src/ovsdb/json/exact.ts';
import type { Json, JsonObject } from '../../../src/ovsdb/json/value.ts';
import { Peer } from '../../../src/ovsdb/rpc/peer.ts';
import type { Where } from '../../../src/ovsdb/rpc/readonly.ts';
import { parseRemote } from '../../../src/ovsdb/transport/remote.ts';
import { connect } from '../../../src/ovsdb/transport/connect.ts';
import type { Change } from '../../../src/ovsdb/monitor/updates.ts';
import type { Database } from '../../../src/ovsdb/rows/database.ts';
import { print } from '../command.ts';
import { parseSelection, wholeSchema, type Source } from './arguments.ts';
import { Idl } from './idl.ts';
import { cellKey, databaseLines, eventText, uuidText, viewOf } from './print.ts';
import { Symbols } from './symbols.ts';
import { logged } from './wire.ts';
import { Writer } from './writer.ts';

const connectLogged = logged(connect);

export class Session {
  private readonly source: Source;
  private readonly commands: readonly string[];
  private readonly idl: Idl;
  private readonly symbols = new Symbols();
  private readonly fetched = new Map<string, Value>();
  private readonly stop = new AbortController();
  private writer: Writer | undefined;
  private step = 0;
  private seqno = 0;

  constructor(source: Source) {
    this.source = source;
    const commands = [...source.rest];
    const notify = commands[0] === 'track-notify';
    if (notify) commands.shift();
    const spec = commands[0]?.startsWith('?')
      ? parseSelection(commands.shift() as string, source.schema)
      : wholeSchema(source.schema);
    this.commands = commands;
    this.idl = new Idl(
      {
        remotes: source.remotes,
        database: source.schema.name,
        spec,
        connect: connectLogged,
        clock: systemClock,
        tls: source.tls,
        leaderOnly: false,
      },
      notify && spec['simple'] !== undefined
        ? (database, change) => this.notified(database, change)
        : undefined,
    );
  }

  async run(): Promise<void> {
    try {
      const { remotes, tls } = this.source;
      if (this.commands.length > 0) {
        this.writer = await Writer.open(remotes, connectLogged, tls, this.stop.signal);
      }
      await this.all();
    } finally {
      this.writer?.close();
      await this.idl.close();
      this.stop.abort();
    }
  }

  private async all(): Promise<void> {
    let commands = this.commands;
    if (commands[0]?.startsWith('condition ')) {
      this.condition(commands[0]);
      commands = commands.slice(1);
    }
    this.idl.start();
    for (const command of commands) await this.one(command);
    this.writer?.close();
    await this.idl.waitForChange(this.seqno);
    this.printDatabase(false);
    print(`${this.number()}: done`);
  }

  private async one(text: string): Promise<void> {
    const [, terse, prefix, command = ''] = /^(\??)([+^]?)(.*)$/s.exec(text) ?? [];
    if (prefix === '^') await this.idl.wait(() => this.idl.conditionsConfirmed);
    else if (prefix !== '+') {
      do {
        await this.idl.waitForChange(this.seqno);
        this.printDatabase(terse === '?');
        this.seqno = this.idl.changeSeqno;
      } while (command === 'monitor');
    }
    this.seqno = this.idl.changeSeqno;
    if (command === 'reconnect') {
      print(`${this.number()}: reconnect`);
      this.step++;
      this.idl.reconnect();
    } else if (command.startsWith('[')) await this.transact(command);
    else if (command.startsWith('condition ')) this.condition(command);
    else if (command.startsWith('fetch ')) await this.fetch(command);
    else throw unsupported(command);
  }

  private number(): string {
    return String(this.step).padStart(3, '0');
  }

  private printDatabase(terse: boolean): void {
    const lines = databaseLines(this.idl.database as Database, this.fetched, terse);
    for (const line of lines) print(`${this.number()}: ${line}`);
    this.step++;
  }

  private condition(command: string): void {
    const wanted = new Map<string, Where>();
    for (const part of command.slice('condition '.length).split(';')) {
      const [table, clauses, ...more] = part.split(' ');
      if (table === undefined || clauses === undefined || more.length > 0) {
        throw new OvnscopeError('usage', `Error parsing condition ${part}`);
      }
      wanted.set(table, parseJson(clauses) as unknown as Where);
    }
    for (const [table, changed] of this.idl.setConditions(wanted)) {
      print(`${this.number()}: ${table}: ${changed ? 'change conditions' : 'conditions unchanged'}`);
    }
    this.step++;
  }

  private async transact(command: string): Promise<void> {
    const reply = await (this.writer as Writer).transact(this.symbols.substitute(parseJson(command)));
    const { result, error } = reply;
    if (error !== null && error !== undefined) {
      throw new OvnscopeError('server', `jsonrpc transaction failed: ${formatJson(error)}`);
    }
    if (result !== null && result !== undefined) this.symbols.collect(result);
    print(`${this.number()}: ${formatJson({ error: null, result: result ?? null }, true)}`);
    this.step++;
  }

  /** Reads one cell of the row of `simple` with this `i`, with the client's own conditional read. */
  private async fetch(command: string): Promise<void> {
    const [, i, column = ''] = command.split(' ');
    const database = this.idl.database as Database;
    const row = [...database.table('simple')].find((candidate) => String(candidate.get('i')) === i);
    if (row === undefined) throw new OvnscopeError('usage', `"fetch" command asks for nonexistent i=${i}`);
    const type = this.source.schema.tables.get('simple')?.columns.get(column)?.type;
    if (type === undefined)
      throw new OvnscopeError('usage', `"fetch" command asks for unknown column ${column}`);
    const remote = parseRemote(this.idl.sessionName ?? '');
    const transport = await connectLogged(remote, { signal: this.stop.signal, tls: this.source.tls });
    const peer = new Peer(transport, { clock: systemClock });
    try {
      const where: Where = [['_uuid', '==', ['uuid', row.uuid]]];
      const [[found] = []] = await select(peer, database.name, [
        { op: 'select', table: 'simple', where, columns: [column] },
      ]);
      const cell = (found as JsonObject | undefined)?.[column] as Json | undefined;
      if (cell !== undefined) this.fetched.set(cellKey(row.uuid, column), decodeDatum(type, cell));
    } finally {
      peer.close();
    }
    this.idl.touch();
    print(`${this.number()}: commit, status=success`);
    this.step++;
  }

  private notified(database: Database, { uuid, before, after }: Change): void {
    const row = after ?? before;
    if (row === undefined) return;
    const event = before === undefined ? 'create' : after === undefined ? 'delete' : 'update';
    const shown = eventText(viewOf(database, row, this.fetched), true);
    let updates = 'None';
    if (before !== undefined && after !== undefined) {
      const old = new Map(before.entries());
      const changed = after
        .entries()
        .filter(([name, value]) => text(value) !== text(old.get(name)))
        .map(([name]) => name);
      updates = `{${eventText(viewOf(database, before, this.fetched, new Set(changed)), false)}}`;
    }
    print(`${this.number()}: event:${event}, row={${shown}}, ${uuidText(uuid)}, updates=${updates}`);
  }
}

/** Values are in canonical order: equal ones have the same text. */
const text = (value: Value): string =>
  value instanceof Map
    ? formatJson([...(value as ReadonlyMap<string, string>)])
    : formatJson((value ?? []) as Json);

const unsupported = (command: string): OvnscopeError =>
  new OvnscopeError(
    'usage',
    `"${command.split(' ')[0] ?? ''}" is not supported: ovnscope is a read-only client`,
  );
