/**
 * `--batch`: a request a line, an answer a line, in order. A request that cannot be answered has an answer that says
 * why; the others are answered all the same.
 */
import { createReadStream, statSync } from 'node:fs';
import {
  answerTrace,
  jsonString,
  ovnTraceProblem,
  ovnTraceText,
  TRACE_SCHEMA,
  TraceJson,
} from '../../flows/index.ts';
import { excerpt, messageOf, OvnscopeError } from '../../text/index.ts';
import type { Io } from '../io.ts';
import { parseLine, type Asked } from './asked.ts';
import { linesOf } from './lines.ts';
import { noFlows } from './no-flows.ts';
import { problemError } from './problems.ts';
import type { TraceSession, View } from './session.ts';

/** As much as a pipe holds. */
const PIECE = 1 << 16;

/** How many could not be answered. */
export const runBatch = async (file: string, session: TraceSession, io: Io): Promise<number> => {
  const json = new TraceJson();
  let failed = 0;
  let piece = '';
  for await (const lines of linesOf(inputOf(file, io))) {
    for (const line of lines) {
      if (line.trim() === '') continue;
      const ask = asker(line, json);
      const view = session.now();
      const answer = view === undefined ? await session.ask(ask) : ask(view);
      if (answer.failed) failed++;
      piece += `${answer.text}\n`;
      if (piece.length < PIECE) continue;
      io.out.write(piece);
      piece = '';
      await io.out.room?.();
    }
    // Whoever waits for an answer before the next request gets it.
    if (piece !== '') io.out.write(piece);
    piece = '';
  }
  return failed;
};

const inputOf = (file: string, io: Io): AsyncIterable<Uint8Array | string> => {
  if (file !== '-') return createReadStream(readable(file));
  if (io.in === undefined)
    throw new OvnscopeError('usage', 'there is no standard input to read requests from');
  return io.in;
};

/** A stream would tell of it in words that are not ours. */
const readable = (file: string): string => {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory() !== false) {
    const what = found === undefined ? 'there is no such file' : 'it is a directory';
    throw new OvnscopeError('file', `cannot read requests from "${excerpt(file)}": ${what}`, {
      expected: 'a file with a request a line, or - for standard input',
    });
  }
  return file;
};

interface Answer {
  readonly text: string;
  readonly failed: boolean;
}

const asker = (line: string, json: TraceJson): ((view: View) => Answer) => {
  let asked: Asked;
  try {
    asked = parseLine(line);
  } catch (error) {
    if (!(error instanceof OvnscopeError)) throw error;
    const text = errorJson({ kind: 'request', message: error.message, hint: error.hint ?? error.expected });
    return () => ({ text, failed: true });
  }
  return (view) => answerOf(asked, view, json);
};

const answerOf = (asked: Asked, { tracer, ovnTrace, network, reasons }: View, json: TraceJson): Answer => {
  const { request, style, friendlyNames } = asked;
  const extra: Record<string, string> = {};
  if (style !== undefined) {
    const traced = ovnTrace.trace(request);
    const text =
      traced.problem === undefined
        ? ovnTraceText(traced.value, { style, friendlyNames, version: ovnTrace.version })
        : ovnTraceProblem(traced.problem);
    extra['text'] = jsonString(text);
  }
  try {
    const traced = tracer.trace(request);
    if (traced.problem === undefined) {
      const without = noFlows(traced.value);
      if (without === undefined) {
        return { text: json.write(answerTrace(traced.value), extra, reasons), failed: false };
      }
      const told = { kind: 'no-flows', message: without.message, hint: without.hint };
      return { text: errorJson(told, extra), failed: true };
    }
    const { message, hint, expected, where } = problemError(traced.problem, request, network);
    const { kind } = traced.problem;
    const place = 'diagnostic' in traced.problem ? traced.problem.diagnostic : undefined;
    return {
      text: errorJson({ kind, message, hint: hint ?? expected, where, place }, extra),
      failed: true,
    };
  } catch (error) {
    return { text: errorJson({ kind: 'failure', message: messageOf(error) }, extra), failed: true };
  }
};

interface Told {
  readonly kind: string;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly where?: string | undefined;
  readonly place?: { readonly start: number; readonly end: number } | undefined;
}

const errorJson = (
  { kind, message, hint, place }: Told,
  extra: Readonly<Record<string, string>> = {},
): string => {
  const more = Object.entries(extra).map(([name, value]) => `,"${name}":${value}`);
  const at = place === undefined ? '' : `,"start":${place.start},"end":${place.end}`;
  const help = hint === undefined ? '' : `,"hint":${jsonString(hint)}`;
  return `{"schema":"${TRACE_SCHEMA}"${more.join('')},"error":{"kind":"${kind}","message":${jsonString(message)}${at}${help}}}`;
};
