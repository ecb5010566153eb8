/**
 * A RAFT cluster of ovsdb-servers on unix sockets, whose members can be killed, frozen and cut off.
 * Sources: ovsdb(7) "Clustered Database Service Model", ovsdb-tool(1) create-cluster and join-cluster,
 * ovsdb-server(1) cluster/… commands.
 */
import { join } from 'node:path';
import { DATABASES, OvsdbServer, schemaPath, type SchemaName, type ServerOptions } from './ovsdb.ts';
import { run, until } from './process.ts';

export interface ClusterOptions extends Pick<ServerOptions, 'directory' | 'name' | 'tcp' | 'tls'> {
  readonly schema: SchemaName;
  /** Number of members; 3 when absent. */
  readonly members?: number;
}

export interface RaftMember {
  readonly server: OvsdbServer;
  /** Address that the other members use. */
  readonly raftAddress: string;
}

export class RaftCluster {
  readonly members: readonly RaftMember[];
  readonly database: string;

  private constructor(members: readonly RaftMember[], database: string) {
    this.members = members;
    this.database = database;
  }

  /** Starts the first member, joins the others, and waits until all agree on a leader. */
  static async start(options: ClusterOptions): Promise<RaftCluster> {
    const { directory, name, schema } = options;
    const database = DATABASES[schema];
    const members: RaftMember[] = [];
    const cluster = new RaftCluster(members, database);
    try {
      for (let index = 1; index <= (options.members ?? 3); index++) {
        const file = join(directory, `${name}-${index}.db`);
        // Relative to the run directory, so that the files hold no path of this machine.
        const raftAddress = `unix:${name}-${index}.raft`;
        const first = members[0];
        if (first === undefined) {
          await run('ovsdb-tool', ['create-cluster', file, schemaPath(schema), raftAddress]);
        } else {
          await run('ovsdb-tool', ['join-cluster', file, database, raftAddress, first.raftAddress]);
        }
        const server = await OvsdbServer.start({
          directory,
          name: `${name}-${index}`,
          databases: [file],
          ...(options.tcp === undefined ? {} : { tcp: options.tcp }),
          ...(options.tls === undefined ? {} : { tls: options.tls }),
        });
        members.push({ server, raftAddress });
        await run('ovsdb-client', ['-t', '30', '-vsyslog:off', 'wait', server.remote, database, 'connected']);
      }
      await cluster.leader();
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  get servers(): OvsdbServer[] {
    return this.members.map((member) => member.server);
  }

  /** All members, comma-separated. */
  get remote(): string {
    return this.servers.map((server) => server.remote).join(',');
  }

  member(index: number): OvsdbServer {
    const member = this.members[index];
    if (member === undefined) throw new Error(`the cluster has no member ${index}`);
    return member.server;
  }

  /** What `cluster/status` prints on a member. */
  status(index: number): Promise<string> {
    return this.member(index).appctl('cluster/status', this.database);
  }

  /** The cluster's id, in full. */
  async cid(): Promise<string> {
    const [result] = (await this.member(await this.leader()).transact('_Server', {
      op: 'select',
      table: 'Database',
      where: [['name', '==', this.database]],
      columns: ['cid'],
    })) as [{ rows: { cid: [string, string] }[] }];
    const cid = result.rows[0]?.cid[1];
    if (cid === undefined) throw new Error('the cluster has no id');
    return cid;
  }

  /** Waits for a leader among the members that run and are not in `without`; gives its index. */
  async leader(without: readonly number[] = []): Promise<number> {
    return until('a leader', async () => {
      for (const [index, { server }] of this.members.entries()) {
        if (without.includes(index) || !server.daemon.running) continue;
        const status = await server.appctl('cluster/status', this.database).catch(() => '');
        if (/^Role: leader$/m.test(status)) return index;
      }
      return undefined;
    });
  }

  /** Kills a member as a crash does. */
  async kill(index: number): Promise<void> {
    await this.member(index).kill();
  }

  async restart(index: number): Promise<void> {
    await this.member(index).restart();
  }

  /** Cuts a member off from the others; its clients stay connected. A leader steps down after its election timer. */
  async cutOff(index: number): Promise<void> {
    await this.member(index).appctl('cluster/failure-test', 'stop-raft-rpc');
  }

  /** Ends `cutOff`. */
  async rejoin(index: number): Promise<void> {
    await this.member(index).appctl('cluster/failure-test', 'clear');
  }

  files(): string[] {
    return this.servers.flatMap((server) => server.files());
  }

  async backup(database = this.database): Promise<string> {
    return this.member(await this.leader()).backup(database);
  }

  async compact(): Promise<void> {
    for (const server of this.servers) await server.compact();
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}
