/** From the options to a request: the microflow as it was typed, or one that is built from what is known of its ends. */
import { buildMicroflow, type TraceRequest } from '../../flows/index.ts';
import type { Network } from '../../model/index.ts';
import { excerpt, OvnscopeError } from '../../text/index.ts';
import { buildProblem, choiceText, type Called } from './build-text.ts';
import { findPort } from './find-port.ts';
import type { Endpoints, TraceOptions } from './options.ts';
import { portText } from './place-text.ts';
import type { View } from './session.ts';

/** Why the packet looks as it does. */
export interface Built {
  readonly reasons: readonly string[];
}

export type AskedRequest =
  | { readonly request: TraceRequest; readonly built: Built | undefined; readonly problem?: undefined }
  | { readonly problem: OvnscopeError };

export const requestOf = (view: View, options: TraceOptions): AskedRequest => {
  const { ct, lbDst, selectId, on, size, dnsName, datapath, microflow, endpoints } = options;
  const common = { ct, lbDst, selectId, on, size, dnsName };
  if (microflow !== undefined) return { request: { ...common, datapath, microflow }, built: undefined };
  const built = endpoints === undefined ? undefined : build(view, endpoints);
  if (built === undefined) return { problem: new OvnscopeError('usage', 'there is no packet to trace') };
  if (built instanceof OvnscopeError) return { problem: built };
  return { request: { ...common, datapath: undefined, microflow: built.microflow }, built };
};

interface BuiltRequest extends Built {
  readonly microflow: string;
}

const missingIn = ({ nbRows, sbRows }: Network): number => nbRows.missing + sbRows.missing;

const build = (view: View, ends: Endpoints): BuiltRequest | OvnscopeError => {
  const { network } = view;
  const from = findPort(view, ends.from);
  if (from instanceof OvnscopeError) return from;
  const to = targetOf(view, ends.to);
  if (to instanceof OvnscopeError) return to;
  const before = missingIn(network);
  // A server is not asked for all names while it has not said what it has of these.
  for (const name of [from.name, to]) if (network.switchPort(name) === undefined) network.routerPort(name);
  if (missingIn(network) !== before) return new OvnscopeError('usage', 'not all has been read yet');
  const { protocol, sourcePort, destinationPort, family } = ends;
  const made = buildMicroflow(network, {
    from: from.name,
    to,
    protocol,
    sourcePort,
    destinationPort,
    family,
  });
  const called = calledBy(view);
  if (made.problem !== undefined) return buildProblem(made.problem, called);
  return {
    microflow: made.value.microflow,
    reasons: made.value.choices
      .map((choice) => choiceText(choice, called))
      .filter((text) => text !== undefined),
  };
};

const ADDRESS = /^(\[?[0-9a-f]*:[0-9a-f:.]*(\]:\d{1,5})?|\d{1,3}(\.\d{1,3}){3}(:\d{1,5})?)$/i;

/** An address as it stands, a port by its own name, a load balancer. */
const targetOf = (view: View, text: string): string | OvnscopeError => {
  if (ADDRESS.test(text)) return text;
  const balancers = view.network.nbRows.where('Load_Balancer', 'name', text);
  const port = findPort(view, text);
  if (!(port instanceof OvnscopeError)) return port.name;
  return balancers.length > 0 ? text : port;
};

const calledBy =
  ({ tracer }: View): Called =>
  (name) => {
    const port = tracer.deployment()?.portByName(name);
    return port === undefined ? excerpt(name) : portText(port);
  };
