/**
 * Candidates for what stands at the cursor. Names come from a network and are hostile: what a shell would print, or
 * a terminal obey, is left out; the shells quote the others by their own means.
 */
import type { Command } from '../command.ts';
import { wordOf, type Context } from './context.ts';

export interface Candidate {
  readonly word: string;
  readonly describe?: string | undefined;
}

export type Answer =
  | { readonly kind: 'words'; readonly candidates: readonly Candidate[] }
  /** The shell's own completion of paths. */
  | { readonly kind: 'file' | 'directory' };

/** Where words come from that are not in the command table; each is asked only when it is wanted. */
export interface Knowledge {
  readonly commands: readonly Command[];
  readonly kinds: () => Promise<readonly Candidate[]>;
  readonly isKind: (word: string) => Promise<boolean>;
  /** Names in the databases of the line; of one kind, or of all. */
  readonly names: (context: Context, kind: string | undefined) => Promise<Iterable<string>>;
}

/** More than anyone reads. */
const MOST = 500;
/** Longer names are typed by nobody and fill the screen. */
const LONGEST = 200;

export const answer = async (whole: Context, knowledge: Knowledge): Promise<Answer> => {
  const [context, kind] = await narrowed(whole, knowledge);
  const { wanted } = context;
  if (wanted === 'file' || wanted === 'directory') return { kind: wanted };
  if (wanted === 'remote') return { kind: 'file' };
  const all = await candidatesOf(context, kind, knowledge);
  const candidates: Candidate[] = [];
  const seen = new Set<string>();
  for (const { word, describe } of all) {
    if (!word.startsWith(context.typed) || seen.has(word) || !isTypable(word)) continue;
    if (wanted !== 'option' && word.startsWith('-') && !context.verbatim) continue;
    seen.add(word);
    candidates.push({ word: context.prefix + word, describe });
    if (candidates.length === MOST) break;
  }
  return { kind: 'words', candidates };
};

/** `port/web`: what is typed of a name begins after the kind. */
const narrowed = async (
  context: Context,
  { isKind }: Knowledge,
): Promise<readonly [Context, string | undefined]> => {
  const { wanted, typed, prefix } = context;
  const slash = typed.indexOf('/');
  if (wanted !== 'thing' || slash < 0 || !(await isKind(typed.slice(0, slash)))) return [context, undefined];
  const start = slash + 1;
  return [
    { ...context, typed: typed.slice(start), prefix: prefix + typed.slice(0, start) },
    typed.slice(0, slash),
  ];
};

const candidatesOf = async (
  context: Context,
  kind: string | undefined,
  knowledge: Knowledge,
): Promise<Iterable<Candidate>> => {
  const { wanted, positionals } = context;
  switch (wanted) {
    case undefined:
    case 'file':
    case 'directory':
    case 'remote':
      return [];
    case 'command':
      return knowledge.commands.map((command) => ({ word: wordOf(command), describe: command.summary }));
    case 'option':
      return optionsOf(context);
    case 'kind':
      return knowledge.kinds();
    case 'thing':
      return words(await knowledge.names(context, kind));
    case 'name':
      return words(await knowledge.names(context, positionals[0]));
    default:
      return words(wanted);
  }
};

function* words(texts: Iterable<string>): Generator<Candidate> {
  for (const word of texts) yield { word };
}

/** Those that are not on the line yet, or may be there again. */
const optionsOf = ({ options, given }: Context): Candidate[] =>
  Object.entries(options)
    .filter(([name, option]) => option.hidden !== true && (option.array === true || !given.has(name)))
    .map(([name, option]) => ({ word: `--${name}`, describe: option.describe }));

/** No control characters, no line ends, nothing that turns the direction of text, nothing invisible. */
const isTypable = (word: string): boolean =>
  word !== '' && word.length <= LONGEST && !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u{fffd}]/u.test(word);
