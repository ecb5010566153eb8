/** A trace step by step: what happened, the packet as it left, the row and the flow that decided. */
import type { PathStep, ScenePath } from '../scene.ts';
import { h, safe, safeLines } from './dom.ts';
import { commandLines, lineList } from './facts.ts';
import type { Action } from './keys.ts';

const WORDS: Readonly<Record<string, string>> = { good: '✓', bad: '✗', warn: '!', unknown: '?', idle: '' };

const stepDetails = (step: PathStep): HTMLElement => {
  const packet = safeLines(step.packet);
  const rows = commandLines(step.row);
  const flows = commandLines(step.flow);
  const part = (title: string, ...content: HTMLElement[]): HTMLElement[] =>
    content.length === 0 ? [] : [h('h4', {}, title), ...content];
  return h(
    'div',
    { class: 'ui-step' },
    lineList(safeLines(step.lines)),
    ...part('Packet as it leaves', ...(packet.length === 0 ? [] : [lineList(packet, 'ui-mono')])),
    ...part('Row', ...rows),
    ...part('Flow', ...flows),
  );
};

export class TracePanel {
  readonly element = h('section', { class: 'ui-trace', 'aria-label': 'trace', hidden: true });
  private readonly act: (action: Action) => void;
  private readonly go: (step: number) => void;

  constructor(act: (action: Action) => void, go: (step: number) => void) {
    this.act = act;
    this.go = go;
  }

  show(path: ScenePath | undefined, current: number | undefined): void {
    this.element.hidden = path === undefined;
    if (path === undefined) {
      this.element.replaceChildren();
      return;
    }
    const { steps, verdict } = path;
    const move = (text: string, label: string, action: Action, disabled: boolean): HTMLElement =>
      h(
        'button',
        { type: 'button', class: 'ui-small', 'aria-label': label, disabled, onclick: () => this.act(action) },
        text,
      );
    const focused = this.element.contains(document.activeElement)
      ? document.activeElement?.getAttribute('aria-label')
      : undefined;
    const at = current ?? -1;
    this.element.replaceChildren(
      h(
        'div',
        { class: 'ui-head' },
        h('h2', {}, 'Trace'),
        h(
          'span',
          { class: 'ui-quiet', role: 'status' },
          at < 0 ? `${steps.length} steps` : `step ${at + 1} of ${steps.length}`,
        ),
        move('‹', 'previous step', 'previous step', at <= 0),
        move('›', 'next step', 'next step', at >= steps.length - 1),
      ),
      h(
        'div',
        { class: `ui-verdict ${verdict.tone}` },
        `${WORDS[verdict.tone] ?? ''} ${safe(verdict.text, 400)}`.trim(),
      ),
      h(
        'ol',
        { class: 'ui-steps' },
        ...steps.map((step, i) =>
          h(
            'li',
            { 'aria-current': i === at ? 'step' : undefined },
            h(
              'button',
              {
                type: 'button',
                'aria-expanded': String(i === at),
                'aria-label': `step ${i + 1}: ${safe(step.title, 200)}`,
                onclick: () => this.go(i),
              },
              h('span', { class: 'ui-number', 'aria-hidden': 'true' }, String(i + 1)),
              h('span', {}, `${safe(step.title, 200)} ${WORDS[step.tone] ?? ''}`.trim()),
            ),
            i === at ? stepDetails(step) : undefined,
          ),
        ),
      ),
    );
    const current_ = this.element.querySelector('[aria-current]');
    current_?.scrollIntoView({ block: 'nearest' });
    if (focused !== undefined && focused !== null)
      for (const button of this.element.querySelectorAll('button'))
        if (button.getAttribute('aria-label') === focused) button.focus({ preventScroll: true });
  }
}
