/** The face of the flows room: what happens to a packet. */
export { answerTrace } from './logical/answer/index.ts';
export type * from './logical/answer/types.ts';
export * from './logical/answer/words.ts';
export { dropCause, type DropCause } from './logical/answer/drop-cause.ts';
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
export { nearMisses, type NearMiss } from './logical/answer/near-misses.ts';
export { conditionText } from './logical/answer/condition-text.ts';
export { suspectsOf, type Suspect } from './logical/answer/suspects.ts';
export { stageKind } from './logical/attribution/index.ts';
export type * from './logical/attribution/types.ts';
export { factText } from './logical/attribution/fact-text.ts';
export { Reasons, type Why } from './logical/attribution/reasons.ts';
export {
  changedFields,
  headlineOf,
  packetFields,
  type FieldChange,
  type PacketField,
} from './logical/render/packet-words.ts';
export type { LogicalFlow } from './logical/pipeline/flow.ts';
export { shortenUuid } from './logical/southbound/names.ts';
export type { LogicalPort } from './logical/southbound/port.ts';
export type { LogicalDatapath } from './logical/southbound/datapath.ts';
export { ipText } from './logical/render/values.ts';
export * from './logical/microflow/index.ts';
export type { Found } from '../model/index.ts';
