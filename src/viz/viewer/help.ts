/** The dialog that lists the keys. */
import { h } from './dom.ts';
import { helpOfKeys } from './keys.ts';

export const helpDialog = (): HTMLDialogElement => {
  const rows = helpOfKeys().map(({ keys, text }) =>
    h(
      'tr',
      {},
      h(
        'th',
        { scope: 'row' },
        ...keys.flatMap((key, i) => (i === 0 ? [h('kbd', {}, key)] : [' ', h('kbd', {}, key)])),
      ),
      h('td', {}, text),
    ),
  );
  const dialog = h(
    'dialog',
    { 'aria-labelledby': 'help-title' },
    h('h2', { id: 'help-title' }, 'Keys and pointer'),
    h('table', {}, h('tbody', {}, ...rows)),
    h(
      'p',
      {},
      'Wheel or two fingers: nearer and farther. Drag the ground to move the picture, a card to move the card; it then stays. The switch at a card’s corner unfolds it. The address of the page says what you see: copy it to show it to others.',
    ),
    h('button', { type: 'button', onclick: () => dialog.close() }, 'Close'),
  );
  return dialog;
};
