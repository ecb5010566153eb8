/** What the reader is told of a thing: its kind, name, facts, and commands that tell more. */
import type { RowRef } from '../../model/index.ts';
import { commandsOf } from './commands.ts';
import { h, safe, safeLines } from './dom.ts';
import type { Thing } from './things.ts';

/** Also where a page has no right to the clipboard: then the old way. */
const copy = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = h('textarea', { class: 'ui-hidden' });
    area.value = text;
    document.body.append(area);
    area.select();
    // The only way for pages without the right to the clipboard.
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
};

const SHOWN_FOR = 1500;

export const commandLine = (command: string): HTMLElement => {
  const button = h(
    'button',
    {
      type: 'button',
      class: 'ui-small',
      'aria-label': `copy ${command}`,
      onclick: () => {
        void copy(command).then((done) => {
          button.textContent = done ? 'Copied' : 'Press Ctrl-C';
          window.setTimeout(() => (button.textContent = 'Copy'), SHOWN_FOR);
        });
      },
    },
    'Copy',
  );
  return h('div', { class: 'ui-command' }, h('code', {}, command), button);
};

export const commandLines = (row: RowRef | undefined): HTMLElement[] => commandsOf(row).map(commandLine);

export const lineList = (lines: readonly string[], kind = ''): HTMLElement =>
  h('ul', { class: `ui-lines ${kind}` }, ...lines.map((line) => h('li', {}, line)));

/** More lines than this are counted. */
const MOST = 40;

export const factsOf = (thing: Thing, heading: 'h3' | 'div' = 'h3'): HTMLElement[] => {
  const name = safe(thing.name, 300);
  const lines = safeLines(thing.lines).filter((line) => line !== name);
  const left = lines.length - MOST;
  return [
    h('span', { class: 'ui-kind' }, safe(thing.kind, 80)),
    h(heading, heading === 'div' ? { class: 'ui-name' } : {}, name === '' ? '""' : name),
    ...(thing.where === '' ? [] : [h('div', { class: 'ui-quiet' }, `in ${safe(thing.where, 300)}`)]),
    lineList(left > 0 ? [...lines.slice(0, MOST), `${left} more lines`] : lines),
    ...commandLines(thing.row),
  ];
};
