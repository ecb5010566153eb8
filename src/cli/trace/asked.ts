/** A question as it is asked: on the command line, or as a line of `--batch`. */
import type { OvnTraceStyle, TraceRequest } from '../../flows/index.ts';
import { parseCtState } from '../../flows/index.ts';
import { excerpt, OvnscopeError } from '../../text/index.ts';

export interface Asked {
  readonly request: TraceRequest;
  /** The text of ovn-trace in this form, too. */
  readonly style: OvnTraceStyle | undefined;
  readonly friendlyNames: boolean;
}

const STYLES: readonly string[] = ['detailed', 'summary', 'minimal', 'all'];

export const isStyle = (text: unknown): text is OvnTraceStyle => STYLES.includes(text as string);

const CT_FLAGS = 'new, est, rel, rpl, inv, trk, snat, dnat';

/** `["new", "est,rpl"]` → bits. Throws `OvnscopeError` of kind `usage`. */
export const ctStates = (texts: readonly string[]): number[] =>
  texts.map((text) => {
    const parsed = parseCtState(text);
    if ('unknown' in parsed) {
      throw new OvnscopeError('usage', `"${excerpt(parsed.unknown)}" is no connection tracking state`, {
        expected: `${CT_FLAGS}, joined by commas`,
      });
    }
    return parsed.state;
  });

/** What is odd about the states, in words. */
export const ctComplaints = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => {
    const parsed = parseCtState(text);
    return 'complaints' in parsed ? parsed.complaints.map((complaint) => `--ct ${text}: ${complaint}`) : [];
  });

const MEMBERS: readonly string[] = [
  'datapath',
  'microflow',
  'style',
  'ct',
  'lb_dst',
  'select_id',
  'on',
  'size',
  'dns_name',
  'friendly_names',
];

/**
 * A line: a JSON object, `datapath<TAB>microflow`, or a microflow alone. Throws `OvnscopeError` of kind `usage` that says
 * what is wrong with it.
 */
export const parseLine = (line: string): Asked => {
  if (!line.trimStart().startsWith('{')) {
    const tab = line.indexOf('\t');
    const datapath = tab < 0 ? '' : line.slice(0, tab).trim();
    const microflow = line.slice(tab + 1);
    return plain({ microflow, datapath: datapath === '' ? undefined : datapath });
  }
  return fromJson(objectOf(line));
};

const plain = (request: TraceRequest): Asked => ({ request, style: undefined, friendlyNames: true });

const objectOf = (line: string): Readonly<Record<string, unknown>> => {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new OvnscopeError('usage', 'a request is not valid JSON', { cause: error });
  }
};

const fromJson = (json: Readonly<Record<string, unknown>>): Asked => {
  for (const name of Object.keys(json)) {
    if (!MEMBERS.includes(name)) {
      throw new OvnscopeError('usage', `a request has a member "${excerpt(name)}" that is not known`, {
        expected: MEMBERS.join(', '),
      });
    }
  }
  const microflow = text(json, 'microflow');
  if (microflow === undefined) throw new OvnscopeError('usage', 'a request has no "microflow"');
  const { style } = json;
  if (style !== undefined && style !== null && !isStyle(style)) {
    throw new OvnscopeError('usage', '"style" is none of the forms', { expected: STYLES.join(', ') });
  }
  return {
    request: {
      microflow,
      datapath: text(json, 'datapath'),
      ct: ctStates(list(json['ct'])),
      lbDst: text(json, 'lb_dst'),
      selectId: number(json, 'select_id'),
      on: text(json, 'on'),
      size: number(json, 'size'),
      dnsName: text(json, 'dns_name'),
    },
    style: isStyle(style) ? style : undefined,
    friendlyNames: json['friendly_names'] !== false,
  };
};

const text = (json: Readonly<Record<string, unknown>>, name: string): string | undefined => {
  const value = json[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new OvnscopeError('usage', `"${name}" of a request is not a string`);
  return value;
};

const number = (json: Readonly<Record<string, unknown>>, name: string): number | undefined => {
  const value = json[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new OvnscopeError('usage', `"${name}" of a request is not a number`);
  }
  return value;
};

const list = (value: unknown): string[] => {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) {
    throw new OvnscopeError('usage', '"ct" of a request is not a list of states');
  }
  return value as string[];
};
