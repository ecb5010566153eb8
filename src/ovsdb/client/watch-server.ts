/**
 * Keeps an eye on what a server says of one of its databases, and says when it is no longer fit to be read from:
 * it lost its cluster or its source, is not the leader, is behind what was read before, or is of another cluster.
 */
import { OvnscopeError } from '../../text/index.ts';
import type { Body } from '../json/body.ts';
import type { Json } from '../json/value.ts';
import { planOf } from '../monitor/spec.ts';
import { applyUpdates } from '../monitor/updates.ts';
import { Database } from '../rows/database.ts';
import type { Peer } from '../rpc/peer.ts';
import { Unsuitable } from './failure.ts';
import { getSchema, statusOf, type ServerStatus } from './server.ts';

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

  /** Throws `Unsuitable`, or another `OvnscopeError` when no further try can help. */
  static async start(peer: Peer, demands: Demands): Promise<ServerWatch> {
    const origin = { name: peer.name, kind: 'server' as const, bytes: 0, milliseconds: 0 };
    const copy = new Database({ name: '_Server', version: '', tables: new Map() }, origin);
    const schema = await getSchema(peer, '_Server', copy.problems);
    const database = new Database(schema, origin, copy.problems);
    const plan = planOf({ Database: {} }, schema, new Map());
    for (const { name, columns } of plan.tables) database.open(name, columns);
    const watch = new ServerWatch(peer, demands, database);
    await peer.request('monitor_cond', ['_Server', SERVER_MONITOR, plan.requests], ({ result, body }) =>
      watch.update(result, body),
    );
    return watch;
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
        throw new OvnscopeError(
          'connection',
          `the server belongs to cluster ${status.clusterId}, not to ${memory.clusterId}`,
          { where: name, hint: 'check the remotes: they name servers of different clusters' },
        );
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
