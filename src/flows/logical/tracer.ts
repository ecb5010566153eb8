/**
 * The tracer: requests in, traces out, over the rows of a Southbound database. What was parsed for one request serves
 * all that follow.
 */
import type { Lookup, Southbound } from '../../model/index.ts';
import { aclCtSymbols, symbolsOfAllVersions } from '../language/index.ts';
import { Connections } from './engine/connections.ts';
import type { TraceRules } from './engine/types.ts';
import { PipelineWalker } from './engine/walker.ts';
import { parseBackend } from './request/options.ts';
import { replyTo } from './reply.ts';
import type { Packet } from './engine/packet.ts';
import type { LogicalPort } from './southbound/port.ts';
import { resolveRequest, type Start } from './request/resolve.ts';
import type { Resolved, TraceRequest } from './request/types.ts';
import { Deployment } from './southbound/deployment.ts';
import { Memo, MemoMap } from './southbound/memo.ts';
import { isOlder, northdVersion, type OvnVersion } from './southbound/version.ts';
import { Chassis, type ChassisView } from './southbound/chassis.ts';
import type { Trace } from './trace/types.ts';

export interface TracerOptions {
  /** As ovn-trace does it, byte for byte when it is rendered so. */
  readonly asOvnTrace?: boolean;
  /** Keep the packet of every step. */
  readonly keepPackets?: boolean;
}

/** `next` may name any of these many tables. */
const TABLES = { ingress: 255, egress: 255 };

export class Tracer {
  private rows: Lookup<Southbound>;
  private readonly known = new Memo<OvnVersion | undefined>();
  private readonly options: TracerOptions;
  private readonly deployments = new MemoMap<string | undefined, Deployment | undefined>();

  constructor(rows: Lookup<Southbound>, options: TracerOptions = {}) {
    this.rows = rows;
    this.options = options;
  }

  get version(): OvnVersion | undefined {
    return this.known.get(this.rows, () => northdVersion(this.rows));
  }

  /** More rows of the same moment, of a database that is read piece by piece: what was found so far stays. */
  goOn(rows: Lookup<Southbound>): void {
    this.rows = rows;
  }

  private get asOvnTrace(): boolean {
    return this.options.asOvnTrace === true;
  }

  /** Where a request begins, without tracing it. */
  start(request: TraceRequest): Resolved<Start> {
    const deployment = this.deployment(request.on);
    if (deployment === undefined) return { problem: { kind: 'unknown-chassis', name: request.on ?? '' } };
    return resolveRequest(deployment, request, {
      symbols: symbolsOfAllVersions(),
      exactPorts: this.asOvnTrace,
      needsInport: !this.asOvnTrace || this.isAtLeast(24, 9),
    });
  }

  /** `connections` of earlier packets of the same conversation may be given, and are added to. */
  trace(request: TraceRequest, connections = new Connections()): Resolved<Trace> {
    const start = this.start(request);
    if (start.problem !== undefined) return start;
    const rules = this.rules(request);
    if (rules.problem !== undefined) return rules;
    const { datapath, packet } = start.value;
    return { value: new PipelineWalker(rules.value, connections).trace(datapath, packet) };
  }

  /**
   * What answers a packet that came out of a port: traced in the state that the first packet left, from there.
   * `undefined` for packets that nobody answers.
   */
  traceReply(
    request: TraceRequest,
    packet: Packet,
    from: LogicalPort,
    connections: Connections,
  ): Trace | undefined {
    const reply = replyTo(packet, from);
    const rules = this.rules({ ...request, ct: [], lbDst: undefined });
    if (reply === undefined || rules.problem !== undefined) return undefined;
    return new PipelineWalker(rules.value, connections).trace(from.datapath, reply);
  }

  private rules({ ct, lbDst, selectId, size, dnsName, on }: TraceRequest): Resolved<TraceRules> {
    const backend = lbDst === undefined ? undefined : parseBackend(lbDst);
    if (lbDst !== undefined && backend === undefined)
      return { problem: { kind: 'bad-address', text: lbDst } };
    return {
      value: {
        asOvnTrace: this.asOvnTrace,
        fillsConnection: this.isAtLeast(25, 9),
        ctStates: ct ?? [],
        backend,
        selectId,
        keepPackets: this.options.keepPackets === true,
        packetSize: size,
        dnsName,
        onChassis: on !== undefined,
      },
    };
  }

  private isAtLeast(major: number, minor: number): boolean {
    return !isOlder(this.version, major, minor);
  }

  /** One for each chassis whose view is asked for; `undefined` for a chassis that does not exist. */
  deployment(on?: string): Deployment | undefined {
    const deployment = this.deployments.get(this.rows, on, () => {
      if (on === undefined || this.asOvnTrace) return this.newDeployment(undefined);
      const view = Chassis.find(() => this.rows, on);
      return view && this.newDeployment(view);
    });
    deployment?.goOn(this.rows);
    return deployment;
  }

  private newDeployment(view: ChassisView | undefined): Deployment {
    const deployment: Deployment = new Deployment(this.rows, {
      asOvnTrace: this.asOvnTrace,
      symbols: symbolsOfAllVersions(),
      aclCtSymbols: this.asOvnTrace ? undefined : aclCtSymbols(),
      isResident: (name) =>
        name === '' ||
        (view === undefined ? deployment.portByName(name) !== undefined : view.isResident(name)),
      variables: this.asOvnTrace ? undefined : (view?.variables ?? Chassis.commonVariables(this.rows)),
      lenient: !this.asOvnTrace,
      tables: TABLES,
    });
    return deployment;
  }
}
