/**
 * A recorded conversation, for tests against what a real server said.
 *
 *     file  = *(line LF)
 *     line  = "" | "#" TEXT | entry
 *     entry = {"direction":"out","message":JSON}     sent by the client
 *           | {"direction":"in","message":JSON}      sent by the server
 *           | {"direction":"in"|"out","base64":TEXT} bytes that are no complete message: garbage, a torn end
 *           | {"direction":"closed"}                 the server closed the connection
 *
 * Messages and not chunks are recorded, in the order in which they were complete, so that a recording can be
 * read, compared and edited. A comment says which program, of which version, was recorded.
 */
import { excerpt, messageOf, OvnscopeError, printable } from '../../text/index.ts';
import { formatJson, parseJson } from '../json/exact.ts';
import { MessageScanner } from '../json/scanner.ts';
import { isObject, type Json } from '../json/value.ts';
import type { Transport } from './transport.ts';

export type Recorded =
  | { readonly direction: 'in' | 'out'; readonly message: Json }
  | { readonly direction: 'in' | 'out'; readonly bytes: Uint8Array }
  | { readonly direction: 'closed' };

/** One line of a recording, without its end. */
export const formatRecorded = (entry: Recorded): string => {
  if (entry.direction === 'closed') return formatJson({ direction: 'closed' });
  const { direction } = entry;
  return 'message' in entry
    ? formatJson({ direction, message: entry.message })
    : formatJson({ direction, base64: Buffer.from(entry.bytes).toString('base64') });
};

/** An entry and the line, from 1, on which it stands. */
export interface RecordedLine {
  readonly line: number;
  readonly entry: Recorded;
}

/** Reads a recording; `name` stands in errors, which are of kind `file` and give the line. */
export const parseRecording = (text: string, name: string): RecordedLine[] =>
  text.split('\n').flatMap((content, index) => {
    if (content.trim() === '' || content.startsWith('#')) return [];
    return [{ line: index + 1, entry: parseEntry(content, `${printable(name)}:${index + 1}`) }];
  });

const parseEntry = (content: string, where: string): Recorded => {
  let json: Json;
  try {
    json = parseJson(content);
  } catch (error) {
    throw new OvnscopeError('file', `a line of the recording is no JSON: ${messageOf(error)}`, {
      where,
      cause: error,
    });
  }
  if (isObject(json)) {
    const { direction, message, base64 } = json;
    if (direction === 'closed') return { direction };
    if (direction === 'in' || direction === 'out') {
      if (message !== undefined) return { direction, message };
      if (typeof base64 === 'string') return { direction, bytes: Buffer.from(base64, 'base64') };
    }
  }
  throw new OvnscopeError('file', `a line of the recording is no entry: ${excerpt(content)}`, {
    where,
    expected: '{"direction":"in" or "out","message":…}',
  });
};

/** The transport, with all that passes through it given to `sink`. */
export const record = (transport: Transport, sink: (entry: Recorded) => void): Transport => {
  const sent = new Recorder('out', sink);
  const received = new Recorder('in', sink);
  return {
    name: transport.name,
    send: (bytes) => {
      sent.push(bytes);
      return transport.send(bytes);
    },
    start: (handlers) =>
      transport.start({
        data: (chunk) => {
          received.push(chunk);
          handlers.data(chunk);
        },
        close: (error) => {
          sent.end();
          received.end();
          sink({ direction: 'closed' });
          handlers.close(error);
        },
      }),
    pause: () => transport.pause(),
    resume: () => transport.resume(),
    close: () => transport.close(),
  };
};

/** Cuts one direction into messages; what cannot be cut is kept as bytes and ends the cutting. */
class Recorder {
  private readonly direction: 'in' | 'out';
  private readonly sink: (entry: Recorded) => void;
  private readonly scanner = new MessageScanner();
  /** The bytes since the last complete message. */
  private rest: Uint8Array[] = [];
  private broken = false;

  constructor(direction: 'in' | 'out', sink: (entry: Recorded) => void) {
    this.direction = direction;
    this.sink = sink;
  }

  push(chunk: Uint8Array): void {
    const { direction } = this;
    if (this.broken) {
      this.sink({ direction, bytes: new Uint8Array(chunk) });
      return;
    }
    let carried = this.scanner.progress.bytes;
    let at = 0;
    try {
      this.scanner.push(chunk, (body) => {
        if (carried === 0) at = skipSpace(chunk, at);
        at += body.bytes - carried;
        carried = 0;
        this.rest = [];
        this.sink({ direction, message: body.full() });
      });
    } catch {
      // The reader above sees the same bytes and reports them; here they are only kept.
      this.broken = true;
    }
    this.rest.push(new Uint8Array(chunk.subarray(at)));
    if (this.broken) this.end();
  }

  end(): void {
    const bytes = Buffer.concat(this.rest);
    this.rest = [];
    if (skipSpace(bytes, 0) < bytes.length) this.sink({ direction: this.direction, bytes });
  }
}

const skipSpace = (bytes: Uint8Array, at: number): number => {
  while (at < bytes.length && (bytes[at] as number) <= 0x20) at++;
  return at;
};
