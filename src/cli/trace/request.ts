/** From the options to a request: the microflow as it was typed, or one that is built from the model. */
import type { TraceRequest } from '../../flows/index.ts';
import { OvnscopeError } from '../../text/index.ts';
import type { TraceOptions } from './options.ts';
import type { View } from './session.ts';

/** Why the packet looks as it does. */
export interface Built {
  readonly reasons: readonly string[];
}

export type AskedRequest =
  | { readonly request: TraceRequest; readonly built: Built | undefined; readonly problem?: undefined }
  | { readonly problem: OvnscopeError };

export const requestOf = (_view: View, options: TraceOptions): AskedRequest => {
  const { ct, lbDst, selectId, on, size, dnsName, datapath, microflow } = options;
  const common = { ct, lbDst, selectId, on, size, dnsName };
  if (microflow !== undefined) return { request: { ...common, datapath, microflow }, built: undefined };
  return { problem: new OvnscopeError('usage', 'packets cannot be built yet') };
};
