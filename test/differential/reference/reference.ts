/**
 * The real ovn-trace over one deployment.
 *
 * Starting it costs more than a trace, because it parses every flow for every datapath. So requests go to daemons, one for
 * each set of options that a daemon can hold on to. Conntrack states are used up over all traces of a daemon: only
 * requests with the same state over and over can share one. `--lb-dst` holds for one choice, and takes a process.
 */
import { join } from 'node:path';
import type { TraceRequest } from '../request.ts';
import { DaemonGone, TraceDaemon } from './daemon.ts';
import { execute } from './process.ts';
import { statesUsedUp } from './read.ts';

export type Answer =
  /** What `--all` prints: every style is in it. */
  | { readonly text: string; readonly failure?: undefined }
  /** ovn-trace itself died, or went in circles. */
  | { readonly text?: undefined; readonly failure: string };

/** States of a daemon, and after how many traces it has no more; together they fit on a command line. */
const STATES = 20_000;
const TRACES = 300;

export class Reference {
  private readonly directory: string;
  private readonly remote: string;
  private readonly daemons = new Map<string, { readonly daemon: TraceDaemon; traces: number }>();
  private started = 0;

  constructor(directory: string, remote: string) {
    this.directory = directory;
    this.remote = remote;
  }

  async ask(request: TraceRequest): Promise<Answer> {
    const options = daemonOptions(request);
    if (options === undefined) return this.process(request);
    const answer = await this.askDaemon(options, request);
    const { ct } = request;
    const enough = ct === undefined || answer.text === undefined || statesUsedUp(answer.text) <= ct.length;
    return enough ? answer : this.process(request);
  }

  private async askDaemon(options: readonly string[], request: TraceRequest): Promise<Answer> {
    const daemon = await this.daemon(options);
    try {
      return { text: await daemon.trace(['--all', ...words(request)]) };
    } catch (error) {
      if (!(error instanceof DaemonGone)) throw error;
      this.daemons.delete(options.join(' '));
      return { failure: error.message };
    }
  }

  private async daemon(options: readonly string[]): Promise<TraceDaemon> {
    const key = options.join(' ');
    const known = this.daemons.get(key);
    if (known !== undefined && known.traces < TRACES) {
      known.traces++;
      return known.daemon;
    }
    known?.daemon.stop();
    const name = join(this.directory, `trace${this.started++}`);
    const daemon = await TraceDaemon.start(name, this.remote, options);
    this.daemons.set(key, { daemon, traces: 1 });
    return daemon;
  }

  private async process(request: TraceRequest): Promise<Answer> {
    const ended = await execute('ovn-trace', [
      ...[`--db=${this.remote}`, '--no-leader-only', '-vsyslog:off', '--all'],
      ...(request.ct ?? []).map((state) => `--ct=${state}`),
      ...(request.lbDst === undefined ? [] : [`--lb-dst=${request.lbDst}`]),
      ...(request.selectId === undefined ? [] : [`--select-id=${request.selectId}`]),
      ...(request.friendlyNames === false ? ['--no-friendly-names'] : []),
      ...words(request),
    ]);
    if (ended.status === 0) return { text: ended.stdout };
    return { failure: ended.stderr.trimEnd().split('\n').at(-1) ?? 'no reason' };
  }

  stop(): void {
    for (const { daemon } of this.daemons.values()) daemon.stop();
    this.daemons.clear();
  }
}

const words = ({ datapath, microflow }: TraceRequest): string[] =>
  datapath === undefined ? [microflow] : [datapath, microflow];

/** `undefined` when no daemon can answer. */
const daemonOptions = ({ ct, lbDst, selectId, friendlyNames }: TraceRequest): string[] | undefined => {
  if (lbDst !== undefined) return undefined;
  const [state] = ct ?? [];
  if (ct !== undefined && (ct.length < 16 || ct.some((each) => each !== state))) return undefined;
  return [
    ...(ct === undefined ? [] : Array.from({ length: STATES }, () => `--ct=${state ?? ''}`)),
    ...(selectId === undefined ? [] : [`--select-id=${selectId}`]),
    ...(friendlyNames === false ? ['--no-friendly-names'] : []),
  ];
};
