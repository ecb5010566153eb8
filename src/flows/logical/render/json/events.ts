/** Events of a step as JSON: typed, and with the text that ovn-trace has for them. */
import type { Step } from '../../trace/types.ts';
import { ctStateText } from '../values.ts';
import type { NodeWriter } from '../ovn-trace/nodes.ts';
import { quoted } from './fragment.ts';

export const eventJson = (step: Step, writer: NodeWriter): string | undefined => {
  switch (step.type) {
    case 'change':
      return `{"type":"change","kind":"${step.change.kind}","text":${quoted(writer.changeText(step.change))}}`;
    case 'lookup':
      return `{"type":"lookup","kind":"${step.lookup.kind}","text":${quoted(writer.lookupText(step.lookup))}}`;
    case 'note':
      return `{"type":"note","kind":"${step.note.kind}","text":${quoted(writer.noteText(step.note))}}`;
    case 'error':
      return `{"type":"error","kind":"${step.error.kind}","text":${quoted(writer.errorText(step.error))}}`;
    case 'transform':
      return transformJson(step, writer);
    case 'assumption':
      return assumptionJson(step);
    default:
      return undefined;
  }
};

const transformJson = (step: Extract<Step, { readonly type: 'transform' }>, writer: NodeWriter): string => {
  const { transformation } = step;
  const state =
    transformation.kind === 'ct_next' ? `,"ct_state":${quoted(ctStateText(transformation.state))}` : '';
  const assumed = 'assumed' in transformation ? `,"assumed":${transformation.assumed}` : '';
  return `{"type":"transform","kind":"${transformation.kind}"${state}${assumed},"text":${quoted(writer.transformationText(transformation))}}`;
};

export const assumptionJson = ({ assumption }: Extract<Step, { readonly type: 'assumption' }>): string => {
  const { kind, ...facts } = assumption;
  const members = Object.entries(facts).map(([name, value]) => {
    const text = name === 'state' && typeof value === 'number' ? ctStateText(value) : value;
    return `,"${name}":${typeof text === 'string' ? quoted(text) : String(text)}`;
  });
  return `{"type":"assumption","kind":"${kind}"${members.join('')}}`;
};
