/**
 * Filters, as they are typed. All that are given must hold.
 *
 *     filter   = column operator value
 *     operator = "=" | "!=" | "~" | "!~" | "<" | "<=" | ">" | ">="
 *     column   = a field, a column of the schema, or column ":" key of a map; the first operator ends it
 *
 *     column=          empty                      column!=         not empty
 *     column=text      an element is that text, number, boolean, MAC or IP, or an IP inside that CIDR
 *     column=10..20    an element is a number from 10 to 20; either end may be left out
 *     column~regex     an element matches (JavaScript, flag u); anchors are up to the person
 *     column<10        an element is a number below 10
 *
 * `!=` and `!~` are the opposite of `=` and `~`: no element matches. Elements of a map are `key=value`.
 */
import type { Atom } from '../../ovsdb/index.ts';
import { excerpt, messageOf, OvnscopeError, printable } from '../../text/index.ts';
import type { FieldValue } from '../kinds/types.ts';
import { compareNumbers, elementsOf, numberOf, numeric } from './elements.ts';
import { LONGEST_TEXT, withinTest } from './within.ts';

export type Operator = '=' | '!=' | '~' | '!~' | '<' | '<=' | '>' | '>=';

export interface Filter {
  readonly column: string;
  readonly operator: Operator;
  readonly value: string;
}

export type Test = (value: FieldValue) => boolean;

const FILTER = /^([^=!~<>]*)(!=|!~|<=|>=|=|~|<|>)(.*)$/s;
const RANGE = /^([+-]?\d+(?:\.\d+)?)?\.\.([+-]?\d+(?:\.\d+)?)?$/;

/** What can be meant as nothing else than addresses. */
const NETWORK =
  /^(?:(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?=\d)|(?=\/))){4}|[0-9a-f]*:[0-9a-f:]*:[0-9a-f:]*)\/\d+$/i;

/** Throws `OvnscopeError` of kind `usage` that shows the text and the place. */
export const parseFilter = (text: string): Filter => {
  const match = FILTER.exec(text);
  const column = (match?.[1] ?? '').trim();
  if (match === null) {
    const at = /[!]/.exec(text)?.index ?? text.length;
    throw wrong('a filter needs an operator', text, at, 'one of = != ~ !~ < <= > >=');
  }
  if (column === '') throw wrong('a filter needs a column', text, 0, 'column=value');
  return { column, operator: match[2] as Operator, value: match[3] ?? '' };
};

export const formatFilter = ({ column, operator, value }: Filter): string => `${column}${operator}${value}`;

/** What the filter asks of a value. Throws `OvnscopeError` of kind `usage` for a value that it cannot compare with. */
export const testOf = (filter: Filter): Test => {
  const { operator } = filter;
  const negated = operator.startsWith('!');
  if (operator === '=' || operator === '!=') {
    if (filter.value === '') return (value) => (elementsOf(value).length === 0) !== negated;
    const equal = equalTo(filter);
    return (value) => elementsOf(value).some(equal) !== negated;
  }
  const holds = operator === '~' || operator === '!~' ? matching(filter) : comparing(filter);
  return (value) => elementsOf(value).some(holds) !== negated;
};

const equalTo = (filter: Filter): ((atom: Atom) => boolean) => {
  const { value } = filter;
  const number = numberOf(value);
  const within = withinTest(value);
  const range = rangeOf(filter);
  if (within === undefined && NETWORK.test(value)) {
    throw wrongValue('not a network', filter, 'ADDRESS/PREFIX, such as 10.0.0.0/24 or fd00::/64');
  }
  return (atom) => {
    if (typeof atom === 'string') {
      if (atom === value || within?.(atom) === true) return true;
    } else if (typeof atom === 'boolean') return String(atom) === value;
    else if (number !== undefined) return compareNumbers(atom, number) === 0;
    if (range === undefined) return false;
    const held = numeric(atom);
    return held !== undefined && range(held);
  };
};

const rangeOf = (filter: Filter): ((held: number | bigint) => boolean) | undefined => {
  const match = RANGE.exec(filter.value.trim());
  if (match === null || (match[1] === undefined && match[2] === undefined)) return undefined;
  const [from, to] = [match[1], match[2]].map((end) => (end === undefined ? undefined : numberOf(end)));
  if (from !== undefined && to !== undefined && compareNumbers(from, to) > 0) {
    throw wrongValue('nothing is in this range', filter, 'the smaller number first');
  }
  return (held) =>
    (from === undefined || compareNumbers(held, from) >= 0) &&
    (to === undefined || compareNumbers(held, to) <= 0);
};

const comparing = (filter: Filter): ((atom: Atom) => boolean) => {
  const wanted = numberOf(filter.value);
  if (wanted === undefined) {
    throw wrongValue(`"${filter.operator}" compares with a number`, filter, 'a number such as 1000 or -2.5');
  }
  const order = (atom: Atom): number | undefined => {
    const held = numeric(atom);
    return held === undefined ? undefined : compareNumbers(held, wanted);
  };
  const holds: Record<string, (order: number) => boolean> = {
    '<': (order) => order < 0,
    '<=': (order) => order <= 0,
    '>': (order) => order > 0,
    '>=': (order) => order >= 0,
  };
  const test = holds[filter.operator];
  return (atom) => {
    const compared = order(atom);
    return compared !== undefined && test?.(compared) === true;
  };
};

const matching = (filter: Filter): ((atom: Atom) => boolean) => {
  let regex: RegExp;
  try {
    regex = new RegExp(filter.value, 'u');
  } catch (error) {
    const reason = messageOf(error).replace(/^.*\/u?: /s, '');
    throw wrongValue(`not a regular expression: ${reason}`, filter, undefined);
  }
  return (atom) => regex.test(String(atom).slice(0, LONGEST_TEXT));
};

const wrong = (
  message: string,
  text: string,
  at: number,
  expected: string | undefined,
  hint?: string,
): OvnscopeError => new OvnscopeError('usage', `${message}${marked(text, at)}`, { expected, hint });

const wrongValue = (message: string, filter: Filter, expected: string | undefined): OvnscopeError =>
  wrong(message, formatFilter(filter), filter.column.length + filter.operator.length, expected);

/** Further lines for a message: the text, and under it a caret at the place that is meant. */
export const marked = (text: string, at: number): string => {
  if (at > 80) return marked(`…${text.slice(at - 40)}`, 41);
  return `\n    ${excerpt(text, 160)}\n    ${' '.repeat(printable(text.slice(0, at)).length)}^`;
};
