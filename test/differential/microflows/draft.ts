/**
 * A request before the deployment is there: a datapath may be named by digits of a UUID that only the running databases
 * know.
 */
import type { TraceRequest } from '../request.ts';

export interface Draft extends TraceRequest {
  /** Instead of the name, so many digits of the datapath's UUID in one of the databases. */
  readonly digits?: { readonly of: 'nb' | 'sb'; readonly name: string; readonly count: number };
}

export interface Uuids {
  readonly nb: ReadonlyMap<string, string>;
  readonly sb: ReadonlyMap<string, string>;
}

export const resolve = (draft: Draft, uuids: Uuids): TraceRequest => {
  const { digits, ...request } = draft;
  if (digits === undefined) return request;
  const uuid = uuids[digits.of].get(digits.name);
  return uuid === undefined ? request : { ...request, datapath: uuid.slice(0, digits.count) };
};
