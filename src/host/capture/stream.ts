/**
 * Reads what the script of a capture printed:
 *
 *     stream = noise begin *( frame | noise ) end
 *     begin  = "==ovnscope-" TOKEN " begin 1" LF
 *     frame  = "==ovnscope-" TOKEN " file " STATUS SP P SP C SP O SP E LF  path command output errors LF
 *     end    = "==ovnscope-" TOKEN " end" LF
 *
 * P, C, O and E are lengths in bytes, so that output may look like a frame. Noise is what a login shell prints. Where
 * a length does not lead to the next frame, the reader goes on at the next line that begins with the token.
 *
 * A frame without a path is about a command that did not run: status 127, it is not installed; 0, errors say why.
 */
import type { HostProblem } from '../types.ts';
import { safePath } from './paths.ts';
import { isWithoutBridges, problemsOf } from './problems.ts';
import type { CapturedFile } from './types.ts';

/** A command that ran, or was meant to. */
export interface CapturedCommand {
  /** Words joined by spaces; for people. */
  readonly command: string;
  /** `path` of its file; undefined where it printed nothing because it failed, or did not run. */
  readonly file: string | undefined;
  /** '' is the root namespace. */
  readonly namespace: string;
  readonly status: number;
  readonly errors: string;
}

/** What one host printed. */
export interface Capture {
  /** What it calls itself, its clock in ISO 8601, and whether its administrator asked; undefined where it was cut off. */
  readonly host: string | undefined;
  readonly time: string | undefined;
  readonly asRoot: boolean | undefined;
  readonly files: readonly CapturedFile[];
  readonly commands: readonly CapturedCommand[];
  /** Commands that did not run, and why. */
  readonly notes: readonly { readonly command: string; readonly text: string }[];
  /** Whether the end is there and all between. */
  readonly complete: boolean;
  readonly problems: readonly HostProblem[];
}

const BEGIN = /^==ovnscope-([A-Za-z0-9]+) begin (\d+)\r?$/m;
const VERSION = '1';
/** A login shell may say much, but not this much. */
const LONGEST_NOISE = 1 << 20;
const LF = 0x0a;

const latin1 = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);
const utf8 = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

/** Whether these first bytes of a file are those of a stream. */
export const isCaptureStream = (head: Uint8Array): boolean => BEGIN.test(latin1(head));

/** Everything that is whole; undefined when there is no beginning. */
export const readCapture = (bytes: Uint8Array): Capture | undefined => {
  const [line, token = '', version = ''] = BEGIN.exec(latin1(bytes.subarray(0, LONGEST_NOISE))) ?? [];
  if (line === undefined) return undefined;
  const damages: HostProblem[] = [];
  const damaged = (at: number, message: string): void =>
    void damages.push({ source: 'stream', where: `byte ${at}`, message, lost: 1 });
  if (version !== VERSION) damaged(0, `version ${version} of the script, known is ${VERSION}`);
  const reader = new Frames(bytes, `==ovnscope-${token} `, damaged);
  const taken = new Taken();
  for (const frame of reader.frames()) taken.take(frame);
  const { host, time, user, files, commands, notes } = taken;
  return {
    host,
    time,
    asRoot: user === undefined ? undefined : user === '0',
    files,
    commands,
    notes,
    complete: reader.ended && damages.length === 0,
    problems: [...damages, ...problemsOf(taken)],
  };
};

interface Frame {
  readonly path: Uint8Array;
  readonly command: string;
  readonly status: number;
  readonly output: Uint8Array;
  readonly errors: string;
}

class Frames {
  ended = false;
  private readonly bytes: Uint8Array;
  private readonly mark: string;
  private readonly damaged: (at: number, message: string) => void;

  constructor(bytes: Uint8Array, mark: string, damaged: (at: number, message: string) => void) {
    this.bytes = bytes;
    this.mark = mark;
    this.damaged = damaged;
  }

  *frames(): Generator<Frame> {
    let at = this.next(0);
    for (;;) {
      if (at === undefined) return this.damaged(this.bytes.length, 'cut off: the end is missing');
      const end = this.bytes.indexOf(LF, at);
      const line = latin1(this.bytes.subarray(at, end < 0 ? this.bytes.length : end)).replace(/\r$/, '');
      const words = line.slice(this.mark.length).split(' ');
      const start = end < 0 ? this.bytes.length : end + 1;
      if (words[0] === 'end' && words.length === 1) {
        this.ended = true;
        return;
      }
      if (words[0] === 'begin') {
        at = this.next(start);
        continue;
      }
      const frame = words[0] === 'file' ? this.frame(words.slice(1), start) : undefined;
      if (frame === undefined) {
        const next = this.next(start);
        // The last one is what was being sent when the connection ended.
        if (next !== undefined) this.damaged(at, 'a frame is not as long as it says; left out');
        at = next;
        continue;
      }
      yield frame.frame;
      at = this.next(frame.end);
    }
  }

  /** With the place behind it; undefined where its lengths do not fit. */
  private frame(
    numbers: readonly string[],
    start: number,
  ): { readonly frame: Frame; readonly end: number } | undefined {
    if (numbers.length !== 5 || !numbers.every((word) => /^\d{1,12}$/.test(word))) return undefined;
    const [status = 0, ...lengths] = numbers.map(Number);
    let at = start;
    const [path, command, output, errors] = lengths.map((length) =>
      this.bytes.subarray(at, (at += length)),
    ) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    if (at >= this.bytes.length || this.bytes[at] !== LF) return undefined;
    return {
      frame: { path, command: utf8(command), status, output, errors: utf8(errors) },
      end: at + 1,
    };
  }

  /** The next line with the mark, from the beginning of a line on. */
  private next(from: number): number | undefined {
    let at = from;
    while (at < this.bytes.length) {
      if (this.isMark(at)) return at;
      const end = this.bytes.indexOf(LF, at);
      if (end < 0) return undefined;
      at = end + 1;
    }
    return undefined;
  }

  private isMark(at: number): boolean {
    for (let i = 0; i < this.mark.length; i++)
      if (this.bytes[at + i] !== this.mark.charCodeAt(i)) return false;
    return true;
  }
}

/** Frames sorted into what they are. */
class Taken {
  host: string | undefined;
  time: string | undefined;
  user: string | undefined;
  readonly files: CapturedFile[] = [];
  readonly commands: CapturedCommand[] = [];
  readonly notes: { readonly command: string; readonly text: string }[] = [];
  private readonly paths = new Set<string>();

  take({ path, command, status, output, errors }: Frame): void {
    if (path.length === 0 && status === 0) {
      this.notes.push({ command, text: errors.trim() });
      return;
    }
    const raw = utf8(path);
    const namespace = /^netns\/([^/]*)\//s.exec(raw)?.[1] ?? '';
    // A command that failed and said nothing leaves no file: an empty one means that there is nothing.
    const saysSomething = status === 0 || (output.length > 0 && !isWithoutBridges(command, errors));
    const isFile = path.length > 0 && saysSomething;
    const file = isFile ? this.freePath(safePath(raw)) : undefined;
    this.commands.push({ command, file, namespace, status, errors });
    if (file === undefined) return;
    const text = utf8(output);
    this.files.push({ path: file, text });
    if (raw === 'facts/name.txt') this.host = text.trim() || undefined;
    if (raw === 'facts/date.txt') this.time = text.trim() || undefined;
    if (raw === 'facts/user.txt') this.user = text.trim();
  }

  /** Names that are not UTF-8 may become the same. */
  private freePath(path: string): string {
    let free = path;
    for (let n = 2; this.paths.has(free); n++) free = `${path}~${n}`;
    this.paths.add(free);
    return free;
  }
}
