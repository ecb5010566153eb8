/** Keys and what they do: one table for the keyboard and for the help that lists them. */

export type Action =
  | 'search'
  | 'fit'
  | 'nearer'
  | 'farther'
  | 'fold'
  | 'refold'
  | 'hide'
  | 'pin'
  | 'hops 1'
  | 'hops 2'
  | 'hops 3'
  | 'hops 4'
  | 'all'
  | 'reset'
  | 'next step'
  | 'previous step'
  | 'view'
  | 'list'
  | 'theme'
  | 'help'
  | 'leave'
  | 'next card'
  | 'previous card'
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'pan left'
  | 'pan right'
  | 'pan up'
  | 'pan down';

interface Entry {
  readonly keys: readonly string[];
  readonly shown: readonly string[];
  readonly text: string;
  readonly action: Action;
  /** Only while a card has the focus. */
  readonly onCard?: boolean;
}

const KEYS: readonly Entry[] = [
  {
    keys: ['/'],
    shown: ['/'],
    text: 'search by name, alias, MAC, IP address or UUID, in all views',
    action: 'search',
  },
  { keys: ['f', '0'], shown: ['f', '0'], text: 'fit the whole picture in', action: 'fit' },
  { keys: ['+', '='], shown: ['+'], text: 'nearer', action: 'nearer' },
  { keys: ['-', '_'], shown: ['−'], text: 'farther', action: 'farther' },
  { keys: ['Tab'], shown: ['Tab'], text: 'the next card', action: 'next card', onCard: true },
  {
    keys: ['Shift+Tab'],
    shown: ['Shift', 'Tab'],
    text: 'the card before',
    action: 'previous card',
    onCard: true,
  },
  {
    keys: ['ArrowLeft'],
    shown: ['←'],
    text: 'the card to the left; without a card, move the picture',
    action: 'left',
  },
  { keys: ['ArrowRight'], shown: ['→'], text: 'the card to the right', action: 'right' },
  { keys: ['ArrowUp'], shown: ['↑'], text: 'the card above', action: 'up' },
  { keys: ['ArrowDown'], shown: ['↓'], text: 'the card below', action: 'down' },
  { keys: ['Shift+ArrowLeft'], shown: ['Shift', '←'], text: 'move the picture', action: 'pan left' },
  { keys: ['Shift+ArrowRight'], shown: [], text: '', action: 'pan right' },
  { keys: ['Shift+ArrowUp'], shown: [], text: '', action: 'pan up' },
  { keys: ['Shift+ArrowDown'], shown: [], text: '', action: 'pan down' },
  {
    keys: ['Enter', ' '],
    shown: ['Enter', 'Space'],
    text: 'unfold or fold the card',
    action: 'fold',
    onCard: true,
  },
  { keys: ['c'], shown: ['c'], text: 'fold the card back into what it came from', action: 'refold' },
  { keys: ['h'], shown: ['h'], text: 'hide the card', action: 'hide' },
  { keys: ['p'], shown: ['p'], text: 'pin the card where it is, or let it go', action: 'pin' },
  {
    keys: ['1'],
    shown: ['1', '2', '3', '4'],
    text: 'only what is so many edges away from the card',
    action: 'hops 1',
  },
  { keys: ['2'], shown: [], text: '', action: 'hops 2' },
  { keys: ['3'], shown: [], text: '', action: 'hops 3' },
  { keys: ['4'], shown: [], text: '', action: 'hops 4' },
  { keys: ['a'], shown: ['a'], text: 'everything again: nothing hidden, however far', action: 'all' },
  { keys: ['r'], shown: ['r'], text: 'reset the picture', action: 'reset' },
  { keys: ['n', ']'], shown: ['n', ']'], text: 'next step of the trace', action: 'next step' },
  { keys: ['N', 'Shift+N', '['], shown: ['N', '['], text: 'step before', action: 'previous step' },
  { keys: ['v'], shown: ['v'], text: 'next view', action: 'view' },
  { keys: ['l'], shown: ['l'], text: 'list of what is drawn', action: 'list' },
  { keys: ['t'], shown: ['t'], text: 'light, dark, or as the system has it', action: 'theme' },
  { keys: ['?'], shown: ['?'], text: 'this help', action: 'help' },
  { keys: ['Escape'], shown: ['Esc'], text: 'close, or leave the card', action: 'leave' },
];

const PLAIN = new Map(KEYS.flatMap((entry) => entry.keys.map((key) => [key, entry] as const)));

export interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key asks for; keys with Ctrl, Alt or Meta are the browser's. */
export const actionOf = (pressed: Pressed, onCard: boolean): Action | undefined => {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return undefined;
  const named = pressed.key.length > 1 && pressed.shiftKey ? `Shift+${pressed.key}` : pressed.key;
  const entry = PLAIN.get(named);
  return entry === undefined || (entry.onCard === true && !onCard) ? undefined : entry.action;
};

/** For the help. */
export const helpOfKeys = (): readonly { readonly keys: readonly string[]; readonly text: string }[] =>
  KEYS.filter(({ shown }) => shown.length > 0).map(({ shown, text }) => ({ keys: shown, text }));

/** After these the card stays where it is. */
export const FOLDING: ReadonlySet<Action> = new Set<Action>(['fold', 'refold', 'pin']);

/** Of buttons and tables, where these have the focus. */
export const OWN_KEYS: ReadonlySet<string> = new Set([
  'Enter',
  ' ',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Tab',
]);

/** After these the card that is looked at has the keyboard. */
export const CARD_ACTIONS: ReadonlySet<Action> = new Set<Action>([
  'fold',
  'refold',
  'hide',
  'pin',
  'hops 1',
  'hops 2',
  'hops 3',
  'hops 4',
  'left',
  'right',
  'up',
  'down',
  'next card',
  'previous card',
]);
