/**
 * Which port a match insists on, found without knowing OVN's expression language as a whole:
 *
 *     match    = conjunct { "&&" conjunct }      no "||" beside them: ovn-sb(5) wants parentheses around a mix
 *     conjunct = ("inport" | "outport") ("==" | "!=") (STRING | "@" GROUP | "{" … "}") | whatever else
 *
 * A conjunct may stand in parentheses, and `!` before them. A packet of any other port can then not match. Of a match
 * that does not fit, or that is broken, nothing is said.
 */
export type PortField = 'inport' | 'outport';

/** The ports that a conjunct allows for one field, or all but those: names, and names of port groups. */
export interface PortTest {
  readonly field: PortField;
  readonly isNegated: boolean;
  readonly ports: readonly string[];
  readonly groups: readonly string[];
}

/** Longer matches hold lists of addresses; the port stands at their beginning or is not looked for. */
const LONGEST = 65_536;

/** Parts between `&&` outside of quotes and brackets; `undefined` where there is a `||`, or brackets do not pair. */
const conjuncts = (match: string): readonly string[] | undefined => {
  if (match.length > LONGEST) return undefined;
  const parts: string[] = [];
  let [depth, start, quoted] = [0, 0, false];
  for (let i = 0; i < match.length; i++) {
    const at = match[i] as string;
    if (quoted) {
      if (at === '\\') i++;
      else if (at === '"') quoted = false;
    } else if (at === '"') quoted = true;
    else if (at === '(' || at === '{') depth++;
    else if (at === ')' || at === '}') {
      if (--depth < 0) return undefined;
    } else if (depth === 0 && at === match[i + 1] && (at === '|' || at === '&')) {
      if (at === '|') return undefined;
      parts.push(match.slice(start, i));
      start = ++i + 1;
    }
  }
  if (quoted || depth !== 0) return undefined;
  parts.push(match.slice(start));
  return parts;
};

const TEST = /^(inport|outport)\s*([!=]=)\s*(?:"((?:[^"\\]|\\.)*)"|@([^\s"{}(),&|]+)|\{([^{}]*)\})$/;
const MEMBER = /"((?:[^"\\]|\\.)*)"|@([^\s"{}(),&|]+)/g;

/** Nobody writes more parentheses around one test than this. */
const DEEPEST = 32;

/** `(outport == "a")` → `outport == "a"`. */
const unwrapped = (text: string): string => {
  let inner = text.trim();
  for (let depth = 0; depth < DEEPEST && inner.startsWith('(') && inner.endsWith(')'); depth++) {
    const without = inner.slice(1, -1);
    if (conjuncts(without) === undefined) break;
    inner = without.trim();
  }
  return inner;
};

const NEGATED = /^!\s*\(/;

/** Strings of the language escape as JSON's do. */
const unquoted = (body: string): string => {
  try {
    return JSON.parse(`"${body}"`) as string;
  } catch {
    return body;
  }
};

const testOf = (conjunct: string): readonly PortTest[] => {
  const text = unwrapped(conjunct);
  const isNegated = NEGATED.test(text);
  const found = TEST.exec(isNegated ? unwrapped(text.slice(1)) : text);
  if (found === null) return [];
  const [, field, operator, port, group, list] = found;
  const members = list === undefined ? [] : [...list.matchAll(MEMBER)];
  const ports = [port, ...members.map((member) => member[1])].filter((name) => name !== undefined);
  const groups = [group, ...members.map((member) => member[2])].filter((name) => name !== undefined);
  return [
    {
      field: field as PortField,
      isNegated: isNegated !== (operator === '!='),
      ports: ports.map(unquoted),
      groups,
    },
  ];
};

/** What every packet that the match holds for must satisfy. */
export const portTests = (match: string): readonly PortTest[] => {
  if (!match.includes('port')) return [];
  return conjuncts(unwrapped(match))?.flatMap(testOf) ?? [];
};

/** Whether a match can hold for packets whose `field` is this port. */
export const mayConcern = (
  match: string,
  field: PortField,
  port: string,
  isInGroup: (group: string) => boolean,
): boolean =>
  portTests(match)
    .filter((test) => test.field === field)
    .every(({ isNegated, ports, groups }) => isNegated !== (ports.includes(port) || groups.some(isInGroup)));
