/**
 * One connection of a replica: asks the server about itself, reads the schema, sets the monitor up with the best
 * method that the server knows, and passes on what comes.
 *
 *     monitor_cond_since   → conditions, and only what happened since the last time   (Open vSwitch 2.12)
 *     monitor_cond         → conditions                                               (2.6)
 *     monitor              → neither: whole tables (RFC 7047)
 */
import { OvnscopeError } from '../../text/index.ts';
import type { Body } from '../json/body.ts';
import { isArray, type Json } from '../json/value.ts';
import type { Plan } from '../monitor/spec.ts';
import type { Peer, Reply } from '../rpc/peer.ts';

export type MonitorMethod = 'monitor_cond_since' | 'monitor_cond' | 'monitor';

/** The monitor that stands: its reply is here, and it was not canceled. */
export interface Monitor {
  readonly method: MonitorMethod;
  readonly tables: ReadonlySet<string>;
  id: string;
  /** Its id before the last change of conditions; which of the two an update carries depends on the server. */
  former: string | undefined;
}

/** Stands for "nothing read yet" as the last transaction. */
export const NO_TRANSACTION = '00000000-0000-0000-0000-000000000000';

export interface Initial {
  readonly method: MonitorMethod;
  /** Whether the updates are what changed since the transaction that was named, or everything. */
  readonly found: boolean;
  readonly last: string;
  readonly updates: Json;
  readonly body: Body;
}

/** Sets a monitor up; `receive` sees its reply before any notification that follows. */
export const startMonitor = async (
  peer: Peer,
  database: string,
  id: string,
  plan: Plan,
  last: string,
  receive: (initial: Initial) => void | Promise<void>,
): Promise<MonitorMethod> => {
  const everything = (method: MonitorMethod) => {
    return ({ result, body }: Reply): void | Promise<void> =>
      receive({ method, found: false, last: NO_TRANSACTION, updates: result, body });
  };
  const since = await known(
    peer.request('monitor_cond_since', [database, id, plan.requests, last], (reply) =>
      receive(sinceReply(reply)),
    ),
  );
  if (since) return 'monitor_cond_since';
  const cond = await known(
    peer.request('monitor_cond', [database, id, plan.requests], everything('monitor_cond')),
  );
  if (cond) return 'monitor_cond';
  await peer.request('monitor', [database, id, withoutConditions(plan)], everything('monitor'));
  return 'monitor';
};

const sinceReply = ({ result, body }: Reply): Initial => {
  if (!isArray(result) || result.length !== 3 || typeof result[1] !== 'string') {
    throw new OvnscopeError(
      'protocol',
      'a reply to monitor_cond_since that is not [found, transaction, updates]',
    );
  }
  const [found, last, updates] = result as [Json, string, Json];
  return { method: 'monitor_cond_since', found: found === true, last, updates, body };
};

const withoutConditions = (plan: Plan): Plan['requests'] =>
  Object.fromEntries(plan.tables.map(({ name, columns }) => [name, [{ columns }]]));

/** False if the server does not know the method. */
export const known = async (request: Promise<unknown>): Promise<boolean> => {
  try {
    await request;
    return true;
  } catch (error) {
    if (error instanceof OvnscopeError && error.kind === 'server' && error.cause === 'unknown method')
      return false;
    throw error;
  }
};

/** The parts of an `update`, `update2` or `update3` notification. */
export const updateOf = (
  method: string,
  params: readonly Json[],
): { id: Json; last?: string; updates: Json } | undefined => {
  const [id, second, third] = params;
  if (id === undefined || second === undefined) return undefined;
  if (method === 'update' || method === 'update2') return { id, updates: second };
  if (method === 'update3' && typeof second === 'string' && third !== undefined) {
    return { id, last: second, updates: third };
  }
  return undefined;
};
