/**
 * A copy of a database, or of the wanted part of it, that follows the server: through lost connections, other
 * members of the cluster, conversions of the schema and changes of what is wanted. At every moment it is the
 * database as it was after some transaction; it is never a mixture. Changes are told in order, none is left out,
 * also when a new connection had to read everything again.
 *
 *     run:  next remote → connect → survey → monitor → (updates …) → lost → backoff → run
 *     survey:   list_dbs, _Server (fit? leader? behind?), schema
 *     monitor:  with the last transaction if the rows are known to answer to the acknowledged conditions
 *     anything that does not fit the copy → the connection is given up and everything is read again
 */
import { OvnscopeError } from '../../text/index.ts';
import { inTurns, sleep } from '../clock.ts';
import type { Body } from '../json/body.ts';
import type { Progress } from '../json/scanner.ts';
import type { Json } from '../json/value.ts';
import { planOf, type Plan } from '../monitor/spec.ts';
import { applyUpdates, differences, fillDatabase } from '../monitor/updates.ts';
import { Database } from '../rows/database.ts';
import { Problems } from '../rows/problems.ts';
import { Peer } from '../rpc/peer.ts';
import type { Where } from '../rpc/readonly.ts';
import { sameSchema } from '../schema/format.ts';
import type { DatabaseSchema } from '../schema/types.ts';
import { formatRemote, type Remote } from '../transport/remote.ts';
import { Backoff } from './backoff.ts';
import { Conditions } from './conditions.ts';
import type { ClientEvent } from './events.ts';
import { abandoned, asError, isPassing, Passing, summary, WrongCluster } from './failure.ts';
import { NO_TRANSACTION, startMonitor, updateOf, type Initial, type Monitor } from './link.ts';
import { callOut, type ChangeSet, type ReplicaOptions } from './options.ts';
import { getSchema, type ServerStatus } from './server.ts';
import { Waiting } from './waiting.ts';
import { SERVER_MONITOR, survey, type ClusterMemory, type ServerWatch } from './watch-server.ts';

export class Replica {
  /** Settles with the first complete read, or with why there will be none. */
  readonly ready: Promise<Database>;
  private readonly options: ReplicaOptions;
  private readonly conditions: Conditions;
  private readonly memory: ClusterMemory;
  private readonly backoff: Backoff;
  private readonly stop = new AbortController();
  private readonly listeners = new Set<(changes: ChangeSet) => void>();
  private readonly waiting = new Waiting();
  private readonly finished: Promise<void>;
  private settle: { resolve: (database: Database) => void; reject: (error: OvnscopeError) => void };
  private current: Database | undefined;
  private last = NO_TRANSACTION;
  private peer: Peer | undefined;
  private watch: ServerWatch | undefined;
  private monitor: Monitor | undefined;
  private monitors = 0;
  private reads = 0;
  private turn = 0;
  private over: OvnscopeError | undefined;

  constructor(options: ReplicaOptions) {
    this.options = options;
    this.conditions = Conditions.of(options.spec);
    this.memory = { clusterId: options.remotes.clusterId, index: 0 };
    this.backoff = new Backoff(options.random);
    this.settle = { resolve: () => undefined, reject: () => undefined };
    this.ready = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
    this.ready.catch(() => undefined);
    this.finished = this.run();
  }

  /** The copy as it is now; `undefined` before the first complete read. Replaced when all is read again. */
  get database(): Database | undefined {
    return this.current;
  }

  /** What the server said of itself last. */
  get status(): ServerStatus | undefined {
    return this.watch?.status;
  }

  /** The remote that is connected now. */
  get connected(): string | undefined {
    return this.peer?.name;
  }

  /** For questions beside the copy (`Moment`); `undefined` while there is no connection. */
  get connection(): Peer | undefined {
    return this.peer;
  }

  /** The last transaction that the copy has, if the server names them (ovsdb-server(7), 4.1.15). */
  get transaction(): string | undefined {
    return this.last === NO_TRANSACTION ? undefined : this.last;
  }

  /** Bytes that the connection at hand has brought. */
  get received(): number {
    return this.peer?.bytesIn ?? 0;
  }

  /** How much of the message under way has arrived. */
  get progress(): Progress {
    return this.peer?.progress ?? { bytes: 0, rows: 0 };
  }

  /** Calls back for every change from now on; the returned function ends that. */
  onChange(listener: (changes: ChangeSet) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Changes which rows of some tables are wanted; an empty list wants none. Resolves when the server has confirmed
   * it and the rows are here; false if nothing changes. Rejects with `OvnscopeError` when the server refuses the
   * conditions (those before stay then) and when the replica is closed.
   */
  async setConditions(where: Readonly<Record<string, Where>>): Promise<boolean> {
    if (this.over !== undefined) throw this.over;
    const tables = Object.keys(where);
    const changed = tables.map((table) => this.conditions.want(table, where[table] as Where));
    this.sendConditions();
    if (!this.conditions.satisfied || this.current === undefined) await this.waiting.for(tables);
    return changed.includes(true);
  }

  /** Gives the connection up and connects anew; for tests and for people who ask for it. */
  reconnect(): void {
    this.peer?.close(
      new OvnscopeError('connection', 'a new connection was asked for', { where: this.peer.name }),
    );
  }

  async close(): Promise<void> {
    // The connection first, and in order: aborting cuts it, which the server's log reports as a fault.
    this.peer?.close();
    this.stop.abort();
    this.finish(abandoned());
    await this.finished;
  }

  private finish(reason: OvnscopeError): void {
    this.over ??= reason;
    this.settle.reject(reason);
    this.waiting.end(reason);
  }

  private async run(): Promise<void> {
    const { remotes } = this.options.remotes;
    const began = this.options.clock.now();
    let failures: OvnscopeError[] = [];
    while (!this.stop.signal.aborted) {
      const remote = remotes[this.turn++ % remotes.length] as Remote;
      const readsBefore = this.reads;
      const failure = await this.attempt(remote);
      if (this.stop.signal.aborted) return;
      // The loss of a good connection begins a new round: every other server is asked before any waiting.
      if (this.reads > readsBefore) failures = [];
      failures.push(failure);
      if (failures.length < remotes.length) continue;
      if (this.current === undefined && this.hopeless(failures, began)) {
        return this.finish(summary(this.options.database, failures));
      }
      failures = [];
      const milliseconds = this.backoff.step();
      this.tell({ kind: 'waiting', milliseconds });
      await sleep(this.options.clock, milliseconds, this.stop.signal);
    }
  }

  private hopeless(failures: readonly OvnscopeError[], began: number): boolean {
    if (this.options.giveUpMs === undefined) return false;
    return !failures.some(isPassing) || this.options.clock.now() - began >= this.options.giveUpMs;
  }

  /** Connects, reads, follows; ends with the reason why the connection is over. */
  private async attempt(remote: Remote): Promise<OvnscopeError> {
    const { options } = this;
    const name = formatRemote(remote);
    let peer: Peer | undefined;
    try {
      this.tell({ kind: 'connecting', remote: name });
      const transport = await options.connect(remote, {
        signal: this.stop.signal,
        tls: options.tls,
        timeoutMs: options.connectTimeoutMs ?? 10_000,
      });
      if (this.stop.signal.aborted) {
        transport.close();
        throw abandoned();
      }
      peer = this.peer = new Peer(transport, {
        clock: options.clock,
        ...(options.probeMs === undefined ? {} : { probeMs: options.probeMs }),
        ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
        onNotification: (method, params, body) => this.notified(method, params, body),
      });
      this.tell({ kind: 'connected', remote: name });
      const { database, leaderOnly = true } = options;
      await survey(peer, { database, leaderOnly, memory: this.memory }, (watch) => {
        this.watch = watch;
      });
      await this.read(peer);
      const reason =
        (await peer.closed) ?? new OvnscopeError('connection', 'the connection was closed', { where: name });
      if (!this.stop.signal.aborted) this.tell({ kind: 'lost', remote: name, reason: reason.message });
      return new Passing(reason);
    } catch (thrown) {
      const error = asError(thrown, name);
      // A connection that stood and broke may stand again; one that was refused, or ended before the first word,
      // will be again.
      const broke = peer?.failure === error && error.kind === 'connection' && peer.bytesIn > 0;
      peer?.close(error);
      if (!this.stop.signal.aborted) this.tell({ kind: 'failed', remote: name, reason: error.message });
      return broke && !isPassing(error) && !(error instanceof WrongCluster) ? new Passing(error) : error;
    } finally {
      this.peer = this.watch = this.monitor = undefined;
    }
  }

  /** A conversion may come between the schema and the monitor: then what is there by now is read. */
  private async read(peer: Peer): Promise<void> {
    this.monitor = undefined;
    for (const { database } = this.options; ;) {
      const problems = new Problems();
      const schema = await getSchema(peer, database, problems);
      try {
        return await this.readAs(schema, problems, peer);
      } catch (error) {
        const isRefusal = error instanceof OvnscopeError && error.kind === 'server' && !peer.failure;
        if (!isRefusal || sameSchema(schema, await getSchema(peer, database, new Problems()))) throw error;
      }
    }
  }

  private async readAs(schema: DatabaseSchema, problems: Problems, peer: Peer): Promise<void> {
    const { database, spec, clock } = this.options;
    const began = clock.now();
    const known = this.resumable(schema);
    if (known === undefined) {
      this.last = NO_TRANSACTION;
      this.conditions.restart();
    }
    const plan = planOf(spec, schema, this.conditions.current);
    const id = this.newId();
    const bytesBefore = peer.bytesIn;
    let how: 'full' | 'changes' = 'full';
    const method = await startMonitor(peer, database, id, plan, this.last, (initial) => {
      const tables = new Set(plan.tables.map(({ name }) => name));
      this.monitor = { method: initial.method, tables, id, former: undefined };
      const done = (): void => {
        this.backoff.reset();
        this.reads++;
      };
      if (initial.found && known !== undefined) {
        how = 'changes';
        this.apply(known, initial.updates, initial.body, initial.last);
        return done();
      }
      const replaced = this.replace(initial, schema, plan, problems, clock.now() - began);
      return replaced === undefined ? done() : replaced.then(done);
    });
    const current = this.current as Database;
    this.tell({
      kind: 'read',
      remote: peer.name,
      database,
      how,
      method,
      rows: [...current.all.values()].reduce((sum, table) => sum + table.size, 0),
      bytes: peer.bytesIn - bytesBefore,
      milliseconds: clock.now() - began,
    });
    this.settle.resolve(current);
    this.sendConditions();
  }

  /** The copy, if what happened since its last transaction is enough to make it current. */
  private resumable(schema: DatabaseSchema): Database | undefined {
    const { current } = this;
    if (current === undefined || this.last === NO_TRANSACTION || !this.conditions.settled) return undefined;
    return sameSchema(current.schema, schema) ? current : undefined;
  }

  private newId(): string {
    return `ovnscope ${this.options.database} ${++this.monitors}`;
  }

  private replace(
    initial: Initial,
    schema: DatabaseSchema,
    plan: Plan,
    problems: Problems,
    milliseconds: number,
  ): Promise<void> | undefined {
    const name = this.peer?.name ?? '';
    const origin = { name, kind: 'server' as const, bytes: initial.body.bytes, milliseconds };
    const fresh = new Database(schema, origin, problems);
    for (const table of plan.tables) fresh.open(table.name, table.columns);
    const filled = inTurns(fillDatabase(fresh, initial.updates, initial.body), this.stop.signal);
    if (filled === undefined) return void this.put(fresh, initial.last);
    const { monitor } = this;
    return filled.then(() => {
      // The connection is gone, and another may have brought something newer.
      if (this.monitor !== monitor) throw abandoned();
      this.put(fresh, initial.last);
    });
  }

  private put(fresh: Database, last: string): void {
    const old = this.current;
    if (old !== undefined) fresh.expectLike(old);
    this.current = fresh;
    this.last = last;
    if (this.listeners.size === 0) return;
    const before = old ?? new Database(fresh.schema, fresh.origin);
    this.publish({
      kind: old === undefined ? 'initial' : 'replacement',
      database: fresh,
      changes: differences(before, fresh),
    });
  }

  /**
   * Takes one transaction in. After a misfit the copy is worth nothing: nothing of it may be carried over to the
   * next connection. `last` moves with the rows and before anybody is told.
   */
  private apply(database: Database, updates: Json, body: Body, last = NO_TRANSACTION): void {
    this.last = NO_TRANSACTION;
    const changes = applyUpdates(database, updates, body);
    this.last = last;
    if (changes.length > 0) this.publish({ kind: 'update', database, changes });
  }

  private publish(changes: ChangeSet): void {
    for (const listener of this.listeners) callOut(listener, changes);
  }

  private notified(method: string, params: readonly Json[], body: Body): void {
    if (method === 'monitor_canceled') return this.canceled(params[0]);
    const update = updateOf(method, params);
    if (update === undefined) return;
    if (update.id === SERVER_MONITOR) {
      try {
        this.watch?.update(update.updates, body);
      } catch (error) {
        this.peer?.close(asError(error, this.peer.name));
      }
    } else if (this.current !== undefined && this.isOurs(update.id)) {
      this.apply(this.current, update.updates, body, update.last);
    }
  }

  private isOurs(id: Json | undefined): boolean {
    return this.monitor !== undefined && (id === this.monitor.id || id === this.monitor.former);
  }

  /** The schema was converted, or the database left: what is there now is read from the start. */
  private canceled(id: Json | undefined): void {
    const { peer } = this;
    if (peer === undefined || !this.isOurs(id)) return;
    this.last = NO_TRANSACTION;
    this.read(peer).catch((error: unknown) => peer.close(asError(error, peer.name)));
  }

  /** Sends what is wanted and not confirmed, unless a change is under way; wakes whoever waited for nothing more. */
  private sendConditions(): void {
    const { peer, monitor } = this;
    if (peer === undefined || monitor === undefined) return;
    // Plain `monitor` gives every row, whatever is wanted.
    if (monitor.method === 'monitor') this.conditions.restart();
    const requests = this.conditions.next((table) => monitor.tables.has(table));
    if (requests !== undefined) {
      monitor.former = monitor.id;
      monitor.id = this.newId();
      peer
        .request('monitor_cond_change', [monitor.former, monitor.id, requests], () => {
          if (this.monitor !== monitor) return;
          this.conditions.confirm();
          this.sendConditions();
        })
        .catch((error: unknown) => this.refused(monitor, peer, asError(error, peer.name)));
    }
    if (this.conditions.satisfied) this.waiting.done();
  }

  /** The server may have changed the conditions of some of the tables: the rows answer to nothing that is known. */
  private refused(monitor: Monitor, peer: Peer, error: OvnscopeError): void {
    if (this.monitor !== monitor || error.kind !== 'server' || error === peer.failure) return;
    this.last = NO_TRANSACTION;
    this.monitor = undefined;
    this.waiting.refused(this.conditions.refuse(), error);
    peer.close(error);
  }

  private tell(event: ClientEvent): void {
    callOut(this.options.onEvent, event);
  }
}
