/**
 * The log that database files are made of: ovsdb(5).
 *
 *     record   = "OVSDB " magic " " length " " sha1 "\n" data
 *     magic    = "JSON" in standalone files, "CLUSTER" in files of a cluster member
 *     length   = bytes of data, its newline included, as a positive decimal integer
 *     sha1     = 40 hexadecimal digits, of data
 *     data     = a JSON object and a newline
 *
 * A server that dies while it appends leaves half a record; ovsdb-server then goes on with what is before it, and
 * so does this reader: it stops at the first record that is not whole and says where and why.
 */
import { createHash, hash, type Hash } from 'node:crypto';
import { excerpt, messageOf } from '../../text/index.ts';
import { Body, WHOLE_LIMIT } from '../json/body.ts';
import { MessageScanner } from '../json/scanner.ts';
import { isObject } from '../json/value.ts';

export type Magic = 'JSON' | 'CLUSTER';

export interface LogRecord {
  /** Where its header begins. */
  readonly offset: number;
  readonly body: Body;
}

/** From `offset` on the file was not used. */
export interface Damage {
  readonly offset: number;
  readonly reason: string;
}

/** Takes a record; gives damage when it cannot be used, which ends the reading. */
export type TakeRecord = (record: LogRecord) => Damage | undefined;

/** As ovsdb-server: a longer line is no header. */
const MAX_HEADER = 128;
const HEADER = /^OVSDB ([^ ]+) ([0-9]{1,15}) ([0-9a-fA-F]{40})$/;
const NEWLINE = 0x0a;

interface OpenRecord {
  readonly offset: number;
  readonly length: number;
  readonly sha1: string;
  remaining: number;
  hash: Hash | undefined;
  body: Body | undefined;
  fault: string | undefined;
}

const OPEN_BRACE = 0x7b;

/**
 * The record as the engine reads it: its end is known from the header, so that nothing needs to look for it. What
 * nests deeper than the scanner allows passes here; nobody follows it, since no value of a column is that deep.
 */
const smallBody = (data: Buffer): Body | undefined => {
  if (data.length > WHOLE_LIMIT || data[0] !== OPEN_BRACE) return undefined;
  try {
    return Body.whole(data.toString('utf8'), data.length);
  } catch {
    return undefined;
  }
};

export class LogReader {
  /** What ended the reading before the end of the file. */
  damage: Damage | undefined;
  /** Records taken. */
  records = 0;
  private readonly magic: Magic;
  private readonly take: TakeRecord;
  private readonly scanner: MessageScanner;
  private offset = 0;
  private header = '';
  private record: OpenRecord | undefined;

  /** `rowDepth`: where the rows lie in a record (see `MessageScanner`). */
  constructor(magic: Magic, rowDepth: number, take: TakeRecord) {
    this.magic = magic;
    this.take = take;
    this.scanner = new MessageScanner(rowDepth);
  }

  /** Reads the next bytes; does nothing once there is damage. */
  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    let at = 0;
    while (at < bytes.length && this.damage === undefined) {
      at = this.record === undefined ? this.readHeader(bytes, at) : this.readData(bytes, at, this.record);
    }
    this.offset += bytes.length;
  }

  /** Says that there are no more bytes. */
  end(): void {
    if (this.damage !== undefined) return;
    const { record } = this;
    if (record !== undefined) {
      const read = record.length - record.remaining;
      this.stop(
        record.offset,
        `the record claims ${record.length} bytes, but the file ends after ${read} of them`,
      );
    } else if (this.header !== '') {
      this.stop(this.offset - this.header.length, 'the file ends in the header of a record');
    }
  }

  private readHeader(bytes: Buffer, at: number): number {
    const limit = at + MAX_HEADER - this.header.length;
    const found = bytes.subarray(at, limit).indexOf(NEWLINE);
    const end = found < 0 ? Math.min(limit, bytes.length) : at + found;
    const start = this.offset + at - this.header.length;
    const line = this.header + bytes.toString('latin1', at, end);
    if (found < 0 && line.length < MAX_HEADER) {
      this.header = line;
      return end;
    }
    this.header = '';
    this.beginRecord(start, line);
    return end + 1;
  }

  private beginRecord(offset: number, line: string): void {
    const [, magic, digits, sha1] = HEADER.exec(line) ?? [];
    const length = Number(digits);
    if (magic === undefined || sha1 === undefined || length === 0) {
      this.stop(offset, `no header of a record, but "${excerpt(line, 60)}"`);
    } else if (magic !== this.magic) {
      this.stop(offset, `a record of kind "${excerpt(magic, 20)}" among those of kind "${this.magic}"`);
    } else {
      const state = { hash: undefined, body: undefined, fault: undefined };
      this.record = { offset, length, sha1: sha1.toLowerCase(), remaining: length, ...state };
    }
  }

  /** A record that came in pieces, that is large, or that is not in order, is scanned: that finds rows, or the fault. */
  private readData(bytes: Buffer, at: number, record: OpenRecord): number {
    const data = bytes.subarray(at, at + record.remaining);
    const whole = data.length === record.length;
    if (whole) {
      if (!this.checkSha1(record, hash('sha1', data, 'hex'))) return at;
    } else {
      record.hash ??= createHash('sha1');
      record.hash.update(data);
    }
    const small = whole ? smallBody(data) : undefined;
    if (small === undefined) this.scan(data, record);
    else record.body = small;
    record.remaining -= data.length;
    if (record.remaining === 0 && (whole || this.checkSha1(record, record.hash?.digest('hex'))))
      this.finish(record);
    return at + data.length;
  }

  /** A fault waits until the hash is known: what is no JSON because it is damaged should be called damaged. */
  private scan(data: Buffer, record: OpenRecord): void {
    if (record.fault !== undefined) return;
    try {
      this.scanner.push(data, (body) => {
        if (record.body === undefined) record.body = body;
        else record.fault = 'the record holds more than one JSON object';
      });
    } catch (error) {
      record.fault = messageOf(error);
    }
  }

  private checkSha1(record: OpenRecord, actual: string | undefined): boolean {
    if (actual === record.sha1) return true;
    this.stop(record.offset, `the data has SHA-1 ${actual}, the header says ${record.sha1}`);
    return false;
  }

  private finish(record: OpenRecord): void {
    this.record = undefined;
    const { offset, body } = record;
    const fault = record.fault ?? this.scanner.unfinished();
    if (fault !== undefined) return this.stop(offset, `the record is not JSON: ${fault}`);
    if (body === undefined || !isObject(body.root))
      return this.stop(offset, 'the record is not a JSON object');
    this.damage = this.take({ offset, body });
    if (this.damage === undefined) this.records++;
  }

  private stop(offset: number, reason: string): void {
    this.damage = { offset, reason };
  }
}
