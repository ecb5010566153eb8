/** Events of a step as JSON: typed, and with the text that ovn-trace has for them. What many traces tell is made once. */
import type { Action } from '../../../language/index.ts';
import type { AssumptionStep, Change, Step } from '../../trace/types.ts';
import { Names } from '../ovn-trace/names.ts';
import { NodeWriter } from '../ovn-trace/nodes.ts';
import { ctStateText } from '../values.ts';
import { quoted } from './fragment.ts';

export class EventJson {
  private readonly writer = new NodeWriter(new Names(false), undefined);
  private readonly loads = new WeakMap<Action, string>();
  private readonly states = new Map<number, string>();

  event(step: Step): string | undefined {
    const { writer } = this;
    switch (step.type) {
      case 'change':
        return this.change(step.change);
      case 'lookup':
        return `{"type":"lookup","kind":"${step.lookup.kind}","text":${quoted(writer.lookupText(step.lookup))}}`;
      case 'note':
        return `{"type":"note","kind":"${step.note.kind}","text":${quoted(writer.noteText(step.note))}}`;
      case 'error':
        return `{"type":"error","kind":"${step.error.kind}","text":${quoted(writer.errorText(step.error))}}`;
      case 'transform':
        return this.transform(step);
      case 'assumption':
        return this.assumption(step);
      default:
        return undefined;
    }
  }

  private change(change: Change): string {
    if (change.kind === 'ttl') return '{"type":"change","kind":"ttl","text":"ip.ttl--"}';
    if (change.kind !== 'load') return this.changeText(change);
    let text = this.loads.get(change.action);
    if (text === undefined) this.loads.set(change.action, (text = this.changeText(change)));
    return text;
  }

  private changeText(change: Change): string {
    return `{"type":"change","kind":"${change.kind}","text":${quoted(this.writer.changeText(change))}}`;
  }

  private transform({ transformation }: Extract<Step, { readonly type: 'transform' }>): string {
    const state =
      transformation.kind === 'ct_next' ? `,"ct_state":${quoted(ctStateText(transformation.state))}` : '';
    const assumed = 'assumed' in transformation ? `,"assumed":${transformation.assumed}` : '';
    return `{"type":"transform","kind":"${transformation.kind}"${state}${assumed},"text":${quoted(this.writer.transformationText(transformation))}}`;
  }

  assumption({ assumption }: AssumptionStep): string {
    if (assumption.kind === 'ct-state') {
      const { state, known } = assumption;
      let text = this.states.get(state);
      if (text === undefined) this.states.set(state, (text = ctStateText(state)));
      return `{"type":"assumption","kind":"ct-state","state":"${text}","known":"${known}"}`;
    }
    const { kind, ...facts } = assumption;
    const members = Object.entries(facts).map(
      ([name, value]) => `,"${name}":${typeof value === 'string' ? quoted(value) : String(value)}`,
    );
    return `{"type":"assumption","kind":"${kind}"${members.join('')}}`;
  }
}
