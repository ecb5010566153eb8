/**
 * A server that repeats a recorded conversation (see `recording.ts`).
 *
 * What the client sends must be what was sent then, in the same order; the `id` of a request is free, and comes
 * back in the recorded reply. What the server said between two messages of the client is delivered between
 * them. Probes (`echo`, either way) depend on clocks: those recorded are left out, and any that the client sends
 * are answered.
 */
import { excerpt, messageOf, OvnscopeError, printable } from '../../text/index.ts';
import { formatJson } from '../json/exact.ts';
import { MessageScanner } from '../json/scanner.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { connectionError } from './failure.ts';
import { memoryPair, type MemoryOptions, type MemoryTransport } from './memory.ts';
import { parseRecording, type Recorded, type RecordedLine } from './recording.ts';
import type { Transport } from './transport.ts';

/** The client's end; `text` is the recording, `name` stands in errors and is the transport's name after `replay:`. */
export const replay = (text: string, name: string, options: Omit<MemoryOptions, 'names'> = {}): Transport => {
  const lines = withoutProbes(parseRecording(text, name));
  const [client, server] = memoryPair({ ...options, names: [`replay:${printable(name)}`, 'replay'] });
  new Replayer(lines, printable(name), server).begin();
  return client;
};

class Replayer {
  private readonly lines: readonly RecordedLine[];
  private readonly name: string;
  private readonly server: MemoryTransport;
  private readonly scanner = new MessageScanner();
  /** What the client calls the request that is called so in the recording. */
  private readonly ids = new Map<string, Json>();
  private next = 0;

  constructor(lines: readonly RecordedLine[], name: string, server: MemoryTransport) {
    this.lines = lines;
    this.name = name;
    this.server = server;
  }

  begin(): void {
    this.server.start({
      data: (chunk) => {
        try {
          this.scanner.push(chunk, (body) => this.take(body.full()));
        } catch (error) {
          this.fail(error);
        }
      },
      close: () => undefined,
    });
    this.say();
  }

  /** Delivers what the server said up to the client's next message. */
  private say(): void {
    for (; ; this.next++) {
      const entry = this.lines[this.next]?.entry;
      if (entry === undefined || entry.direction === 'out') return;
      if (entry.direction === 'closed') {
        this.server.close();
        return;
      }
      this.tell('bytes' in entry ? entry.bytes : this.withClientsId(entry.message));
    }
  }

  private take(sent: Json): void {
    if (isObject(sent) && sent['method'] === 'echo') {
      this.tell({ id: sent['id'] ?? null, result: sent['params'] ?? [], error: null });
      return;
    }
    const line = this.lines[this.next];
    if (line === undefined) {
      throw this.mismatch('the recording is over, but the client', sent, this.lines.at(-1)?.line ?? 0);
    }
    const { entry } = line;
    const recorded = 'message' in entry ? entry.message : undefined;
    if (recorded === undefined || comparable(recorded) !== comparable(sent)) {
      const expected =
        recorded === undefined ? 'bytes that are no message' : excerpt(formatJson(recorded), 300);
      throw this.mismatch('the client', sent, line.line, expected);
    }
    if (isObject(recorded) && isObject(sent))
      this.ids.set(formatJson(recorded['id'] ?? null), sent['id'] ?? null);
    this.next++;
    this.say();
  }

  private withClientsId(message: Json): Json {
    if (!isObject(message) || 'method' in message) return message;
    const id = this.ids.get(formatJson(message['id'] ?? null));
    return id === undefined ? message : { ...message, id };
  }

  private tell(what: Json | Uint8Array): void {
    const bytes = what instanceof Uint8Array ? what : Buffer.from(formatJson(what));
    // The client may be gone: then nobody is left to tell.
    this.server.send(bytes).catch(() => undefined);
  }

  private mismatch(who: string, sent: Json, line: number, expected?: string): OvnscopeError {
    return new OvnscopeError('data', `${who} sent ${excerpt(formatJson(sent), 300)}`, {
      where: `${this.name}:${line}`,
      expected,
      hint: 'the client has changed since the recording: make it again',
    });
  }

  private fail(error: unknown): void {
    const known =
      error instanceof OvnscopeError ? error : connectionError(this.name, messageOf(error), undefined, error);
    this.server.fail(known);
  }
}

/** Equal for messages that differ in their ids, or in the order of members, only. */
const comparable = (message: Json): string => {
  if (!isObject(message)) return formatJson(message, true);
  const { id: _id, ...rest } = message;
  return formatJson(rest, true);
};

const withoutProbes = (lines: readonly RecordedLine[]): RecordedLine[] => {
  const probes = new Set<string>();
  const isProbe = (entry: Recorded): boolean => {
    if (!('message' in entry) || !isObject(entry.message)) return false;
    const id = (direction: string, message: JsonObject): string =>
      `${direction} ${formatJson(message['id'] ?? null)}`;
    if (entry.message['method'] === 'echo') {
      probes.add(id(entry.direction === 'in' ? 'out' : 'in', entry.message));
      return true;
    }
    return !('method' in entry.message) && probes.delete(id(entry.direction, entry.message));
  };
  return lines.filter(({ entry }) => !isProbe(entry));
};
