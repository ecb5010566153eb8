/**
 * Keeps an eye on what a server says of one of its databases, and says when it is no longer fit to be read from:
 * it lost its cluster or its source, is not the leader, is behind what was read before, or is of another cluster.
 */
import { excerpt, OvnscopeError } from '../../text/index.ts';
import type { Body } from '../json/body.ts';
import type { Json } from '../json/value.ts';
import { planOf } from '../monitor/spec.ts';
import { applyUpdates } from '../monitor/updates.ts';
import { Database } from '../rows/database.ts';
import { Problems } from '../rows/problems.ts';
import type { Peer, Reply } from '../rpc/peer.ts';
import { Unsuitable, WrongCluster } from './failure.ts';
import { known } from './link.ts';
import { getSchema, listDatabases, statusOf, type ServerStatus } from './server.ts';

export const SERVER_MONITOR = 'ovnscope _Server';

/** What is remembered from one connection to the next. */
export interface ClusterMemory {
  clusterId: string | undefined;
  index: number | bigint;
}

export interface Demands {
  readonly database: string;
  readonly leaderOnly: boolean;
  readonly memory: ClusterMemory;
}

export class ServerWatch {
  status: ServerStatus | undefined;
  private readonly copy: Database;
  private readonly peer: Peer;
  private readonly demands: Demands;

  private constructor(peer: Peer, demands: Demands, copy: Database) {
    this.peer = peer;
    this.demands = demands;
    this.copy = copy;
  }

  /**
   * `begun` is handed the watch before it learns anything: a change may stand right behind the first reply.
   * Throws `Unsuitable`, or another `OvnscopeError` when no further try can help.
   */
  static async start(peer: Peer, demands: Demands, begun: (watch: ServerWatch) => void): Promise<void> {
    const problems = new Problems();
    const schema = await getSchema(peer, '_Server', problems);
    const origin = { name: peer.name, kind: 'server' as const, bytes: 0, milliseconds: 0 };
    const copy = new Database(schema, origin, problems);
    const plan = planOf({ Database: {} }, schema, new Map());
    for (const { name, columns } of plan.tables) copy.open(name, columns);
    const watch = new ServerWatch(peer, demands, copy);
    begun(watch);
    const receive = ({ result, body }: Reply): void => watch.update(result, body);
    // Conditional monitors can be switched off: `ovs-appctl ovsdb-server/disable-monitor-cond`.
    const cond = await known(
      peer.request('monitor_cond', ['_Server', SERVER_MONITOR, plan.requests], receive),
    );
    if (!cond) await peer.request('monitor', ['_Server', SERVER_MONITOR, plan.requests], receive);
  }

  /** Takes a change in; throws like `start` if the server is not fit any more. */
  update(updates: Json, body: Body): void {
    applyUpdates(this.copy, updates, body);
    const row = [...this.copy.table('Database')].find((entry) => entry.get('name') === this.demands.database);
    if (row === undefined) {
      throw new Unsuitable(`the server no longer has the database ${this.demands.database}`, this.peer.name);
    }
    this.status = statusOf(row);
    this.judge(this.status);
    // A member that still joins its cluster, or a relay that has never reached its source.
    if (this.copy.table('Database').has('schema') && row.get('schema') === undefined) {
      throw new Unsuitable(
        `the server has not got the schema of ${this.demands.database} yet`,
        this.peer.name,
      );
    }
  }

  private judge(status: ServerStatus): void {
    const { memory, database, leaderOnly } = this.demands;
    const { name } = this.peer;
    if (status.model === 'clustered') {
      if (
        memory.clusterId !== undefined &&
        status.clusterId !== undefined &&
        status.clusterId !== memory.clusterId
      ) {
        const message = `the server belongs to cluster ${status.clusterId}, not to ${memory.clusterId}`;
        throw new WrongCluster(message, name);
      }
      memory.clusterId ??= status.clusterId;
    }
    if (!status.connected) {
      const source = status.model === 'relay' ? 'its source' : 'its cluster';
      throw new Unsuitable(`the server has no connection to ${source}, its ${database} may be old`, name);
    }
    if (status.model !== 'clustered') return;
    if (leaderOnly && !status.leader) {
      throw new Unsuitable(
        'the server is not the leader of its cluster',
        name,
        'name all servers of the cluster, separated by commas, or read from a follower with --no-leader-only',
      );
    }
    if (status.index !== undefined) {
      if (status.index < memory.index) {
        throw new Unsuitable(
          `the server is behind: at index ${status.index}, ${memory.index} was read before`,
          name,
        );
      }
      memory.index = status.index;
    }
  }
}

/**
 * Asks a server, before anything is read from it, whether it has the database and is fit to be read from; asks it
 * to tell when the database is converted. Throws like `ServerWatch.start`.
 */
export const survey = async (
  peer: Peer,
  demands: Demands,
  begun: (watch: ServerWatch) => void,
): Promise<void> => {
  const names = await listDatabases(peer);
  if (!names.includes(demands.database)) {
    const others = names.filter((name) => !name.startsWith('_')).map((name) => excerpt(name, 40));
    throw new OvnscopeError('connection', `the server has no database ${demands.database}`, {
      where: peer.name,
      expected: demands.database,
      hint: others.length === 0 ? 'it has none at all' : `it has ${others.join(', ')}`,
    });
  }
  if (!names.includes('_Server')) return;
  await ServerWatch.start(peer, demands, begun);
  await peer.request('set_db_change_aware', [true]);
};
