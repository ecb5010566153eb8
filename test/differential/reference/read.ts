/** What can be read from an answer of ovn-trace: its styles, and where it chose by chance. */
import type { Style } from '../request.ts';

const HEADINGS: Readonly<Record<Exclude<Style, 'all'>, string>> = {
  detailed: '# Detailed trace.\n',
  summary: '# Summary trace.\n',
  minimal: '# Minimal trace.\n',
};

/**
 * One style out of the text of `--all`. With one style alone, ovn-trace prints the same without the heading; a text
 * without headings is an error message, which is the same for all.
 */
export const cut = (all: string, style: Style): string => {
  if (style === 'all') return all;
  const heading = HEADINGS[style];
  const start = all.indexOf(`\n${heading}`);
  if (start < 0) return all;
  const first = all.slice(0, all.indexOf('\n') + 1);
  const rest = all.slice(start + 1 + heading.length);
  const end = Object.values(HEADINGS)
    .map((each) => rest.indexOf(each))
    .filter((at) => at >= 0);
  return first + rest.slice(0, Math.min(rest.length, ...end));
};

/** At most so many conntrack states were taken: every one of these actions may take one. */
export const statesUsedUp = (all: string): number =>
  cut(all, 'detailed').match(
    /^ *ct_(next|lb|lb_mark|dnat|snat|dnat_in_czone|snat_in_czone|commit_nat)\b.*;$/gm,
  )?.length ?? 0;

export type Choice =
  | { readonly kind: 'backend'; readonly from: readonly string[] }
  | { readonly kind: 'member'; readonly from: readonly number[] };

const addressOf = (backend: string): string => /^\[(.*)\]/.exec(backend)?.[1] ?? backend.replace(/:\d+$/, '');

/** Several backends' addresses, of `ct_lb(a,b)` and `ct_lb_mark(backends=a,b; hash_fields="…")`. */
const backends = (action: string): readonly string[] => {
  const list = /^ct_lb(?:_mark)?\((?:backends=)?([^;")]*)/.exec(action)?.[1];
  if (list === undefined) return [];
  const each = list.split(',').map((word) => word.trim());
  // Without brackets an IPv6 address has no port.
  return each.map((word) =>
    /^[0-9a-f]*:[0-9a-f:]*$/.test(word) && word.split(':').length > 2 ? word : addressOf(word),
  );
};

/**
 * The first place where ovn-trace threw dice, if there is one. `--lb-dst` decides the first choice that has it among its
 * backends, and no other one.
 */
export const firstChoice = (all: string, lbDst: string | undefined): Choice | undefined => {
  let wanted = lbDst;
  let members: readonly number[] = [];
  for (const line of cut(all, 'detailed').split('\n')) {
    const action = line.trim();
    if (action.startsWith('ct_lb') && action.endsWith(';')) {
      const from = backends(action);
      if (wanted !== undefined && from.includes(wanted)) wanted = undefined;
      else if (from.length > 1) return { kind: 'backend', from };
    } else if (action.includes('= select(')) {
      members = [...action.matchAll(/(\d+)(?:=\d+)?(?=[,)])/g)].map(([, id]) => Number(id));
    } else if (action.includes('Randomly selected.')) {
      return { kind: 'member', from: members };
    }
  }
  return undefined;
};
