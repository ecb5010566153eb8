/**
 * Traces over databases that are read piece by piece: files whole, of a server the flows of the datapaths that a trace
 * reaches. A question is put again until nothing is missing for its answer; each answer is of one moment. For one answer
 * rows are selected; who asks on and on follows the server.
 */
import { Reasons, Tracer } from '../../flows/index.ts';
import type { Network } from '../../model/index.ts';
import { sleep, systemClock } from '../../ovsdb/index.ts';
import { OvnscopeError } from '../../text/index.ts';
import type { CommandArguments } from '../command.ts';
import type { Io } from '../io.ts';
import type { Pieces } from '../pieces.ts';
import { Piecewise } from '../piecewise.ts';
import { SelectedPieces, Unsteady } from '../selected.ts';

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
  private current: Pieces;
  private readonly args: CommandArguments;
  private readonly io: Io;
  private readonly keepPackets: boolean;
  private view: View | undefined;
  /** What the view is of. */
  private moment: string | undefined;
  private readonly waiting = new Set<() => void>();

  private constructor(pieces: Pieces, args: CommandArguments, io: Io, keepPackets: boolean) {
    this.current = pieces;
    this.args = args;
    this.io = io;
    this.keepPackets = keepPackets;
    if (pieces instanceof Piecewise) this.follow(pieces);
  }

  /** `follows`: more than one answer is wanted, or what changes later. */
  static async open(
    args: CommandArguments,
    io: Io,
    { keepPackets = false, follows = false } = {},
  ): Promise<TraceSession> {
    const pieces = await (follows ? Piecewise : SelectedPieces).open(args, io);
    return new TraceSession(pieces, args, io, keepPackets);
  }

  get pieces(): Pieces {
    return this.current;
  }

  private follow(pieces: Piecewise): void {
    pieces.onChange(() => {
      if (this.isSameMoment()) return;
      this.view = undefined;
      for (const wake of this.waiting) wake();
    });
  }

  /** Rows that only came because they were asked for are of the same moment as those before. */
  private isSameMoment(): boolean {
    return this.moment !== undefined && this.pieces.moment === this.moment;
  }

  /** The answer when nothing is missing for it. */
  async ask<T>(question: (view: View) => T): Promise<T> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const view = (this.view ??= this.newView());
      const answer = question(view);
      if (!(await this.fetch())) return answer;
      this.view = this.isSameMoment() ? this.withMore(view) : undefined;
    }
    throw new OvnscopeError('data', `no end of what a trace needs after ${MOST_ROUNDS} rounds of reading`, {
      hint: 'ovnscope snapshot, then the same command with --from',
    });
  }

  private async fetch(): Promise<boolean> {
    try {
      return await this.pieces.fetch();
    } catch (error) {
      if (!(error instanceof Unsteady)) throw error;
      await this.pieces.close();
      const pieces = await Piecewise.open(this.args, this.io, this.pieces.limit);
      this.follow(pieces);
      this.current = pieces;
      this.moment = undefined;
      return true;
    }
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
    this.moment = this.pieces.moment;
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
