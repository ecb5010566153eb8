/** The face of the flows room: what happens to a packet. */
export { answerTrace } from './logical/answer/index.ts';
export type * from './logical/answer/types.ts';
export { Connections } from './logical/engine/connections.ts';
export { packetText } from './logical/render/packet-text.ts';
export { ovnTraceText, type OvnTraceForm, type OvnTraceStyle } from './logical/render/ovn-trace/index.ts';
export { Names } from './logical/render/ovn-trace/names.ts';
export { NodeWriter } from './logical/render/ovn-trace/nodes.ts';
export { TRACE_SCHEMA, TraceJson } from './logical/render/json/index.ts';
export { quoted as jsonString } from './logical/render/json/fragment.ts';
export { ctStateText } from './logical/render/values.ts';
export { parseCtState } from './logical/request/options.ts';
export { ovnTraceProblem } from './logical/request/problem-text.ts';
export type { Resolved, TraceProblem, TraceRequest } from './logical/request/types.ts';
export { flatten, type FlatHop, type FlatStep } from './logical/trace/flat.ts';
export type * from './logical/trace/types.ts';
export { Tracer, type TracerOptions } from './logical/tracer.ts';
export { fieldNames } from './logical/request/fields.ts';
