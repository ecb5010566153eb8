/**
 * The state as a link's fragment, readable and stable:
 *
 *     #view=logical&focus=NODE/PORT&open=A,B&pin=A:120:40&zoom=100:200:0.5&q=web
 *
 * What cannot be read is left out, never an error: links are typed, cut and mailed.
 */
import { initial, type Centre, type State, type ThemeChoice } from './state.ts';

/** A name for every scene, the same view numbered: `acl`, `acl.2`. */
export const viewNames = (scenes: readonly { readonly view: string }[]): string[] => {
  const seen = new Map<string, number>();
  return scenes.map(({ view }) => {
    const number = (seen.get(view) ?? 0) + 1;
    seen.set(view, number);
    return number === 1 ? view : `${view}.${number}`;
  });
};

/** Half a surrogate has no place in a link. */
const coded = (text: string): string | undefined => {
  try {
    return encodeURIComponent(text);
  } catch {
    return undefined;
  }
};

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

const all = <T>(values: readonly (T | undefined)[]): T[] => values.filter((value) => value !== undefined);

const short = (value: number): string => String(Number(value.toFixed(value < 10 ? 4 : 1)));

const list = (ids: Iterable<string>): string => all([...ids].map(coded)).join(',');

/** Without the `#`; nothing for the state in which a page opens. */
export const formatHash = (state: State, names: readonly string[]): string => {
  const parts: [key: string, value: string | undefined][] = [
    ['view', state.view === 0 ? '' : coded(names[state.view] ?? '')],
    ['focus', state.focus === undefined ? '' : coded(state.focus.node)],
    ['part', state.focus?.part === undefined ? '' : coded(state.focus.part)],
    ['open', list(state.open)],
    ['closed', list(state.closed)],
    ['hidden', list(state.hidden)],
    [
      'found',
      all(
        [...state.found].map((pair) => {
          const [node, part] = pair.map(coded);
          return node === undefined || part === undefined ? undefined : `${node}:${part}`;
        }),
      ).join(','),
    ],
    [
      'pin',
      all(
        [...state.pinned].map(([id, { x, y }]) => {
          const name = coded(id);
          return name === undefined ? undefined : `${name}:${short(x)}:${short(y)}`;
        }),
      ).join(','),
    ],
    ['around', state.around === undefined ? '' : `${coded(state.around.node) ?? ''}:${state.around.hops}`],
    [
      'zoom',
      state.centre === undefined ? '' : [state.centre.x, state.centre.y, state.centre.k].map(short).join(':'),
    ],
    ['q', coded(state.query)],
    ['step', state.step === undefined ? '' : String(state.step + 1)],
    ['theme', state.theme === 'auto' ? '' : state.theme],
    ['list', state.list ? '1' : ''],
  ];
  return parts
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => `${key}=${value}`)
    .join('&');
};

const finite = (text: string | undefined): number | undefined => {
  if (text === undefined || !/^-?\d{1,9}(\.\d{1,6})?$/.test(text)) return undefined;
  return Number(text);
};

const ids = (text: string | undefined): ReadonlySet<string> =>
  new Set(all((text ?? '').split(',').map(decoded)).filter((id) => id !== ''));

const pairs = (text: string | undefined): ReadonlyMap<string, string> =>
  new Map(
    (text ?? '').split(',').flatMap((entry) => {
      const [node = '', part = ''] = entry.split(':').map((one) => decoded(one) ?? '');
      return node === '' || part === '' ? [] : [[node, part] as const];
    }),
  );

const positions = (text: string | undefined): State['pinned'] =>
  new Map(
    all(
      (text ?? '').split(',').map((entry) => {
        const [name = '', left, top] = entry.split(':');
        const [id, x, y] = [decoded(name), finite(left), finite(top)];
        return id === undefined || id === '' || x === undefined || y === undefined
          ? undefined
          : ([id, { x, y }] as const);
      }),
    ),
  );

const centre = (text: string | undefined): Centre | undefined => {
  const [x, y, k] = (text ?? '').split(':').map(finite);
  return x === undefined || y === undefined || k === undefined || k <= 0 || k > 100 ? undefined : { x, y, k };
};

const around = (text: string | undefined): State['around'] => {
  const [name = '', hops] = (text ?? '').split(':');
  const node = decoded(name);
  return node === undefined || node === '' || !/^[1-4]$/.test(hops ?? '')
    ? undefined
    : { node, hops: Number(hops) };
};

const THEMES: ReadonlySet<string> = new Set<ThemeChoice>(['light', 'dark']);

/** What of it can be read; the rest is as in a page that was just opened. */
export const parseHash = (hash: string, names: readonly string[]): State => {
  const fields = new Map(
    hash
      .replace(/^#/, '')
      .split('&')
      .map((part) => {
        const at = part.indexOf('=');
        return at < 0 ? ([part, ''] as const) : ([part.slice(0, at), part.slice(at + 1)] as const);
      }),
  );
  const word = (key: string): string => decoded(fields.get(key) ?? '') ?? '';
  const [node, part, step, theme] = [word('focus'), word('part'), fields.get('step') ?? '', word('theme')];
  return {
    ...initial,
    view: Math.max(0, names.indexOf(word('view'))),
    focus: node === '' ? undefined : part === '' ? { node } : { node, part },
    open: ids(fields.get('open')),
    closed: ids(fields.get('closed')),
    hidden: ids(fields.get('hidden')),
    found: pairs(fields.get('found')),
    pinned: positions(fields.get('pin')),
    around: around(fields.get('around')),
    centre: centre(fields.get('zoom')),
    query: word('q'),
    step: /^[1-9]\d{0,5}$/.test(step) ? Number(step) - 1 : undefined,
    theme: THEMES.has(theme) ? (theme as ThemeChoice) : 'auto',
    list: fields.get('list') === '1',
  };
};
