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
import { excerpt, OvnscopeError } from '../../text/index.ts';
import { sleep, type Clock } from '../clock.ts';
import type { Body } from '../json/body.ts';
import { formatJson } from '../json/exact.ts';
import type { Json } from '../json/value.ts';
import type { Progress } from '../json/scanner.ts';
import { planOf, type Plan, type Spec } from '../monitor/spec.ts';
import { applyUpdates, differences, type Change } from '../monitor/updates.ts';
import { Database } from '../rows/database.ts';
import { Problems } from '../rows/problems.ts';
import { Peer } from '../rpc/peer.ts';
import type { Where } from '../rpc/readonly.ts';
import { formatDatabaseSchema } from '../schema/format.ts';
import type { DatabaseSchema } from '../schema/types.ts';
import { formatRemote, type Remote, type RemoteList } from '../transport/remote.ts';
import type { Connect, TlsOptions } from '../transport/transport.ts';
import { Backoff } from './backoff.ts';
import { Conditions } from './conditions.ts';
import type { ClientEvent } from './events.ts';
import { asError, isPassing, Passing, summary } from './failure.ts';
import { NO_TRANSACTION, startMonitor, updateOf, type Initial } from './link.ts';
import { getSchema, listDatabases, type ServerStatus } from './server.ts';
import { SERVER_MONITOR, ServerWatch, type ClusterMemory } from './watch-server.ts';

export interface ReplicaOptions {
  readonly remotes: RemoteList;
  readonly database: string;
  readonly spec: Spec;
  readonly connect: Connect;
  readonly clock: Clock;
  readonly tls?: TlsOptions | undefined;
  /** Read from the leader of a cluster only, as OVN's own tools do; default true. */
  readonly leaderOnly?: boolean | undefined;
  readonly random?: (() => number) | undefined;
  readonly probeMs?: number | undefined;
  readonly patienceMs?: number | undefined;
  readonly connectTimeoutMs?: number | undefined;
  /**
   * How long to go on when no server has been fit yet but one may become so (an election, a restart).
   * Failures that no waiting can mend end the first read at once. Without it, one tries for ever.
   */
  readonly giveUpMs?: number | undefined;
  readonly onEvent?: ((event: ClientEvent) => void) | undefined;
}

/** One transaction, or a whole reading (`initial`, `replacement`), as a list of changed rows. */
export interface ChangeSet {
  readonly kind: 'initial' | 'update' | 'replacement';
  readonly database: Database;
  readonly changes: readonly Change[];
}

export class Replica {
  /** Settles with the first complete read, or with why there will be none. */
  readonly ready: Promise<Database>;
  private readonly options: ReplicaOptions;
  private readonly conditions: Conditions;
  private readonly memory: ClusterMemory;
  private readonly backoff: Backoff;
  private readonly stop = new AbortController();
  private readonly listeners = new Set<(changes: ChangeSet) => void>();
  private readonly conditionWaiters: (() => void)[] = [];
  private readonly finished: Promise<void>;
  private settle: { resolve: (database: Database) => void; reject: (error: OvnscopeError) => void };
  private current: Database | undefined;
  private last = NO_TRANSACTION;
  private peer: Peer | undefined;
  private watch: ServerWatch | undefined;
  private monitorNumber = 0;
  private monitorId = '';
  private turn = 0;

  constructor(options: ReplicaOptions) {
    this.options = options;
    const where = options.spec === 'all' ? [] : Object.entries(options.spec);
    const given = where.flatMap(([table, spec]): [string, Where][] =>
      spec.where === undefined ? [] : [[table, spec.where]],
    );
    this.conditions = new Conditions(new Map(given));
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
   * Changes which rows of some tables are wanted. Resolves when the server has confirmed it and the rows are here.
   * False if nothing changes.
   */
  async setConditions(where: Readonly<Record<string, Where>>): Promise<boolean> {
    const changed = Object.entries(where).map(([table, clauses]) => this.conditions.want(table, clauses));
    if (!changed.includes(true)) return false;
    this.sendConditions();
    if (!this.conditions.satisfied) await new Promise<void>((resolve) => this.conditionWaiters.push(resolve));
    return true;
  }

  /** Gives the connection up and connects anew; for tests and for people who ask for it. */
  reconnect(): void {
    this.peer?.close(
      new OvnscopeError('connection', 'a new connection was asked for', { where: this.peer.name }),
    );
  }

  async close(): Promise<void> {
    this.stop.abort();
    this.peer?.close();
    this.settle.reject(new OvnscopeError('connection', 'reading was ended before it was complete'));
    await this.finished;
  }

  private async run(): Promise<void> {
    const { remotes } = this.options.remotes;
    const began = this.options.clock.now();
    let failures: OvnscopeError[] = [];
    while (!this.stop.signal.aborted) {
      const remote = remotes[this.turn++ % remotes.length] as Remote;
      const failure = await this.attempt(remote);
      if (this.stop.signal.aborted) return;
      failures.push(failure);
      if (failures.length < remotes.length) continue;
      if (this.current === undefined && this.hopeless(failures, began)) {
        return this.settle.reject(summary(this.options.database, failures));
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
      peer = this.peer = new Peer(transport, {
        clock: options.clock,
        ...(options.probeMs === undefined ? {} : { probeMs: options.probeMs }),
        ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
        onNotification: (method, params, body) => this.notified(method, params, body),
      });
      this.tell({ kind: 'connected', remote: name });
      await this.survey(peer);
      await this.read(peer);
      const reason =
        (await peer.closed) ?? new OvnscopeError('connection', 'the connection was closed', { where: name });
      if (!this.stop.signal.aborted) this.tell({ kind: 'lost', remote: name, reason: reason.message });
      return new Passing(reason);
    } catch (thrown) {
      const error = asError(thrown, name);
      // A connection that stood and broke may stand again; one that was refused will be refused again.
      const broke = peer?.failure === error && error.kind === 'connection';
      peer?.close(error);
      if (!this.stop.signal.aborted) this.tell({ kind: 'failed', remote: name, reason: error.message });
      return broke && !isPassing(error) ? new Passing(error) : error;
    } finally {
      this.peer = this.watch = undefined;
    }
  }

  private async survey(peer: Peer): Promise<void> {
    const { database, leaderOnly = true } = this.options;
    const names = await listDatabases(peer);
    if (!names.includes(database)) {
      const others = names.filter((name) => !name.startsWith('_')).map((name) => excerpt(name, 40));
      throw new OvnscopeError('connection', `the server has no database ${database}`, {
        where: peer.name,
        expected: database,
        hint: others.length === 0 ? 'it has none at all' : `it has ${others.join(', ')}`,
      });
    }
    if (!names.includes('_Server')) return;
    this.watch = await ServerWatch.start(peer, { database, leaderOnly, memory: this.memory });
    await peer.request('set_db_change_aware', [true]);
  }

  private async read(peer: Peer): Promise<void> {
    const { database, spec, clock } = this.options;
    const began = clock.now();
    const problems = new Problems();
    const schema = await getSchema(peer, database, problems);
    const known = this.current;
    const again =
      this.last !== NO_TRANSACTION &&
      known !== undefined &&
      this.conditions.settled &&
      sameSchema(known.schema, schema);
    if (!again) {
      this.last = NO_TRANSACTION;
      this.conditions.restart();
    }
    const plan = planOf(spec, schema, this.conditions.current);
    this.monitorId = `ovnscope ${database} ${++this.monitorNumber}`;
    const bytesBefore = peer.bytesIn;
    const method = await startMonitor(peer, database, this.monitorId, plan, this.last, (initial) => {
      const milliseconds = clock.now() - began;
      if (initial.found && known !== undefined) this.apply(known, initial.updates, initial.body);
      else this.replace(initial, schema, plan, problems, milliseconds);
      this.last = initial.last;
      this.backoff.reset();
    });
    const current = this.current as Database;
    this.tell({
      kind: 'read',
      remote: peer.name,
      database,
      how: again ? 'changes' : 'full',
      method,
      rows: [...current.all.values()].reduce((sum, table) => sum + table.size, 0),
      bytes: peer.bytesIn - bytesBefore,
      milliseconds: clock.now() - began,
    });
    this.settle.resolve(current);
    if (method === 'monitor') this.conditions.restart();
    this.sendConditions();
    this.wakeConditionWaiters();
  }

  private replace(
    initial: Initial,
    schema: DatabaseSchema,
    plan: Plan,
    problems: Problems,
    milliseconds: number,
  ): void {
    const name = this.peer?.name ?? '';
    const origin = { name, kind: 'server' as const, bytes: initial.body.bytes, milliseconds };
    const fresh = new Database(schema, origin, problems);
    for (const table of plan.tables) fresh.open(table.name, table.columns);
    applyUpdates(fresh, initial.updates, initial.body);
    const old = this.current;
    this.current = fresh;
    if (this.listeners.size === 0) return;
    const before = old ?? new Database(schema, origin);
    this.publish({
      kind: old === undefined ? 'initial' : 'replacement',
      database: fresh,
      changes: differences(before, fresh),
    });
  }

  private apply(database: Database, updates: Json, body: Body): void {
    const changes = this.trusting(() => applyUpdates(database, updates, body));
    if (changes.length > 0) this.publish({ kind: 'update', database, changes });
  }

  /** After a misfit the copy is worth nothing: nothing of it may be carried over to the next connection. */
  private trusting<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      this.last = NO_TRANSACTION;
      throw error;
    }
  }

  private publish(changes: ChangeSet): void {
    for (const listener of this.listeners) listener(changes);
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
      return;
    }
    if (this.current === undefined || typeof update.id !== 'string' || !update.id.startsWith('ovnscope '))
      return;
    this.apply(this.current, update.updates, body);
    if (update.last !== undefined) this.last = update.last;
  }

  /** The schema was converted, or the database left: what is there now is read from the start. */
  private canceled(id: Json | undefined): void {
    const { peer } = this;
    if (peer === undefined || id !== this.monitorId) return;
    this.last = NO_TRANSACTION;
    this.survey(peer)
      .then(() => this.read(peer))
      .catch((error: unknown) => peer.close(asError(error, peer.name)));
  }

  private sendConditions(): void {
    const { peer } = this;
    if (peer === undefined || this.current === undefined) return;
    const requests = this.conditions.next();
    if (requests === undefined) return;
    const oldId = this.monitorId;
    this.monitorId = `ovnscope ${this.options.database} ${++this.monitorNumber}`;
    peer
      .request('monitor_cond_change', [oldId, this.monitorId, requests], () => {
        this.conditions.confirm();
        this.sendConditions();
        this.wakeConditionWaiters();
      })
      .catch((error: unknown) => {
        if (!(error instanceof OvnscopeError) || error.kind !== 'server') return;
        this.conditions.refuse();
        peer.close(error);
      });
  }

  private wakeConditionWaiters(): void {
    if (!this.conditions.satisfied) return;
    for (const wake of this.conditionWaiters.splice(0)) wake();
  }

  private tell(event: ClientEvent): void {
    this.options.onEvent?.(event);
  }
}

/** A conversion need not change the version, nor need a schema have a checksum. */
const sameSchema = (a: DatabaseSchema, b: DatabaseSchema): boolean =>
  formatJson(formatDatabaseSchema(a), true) === formatJson(formatDatabaseSchema(b), true);
