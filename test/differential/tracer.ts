/** Our tracer behind the face that the runner knows: a Southbound file is read whole, and every request put to it. */
import { readFile } from 'node:fs/promises';
import {
  ovnTraceProblem,
  ovnTraceText,
  parseCtState,
  Tracer as LogicalTracer,
} from '../../src/flows/index.ts';
import { Network } from '../../src/model/index.ts';
import { bytesOf, openDatabaseFile } from '../../src/ovsdb/index.ts';
import type { Tracer, TraceRequest } from './request.ts';

const stateOf = (text: string): number => {
  const parsed = parseCtState(text);
  if ('unknown' in parsed) throw new Error(`no conntrack state ${parsed.unknown}`);
  return parsed.state;
};

const answer = (tracer: LogicalTracer, request: TraceRequest): string => {
  const { datapath, microflow, ct, lbDst, selectId, style, friendlyNames } = request;
  const traced = tracer.trace({ datapath, microflow, ct: ct?.map(stateOf), lbDst, selectId });
  if (traced.problem !== undefined) return ovnTraceProblem(traced.problem);
  return ovnTraceText(traced.value, {
    style,
    friendlyNames: friendlyNames !== false,
    version: tracer.version,
  });
};

export const tracer: Tracer = async (southbound, requests) => {
  const { database } = await openDatabaseFile(southbound, bytesOf(await readFile(southbound)));
  const network = new Network({ sb: database });
  const logical = new LogicalTracer(network.sbRows, { asOvnTrace: true });
  return requests.map((request) => {
    try {
      return answer(logical, request);
    } catch (error) {
      // A difference like any other: the run goes on and shows it.
      return error instanceof Error ? `${error.stack ?? error.message}\n` : String(error);
    }
  });
};
