/**
 * Traces over databases that are read piece by piece: files whole, of a server the flows of the datapaths that a trace
 * reaches. A question is put again until nothing is missing for its answer; each answer is of one moment.
 */
import { Reasons, Tracer } from '../../flows/index.ts';
import type { Network } from '../../model/index.ts';
import { sleep, systemClock } from '../../ovsdb/index.ts';
import { OvnscopeError } from '../../text/index.ts';
import type { CommandArguments } from '../command.ts';
import type { Io } from '../io.ts';
import { Piecewise } from '../piecewise.ts';

/** What a question is put to. */
export interface View {
  readonly network: Network;
  readonly reasons: Reasons;
  /** What OVN does. */
  readonly tracer: Tracer;
  /** What ovn-trace says. */
  readonly ovnTrace: Tracer;
}

/** A chain of datapaths that is longer than this many rounds of reading is no chain. */
const MOST_ROUNDS = 200;

export class TraceSession {
  readonly pieces: Piecewise;
  private readonly keepPackets: boolean;
  private view: View | undefined;
  /** The transaction that the view is of. */
  private moment: string | undefined;
  private readonly waiting = new Set<() => void>();

  private constructor(pieces: Piecewise, keepPackets: boolean) {
    this.pieces = pieces;
    this.keepPackets = keepPackets;
    pieces.onChange(() => {
      if (this.isSameMoment()) return;
      this.view = undefined;
      for (const wake of this.waiting) wake();
    });
  }

  /** Rows that only came because they were asked for are of the same moment as those before. */
  private isSameMoment(): boolean {
    return this.moment !== undefined && this.pieces.transactions === this.moment;
  }

  static async open(args: CommandArguments, io: Io, keepPackets = false): Promise<TraceSession> {
    return new TraceSession(await Piecewise.open(args, io), keepPackets);
  }

  /** The answer when nothing is missing for it. */
  async ask<T>(question: (view: View) => T): Promise<T> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const view = (this.view ??= this.newView());
      const answer = question(view);
      if (!(await this.pieces.fetch())) return answer;
      this.view = this.isSameMoment() ? this.withMore(view) : undefined;
    }
    throw new OvnscopeError('data', `no end of what a trace needs after ${MOST_ROUNDS} rounds of reading`, {
      hint: 'ovnscope snapshot, then the same command with --from',
    });
  }

  /** At once, where nothing needs to be read: from files. */
  now(): View | undefined {
    if (this.pieces.isLive) return undefined;
    return (this.view ??= this.newView());
  }

  /** Resolves when a server has changed rows, and `settles` milliseconds later; or when it is over. */
  async changed(signal: AbortSignal, settles: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
    await sleep(systemClock, settles, signal);
  }

  /** What was found so far stays. */
  private withMore({ tracer, ovnTrace }: View): View {
    const network = this.pieces.network();
    tracer.goOn(network.sbRows);
    ovnTrace.goOn(network.sbRows);
    return { network, reasons: new Reasons(network), tracer, ovnTrace };
  }

  private newView(): View {
    this.moment = this.pieces.transactions;
    const network = this.pieces.network();
    if (network.sb === undefined) {
      throw new OvnscopeError('usage', 'a trace needs the Southbound database, and none was found', {
        hint: 'name it with --sb REMOTE or FILE, or --from DIRECTORY',
      });
    }
    const { keepPackets } = this;
    return {
      network,
      reasons: new Reasons(network),
      tracer: new Tracer(network.sbRows, { keepPackets }),
      ovnTrace: new Tracer(network.sbRows, { asOvnTrace: true }),
    };
  }
}
