/** `--detailed`, `--summary`, `--minimal`: what ovn-trace prints. (On a terminal names are made harmless after that.) */
import { ovnTraceText } from '../../flows/index.ts';
import type { OvnscopeError } from '../../text/index.ts';
import type { TraceOptions } from './options.ts';
import { problemError } from './problems.ts';
import { requestOf } from './request.ts';
import type { View } from './session.ts';

export const formsText = (view: View, options: TraceOptions): string | OvnscopeError => {
  const asked = requestOf(view, options);
  if (asked.problem !== undefined) return asked.problem;
  const traced = view.ovnTrace.trace(asked.request);
  if (traced.problem !== undefined) return problemError(traced.problem, asked.request, view.network);
  const { version } = view.ovnTrace;
  return ovnTraceText(traced.value, { style: options.forms, friendlyNames: options.friendlyNames, version });
};
