/** Our tracer behind the face that the runner knows. */
import { readFile } from 'node:fs/promises';
import {
  ovnTraceProblem,
  ovnTraceText,
  parseCtState,
  Tracer as LogicalTracer,
} from '../../src/flows/index.ts';
import { Network } from '../../src/model/index.ts';
import { bytesOf, openDatabaseFile } from '../../src/ovsdb/index.ts';
import type { Tracer } from './request.ts';

const ctState = (text: string): number => {
  const parsed = parseCtState(text);
  if ('unknown' in parsed) throw new Error(`${parsed.unknown} is no connection tracking state`);
  return parsed.state;
};

export const tracer: Tracer = async (southbound, requests) => {
  const { database } = await openDatabaseFile(southbound, bytesOf(await readFile(southbound)));
  const traces = new LogicalTracer(new Network({ sb: database }).sbRows, { asOvnTrace: true });
  return requests.map(({ style, ct = [], friendlyNames = true, ...request }) => {
    const traced = traces.trace({ ...request, ct: ct.map(ctState) });
    return traced.problem === undefined
      ? ovnTraceText(traced.value, { style, friendlyNames, version: traces.version })
      : ovnTraceProblem(traced.problem);
  });
};
